"""One reason, three languages: the steps of `reasons` as the sentence that staff, citizen and court read."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from huiying.core.dates import Dates
from huiying.core.term import counted
from huiying.core.words import LANGUAGES, Words, spoken

PHRASES = {
    "received_day": Words(
        "{day}收到{zone}，次日起算",
        "{day}收到{zone}，次日起算",
        "received {day}{zone}; counting starts the next day",
    ),
    "received_hour": Words(
        "{day}收到{zone}，按小时连续计算，夜间和节假日不停",
        "{day}收到{zone}，按小時連續計算，夜間和節假日不停",
        "received at {day}{zone}; hours run through nights and holidays",
    ),
    "zone": Words(
        "（未注明时区，按北京时间计）", "（未註明時區，按北京時間計）", " (no time zone given, read as Beijing time)"
    ),
    "extend": Words(
        "经批准延长{amount}，共{total}", "經批准延長{amount}，共{total}", "extended by {amount} to {total}"
    ),
    "extend_by": Words(
        "经{by}批准延长{amount}，共{total}",
        "經{by}批准延長{amount}，共{total}",
        "extended by {amount} to {total}, approved by {by}",
    ),
    "pause_day": Words(
        "{start}起暂停计时，{end}恢复，其间{amount}不计",
        "{start}起暫停計時，{end}恢復，其間{amount}不計",
        "paused from {start}, resumed {end}, {amount} not counted",
    ),
    "pause_hour": Words(
        "{span}暂停计时，扣除{length}",
        "{span}暫停計時，扣除{length}",
        "paused {span}, {length} not counted",
    ),
    "paused": Words(
        "{start}起暂停计时，恢复后到期日相应顺延",
        "{start}起暫停計時，恢復後到期日相應順延",
        "paused since {start}; the due date moves on when the clock resumes",
    ),
    "skip": Words("跳过{listed}", "跳過{listed}", "skipped {listed}"),
    "run": Words("{run}（{feasts}）", "{run}（{feasts}）", "{run} ({feasts})"),
    "run_weekend": Words(
        "{run}（{feasts}与周末连休）", "{run}（{feasts}與週末連休）", "{run} ({feasts} with the weekend)"
    ),
    "weekend": Words("周末（{n}天）", "週末（{n}天）", "{n} weekend day{s}"),
    "worked": Words(
        "{days}为调休上班日，计入",
        "{days}為調休上班日，計入",
        "{days} counted as {a}make-up working day{s}",
    ),
    "end_working_day": Words(
        "第{n}个工作日为{day}，当日{close}到期",
        "第{n}個工作日為{day}，當日{close}到期",
        "working day {n} is {day}, due at {close} that day",
    ),
    "end_calendar_day": Words(
        "第{n}日为{day}，当日{close}到期",
        "第{n}日為{day}，當日{close}到期",
        "day {n} is {day}, due at {close} that day",
    ),
    "end_moved": Words(
        "第{n}日为{day}，适逢{why}，依《民法典》第二百零三条顺延至{to}，当日{close}到期",
        "第{n}日為{day}，適逢{why}，依《民法典》第二百零三條順延至{to}，當日{close}到期",
        "day {n} is {day}, a day off ({why}), so by art. 203 of the Civil Code it ends {to}, due at {close} that day",
    ),
    "end_hour": Words("满{n}小时为{day}，届时到期", "滿{n}小時為{day}，屆時到期", "due {n} hours later, at {day}"),
    "provisional": Words(
        "日历中尚无{years}，现按周末和法定节假日推算，未计调休，到期日暂定",
        "日曆中尚無{years}，現按週末和法定節假日推算，未計調休，到期日暫定",
        "the calendar does not yet hold {years}, so weekends and statutory days are used without "
        "make-up days, and the date is provisional",
    ),
    "provisional_solar": Words(
        "日历中尚无{years}，现按周末和公历法定节假日推算，未计农历节日和调休，到期日暂定",
        "日曆中尚無{years}，現按週末和公曆法定節假日推算，未計農曆節日和調休，到期日暫定",
        "the calendar does not yet hold {years}, so weekends and solar statutory days are used without "
        "lunar feasts and make-up days, and the date is provisional",
    ),
    "basis": Words("依据：{cited}", "依據：{cited}", "basis: {cited}"),
}
JOINED = Words("、", "、", ", ")
AND = Words("及", "及", " and ")
NOTICE = Words(
    "《国务院办公厅关于{year}年部分节假日安排的通知》",
    "《國務院辦公廳關於{year}年部分節假日安排的通知》",
    "the State Council's holiday notice for {year}",
)
LENGTH = (Words("{h}小时", "{h}小時", "{h} h"), Words("{m}分钟", "{m}分鐘", "{m} min"))
# These stand as sentences of their own; the steps before them are the clauses of one.
SENTENCES = ("paused", "provisional", "basis")


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
            "received": self._received,
            "extend": self._extend,
            "pause": self._pause,
            "paused": lambda s: self._put("paused", start=self._dates.day(_day(s["from"]))),
            "skip": self._skip,
            "worked": self._worked,
            "end": self._end,
            "provisional": self._provisional,
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

    def _received(self, step: Mapping[str, Any]) -> str:
        at = datetime.fromisoformat(step["at"])
        zone = self._put("zone") if "zone" in step else ""
        if step["unit"] == "hour":
            return self._put("received_hour", day=self._dates.moment(at), zone=zone)
        return self._put("received_day", day=self._dates.day(at.date()), zone=zone)

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
        return self._put("worked", days=self._join(days), a=a, s=s)

    def _end(self, step: Mapping[str, Any]) -> str:
        if step["unit"] == "hour":
            return self._put("end_hour", n=step["amount"], day=self._dates.moment(datetime.fromisoformat(step["at"])))
        parts = {"n": step["amount"], "day": self._dates.full(_day(step["day"])), "close": step["close"]}
        if "moved_to" in step:
            to = self._dates.full(_day(step["moved_to"]))
            return self._put("end_moved", **parts, to=to, why=step["why"][self._lang])
        return self._put(f"end_{step['unit']}", **parts)

    def _provisional(self, step: Mapping[str, Any]) -> str:
        years = self._join([self._in(NOTICE).format(year=year) for year in step["years"]])
        return self._put("provisional" if step["moon"] else "provisional_solar", years=years)
