"""期限计算器 · When will I be answered, and why: a term, a day of receipt, and the days of the count one by one."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huiying.core.words import LANGUAGES

from ..calculator.answer import answer
from ..calculator.form import CalculatorForm
from ..rulebook import SIMPLE, calendar, regulation


@never_cache
@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """The questions, and under a whole address the answer. What was asked stays in the form when something is wrong."""
    now = timezone.localtime()
    form = _form(request, now)
    context: dict[str, Any] = {"form": form, "now": now}
    if form.is_bound and form.is_valid() and form.deadline:
        context["answer"] = answer(form.deadline, form.chosen, calendar=calendar(), language=_language(), now=now)
    wrong = form.is_bound and "answer" not in context
    return render(request, "handling/calculator.html", context, status=422 if wrong else 200)


def _form(request: HttpRequest, now: datetime) -> CalculatorForm:
    asked = request.GET if CalculatorForm.base_fields.keys() & request.GET.keys() else None
    start = {"term": SIMPLE, "received": now.date()}
    return CalculatorForm(asked, initial=start, rules=regulation(), language=_language(), use_required_attribute=False)


def _language() -> str:
    """The reader's language, as the core names it."""
    told = get_language() or LANGUAGES[0]
    return told if told in LANGUAGES else LANGUAGES[0]
