"""批量办理 · One deed on the cases chosen in a list: asked once, done one by one, told for every one."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from ..bulk.doing import DEEDS
from ..bulk.forms import FORMS
from ..lists.asked import CASES, INBOX, Asked
from ..lists.inbox import inbox_rows
from ..models import Case
from ..work import visible

MOST = 200


@dataclass(frozen=True, slots=True)
class Words:
    title: str | Promise
    note: str | Promise
    button: str | Promise
    icon: str


# Each deed with the permission that offers it, and its words.
GRANTS = {"assign": "handling.assign", "merge": "handling.merge", "answer": "handling.draft"}
WORDS = {
    "assign": Words(
        _("Assign together"),
        _("Each case goes to these sections by itself; one that cannot be assigned stays as it is, and why is shown."),
        _("Assign these cases"),
        "send",
    ),
    "merge": Words(
        _("Merge"),
        _("The case that leads is answered, and its reply goes to every writer. Any of them can be parted again."),
        _("Merge these cases"),
        "merge",
    ),
    "answer": Words(
        _("Answer together"),
        _("Only cases that you handle yourself are taken. The reply is checked against every letter first."),
        _("Send into review"),
        "send",
    ),
}


def offered(person: User) -> list[tuple[str, Words]]:
    """The bulk deeds that this person's posts grant."""
    return [(name, WORDS[name]) for name, grant in GRANTS.items() if policies.allows(person, grant)]


@require_http_methods(["GET", "POST"])
@desk("handling.read")
def bulk(request: HttpRequest, name: str) -> HttpResponse:
    """Ask what the deed needs, or do it and tell of every case what became of it."""
    person = staff(request)
    policies.require(person, GRANTS[name])
    data = request.POST if request.method == "POST" else request.GET
    cases, over = _chosen(data, person)
    form = FORMS[name](cases, person, request.POST if request.method == "POST" else None)  # type: ignore[arg-type]
    context: dict[str, Any] = {"name": name, "words": WORDS[name], "cases": cases, "over": over, "most": MOST}
    context |= {"now": timezone.now(), "back": _back(data)}
    if request.method == "GET" or not cases or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "handling/bulk.html", context | {"form": form}, status=status)
    return render(request, "handling/bulk_done.html", context | _done(name, cases, form, person))


def _done(name: str, cases: list[Case], form: forms.Form, person: User) -> dict[str, Any]:
    outcomes = DEEDS[name](cases, form.cleaned_data, by=person, at=timezone.now())
    done = sum(outcome.done for outcome in outcomes)
    refused = len(outcomes) - done
    return {
        "outcomes": sorted(outcomes, key=lambda outcome: outcome.done),
        "done": ngettext("%(n)d case done", "%(n)d cases done", done) % {"n": done},
        "refused": ngettext("%(n)d case refused", "%(n)d cases refused", refused) % {"n": refused} if refused else "",
    }


def _chosen(data: QueryDict, person: User) -> tuple[list[Case], bool]:
    """The cases named by their numbers, or all that fit the filters of a list; and whether there are more than one
    deed takes. What this person may not read does not exist.
    """
    found = (
        visible(person).select_related("voice__channel").prefetch_related("clocks", "parts__section", "parts__handler")
    )
    if data.get("all"):
        cases = list(found.filter(pk__in=_fitting(data, person)[: MOST + 1]))
    else:
        cases = list(found.filter(number__in=data.getlist("rows")[: MOST + 1]))
    return cases[:MOST], len(cases) > MOST


def _fitting(data: QueryDict, person: User) -> list[int]:
    """The keys of the cases that fit the filters of the list, as far as the deed takes them."""
    query, now = QueryDict(data.get("query", "")[:2000]), timezone.now()
    if data.get("list") == INBOX.name:
        policies.require(person, "intake.read")
        rows = inbox_rows(Asked(INBOX, query, person, now)).filter(case__isnull=False)
        return list(rows.values_list("case", flat=True)[: MOST + 1])
    cases = Asked(CASES, query, person, now).rows(visible(person))
    return list(cases.values_list("pk", flat=True)[: MOST + 1])


def _back(data: QueryDict) -> dict[str, str]:
    """The list that the choice came from, as it was filtered."""
    which = data.get("list", "")
    if which not in BACK:
        which = CASES.name
    return {"list": which, "query": QueryDict(data.get("query", "")[:2000]).urlencode(), "route": BACK[which]}


BACK = {INBOX.name: "desk-inbox", CASES.name: "desk-cases", "mine": "desk-mine"}
