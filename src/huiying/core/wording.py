"""One reason, three languages: the steps of `reasons` as the sentence that staff, citizen and court read."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from huiying.core.dates import Dates
from huiying.core.phrases import AND, JOINED, LENGTH, NOTICE, PHRASES
from huiying.core.remaining import last_day
from huiying.core.term import counted
from huiying.core.words import LANGUAGES, Words, spoken

# These stand as sentences of their own; the steps before them are the clauses of one.
SENTENCES = ("paused", "provisional", "basis", "part_basis")


def say(because: Iterable[Mapping[str, Any]], lang: str) -> str:
    """The reason in `lang` (zh-hans, zh-hant, en), from the steps of a Deadline or from the same as stored JSON."""
    teller = _Teller(spoken(lang))
    clauses: list[str] = []
    sentences: list[str] = []
    for step in because:
        (sentences if step["step"] in SENTENCES else clauses).append(teller.tell(step))
    if lang == "en":
        told = ["; ".join(clauses), *sentences]
        return " ".join(f"{each[0].upper()}{each[1:]}." for each in told if each)
    return "".join(f"{each}。" for each in ["；".join(clauses), *sentences] if each)


def _day(told: str) -> date:
    return date.fromisoformat(told)


class _Teller:
    """Tells one reason; remembers the year last said."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._index = LANGUAGES.index(lang)
        self._dates = Dates(lang)

    def tell(self, step: Mapping[str, Any]) -> str:
        by_name: dict[str, Callable[[Mapping[str, Any]], str]] = {
            "received": self._begun,
            "restarted": self._begun,
            "zone": lambda _: self._put("zone_pauses"),
            "extend": self._extend,
            "pause": self._pause,
            "paused": lambda s: self._put("paused", start=self._dates.day(_day(s["from"]))),
            "skip": self._skip,
            "worked": self._worked,
            "end": self._end,
            "ordered": lambda s: self._put("ordered", day=self._dates.moment(datetime.fromisoformat(s["at"]))),
            "delayed": lambda s: self._put("delayed", day=self._dates.moment(datetime.fromisoformat(s["at"]))),
            "provisional": self._provisional,
            "part": self._part,
            "part_half": self._part,
            "part_basis": lambda _: self._put("part_basis"),
            "basis": lambda s: self._put("basis", cited=s["cited"][self._lang]),
        }
        return by_name[step["step"]](step)

    def _in(self, words: Words) -> str:
        return words[self._index]

    def _put(self, phrase: str, **parts: object) -> str:
        return self._in(PHRASES[phrase]).format(**parts)

    def _join(self, parts: list[str]) -> str:
        """a、b及c."""
        if len(parts) < 2:
            return "".join(parts)
        return self._in(JOINED).join(parts[:-1]) + self._in(AND) + parts[-1]

    def _begun(self, step: Mapping[str, Any]) -> str:
        at = datetime.fromisoformat(step["at"])
        zone = self._put("zone") if "zone" in step else ""
        by_hours = step["unit"] == "hour"
        day = self._dates.moment(at) if by_hours else self._dates.day(at.date())
        if "superseded" in step:
            return self._put("received", day=f"at {day}" if by_hours and self._lang == "en" else day, zone=zone)
        return self._put(f"{step['step']}_{'hour' if by_hours else 'day'}", day=day, zone=zone)

    def _extend(self, step: Mapping[str, Any]) -> str:
        amount, total = (self._in(counted(step["unit"], step[key])) for key in ("amount", "total"))
        if step["by"]:
            return self._put("extend_by", amount=amount, total=total, by=step["by"][self._lang])
        return self._put("extend", amount=amount, total=total)

    def _pause(self, step: Mapping[str, Any]) -> str:
        if step["unit"] == "hour":
            span = self._dates.span(*(datetime.fromisoformat(step[key]) for key in ("from", "to")))
            return self._put("pause_hour", span=span, length=self._length(step["minutes"]))
        start, end = (self._dates.day(_day(step[key])) for key in ("from", "to"))
        return self._put("pause_day", start=start, end=end, amount=self._in(counted(step["unit"], step["amount"])))

    def _length(self, minutes: int) -> str:
        hours, rest = divmod(minutes, 60)
        parts = [self._in(LENGTH[0]).format(h=hours)] if hours else []
        parts += [self._in(LENGTH[1]).format(m=rest)] if rest or not hours else []
        return (" " if self._lang == "en" else "").join(parts)

    def _skip(self, step: Mapping[str, Any]) -> str:
        listed = [self._run(run) for run in step["runs"]]
        if step["weekend_days"]:
            n = step["weekend_days"]
            listed.append(self._put("weekend", n=n, s="" if n == 1 else "s"))
        return self._put("skip", listed=self._join(listed))

    def _run(self, run: Mapping[str, Any]) -> str:
        feasts = self._in(JOINED).join(feast[self._lang] for feast in run["feasts"])
        told = self._dates.run(_day(run["from"]), _day(run["to"]))
        return self._put("run_weekend" if run["weekend"] else "run", run=told, feasts=feasts)

    def _worked(self, step: Mapping[str, Any]) -> str:
        days = [self._dates.full(_day(day)) for day in step["days"]]
        a, s = ("a ", "") if len(days) == 1 else ("", "s")
        if "name" in step:
            return self._put("worked_own", days=self._join(days), name=step["name"][self._lang], a=a, s=s)
        return self._put("worked", days=self._join(days), a=a, s=s)

    def _end(self, step: Mapping[str, Any]) -> str:
        if step["unit"] == "hour":
            return self._put("end_hour", n=step["amount"], day=self._dates.moment(datetime.fromisoformat(step["at"])))
        parts = {"n": step["amount"], "day": self._dates.full(_day(step["day"])), "close": step["close"]}
        if "moved_to" in step:
            to = self._dates.full(_day(step["moved_to"]))
            return self._put("end_moved", **parts, to=to, why=step["why"][self._lang])
        return self._put(f"end_{step['unit']}", **parts)

    def _part(self, step: Mapping[str, Any]) -> str:
        due, at = (datetime.fromisoformat(step[key]) for key in ("due", "at"))
        amount = self._in(counted(step["unit"], step["amount"]))
        return self._put(step["step"], amount=amount, due=self._close(due), at=self._close(at))

    def _close(self, at: datetime) -> str:
        """A moment as the end of its day, where it is the midnight that begins the next."""
        if at.time() == datetime.min.time():
            return f"{self._dates.full(last_day(at))}{' ' if self._lang == 'en' else ''}24:00"
        return self._dates.moment(at)

    def _provisional(self, step: Mapping[str, Any]) -> str:
        years = self._join([self._in(NOTICE).format(year=year) for year in step["years"]])
        return self._put("provisional" if step["moon"] else "provisional_solar", years=years)
