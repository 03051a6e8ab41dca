"""Every number leads to its rows: for who may read them, page by page, and as a workbook."""

import io
from urllib.parse import quote

import openpyxl
import pytest

from huiying.handling.models import Case
from huiying.handling.tests.desk import signed_in
from huiying.people.actions import appoint, found_office
from huiying.people.models import Role, User
from huiying.reporting.actions import renew, take_snapshot
from huiying.reporting.behind.lines import MOMENTS, OTHERS
from huiying.reporting.figures import FIGURES
from huiying.reporting.models import Snapshot
from tests.office import SUNDAY, Office

from .keeping import DAY, PHONE, over
from .marching import MARCH, march

LATER = SUNDAY + 20 * DAY
TITLE = f"请打{PHONE}告知施工许可"


def taken(office: Office) -> Snapshot:
    return take_snapshot(MARCH.start, MARCH.end, by=office.officer, at=LATER)


def address(snapshot: Snapshot, reference: str, more: str = "") -> str:
    return f"/desk/reports/{snapshot.pk}/numbers/?of={quote(reference)}{more}"


def test_every_number_of_a_snapshot_has_its_page_with_as_many_rows(office: Office) -> None:
    march(office)
    snapshot, leader = taken(office), signed_in(office.leader)
    page = leader.get(f"/desk/reports/{snapshot.pk}/").content.decode()
    for row in snapshot.rows.all():
        shown = leader.get(address(snapshot, row.reference))
        assert shown.status_code == 200
        assert shown.context["page_obj"].paginator.count == row.count, row.reference
        assert len(shown.context["lines"]) == min(row.count, 50)
        assert not any(line.gone or line.hidden for line in shown.context["lines"]), row.reference
        assert quote(row.reference, safe="") in page
    assert snapshot.rows.count() > 30


def test_a_share_leads_to_its_parts_and_a_reckoned_number_to_what_it_is_reckoned_from(office: Office) -> None:
    march(office)
    snapshot, leader = taken(office), signed_in(office.leader)
    shown = leader.get(address(snapshot, "reply_rate")).context["number"]
    assert [piece.reference for piece in shown.pieces] == ["replied", "open"]
    shown = leader.get(address(snapshot, "difference(received,sum(replied,open))")).context["number"]
    numbers = snapshot.facts["numbers"]
    assert shown.value == numbers["received"]["value"] - numbers["replied"]["value"] - numbers["open"]["value"]
    assert shown.rows is None
    for nothing in ("praise", "", "sum(praise,open)", "share(open)", "received@2024-01"):
        assert leader.get(address(snapshot, nothing)).status_code == 404


def test_who_may_not_read_a_case_sees_its_number_alone(office: Office) -> None:
    over(office, title=TITLE)
    case = Case.objects.get()
    snapshot = taken(office)
    (line,) = signed_in(office.leader).get(address(snapshot, "replied")).context["lines"]
    assert (line.number, line.url) == (case.number, f"/desk/cases/{case.number}/")
    assert PHONE not in line.title
    head = User.objects.create(username="other.head", name="另一科长")
    appoint(head, role=Role.SECTION_HEAD, section=office.policy, by=None, at=SUNDAY)
    (line,) = signed_in(head).get(address(snapshot, "replied")).context["lines"]
    assert (line.number, line.title, line.url, line.hidden) == (case.number, "", "", True)
    assert signed_in(office.handler).get(address(snapshot, "replied")).status_code == 403


def test_a_snapshot_of_another_bureau_is_not_there(office: Office) -> None:
    over(office)
    snapshot = taken(office)
    other = found_office("外市招商局", (("综合科", "来信。", True),), at=SUNDAY)
    leader = User.objects.create(username="far.leader", name="外局长")
    appoint(leader, role=Role.LEADER, section=None, unit=other, by=None, at=SUNDAY)
    assert signed_in(leader).get(address(snapshot, "replied")).status_code == 404
    assert signed_in(leader).get(f"/desk/reports/{snapshot.pk}/").status_code == 404


def test_a_page_asks_little(office: Office, django_assert_max_num_queries: object) -> None:
    march(office)
    snapshot, leader = taken(office), signed_in(office.leader)
    leader.get(address(snapshot, "received"))
    for reference in ("received", "on_time", "replied", "rated", "satisfied", "justified", "returned", "concluded"):
        with django_assert_max_num_queries(40):  # type: ignore[operator]
            leader.get(address(snapshot, reference))


def test_the_rows_are_a_workbook_without_personal_data(office: Office) -> None:
    over(office, title=TITLE)
    snapshot, leader = taken(office), signed_in(office.leader)
    answer = leader.get(address(snapshot, "replied", "&format=xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert len(rows) == 2 + 1
    assert rows[2][0] == Case.objects.get().number
    assert PHONE not in str(rows)


def test_a_new_version_is_asked_for_on_the_desk(office: Office) -> None:
    over(office)
    snapshot, officer = taken(office), signed_in(office.officer)
    url = f"/desk/reports/{snapshot.pk}/renew/"
    refused = officer.post(url, {"because": "没有变化"})
    assert refused.status_code == 422
    assert "没有变化" in refused.content.decode()
    office.letter("补登的来信", ident="found later")
    page = officer.post(url, {"because": "补登一封来信"}, follow=True)
    newer = Snapshot.objects.get(supersedes=snapshot)
    assert page.redirect_chain[-1][0] == f"/desk/reports/{newer.pk}/"
    assert "补登一封来信" in page.content.decode()
    (line,) = officer.get(address(newer, "received", "&side=come")).context["lines"]
    assert line.url
    assert f"/desk/reports/{newer.pk}/" in officer.get(f"/desk/reports/{snapshot.pk}/").content.decode()
    assert signed_in(office.leader).post(url, {"because": "x"}).status_code == 403


def test_rows_that_are_gone_are_said_to_be(office: Office) -> None:
    over(office)
    letter = office.letter("没有人读的信", ident="lost")
    snapshot = taken(office)
    letter.delete()
    lines = signed_in(office.leader).get(address(snapshot, "received")).context["lines"]
    assert [line.gone for line in lines] == [False, True]
    newer = renew(snapshot, because="更正", by=office.officer, at=LATER)
    (line,) = signed_in(office.leader).get(address(newer, "received", "&side=gone")).context["lines"]
    assert line.gone


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
def test_every_figure_has_lines_for_its_rows(figure: object) -> None:
    label = figure.model._meta.label  # type: ignore[attr-defined]
    assert label in MOMENTS or label in OTHERS or label == "ledger.Entry"
