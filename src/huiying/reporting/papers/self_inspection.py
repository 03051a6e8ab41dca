"""自查报告 · The office's own account of a period, written from one snapshot and from nothing else."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from huiying.reporting.official import Block, Heading, OfficialDocument, Paragraph

from . import appendix, practice
from .findings import find
from .measures import CHECKED_NEXT_TIME, HEADS, usually
from .mechanism import mechanism
from .problems import problems
from .promises import last_time, learned
from .reading import Reading
from .wording import DIGITS, the_day, the_period, we


def compose(snapshot: Mapping[str, Any]) -> OfficialDocument:
    """The self-inspection report of a snapshot (`facts.Facts`). The same snapshot gives the same document."""
    reading = Reading.of(snapshot)
    organ = reading.name("organ")
    attachments = tuple(filter(None, (appendix.figures(reading), appendix.counts(reading))))
    names = tuple(f"附件{place}" for place in range(1, len(attachments) + 1)) if len(attachments) > 1 else ("附件", "")
    return OfficialDocument(
        title=f"{organ}关于{_period(reading)}政务舆情回应工作的自查报告",
        blocks=tuple(_body(reading, *names)),
        organ=organ,
        dated=date.fromisoformat(reading.name("taken_on")),
        attachments=attachments,
    )


def _body(reading: Reading, figures: str, counts: str) -> Iterator[Block]:
    findings = find(reading)
    found = {finding.id for finding in findings}
    yield Paragraph(_opening(reading, figures))
    if points := mechanism(reading):
        yield Heading("一、组织领导和工作机制")
        yield from map(Paragraph, points)
    yield Heading("二、主要做法")
    yield from _under(
        ("平台管理", practice.platforms(reading, counts)),
        ("研判标准", practice.criteria(reading)),
        ("回应时限", practice.timeliness(reading, figures)),
        ("诉求办理", practice.demands(reading) + learned(reading)),
    )
    yield Heading("三、存在的问题和原因")
    if promised := last_time(reading, counts):
        yield Paragraph(promised)
    yield from map(Paragraph, problems(reading, findings))
    yield Heading("四、下一步工作")
    if said := usually(reading, found):
        yield Paragraph(said)
    yield from _under(*((head.title, head.told(reading, found)) for head in HEADS))
    yield Paragraph(CHECKED_NEXT_TIME)
    yield Paragraph("特此报告。")


def _under(*heads: tuple[str, str]) -> Iterator[Block]:
    """Heads that have something to say, numbered, each over its paragraph."""
    for place, (head, text) in enumerate(((head, text) for head, text in heads if text), start=1):
        yield Heading(f"（{DIGITS[place]}）{head}", 2)
        yield Paragraph(text)


def _opening(reading: Reading, figures: str) -> str:
    """Why the office looked at itself, at which time, and what the numbers rest on."""
    wanted, ours = _wanted(reading.part("occasion")), we(reading.name("organ"))
    return (
        f"{wanted}，{ours}对{_period(reading)}政务舆情回应工作进行了自查。数据取自"
        f"{the_day(reading.name('taken_on'))}的数据快照，口径见{figures}。现将有关情况报告如下。"
    )


def _wanted(occasion: Mapping[str, Any]) -> str:
    notice, number = (str(occasion.get(key) or "").strip() for key in ("notice", "number"))
    named = f"《{notice.strip('《》')}》" if notice else ""
    if named and number:
        return f"根据{named}（{number}）要求"
    if named or number:
        return f"根据{named or f'{number}文件'}要求"
    return "按照政务舆情回应工作的有关要求"


def _period(reading: Reading) -> str:
    span = reading.part("period")
    return the_period(span["from"], span["to"])
