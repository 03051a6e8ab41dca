"""二、处置过程 · How it went, in sentences with their hours, and as a table of what mattered."""

from collections.abc import Iterator, Sequence
from typing import Final

from huiying.reporting.official import Align, Table
from huiying.reporting.papers.wording import brief

from .saying import Told, moment, quote

HEADER: Final = ("时间", "事项", "内容")
MOST_ROWS: Final = 24
MOST_CELL: Final = 60
GRAVE: Final = (
    "opened",
    "release",
    "post",
    "closed",
    "call_missed",
    "handed_over",
    "altered",
    "instruction",
    "down",
    "up",
)
MORE: Final = ("call", "call_answered", "rumour", "news", "graded", "conferral", "reported", "sent_back")
LEAST: Final = ("first_voice", "temper", "letter", "clue")
"""What stands in the table first, and what gives way where there is no room."""


def sentences(told: Told) -> Iterator[str]:
    """First what was said and seen, then what was said by the office, then how people took it."""
    yield _found(told)
    yield from filter(None, (_released(told), _called(told), _felt(told)))


def _of(told: Told, *kinds: str) -> list[Told]:
    return [event for event in told["timeline"] if event["kind"] in kinds]


def _at(told: Told, event: Told) -> str:
    return moment(event["at"], told["began_at"])


def _found(told: Told) -> str:
    voices, opened = _of(told, "first_voice"), _of(told, "opened")
    first = f"{_at(told, voices[0])}{voices[0]['what']}" if voices else "演练中没有公众声音"
    words = f"：{quote(voices[0]['words'])}" if voices and voices[0]["words"] else ""
    if not opened:
        return f"{first}{words}。至演练结束没有启动处置。"
    return f"{first}{words}。{_at(told, opened[0])}{opened[0]['who']}{opened[0]['what']}。"


def _released(told: Told) -> str:
    spoken = _of(told, "release", "post")
    if not spoken:
        return "至演练结束没有向公众发布信息。"
    told_one = [f"{_at(told, event)}{event['what']}" for event in spoken[:4]]
    rest = f"；此后又发布{len(spoken) - 4}次" if len(spoken) > 4 else ""
    return f"{'；'.join(told_one)}{rest}。"


def _called(told: Told) -> str:
    missed, answered = _of(told, "call_missed"), _of(told, "call_answered")
    if not missed and not answered:
        return ""
    parts = [f"答复来电{len(answered)}个" if answered else "", f"到时没有答复的来电{len(missed)}个" if missed else ""]
    return f"{'，'.join(filter(None, parts))}。"


def _felt(told: Told) -> str:
    temper = told["series"]["temper"]
    worst, last = max(temper, key=lambda each: each["value"]), temper[-1]["value"]
    if len(temper) == 1:
        return "公众情绪没有变化。"
    turns = _of(told, "temper")
    risen = max(turns, key=lambda event: _rise(event, temper), default=None)
    because = (
        f"；升幅最大的一次在{_at(told, risen)}，脚本设定的原因是{quote(risen['words'])}"
        if risen and _rise(risen, temper) > 0
        else ""
    )
    highest = (
        f"公众情绪最高{worst['value']:.2f}（{moment(worst['at'], told['began_at'])}）"
        if worst["value"] > 1
        else "公众情绪没有高于常态"
    )
    return f"{highest}，结束时{last:.2f}（常态为1）{because}。"


def _rise(event: Told, temper: Sequence[Told]) -> float:
    """How much the temper rose with this turn."""
    places = [place for place, each in enumerate(temper) if each["minute"] == event["minute"] and place]
    return max((float(temper[place]["value"] - temper[place - 1]["value"]) for place in places), default=0.0)


def table(told: Told) -> Table:
    rows = tuple((_at(told, event), _what(event), brief(event["words"], MOST_CELL)) for event in _chosen(told))
    sides: tuple[Align, ...] = ("center", "left", "left")
    return Table(HEADER, rows, "表1  处置过程（节选）" if _is_cut(told) else "表1  处置过程", (16, 36, 48), sides)


def _what(event: Told) -> str:
    who = event["who"]
    return (
        f"{event['what']}（{who}）" if who and who not in event["what"] and event["kind"] != "rumour" else event["what"]
    )


def _chosen(told: Told) -> list[Told]:
    """In the order of time; where there are too many, the gravest stay."""
    kept: list[Told] = _of(told, "first_voice")[:1]
    for kinds in (GRAVE, MORE, LEAST):
        kept += _of(told, *kinds)[: MOST_ROWS - len(kept)]
    chosen = {id(event) for event in kept}
    return [event for event in told["timeline"] if id(event) in chosen]


def _is_cut(told: Told) -> bool:
    return len(_of(told, *GRAVE, *MORE, *LEAST)) > MOST_ROWS
