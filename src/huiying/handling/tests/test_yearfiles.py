import json
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.utils import translation

from huiying.core.calendar import FOLDER
from huiying.core.errors import InputError
from huiying.core.years import Year, read_year, to_toml
from huiying.handling.rules.yearfiles import year_from


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


Y2025, Y2026 = (read_year(FOLDER / f"{number}.toml") for number in (2025, 2026))
ONE = timedelta(days=1)


def event(summary: str, first: date, last: date | None = None, more: str = "") -> str:
    end = (last or first) + ONE
    return (
        "BEGIN:VEVENT\n"
        f"UID:{first:%Y%m%d}-{abs(hash(summary))}@example.cn\nDTSTAMP:20251104T000000Z\n"
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}\nDTEND;VALUE=DATE:{end:%Y%m%d}\nSUMMARY:{summary}\n{more}END:VEVENT\n"
    )


def ics(*events: str) -> bytes:
    body = "".join(events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//CN\n{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def day_by_day(year: Year) -> list[str]:
    """One event a day, counted, and the make-up days by the hour: 春节 假期 第2天/共9天."""
    off = [event(f"{name} 假期 第1天/共1天", day) for day, name in year.off.items()]
    timed = (
        f"BEGIN:VEVENT\nDTSTART:{day:%Y%m%d}T090000\nDTEND:{day:%Y%m%d}T180000\n"
        "SUMMARY:元宵 补班 第1天/共1天\nEND:VEVENT\n"
        for day in sorted(year.worked)
    )
    return [*off, *timed]


def runs(year: Year) -> list[tuple[str, date, date]]:
    found: list[tuple[str, date, date]] = []
    for day, name in sorted(year.off.items()):
        if found and found[-1][0] == name and found[-1][2] + ONE == day:
            found[-1] = (name, found[-1][1], day)
        else:
            found.append((name, day, day))
    return found


def in_brackets(year: Year) -> list[str]:
    off = [event(f"{name.replace('清明节', '清明')}（休）", *days) for name, *days in runs(year)]
    return [*off, *(event("春节（班）", day) for day in sorted(year.worked))]


def in_front(year: Year) -> list[str]:
    off = [event(f"休｜{name}", *days) for name, *days in runs(year)]
    return [*off, *(event("班｜国庆节", day) for day in sorted(year.worked))]


def swapped(year: Year) -> list[str]:
    """调休 on a weekend is worked, on a weekday off."""
    off = [event(f"{name}调休放假", *days) for name, *days in runs(year)]
    return [*off, *(event("调休", day) for day in sorted(year.worked))]


def apple(year: Year) -> list[str]:
    """A first day that repeats, with a mark of its own; and anniversaries that arrange nothing."""
    off = [
        f"BEGIN:VEVENT\nDTSTART;VALUE=DATE:{a:%Y%m%d}\nRRULE:FREQ=DAILY;COUNT={(b - a).days + 1}\n"
        f"SUMMARY;LANGUAGE=zh_CN:{name}\nX-APPLE-SPECIAL-DAY:WORK-HOLIDAY\nEND:VEVENT\n"
        for name, a, b in runs(year)
    ]
    worked = [event(f"{name}", day, more="X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY\n") for day, name in worked_days(year)]
    yearly = event("建军节", date(1927, 8, 1), more="RRULE:FREQ=YEARLY\n")
    return [*off, *worked, yearly, event("立春", date(year.number, 2, 4))]


def worked_days(year: Year) -> list[tuple[date, str]]:
    return [(day, "国庆节") for day in sorted(year.worked)]


@pytest.mark.parametrize("write", [day_by_day, in_brackets, in_front, swapped, apple])
@pytest.mark.parametrize("year", [Y2025, Y2026], ids=lambda year: year.number)
def test_calendars_of_every_manner_give_the_year_of_the_notice(write: Callable[[Year], list[str]], year: Year) -> None:
    found = year_from(ics(*write(year)), name="节假日.ics")
    assert (found.number, found.worked, set(found.off)) == (year.number, year.worked, set(year.off))
    # A calendar may order two feasts of one stretch otherwise; each day's name is one that the law knows.
    assert {name for text in found.off.values() for name in text.split("、")} == {
        name for text in year.off.values() for name in text.split("、")
    }
    assert str(found.notice) == f"《国务院办公厅关于{year.number}年部分节假日安排的通知》"


def test_of_several_years_the_caller_says_which() -> None:
    both = ics(*in_brackets(Y2025), *in_brackets(Y2026))
    assert year_from(both, name="a.ics", year=2025).worked == Y2025.worked
    assert year_from(both, name="a.ics", year=2026).worked == Y2026.worked
    with pytest.raises(InputError, match="2025、2026"):
        year_from(both, name="a.ics")
    with pytest.raises(InputError, match=r"2024.*2025、2026"):
        year_from(both, name="a.ics", year=2024)


def test_the_turn_of_the_year_belongs_to_the_notice_of_its_new_year() -> None:
    y2019 = read_year(FOLDER / "2019.toml")
    found = year_from(ics(*(each.replace("元宵", "元旦") for each in day_by_day(y2019))), name="2019.ics")
    assert (set(found.off), found.worked) == (set(y2019.off), y2019.worked)


def test_toml_and_json_are_read_by_suffix() -> None:
    assert year_from(to_toml(Y2026).encode(), name="2026.TOML") == Y2026
    days = [{"name": name, "date": str(day), "isOffDay": True} for day, name in Y2026.off.items()]
    days += [{"name": "补班", "date": str(day), "isOffDay": False} for day in Y2026.worked]
    found = year_from(b"\xef\xbb\xbf" + json.dumps({"year": 2026, "days": days}).encode(), name="2026.json")
    assert (found.off, found.worked) == (Y2026.off, Y2026.worked)
    with pytest.raises(InputError):
        year_from(to_toml(Y2026).encode(), name="2026.toml", year=2027)


NATIONAL_DAY = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"x", "2026.xlsx", ".toml, .json"),
        (b"x", "2026", ".toml, .json"),
        (b" \n", "2026.ics", "empty"),
        (b"x" * 1_000_001, "2026.ics", "at most 1000 KB"),
        ("国庆节".encode("gb18030"), "2026.ics", "文件不是 UTF-8 编码"),
        (b"hello", "2026.ics", "not a calendar file"),
        (b"BEGIN:VEVENT\n" * 1000, "2026.ics", "No day off"),
        (ics(), "2026.ics", "No day off"),
        (ics(event("国庆节", NATIONAL_DAY)), "2026.ics", "No day off"),
        (ics(event("国庆节 休", NATIONAL_DAY)), "2026.ics", "2026 年缺少法定节假日：元旦（2026-01-01）"),
        (ics(*in_brackets(Y2026)[:-8], *in_brackets(Y2026)[-7:]), "2026.ics", "缺少法定节假日"),
        (ics(*in_brackets(Y2026), event("国庆节 补班", NATIONAL_DAY)), "2026.ics", "2026-10-01 is both off and worked"),
        (
            ics(*in_brackets(Y2026), event("国庆节 补班", date(2026, 10, 12))),
            "2026.ics",
            "2026-10-12 不是需要上班的周末",
        ),
        (ics(event("国庆节 休", NATIONAL_DAY, date(2026, 9, 1))), "2026.ics", "ends before it starts"),
        (ics(event("国庆节 休", NATIONAL_DAY, date(9999, 12, 30))), "2026.ics", "more than 31 days"),
        (ics(event("国庆节 休", NATIONAL_DAY, more="RRULE:FREQ=DAILY;COUNT=999999999\n")), "2026.ics", "more than 31"),
        (ics(event("国庆节 休", NATIONAL_DAY, more="RRULE:FREQ=SECONDLY\n")), "2026.ics", "repeats in a way"),
        (ics(event("国庆节 休", NATIONAL_DAY, more="RRULE:FREQ=DAILY\n")), "2026.ics", "repeats in a way"),
        (ics(event("国庆节 休", NATIONAL_DAY, more="RRULE:FREQ=DAILY;COUNT=0\n")), "2026.ics", "repeats in a way"),
        (ics(event("国庆节 休", NATIONAL_DAY, more="RRULE:junk\n")), "2026.ics", "repeats in a way"),
        (ics(event("国庆节 休", NATIONAL_DAY, more="RDATE;VALUE=DATE:20261101\n")), "2026.ics", "repeats in a way"),
        (ics(event("国庆节 休", NATIONAL_DAY).replace("20261001", "2026XX01")), "2026.ics", "DTSTART"),
        (ics(event("国庆节 休", NATIONAL_DAY).replace("20261002", "junk")), "2026.ics", "DTEND"),
        (ics("BEGIN:VEVENT\nSUMMARY:国庆节 休\nEND:VEVENT\n"), "2026.ics", "no readable start"),
        (ics(event("国庆节 休", NATIONAL_DAY, more="DTSTART;VALUE=DATE:20261002\n")), "2026.ics", "DTSTART"),
        (ics(*[event("立春", NATIONAL_DAY)] * 5001), "2026.ics", "5001 events"),
    ],
)
def test_what_is_no_year_says_so(data: bytes, name: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        year_from(data, name=name)
    assert told in str(caught.value)
    assert name in str(caught.value)


def test_events_of_other_ages_are_passed_over() -> None:
    old = [event("国庆节 休", date(1970, 10, 1)), event("国庆节 休", date(3000, 10, 1))]
    assert year_from(ics(*in_brackets(Y2026), *old), name="a.ics") == year_from(ics(*in_brackets(Y2026)), name="a.ics")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"BEGIN:VCALENDAR\n" * 60_000, "deep.ics"),
        (b"BEGIN:VCALENDAR\n" + b"X" * 980_000, "wide.ics"),
        (
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:" + b"\xe4\xbc\x91\n " * 100_000 + b"\nEND:VEVENT\nEND:VCALENDAR",
            "fold.ics",
        ),
        (ics(event("国庆节 休", NATIONAL_DAY, more="RRULE:FREQ=DAILY;BYSECOND=" + "1," * 400_000 + "1\n")), "rule.ics"),
        (b"[" * 900_000, "deep.json"),
        (b'{"year": 2026, "days": [' + b"{}," * 300_000 + b"{}]}", "rows.json"),
        (b"a=" + b"[" * 900_000, "deep.toml"),
        (b"x = [[[[\n" + b"1,\n" * 300_000 + b"]]]]\n", "long.toml"),
    ],
    ids=lambda told: told if isinstance(told, str) else "",
)
def test_a_hostile_file_is_refused_in_seconds(data: bytes, name: str) -> None:
    begun = time.process_time()
    with pytest.raises(InputError):
        year_from(data, name=name)
    assert time.process_time() - begun < 10
