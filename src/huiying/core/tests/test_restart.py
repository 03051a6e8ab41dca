from datetime import date, datetime

import pytest

from huiying.core import deadline
from huiying.core.calendar import Calendar
from huiying.core.errors import RuleError
from huiying.core.regulation import Regulation
from huiying.core.words import LANGUAGES

from .conftest import Due
from .test_pauses import at, pauses


# disclosure.answer, 20 working days, asked on 2 March 2026: without a correction due on 30 March.
@pytest.mark.parametrize(
    ("restarted", "stopped", "due_date"),
    [
        (None, [], "2026-03-30"),
        ("2026-03-20T10:00", [], "2026-04-20"),  # 清明节 off
        ("2026-03-02T10:00", [], "2026-03-30"),  # the moment of receipt itself
        ("2026-03-21T10:00", [], "2026-04-20"),  # on a Saturday: the same as on the Friday before
        ("2026-03-20T10:00", ["2026-03-05..2026-03-10"], "2026-04-20"),  # before: moot
        ("2026-03-20T10:00", ["2026-03-24..2026-03-26"], "2026-04-22"),  # after: counts
        ("2026-03-20T10:00", ["2026-03-18..2026-03-24"], "2026-04-21"),  # Monday 23 March alone is left of it
        ("2026-03-20T10:00", ["2026-03-05..2026-03-10", "2026-03-24..2026-03-26"], "2026-04-22"),
        ("2026-04-10T10:00", [], "2026-05-12"),  # after the first end: 劳动节 off, 9 May worked
    ],
)
def test_a_correction_starts_the_term_anew(due: Due, restarted: str | None, stopped: list[str], due_date: str) -> None:
    again = at(restarted) if restarted else None
    told = due("disclosure.answer", "2026-03-02T10:00", restarted=again, pauses=pauses(*stopped))
    assert told.due_date.isoformat() == due_date
    assert (told.received, told.restarted, told.began) == (at("2026-03-02T10:00"), again, again or told.received)


def test_hours_run_anew_from_the_moment(due: Due) -> None:
    told = due("opinion.general", "2026-09-30T16:00", restarted=at("2026-10-01T09:30"))
    assert told.at == at("2026-10-03T09:30")
    assert deadline.say(told.because, "zh-hans").startswith(
        "2026年9月30日（周三）16:00收到；10月1日（周四）09:30补正材料收到，期限自该时起重新计算，按小时连续计算"
    )
    assert deadline.say(told.because, "en").startswith("Received at 16:00 on 30 September 2026 (Wed); the correction")


def test_the_reason_tells_both_days(due: Due) -> None:
    because = due("disclosure.answer", "2026-03-02T10:00", restarted=at("2026-03-20T10:00")).because
    assert [step["step"] for step in because][:2] == ["received", "restarted"]
    assert dict(because[1]) == {"step": "restarted", "at": "2026-03-20T10:00+08:00", "unit": "working_day"}
    begins = {
        "zh-hans": "2026年3月2日收到；3月20日补正材料收到，期限自该日起重新计算，次日起算；跳过",
        "zh-hant": "2026年3月2日收到；3月20日補正材料收到，期限自該日起重新計算，次日起算；跳過",
        "en": "Received 2 March 2026; the correction was received 20 March, so the term runs anew; counting starts",
    }
    for lang in LANGUAGES:
        assert deadline.say(because, lang).startswith(begins[lang])


def test_an_extension_is_added_to_the_new_term(due: Due) -> None:
    told = due("disclosure.answer", "2026-03-02T10:00", restarted=at("2026-03-20T10:00"), extend=20)
    fresh = due("disclosure.answer", "2026-03-20T10:00", extend=20)
    assert told.due_date == fresh.due_date == date(2026, 5, 20)


@pytest.mark.parametrize(
    ("term", "article"), [("disclosure.answer", "第三十三条"), ("letter.simple", "网民意见办理时限")]
)
def test_a_restart_before_receipt_is_refused_with_the_act(due: Due, term: str, article: str) -> None:
    with pytest.raises(RuleError) as caught:
        due(term, "2026-03-02T10:00", restarted=at("2026-03-02T09:59"))
    assert "补正材料收到的时刻 2026-03-02 09:59 早于来件收到的时刻 2026-03-02 10:00" in str(caught.value)
    assert article in str(caught.value)


def test_moments_without_a_zone_are_said_to_be_read_in_the_office_s(days: Calendar, national: Regulation) -> None:
    bare, aware = datetime.fromisoformat("2026-03-20T10:00"), at("2026-03-02T10:00")

    def told(received: datetime, **more: object) -> str:
        found = deadline.due("disclosure.answer", received, calendar=days, regulation=national, **more)  # type: ignore[arg-type]
        return deadline.say(found.because, "zh-hans")

    assert "3月20日补正材料收到（未注明时区，按北京时间计），期限自" in told(aware, restarted=bare)
    assert "次日起算；暂停的起止时刻未注明时区，按北京时间计；3月20日起暂停" in told(
        aware, pauses=[(bare, at("2026-03-24"))]
    )
    assert told(bare, pauses=[(bare, bare)]).count("未注明时区") == 1
    assert "时区" not in told(aware, restarted=at("2026-03-20"), pauses=pauses("2026-03-21..2026-03-23"))
