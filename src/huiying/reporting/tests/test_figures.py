from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.core.errors import InputError, NotAllowed
from huiying.feedback.actions import rate
from huiying.handling import actions as handling
from huiying.handling.models import Case, Reply
from huiying.handling.tests.complaints import concluded, found, suggestion
from huiying.handling.tests.desk import signed_in
from huiying.intake.channel import PastAnswer
from huiying.intake.models import Voice
from huiying.ledger.models import Entry
from huiying.reporting.actions import take_snapshot, write_paper
from huiying.reporting.asked import Asked
from huiying.reporting.facts import gather
from huiying.reporting.figures import FIGURES, Numbers, Period, UnknownReference, value_of
from huiying.reporting.frozen import pack, unpack
from huiying.reporting.official import check
from huiying.reporting.rows import address_of
from tests.office import SUNDAY, Office

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture
def march(office: Office) -> Office:
    """Four letters of Sunday 15 March: one answered in time, one late, one overdue and open, one of the last day."""
    for ident, days in (("in time", 3), ("late", 12)):
        answer = PastAnswer(text="已办理。", at=SUNDAY + timedelta(days=days), by="项目服务科")
        office.letter(f"路灯坏了 {ident}", ident=ident, answer=answer)
    office.letter("一直没有人答复我", ident="open")
    office.letter("月末才写的信", ident="fresh", at=SUNDAY + timedelta(days=16))
    handling.take_past_answers(at=SUNDAY)
    handling.take_waiting(at=SUNDAY)
    return office


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("received", 4),
        ("replied", 2),
        ("open", 2),
        ("reply_rate", 50.0),
        ("closed", 2),
        ("on_time", 1),
        ("late_closed", 1),
        ("overdue_open", 1),
        # One on time of one on time, one late and one overdue and open; the fresh letter does not count yet.
        ("on_time_rate", 33.3),
        ("median_days", 7.5),
        ("rated", 0),
        ("satisfaction_rate", None),
        ("solved_rate", None),
        ("reviews_two_step", 0),
    ],
)
def test_a_figure_is_what_its_formula_says(march: Office, key: str, value: float | None) -> None:
    assert value_of(key, MARCH) == value


def test_what_happened_after_the_period_does_not_count(march: Office) -> None:
    until_friday = Period(date(2026, 3, 1), date(2026, 3, 20))
    assert value_of("replied", until_friday) == 1
    assert value_of("overdue_open", until_friday) == 0
    assert value_of("on_time_rate", until_friday) == 100.0


def test_what_ends_without_a_reply_is_neither_open_nor_overdue_nor_answered(march: Office) -> None:
    """Of two letters that nobody answered one was declined in time; then both, the other of them too late."""
    late, fresh = Case.objects.filter(answered_at=None).order_by("opened_at")
    handling.decline(fresh, ground="outside", by=march.officer, at=SUNDAY + timedelta(days=16, hours=1))
    told = {key: value_of(key, MARCH) for key in ("received", "replied", "open", "closed", "closed_unanswered")}
    assert told == {"received": 4, "replied": 2, "open": 1, "closed": 2, "closed_unanswered": 1}
    assert (value_of("on_time", MARCH), value_of("late_closed", MARCH), value_of("overdue_open", MARCH)) == (1, 1, 1)
    assert value_of("reply_rate", MARCH) == 66.7
    handling.transfer_out(late, to="市住建局", reason="属其职责", by=march.officer, at=SUNDAY + timedelta(days=16))
    assert (value_of("open", MARCH), value_of("overdue_open", MARCH), value_of("reply_rate", MARCH)) == (0, 0, 100.0)
    # Its term ran out before it was transferred: that stays late.
    assert (value_of("on_time", MARCH), value_of("late_closed", MARCH)) == (1, 2)
    assert sum(month["on_time"] for month in gather(Asked(MARCH, SUNDAY), Numbers(MARCH))["monthly"]) == 1


def test_what_was_merged_counts_as_answered_once_the_reply_is_out(march: Office) -> None:
    leads, other = Case.objects.filter(answered_at=None).order_by("opened_at")
    at = SUNDAY + timedelta(days=16)
    handling.merge([other], into=leads, by=march.officer, at=at)
    assert (value_of("open", MARCH), value_of("closed_unanswered", MARCH), value_of("replied", MARCH)) == (1, 1, 2)
    handling.assign(leads, lead=march.project, by=march.officer, at=at)
    handling.accept(leads, handler=march.handler, by=march.head, at=at)
    handling.save_draft(leads, text="已办理。", make_public=True, by=march.handler, at=at)
    handling.submit(leads, by=march.handler, at=at)
    handling.approve(leads, by=march.head, at=at)
    handling.approve(leads, by=march.leader, at=at)
    handling.deliver(leads, by=march.handler, at=at)
    assert (value_of("open", MARCH), value_of("closed_unanswered", MARCH), value_of("replied", MARCH)) == (0, 0, 4)


def test_an_empty_period_divides_by_nothing(office: Office) -> None:
    nothing = {figure.key: figure.value(MARCH) for figure in FIGURES}
    assert nothing["on_time_rate"] is None
    assert nothing["received"] == 0


def test_ratings_are_counted(march: Office) -> None:
    first, second = Reply.objects.order_by("pk")
    rate(first, stars=5, solved=True, comment="很好", at=SUNDAY + timedelta(days=4))
    rate(second, stars=2, solved=False, comment="太慢", at=SUNDAY + timedelta(days=13))
    assert value_of("satisfaction_rate", MARCH) == 50.0
    assert value_of("solved_rate", MARCH) == 50.0


