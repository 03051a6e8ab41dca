"""Each mark numbers its papers by itself; an older office, which counted through all marks, gives no number twice."""

from importlib import import_module

from django.apps import apps

from huiying.handling import actions
from huiying.handling.models import DisclosureNotice
from huiying.handling.tests.requests import day, in_hand
from huiying.intake.models import Sequence
from tests.office import Office

numbering = import_module("huiying.handling.migrations.0017_numbers_by_mark")


def asked_twice(office: Office, ident: str) -> DisclosureNotice:
    case = in_hand(office, ident=ident)
    actions.ask_correction(case, what="写明文号", until=day(4, 3).date(), by=office.handler, at=day(3, 18))
    return DisclosureNotice.objects.get(request__case=case, sort="correction")


def test_a_mark_goes_on_behind_its_last_number(office: Office) -> None:
    paper = asked_twice(office, "one")
    assert paper.number == "公开补〔2026〕1号"
    DisclosureNotice.objects.filter(pk=paper.pk).update(number="公开补〔2026〕7号")  # as they were counted before
    Sequence.objects.filter(series__startswith="disclosure:").delete()
    numbering.go_on(apps, None)
    assert asked_twice(office, "two").number == "公开补〔2026〕8号"
    told = Sequence.objects.filter(series__startswith="disclosure:").values_list("series", "last")
    assert list(told) == [(f"disclosure:{office.unit.pk}:2026:公开补", 8)]
