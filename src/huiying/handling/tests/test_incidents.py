"""舆情、突发事件 · An incident from its opening to its end: who may, which hours run, what is refused."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.actions.emergencies import end_incident, grade, open_incident
from huiying.handling.models import Case, Incident
from huiying.intake.models import Voice
from huiying.ledger.models import Entry
from huiying.ledger.sentences import sentence
from tests.office import Office

from .desk import HOUR, assigned, at_once, opened, submitted
from .incidents import FOUND, HAPPENED, OPENED, account, burning, released, smoke


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def hours(incident: Incident) -> dict[str, tuple[float, str]]:
    """Each running clock: how many hours after we found out it is due, and since when it runs."""
    clocks = incident.case.clocks.filter(stopped_at=None)
    return {c.term: ((c.due_at - FOUND) / HOUR, "found" if c.started_at == FOUND else "happened") for c in clocks}


def test_a_topic_is_answered_by_the_case_of_its_overheard_voice(office: Office) -> None:
    topic = smoke(office)
    incident = open_incident(topic, account(), by=office.officer, at=OPENED)
    assert not incident.case.voice.addressed
    assert (incident.topic, incident.unit, incident.voices_then) == (topic, office.unit, 3)
    assert Case.objects.get(pk=incident.case_id).kind == "emergency"
    assert hours(incident) == {"emergency.first": (5.0, "found"), "emergency.press": (24.0, "found")}
    entry = Entry.objects.filter(deed="incident.opened").get()
    assert sentence(entry) == (
        "顾信息 opened the incident “松溪产业园仓库起火”, level 重大; "
        "its hours run from 2026-03-15 11:00, when we found out."
    )


def test_a_person_chooses_what_starts_the_hours_and_says_why(office: Office) -> None:
    topic = smoke(office)
    with pytest.raises(InputError) as refused:
        open_incident(topic, account(starts="happened"), by=office.officer, at=OPENED)
    assert refused.value.where == "starts_because"
    told = account(starts="happened", starts_because="值班电话当时已接报。")
    incident = open_incident(topic, told, by=office.officer, at=OPENED)
    assert hours(incident) == {"emergency.first": (4.0, "happened"), "emergency.press": (23.0, "happened")}


@pytest.mark.parametrize(
    ("sort", "level", "terms"),
    [
        ("opinion", "一般", {"opinion.general"}),
        ("opinion", "特别重大", {"opinion.general"}),
        ("emergency", "一般", {"opinion.general"}),
        ("emergency", "较大", {"opinion.general"}),
        ("emergency", "重大", {"emergency.first", "emergency.press"}),
        ("emergency", "特别重大", {"emergency.first", "emergency.press"}),
    ],
)
def test_which_hours_run_follows_from_sort_and_level(office: Office, sort: str, level: str, terms: set[str]) -> None:
    assert set(hours(burning(office, sort=sort, level=level))) == terms


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"found_at": HAPPENED - HOUR}, "happened_at"),
        ({"found_at": OPENED + HOUR}, "found_at"),
        ({"title": " "}, "title"),
        ({"title": "长" * 81}, "title"),
        ({"sort": "letter"}, "sort"),
        ({"level": "极大"}, "level"),
        ({"sort": "opinion", "colour": "red"}, "colour"),
        ({"colour": "pink"}, "colour"),
        ({"disposal": "ignored"}, "disposal"),
        ({"starts": "received"}, "starts"),
    ],
)
def test_what_is_typed_wrong_is_named_by_its_field(office: Office, told: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as refused:
        open_incident(smoke(office), account(**told), by=office.officer, at=OPENED)
    assert refused.value.where == field
    assert not Incident.objects.exists()


def test_a_topic_of_letters_alone_is_answered_by_its_first_open_case(office: Office) -> None:
    topic = smoke(office)
    Voice.objects.filter(addressed=False).delete()
    incident = open_incident(topic, account(), by=office.leader, at=OPENED)
    assert incident.case == Case.objects.order_by("opened_at").first()


def test_a_topic_whose_cases_are_all_over_opens_nothing(office: Office) -> None:
    topic = smoke(office)
    Voice.objects.filter(addressed=False).delete()
    Case.objects.update(state="closed")
    with pytest.raises(RuleError, match="No voice of this topic is left"):
        open_incident(topic, account(), by=office.officer, at=OPENED)


def test_an_incident_is_opened_from_a_case_or_an_overheard_voice(office: Office) -> None:
    case = assigned(office)
    incident = open_incident(case, account(sort="opinion"), by=office.officer, at=OPENED)
    assert (incident.case, incident.topic) == (case, None)
    voice = office.letter("有人说园区停电。", ident="heard")
    Voice.objects.filter(pk=voice.pk).update(addressed=False)
    voice.refresh_from_db()
    assert open_incident(voice, account(), by=office.officer, at=OPENED).case.voice == voice


def test_a_case_answers_one_incident_and_a_topic_has_one_running(office: Office) -> None:
    incident = burning(office)
    with pytest.raises(RuleError, match="already"):
        open_incident(incident.topic, account(), by=office.leader, at=OPENED)  # type: ignore[arg-type]
    with pytest.raises(RuleError, match="already"):
        open_incident(incident.case, account(), by=office.leader, at=OPENED)
    end_incident(incident, reason="经核实为演练。", by=office.leader, at=OPENED + HOUR)
    again = open_incident(incident.topic, account(), by=office.leader, at=OPENED + HOUR)  # type: ignore[arg-type]
    assert again.case != incident.case


@pytest.mark.parametrize("role", ["handler", "head", "editor", "auditor", "stranger"])
def test_who_may_not_open_an_incident(office: Office, role: str) -> None:
    with pytest.raises(NotAllowed):
        open_incident(smoke(office), account(), by=getattr(office, role), at=OPENED)


def test_the_level_is_raised_and_its_hours_run_from_the_same_start(office: Office) -> None:
    incident = burning(office, level="较大")
    released(incident, office, OPENED + HOUR)
    assert not hours(incident)
    grade(incident, level="重大", colour="orange", reason="出现人员受伤。", by=office.leader, at=OPENED + 2 * HOUR)
    assert hours(incident) == {"emergency.press": (24.0, "found")}
    first = incident.case.clocks.get(term="emergency.first")
    assert (first.stopped_at, first.met) == (OPENED + HOUR, True)
    entry = Entry.objects.get(deed="incident.graded")
    assert sentence(entry) == "沈副局长 changed the level from 较大 to 重大."
    assert entry.told["reason"] == "出现人员受伤。"


def test_a_level_that_is_lowered_lets_its_hours_go(office: Office) -> None:
    incident = burning(office)
    grade(incident, level="一般", reason="误报。", by=office.officer, at=OPENED + HOUR)
    assert hours(incident) == {"opinion.general": (48.0, "found")}
    gone = incident.case.clocks.get(term="emergency.first")
    assert gone.get_stopped_because_display() == "The level was changed"
    grade(incident, level="特别重大", reason="属实。", by=office.officer, at=OPENED + 2 * HOUR)
    assert hours(incident) == {"emergency.first": (5.0, "found"), "emergency.press": (24.0, "found")}
    assert incident.case.clocks.count() == 3


def test_a_change_needs_a_reason_and_a_change(office: Office) -> None:
    incident = burning(office)
    for told in ({"level": "一般", "reason": ""}, {"level": "重大", "reason": "无"}, {"level": "小", "reason": "错"}):
        with pytest.raises((InputError, RuleError)):
            grade(incident, **told, by=office.officer, at=OPENED + HOUR)
    with pytest.raises(NotAllowed):
        grade(incident, level="一般", reason="不许", by=office.head, at=OPENED + HOUR)
    assert not Entry.objects.filter(deed="incident.graded").exists()


def test_letters_are_merged_into_an_incident_and_get_its_last_words(office: Office) -> None:
    incident = burning(office)
    letters = list(Case.objects.exclude(pk=incident.case_id))
    actions.merge(letters, into=incident.case, by=office.officer, at=OPENED + HOUR)
    released(incident, office, OPENED + 2 * HOUR)
    released(incident, office, OPENED + 5 * HOUR, "final", text="明火已扑灭，调查结束。")
    review = end_incident(incident, by=office.leader, at=OPENED + 6 * HOUR)
    case = Case.objects.get(pk=incident.case_id)
    assert (case.state, case.answered_at) == ("delivered", OPENED + 6 * HOUR)
    for letter in letters:
        reply = letter.replies.get()
        assert reply.text.endswith("明火已扑灭，调查结束。")
        assert (reply.signed_as, reply.make_public) == ("测试市招商局", False)
    assert (review.figures["letters"], review.figures["answered"]) == (2, 3)
    assert not case.clocks.filter(stopped_at=None).exists()


@pytest.mark.parametrize("kind", ["disclosure", "petition", "investor"])
def test_what_the_law_answers_in_its_own_way_is_not_merged(office: Office, kind: str) -> None:
    incident = burning(office)
    other = opened(office, ident="own")
    actions.set_kind(other, kind=kind, by=office.officer, at=OPENED)
    with pytest.raises(RuleError, match="one kind"):
        actions.merge([other], into=incident.case, by=office.officer, at=OPENED + HOUR)


def test_the_case_of_a_running_incident_goes_nowhere_else(office: Office) -> None:
    incident = burning(office)
    other = opened(office, ident="own")
    actions.set_kind(other, kind="emergency", by=office.officer, at=OPENED)
    with pytest.raises(RuleError, match="has not ended"):
        actions.merge([incident.case], into=other, by=office.officer, at=OPENED + HOUR)
    incident.case.refresh_from_db()  # a deed that is refused leaves the one in hand as it wished to have it
    with pytest.raises(RuleError, match="has not ended"):
        actions.transfer_out(incident.case, to="应急管理局", reason="归口", by=office.officer, at=OPENED + HOUR)
    incident.case.refresh_from_db()
    with pytest.raises(RuleError, match="its kind is that of the incident"):
        actions.set_kind(incident.case, kind="letter", by=office.officer, at=OPENED + HOUR)
    assert Case.objects.get(pk=incident.case_id).state == "registered"


def test_without_a_final_release_it_ends_with_a_reason_and_the_case_stays_open(office: Office) -> None:
    incident = burning(office)
    with pytest.raises(InputError) as refused:
        end_incident(incident, by=office.officer, at=OPENED + HOUR)
    assert refused.value.where == "reason"
    end_incident(incident, reason="已由市应急指挥部统一发布。", by=office.officer, at=OPENED + HOUR)
    assert Case.objects.get(pk=incident.case_id).is_open
    with pytest.raises(RuleError, match="has ended"):
        end_incident(incident, reason="再次", by=office.leader, at=OPENED + 2 * HOUR)
    with pytest.raises(RuleError, match="has ended"):
        grade(incident, level="一般", reason="晚了", by=office.officer, at=OPENED + 2 * HOUR)


@pytest.mark.parametrize("role", ["handler", "head", "auditor"])
def test_who_may_not_end_an_incident(office: Office, role: str) -> None:
    with pytest.raises(NotAllowed):
        end_incident(burning(office), reason="结束", by=getattr(office, role), at=OPENED + HOUR)


def test_a_case_in_review_can_become_an_incident_and_is_answered_by_its_reply(office: Office) -> None:
    case = submitted(office)
    incident = open_incident(case, account(sort="opinion"), by=office.officer, at=OPENED)
    released(incident, office, OPENED + HOUR)
    released(incident, office, OPENED + 2 * HOUR, "final")
    end_incident(incident, by=office.officer, at=OPENED + 3 * HOUR)
    case.refresh_from_db()
    assert case.state == "in_review"
    assert not case.replies.exists()


@pytest.mark.django_db(transaction=True)
def test_two_open_one_topic_at_once_and_one_wins(office: Office) -> None:
    topic = smoke(office)
    failed = at_once(lambda: open_incident(topic, account(), by=office.officer, at=OPENED), workers=3)
    assert Incident.objects.count() == 1
    assert len(failed) == 2
    assert {type(error) for error in failed} == {RuleError}


def test_the_record_of_the_review_is_filled_in_by_the_machine(office: Office) -> None:
    incident = burning(office)
    released(incident, office, FOUND + timedelta(hours=6), every=60)
    released(incident, office, FOUND + timedelta(hours=8), "continuing")
    figures = end_incident(incident, reason="转交上级。", by=office.leader, at=FOUND + 10 * HOUR).figures
    assert figures["first_after"] == 360
    first, press = figures["terms"]
    assert (first["hours"], first["late"], press["stopped"]) == (5, 60, None)
    assert (figures["releases"], figures["late"], figures["lasted"]) == (2, 2, 660)
    assert (figures["voices_then"], figures["voices_now"]) == (3, 3)