def test_channels_and_months_add_up_to_the_figures(march: Office) -> None:
    facts = gather(Asked(MARCH, SUNDAY), Numbers(MARCH))
    assert sum(channel["received"] for channel in facts["channels"]) == facts["figures"]["received"]["value"]
    assert sum(month["received"] for month in facts["monthly"]) == 4
    assert sum(month["replied"] for month in facts["monthly"]) == facts["figures"]["replied"]["value"]
    assert sum(month["on_time"] for month in facts["monthly"]) == facts["figures"]["on_time"]["value"]


def test_a_snapshot_does_not_change_when_the_rows_do(march: Office) -> None:
    snapshot = take_snapshot(MARCH.start, MARCH.end, by=march.officer, at=SUNDAY)
    Case.objects.update(answered_at=None)
    snapshot.refresh_from_db()
    assert snapshot.facts["figures"]["replied"]["value"] == 2
    assert Entry.objects.get(deed="snapshot.taken").facts["digest"] == snapshot.digest


@pytest.mark.parametrize(
    ("reference", "value"),
    [
        ("received:kind=", 4),
        ("replied@2026-03-01..2026-03-10", 0),
        ("replied@2026-03", 2),
        ("received@before", None),
        ("difference(received,replied)", 2),
        ("share(replied,received)", 50.0),
        ("sum(replied,open,difference(received,replied))", 6),
    ],
)
def test_a_reference_names_a_number(march: Office, reference: str, value: float | None) -> None:
    assert Numbers(MARCH).take(reference) == value


def test_a_number_is_taken_with_the_rows_behind_it(march: Office) -> None:
    channel = Voice.objects.values_list("channel", flat=True).distinct().get()
    numbers = Numbers(MARCH)
    assert numbers.take(f"replied:channel={channel}") == 2
    assert numbers.take(f"replied:channel={channel + 1}") == 0
    behind = {text: reference.rows(MARCH).count() for text, reference in numbers.references()}
    assert behind == {text: number["value"] for text, number in numbers.facts().items()}


@pytest.mark.parametrize("reference", ["nothing", "received:moon=1", "received@long_ago", "mean(received,replied)"])
def test_a_reference_to_nothing_is_refused(office: Office, reference: str) -> None:
    with pytest.raises(UnknownReference):
        Numbers(MARCH).take(reference)


@given(st.sets(st.integers(1, 10**7), max_size=50))
def test_the_keys_of_rows_are_kept_whole(keys: set[int]) -> None:
    assert list(unpack(pack(keys))) == sorted(keys)


def test_the_paper_is_in_the_official_format_and_says_what_the_snapshot_says(march: Office) -> None:
    snapshot = take_snapshot(MARCH.start, MARCH.end, notice="关于开展自查的通知", by=march.officer, at=SUNDAY)
    paper = write_paper(snapshot, by=march.officer, at=SUNDAY)
    assert check(paper.content("docx")) == []
    assert "自查报告" in paper.title


def test_a_period_that_ends_before_it_begins_is_refused(office: Office) -> None:
    with pytest.raises(InputError):
        take_snapshot(MARCH.end, MARCH.start, by=office.officer, at=SUNDAY)


def test_a_handler_writes_no_report(office: Office) -> None:
    with pytest.raises(NotAllowed):
        take_snapshot(MARCH.start, MARCH.end, by=office.handler, at=SUNDAY)


def test_suggestions_and_complaints_are_counted_by_how_they_ended(office: Office) -> None:
    for number, outcome in enumerate(("adopted", "partly", "not_adopted")):
        case = suggestion(office, ident=f"s{number}")
        told = {"outcome": outcome, "reason": "已研究。"}
        handling.decide_adoption(case, **told, by=office.handler, at=SUNDAY + timedelta(days=1))
    late = suggestion(office, ident="late")
    handling.decide_adoption(
        late, outcome="adopted", reason="已研究。", by=office.handler, at=SUNDAY + timedelta(days=40)
    )
    found(office, ident="c1")
    found(office, "unjustified", ident="c2")
    concluded(office, ident="c3")
    keys = ("suggestions_decided", "suggestions_adopted", "adoption_rate", "justified", "concluded", "concluded_rate")
    assert [value_of(key, MARCH) for key in keys] == [3, 2, 66.7, 2, 1, 50.0]


@pytest.mark.parametrize(
    ("key", "rows"), [("suggestions_adopted", 1), ("adoption_rate", 0), ("justified", 2), ("concluded_rate", 1)]
)
def test_their_figures_lead_to_their_rows(office: Office, key: str, rows: int) -> None:
    case = suggestion(office, ident="s")
    handling.decide_adoption(case, outcome="adopted", reason="已研究。", by=office.handler, at=SUNDAY)
    found(office, ident="c1")
    concluded(office, ident="c2")
    page = signed_in(office.officer).get(address_of(key, MARCH, office.officer))
    assert page.context["page_obj"].paginator.count == rows


def test_the_months_of_a_period_are_whole_but_for_its_ends() -> None:
    told = [(month.start, month.end) for month in Period(date(2025, 12, 30), date(2026, 2, 3)).months()]
    assert told == [
        (date(2025, 12, 30), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 3)),
    ]
