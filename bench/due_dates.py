"""One million due dates with their reasons on one core, and what public libraries take for the plain dates.

uv run --no-sync --with holidays --with workalendar python bench/due_dates.py
"""

import argparse
import gc
import importlib
import operator
import os
import random
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from huiying.core import calendar as calendars
from huiying.core import deadline, regulation
from huiying.core.deadline import Deadline, Pause
from huiying.core.term import Term, Unit
from huiying.core.zone import ZONE

SEED = 20260210
FIRST, LAST = datetime(2019, 1, 1, tzinfo=ZONE), datetime(2026, 9, 30, tzinfo=ZONE)
DAY = timedelta(days=1)
PAUSED, EXTENDED = 0.1, 0.05
STEP_BY_STEP = 20_000  # as many as a peer gets that computes them one by one
SAID = 100_000


@dataclass(frozen=True, slots=True)
class Asked:
    term: Term
    received: datetime
    pauses: tuple[Pause, ...]
    extend: int


def questions(count: int) -> Iterator[Asked]:
    """Random moments of eight years and all terms; every tenth paused, every twentieth extended where it may be."""
    chance = random.Random(SEED)
    terms, minutes = list(regulation.load().terms.values()), (LAST - FIRST) // timedelta(minutes=1)
    for _n in range(count):
        term, received = chance.choice(terms), FIRST + timedelta(minutes=chance.randrange(minutes))
        pauses: tuple[Pause, ...] = ()
        if chance.random() < PAUSED:
            start = received + timedelta(hours=chance.randrange(1, 240))
            pauses = ((start, start + timedelta(hours=chance.randrange(1, 240))),)
        is_extended = term.extend is not None and chance.random() < EXTENDED
        yield Asked(term, received, pauses, chance.randint(1, term.extend or 1) if is_extended else 0)


def ours(asked: Iterable[Asked]) -> Iterator[Deadline]:
    calendar, rules, due = calendars.load(), regulation.load(), deadline.due
    for a in asked:
        yield due(a.term, a.received, calendar=calendar, regulation=rules, pauses=a.pauses, extend=a.extend)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    done = work()
    return time.perf_counter() - begun, done


# ── peers: the n-th working day after a day, without a reason ──

Starts = list[tuple[date, int]]


def by_chinesecalendar(starts: Starts) -> list[date]:
    """chinesecalendar: State Council days, asked day by day."""
    is_workday = importlib.import_module("chinese_calendar").is_workday
    ends = []
    for start, count in starts:
        day, left = start, count
        while left:
            day += DAY
            left -= is_workday(day)
        ends.append(day)
    return ends


def by_holidays(starts: Starts) -> list[date]:
    """holidays: State Council days with their weekends worked in exchange."""
    china = importlib.import_module("holidays").country_holidays("CN", years=range(2018, 2028))
    return [china.get_nth_working_day(start, count) for start, count in starts]


def by_workalendar(starts: Starts) -> list[date]:
    """workalendar: State Council days of the years it knows."""
    china = importlib.import_module("workalendar.asia").China()
    return [china.add_working_days(start, count) for start, count in starts]


def by_numpy(starts: Starts) -> list[date]:
    """numpy: days off as a list, all starts at once; weekends worked in exchange cannot be told."""
    numpy = importlib.import_module("numpy")
    calendar = calendars.load()
    span = (date(2019, 1, 1) + DAY * n for n in range(9 * 365))
    off = [day for day in span if (note := calendar.name_of(day)) and note.kind == "holiday"]
    days, counts = [start for start, _count in starts], [count for _start, count in starts]
    found = numpy.busday_offset(days, counts, roll="backward", holidays=off)
    return list(found.tolist())


PEERS = (by_chinesecalendar, by_holidays, by_workalendar, by_numpy)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    count = parser.parse_args().count
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    calendars.load(), regulation.load()
    asked = list(questions(count))
    gc.collect()
    gc.freeze()  # the questions are ours to hold, not the calendar's
    seconds, _none = timed(lambda: deque(ours(asked), maxlen=0))
    rate = count / seconds
    print(f"{count:,} due dates with their reasons: {seconds:.1f} s, {rate:,.0f} per second, one core")
    dues = list(ours(asked[:SAID]))
    told, _said = timed(lambda: [deadline.say(due.because, "zh-hans") for due in dues])
    print(f"their reasons as Chinese sentences: {len(dues) / told:,.0f} per second")
    plain = [a for a in asked if is_plain(a)]
    ends = [due.due_date for due in ours(plain)]
    for peer in PEERS:
        most = len(plain) if peer is by_numpy else STEP_BY_STEP
        compare(peer, plain[:most], ends[:most], rate)


def is_plain(asked: Asked) -> bool:
    return asked.term.unit is Unit.WORKING_DAY and not asked.pauses and not asked.extend


def compare(peer: Any, plain: list[Asked], ends: list[date], rate: float) -> None:
    """What one peer takes for plain working days, and how many of its dates are ours."""
    starts = [(a.received.date(), a.term.amount) for a in plain]
    name = peer.__name__.removeprefix("by_")
    try:
        seconds, found = timed(lambda: peer(starts))
    except ImportError:
        print(f"{name}: not installed")
        return
    except Exception as error:
        print(f"{name}: cannot compute them: {type(error).__name__}: {error}")
        return
    same = sum(map(operator.eq, ends, found)) / len(plain)
    print(
        f"{name}: {len(starts):,} plain dates, {len(starts) / seconds:,.0f} per second, "
        f"we are {rate * seconds / len(starts):.1f} times as fast, {same:.1%} of its dates agree with ours"
    )


if __name__ == "__main__":
    main()
