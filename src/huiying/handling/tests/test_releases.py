"""情况通报 · A release is written, signed as it was read, and stops the hours that it answers."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling.actions.emergencies import (
    end_incident,
    save_release,
    send_back_release,
    set_duty,
    sign_release,
    submit_release,
)
from huiying.handling.emergencies import notice
from huiying.handling.emergencies.notice import seal_of
from huiying.handling.emergencies.standing import kept, next_due
from huiying.handling.models import Incident, Release
from huiying.ledger.models import Entry
from huiying.ledger.sentences import sentence
from huiying.people.absences import leave
from huiying.people.actions import appoint
from huiying.people.models import Role, User
from tests.office import SUNDAY, Office

from .desk import HOUR, at_once
from .incidents import FOUND, HAPPENED, MINUTE, OPENED, PARTS, burning, released, written


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def waiting(office: Office, **more: Any) -> Release:
    release = save_release(burning(office), written(**more), by=office.officer, at=OPENED)
    submit_release(release, by=office.officer, at=OPENED)
    return release


def stopped(incident: Incident) -> dict[str, bool]:
    """The clocks that were stopped, each with whether it was in time."""
    return {c.term: c.met for c in incident.case.clocks.filter(stopped_at__isnull=False)}


def test_a_first_release_stops_the_five_hours_alone(office: Office) -> None:
    incident = burning(office)
    release = released(incident, office, FOUND + 4 * HOUR, every=120)
    assert stopped(incident) == {"emergency.first": True}
    assert (release.number, release.released_at) == (1, FOUND + 4 * HOUR)
    assert release.next_at == FOUND + 6 * HOUR
    entry = Entry.objects.get(deed="release.signed")
    assert entry.facts["digest"] == release.digest == notice.digest_of(release.title, release.text)
    assert sentence(entry) == "沈副局长 signed release no. 1 (first release); it is out, in time."


def test_a_press_conference_stops_the_day_at_the_hour_when_it_was_held(office: Office) -> None:
    incident = burning(office)
    released(incident, office, FOUND + 2 * HOUR)
    held = FOUND + 23 * HOUR
    release = released(incident, office, held + 3 * HOUR, "press", held_at=held)
    assert release.released_at == held
    assert stopped(incident) == {"emergency.first": True, "emergency.press": True}


def test_a_press_conference_may_be_the_first_word(office: Office) -> None:
    incident = burning(office)
    released(incident, office, FOUND + 6 * HOUR, "press", held_at=FOUND + 6 * HOUR)
    assert stopped(incident) == {"emergency.first": False, "emergency.press": True}
    assert "after it was due" in sentence(Entry.objects.get(deed="release.signed"))


def test_opinion_is_answered_within_its_48_hours(office: Office) -> None:
    incident = burning(office, sort="opinion", level="一般")
    released(incident, office, FOUND + 47 * HOUR)
    assert stopped(incident) == {"opinion.general": True}


@pytest.mark.parametrize("part", list(PARTS))
def test_a_first_release_has_all_four_parts(office: Office, part: str) -> None:
    with pytest.raises(InputError) as refused:
        save_release(burning(office), written(**{part: " "}), by=office.officer, at=OPENED)
    assert refused.value.where == part


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"sort": "continuing"}, "sort"),
        ({"sort": "final"}, "sort"),
        ({"title": ""}, "title"),
        ({"text": ""}, "text"),
        ({"situation": "长" * 1001}, "situation"),
        ({"every": 0}, "every"),
        ({"every": 20000}, "every"),
        ({"sort": "press"}, "held_at"),
        ({"sort": "press", "held_at": HAPPENED - HOUR}, "held_at"),
    ],
)
def test_what_is_written_wrong_is_named_by_its_field(office: Office, told: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as refused:
        save_release(burning(office), written(**told), by=office.officer, at=OPENED)
    assert refused.value.where == field


def test_there_is_one_first_release_and_a_final_one_needs_no_next(office: Office) -> None:
    incident = burning(office)
    released(incident, office, OPENED)
    with pytest.raises(InputError):
        save_release(incident, written("first"), by=office.officer, at=OPENED + HOUR)
    final = released(incident, office, OPENED + 2 * HOUR, "final", every=60)
    assert (final.number, final.next_at) == (2, None)


def test_a_version_that_another_kept_is_not_written_over(office: Office) -> None:
    incident = burning(office)
    first = save_release(incident, written(), by=office.officer, at=OPENED)
    save_release(incident, written(text="第二稿"), version=first.version, by=office.leader, at=OPENED)
    with pytest.raises(RuleError, match="another version"):
        save_release(incident, written(text="第三稿"), version=first.version, by=office.officer, at=OPENED)
    assert Release.objects.get().text == "第二稿"


def test_what_waits_for_a_signature_is_not_changed(office: Office) -> None:
    release = waiting(office)
    with pytest.raises(RuleError, match="waits for its signature"):
        save_release(release.incident, written(), version=release.version, by=office.officer, at=OPENED)
    with pytest.raises(RuleError, match="no text to submit"):
        submit_release(release, by=office.officer, at=OPENED)


def test_a_leader_signs_only_the_words_that_were_read(office: Office) -> None:
    release = waiting(office)
    with pytest.raises(RuleError, match="not the one that you read"):
        sign_release(release, digest="0" * 64, by=office.leader, at=OPENED)
    seen = seal_of(release)
    send_back_release(release, comment="请写明伤亡情况", by=office.leader, at=OPENED)
    save_release(
        release.incident, written(text="改过的文字"), version=release.version, by=office.officer, at=OPENED + MINUTE
    )
    submit_release(release, by=office.officer, at=OPENED + MINUTE)
    with pytest.raises(RuleError, match="not the one that you read"):
        sign_release(release, digest=seen, by=office.leader, at=OPENED + HOUR)


def test_nobody_signs_a_text_of_their_own(office: Office) -> None:
    release = save_release(burning(office), written(), by=office.leader, at=OPENED)
    submit_release(release, by=office.leader, at=OPENED)
    with pytest.raises(RuleError, match="text of their own"):
        sign_release(release, digest=seal_of(release), by=office.leader, at=OPENED)


@pytest.mark.parametrize("role", ["officer", "handler", "head", "editor", "auditor"])
def test_only_a_leader_signs(office: Office, role: str) -> None:
    release = waiting(office)
    with pytest.raises(NotAllowed):
        sign_release(release, digest=seal_of(release), by=getattr(office, role), at=OPENED)
    with pytest.raises(NotAllowed):
        send_back_release(release, comment="重写", by=getattr(office, role), at=OPENED)


def test_a_stand_in_signs_and_the_ledger_says_for_whom(office: Office) -> None:
    release = waiting(office)
    day = SUNDAY.date()
    from_leader = office.head
    leave(office.leader, stand_in=from_leader, first=day, last=day, by=office.leader, at=SUNDAY)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("django.utils.timezone.localdate", lambda: day)
        person = User.objects.get(pk=from_leader.pk)
        sign_release(release, digest=seal_of(release), by=person, at=OPENED)
    assert sentence(Entry.objects.get(deed="release.signed")) == (
        "郑科长, standing in for 沈副局长, signed release no. 1 (first release); it is out, in time."
    )


def test_a_press_conference_is_not_signed_before_it_was_held(office: Office) -> None:
    release = waiting(office, sort="press", held_at=OPENED + HOUR)
    with pytest.raises(RuleError, match="not been held"):
        sign_release(release, digest=seal_of(release), by=office.leader, at=OPENED)


def test_a_text_is_sent_back_with_what_is_to_be_changed(office: Office) -> None:
    release = waiting(office)
    with pytest.raises(InputError):
        send_back_release(release, comment=" ", by=office.leader, at=OPENED)
    send_back_release(release, comment="请写明伤亡情况", by=office.leader, at=OPENED)
    assert (release.state, release.comment) == ("draft", "请写明伤亡情况")
    with pytest.raises(RuleError, match="does not wait"):
        sign_release(release, digest=seal_of(release), by=office.leader, at=OPENED)


@pytest.mark.parametrize("role", ["stranger", "handler", "auditor", "editor"])
def test_who_may_not_write(office: Office, role: str) -> None:
    with pytest.raises(NotAllowed):
        save_release(burning(office), written(), by=getattr(office, role), at=OPENED)


def test_whoever_is_on_duty_may_write_while_the_incident_runs(office: Office) -> None:
    incident = burning(office)
    days = [SUNDAY.date()]
    set_duty(office.unit, days=days, leader=office.leader, officer=office.stranger, by=office.officer, at=SUNDAY)
    release = save_release(incident, written(), by=office.stranger, at=OPENED)
    assert release.by == office.stranger
    with pytest.raises(NotAllowed):
        save_release(incident, written(), version=1, by=office.stranger, at=OPENED + timedelta(days=1))


def test_an_incident_that_has_ended_takes_no_release(office: Office) -> None:
    release = waiting(office)
    with pytest.raises(RuleError, match="still being written"):
        end_incident(release.incident, reason="结束", by=office.leader, at=OPENED)
    sign_release(release, digest=seal_of(release), by=office.leader, at=OPENED)
    end_incident(release.incident, reason="结束", by=office.leader, at=OPENED)
    with pytest.raises(RuleError, match="has ended"):
        save_release(release.incident, written("continuing"), by=office.officer, at=OPENED)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("deed", ["sign", "save"])
def test_of_several_at_once_one_wins(office: Office, deed: str) -> None:
    incident = burning(office)
    if deed == "sign":
        release = save_release(incident, written(), by=office.officer, at=OPENED)
        submit_release(release, by=office.officer, at=OPENED)
        seal = seal_of(release)
        work: Callable[[], object] = lambda: sign_release(  # noqa: E731
            Release.objects.select_related("incident__case").get(), digest=seal, by=office.leader, at=OPENED
        )
    else:
        work = lambda: save_release(incident, written(), by=office.officer, at=OPENED)  # noqa: E731
    failed = at_once(work, workers=3)
    assert len(failed) == 2
    assert {type(error) for error in failed} == {RuleError}
    assert Release.objects.count() == 1
    assert Entry.objects.filter(deed=f"release.{'signed' if deed == 'sign' else 'saved'}").count() == 1


def test_what_is_due_next_is_what_ends_first(office: Office) -> None:
    incident = burning(office)

    def due(at: Any) -> tuple[str, float, bool]:
        clocks = list(incident.case.clocks.select_related("case"))
        told = next_due(incident, clocks, list(incident.releases.signed()), at)
        assert told is not None
        return told.what, (told.at - FOUND) / HOUR, told.late

    assert due(OPENED) == ("First authoritative information on a serious emergency", 5.0, False)
    assert due(FOUND + 6 * HOUR) == ("First authoritative information on a serious emergency", 5.0, True)
    released(incident, office, FOUND + 3 * HOUR, every=120)
    assert due(FOUND + 4 * HOUR) == ("Next release", 5.0, False)
    released(incident, office, FOUND + 6 * HOUR, "continuing")
    assert due(FOUND + 7 * HOUR) == ("Press conference on a serious emergency", 24.0, False)
    said = kept(incident, list(incident.case.clocks.all()), list(incident.releases.signed()))
    assert [(one.late, one.words) for one in said] == [(False, "in time, with 2 hours left"), (True, "1 hour late")]
    end_incident(incident, reason="完", by=office.leader, at=FOUND + 8 * HOUR)
    assert next_due(incident, [], [], FOUND + 9 * HOUR) is None


def test_the_four_parts_become_a_notice(office: Office) -> None:
    incident = burning(office)
    text = notice.text_of(incident, PARTS, sort="first", next_at=OPENED + 2 * HOUR, at=OPENED)
    assert notice.title_of(incident, 1, "first") == "关于松溪产业园仓库起火的情况通报（第1期）"
    assert notice.title_of(incident, 3, "final") == "关于松溪产业园仓库起火的情况通报（第3期·终报）"
    assert text.splitlines() == [
        "一、基本情况",
        "3月15日10时许，松溪产业园一处原料仓库起火冒烟。",
        "",
        "二、初步核实情况",
        "经现场核实，暂无人员伤亡，起火原因正在调查。",
        "",
        "三、已采取的措施",
        "消防救援力量已到场，周边企业人员已疏散。",
        "",
        "四、请公众注意",
        "请不要前往围观，关好门窗，以官方发布的信息为准。",
        "",
        "下一次情况通报将于2026年3月15日14时00分前发布，请以本机关发布的信息为准。",
        "",
        "测试市招商局",
        "2026年3月15日12时00分",
    ]


def test_a_part_that_is_empty_leaves_no_gap_in_the_numbers(office: Office) -> None:
    text = notice.text_of(
        burning(office), {"situation": "火已扑灭。", "advice": "可正常通行。"}, sort="final", next_at=None, at=OPENED
    )
    assert "一、基本情况\n火已扑灭。\n\n二、请公众注意\n可正常通行。\n\n感谢社会各界" in text


def test_another_leader_signs_what_a_leader_wrote(office: Office) -> None:
    other = User.objects.create(username="deputy", name="白副局长")
    appoint(other, role=Role.LEADER, section=None, by=None, at=SUNDAY)
    release = save_release(burning(office), written(), by=office.leader, at=OPENED)
    submit_release(release, by=office.leader, at=OPENED)
    sign_release(release, digest=seal_of(release), by=other, at=OPENED)
    assert release.signed_by == other
