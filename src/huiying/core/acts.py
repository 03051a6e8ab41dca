"""The acts that entries rest on, and how they are cited: 《政府信息公开条例》（国务院令第711号）第三十三条."""

from collections.abc import Mapping

from huiying.core.reading import Table
from huiying.core.words import Words

DIGITS = "零一二三四五六七八九"


class Act:
    """An act; or a practice, which has no act behind it and is cited without book-title marks."""

    def __init__(self, row: Table) -> None:
        self.title = row.words("title")
        self.number = row.words("number") if row.has("number") else Words.same("")
        self.nature = row.choice("nature", ("act", "practice")) if row.has("nature") else "act"
        row.done()

    def cite(self, articles: tuple[int, ...] = ()) -> Words:
        return Words(
            _chinese(self._named(self.title.zh), self.number.zh, articles, "第{}条"),
            _chinese(self._named(self.title.zh_hant), self.number.zh_hant, articles, "第{}條"),
            _english(self.title.en, self.number.en, articles),
        )

    def _named(self, title: str) -> str:
        return title if self.nature == "practice" else f"《{title}》"


def _chinese(named: str, number: str, articles: tuple[int, ...], mark: str) -> str:
    told = f"{named}（{number}）" if number else named
    return told + "、".join(mark.format(numeral(a)) for a in articles)


def _english(title: str, number: str, articles: tuple[int, ...]) -> str:
    told = f"{title} ({number})" if number else title
    if not articles:
        return told
    return f"{told}, {'art.' if len(articles) == 1 else 'arts.'} {' and '.join(str(a) for a in articles)}"


def numeral(n: int) -> str:
    """An article number as Chinese acts write it, 1 to 999: 33 is 三十三, 203 is 二百零三."""
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    head = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        head += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    elif hundreds and ones:
        head += "零"
    return head + (DIGITS[ones] if ones else "")


def cited(row: Table, acts: Mapping[str, Act]) -> Words:
    """The acts of an entry, from `cite = [{ act = "…", articles = [33] }]`, as one phrase."""
    parts = [_one(each, acts) for each in row.tables("cite")]
    if not parts:
        raise row.refuse("cite", "缺少依据", "请写明所依据的文件和条款")
    return Words("、".join(p.zh for p in parts), "、".join(p.zh_hant for p in parts), "; ".join(p.en for p in parts))


def _one(row: Table, acts: Mapping[str, Act]) -> Words:
    act = acts[row.choice("act", acts)]
    articles = row.numbers("articles") if row.has("articles") else ()
    if any(not 1 <= a <= 999 for a in articles):
        raise row.refuse("articles", "条款号应在 1 到 999 之间")
    inserted = row.number("inserted", most=99) if row.has("inserted") else 0
    row.done()
    if inserted and not articles:
        raise row.refuse("inserted", "写了“之几”，却没有写条款号", "请写明 articles")
    return _with_inserted(act.cite(articles), inserted)


def _with_inserted(told: Words, inserted: int) -> Words:
    """An article that an amendment put behind another: 第二百九十一条之一, art. 291-1."""
    if not inserted:
        return told
    return Words(f"{told.zh}之{numeral(inserted)}", f"{told.zh_hant}之{numeral(inserted)}", f"{told.en}-{inserted}")
