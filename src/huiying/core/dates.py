"""Days and moments as people write them in the three languages; the year is said when it is not the one just said."""

from datetime import date, datetime

WEEKDAYS = {
    "zh-hans": [f"周{day}" for day in "一二三四五六日"],
    "zh-hant": [f"週{day}" for day in "一二三四五六日"],
    "en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Dates:
    """Writes days in `lang`; `year` is the one that needs no saying."""

    def __init__(self, lang: str, year: int = 0) -> None:
        self._lang = lang
        self._year = year

    def weekday(self, day: date) -> str:
        return WEEKDAYS[self._lang][day.weekday()]

    def day(self, day: date) -> str:
        """10月13日; 2027年1月4日 where the year changes."""
        says_year, self._year = day.year != self._year, day.year
        if self._lang == "en":
            return f"{day.day} {MONTHS[day.month - 1]}{f' {day.year}' if says_year else ''}"
        return f"{f'{day.year}年' if says_year else ''}{day.month}月{day.day}日"

    def full(self, day: date) -> str:
        """10月13日（周二）."""
        return (
            f"{self.day(day)} ({self.weekday(day)})"
            if self._lang == "en"
            else f"{self.day(day)}（{self.weekday(day)}）"
        )

    def moment(self, at: datetime) -> str:
        """10月2日（周五）16:00."""
        return f"{at:%H:%M} on {self.full(at)}" if self._lang == "en" else f"{self.full(at)}{at:%H:%M}"

    def span(self, start: datetime, end: datetime) -> str:
        """10月1日09:00至11:30; 10月1日09:00至10月2日11:30."""
        is_same_day = start.date() == end.date()
        if self._lang == "en":
            begun = f"from {start:%H:%M} on {self.day(start)}"
            return f"{begun} to {end:%H:%M}{'' if is_same_day else f' on {self.day(end)}'}"
        return f"{self.day(start)}{start:%H:%M}至{'' if is_same_day else self.day(end)}{end:%H:%M}"

    def run(self, first: date, last: date) -> str:
        """10月1日至7日; 4月30日至5月4日; one day alone."""
        if first == last:
            return self.day(first)
        is_same_month = (first.year, first.month) == (last.year, last.month)
        if self._lang == "en":
            return f"{first.day}–{self.day(last)}" if is_same_month else f"{self.day(first)} – {self.day(last)}"
        return f"{self.day(first)}至{f'{last.day}日' if is_same_month else self.day(last)}"
