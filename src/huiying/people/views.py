"""外出代办 · Who is away and who stands in; everyone tells their own absence."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from huiying.core.errors import HuiyingError

from . import absences, policies
from .access import desk, staff
from .forms import AbsenceForm
from .models import Absence, User

PAST_SHOWN = 20


@require_http_methods(["GET", "POST"])
@desk()
def away(request: HttpRequest) -> HttpResponse:
    """The absences that run or come, those that are over, and a form for the next."""
    person, at = staff(request), timezone.now()
    for_others = policies.allows(person, "people.absences")
    may = {"for_others": for_others, "for_leaders": policies.allows(person, absences.OF_LEADERS)}
    form = AbsenceForm(person, **may, data=request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            absence = absences.leave(**form.cleaned_data, by=person, at=at)
        except HuiyingError as refused:
            form.refuse(refused)
        else:
            told = {"person": absence.stand_in, "who": absence.user}
            messages.success(request, _("%(person)s stands in for %(who)s.") % told)
            return redirect("desk-absences")
    today, rows = timezone.localdate(at), _of_the_unit(person)
    context = {
        "form": form,
        "today": today,
        "coming": rows.filter(last__gte=today, ended_at=None).order_by("first", "pk"),
        "past": rows.exclude(last__gte=today, ended_at=None)[:PAST_SHOWN],
        "for_others": for_others,
    }
    return render(request, "people/absences.html", context, status=422 if form.is_bound else 200)


def _of_the_unit(person: User) -> QuerySet[Absence]:
    return Absence.objects.filter(user__unit=person.unit_id).select_related("user", "stand_in")


@require_POST
@desk()
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """End an absence early."""
    absence = get_object_or_404(_of_the_unit(staff(request)), pk=pk)
    try:
        absences.come_back(absence, by=staff(request), at=timezone.now())
        messages.success(request, _("%(who)s is back.") % {"who": absence.user})
    except HuiyingError as refused:
        messages.error(request, str(refused))
    return redirect("desk-absences")
