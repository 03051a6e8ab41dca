"""首次回应、四要素 · When the office first spoke to everybody, and what its first release said."""

from huiying.handling.emergencies.notice import PARTS
from huiying.language.replycheck.pieces import read
from huiying.language.replycheck.wording import hollow

from .curves import RESPONSE, along
from .point import Evidence, Judged
from .record import Record
from .spoken import Word
from .telling import percent, quoted, took
from .term import Due, first_due

IN_FULL, IN_NAME = 25.0, 10.0
"""Points of one of the four parts, and of one that says nothing or is not in the text that went out."""
TOLD = 0.5
"""So much of a part's words must stand in the text."""


def first_response(record: Record) -> Judged:
    due = first_due(record)
    if due is None:
        return Judged(None, ("演练中没有出现需要回应的声音，不评。",))
    since = Evidence("时限起算", due.since, record.incident.case.ref if record.incident else "", due.says)
    if not record.public_words:
        return Judged(0, (_silent(record, due),), (since,))
    word = record.public_words[0]
    share, passed = due.share(word.at), word.at - due.since
    kept = f"超过时限{took(word.at - due.at)}" if word.at > due.at else f"在时限以内，为时限的{percent(max(share, 0))}"
    begins = f"{due.name}，自{record.hour(due.since)}起算；{record.hour(word.at)}首次发布"
    reasons = [f"{begins}，用时{took(passed)}，{kept}。"]
    if due.stricter:
        reasons.append(f"处置定级低于脚本给定的“{record.scenario.level}”，按后者的时限评。")
    spoke = Evidence("首次发布", word.at, word.ref, quoted(word.title or word.text))
    return Judged(along(RESPONSE, share), tuple(reasons), (spoke, since))


def _silent(record: Record, due: Due) -> str:
    passed = f"自{record.hour(due.since)}起算，已过{took(record.ended - due.since)}"
    over = "，时限已经届满" if record.ended > due.at else ""
    return f"{due.name}，{passed}{over}；至演练结束没有向公众发布过信息。"


def four_parts(record: Record) -> Judged:
    first = next((word for word in record.public_words if word.release is not None), None)
    if first is None:
        return Judged(None, ("没有发布通报，不评。",))
    points, reasons, evidence = 0.0, [], []
    for name, title in PARTS.items():
        got, why = _part(first, name)
        points += got
        said = getattr(first.release, name)
        evidence.append(Evidence(f"{title}：{why}", first.at, first.ref, quoted(said)))
        if got < IN_FULL:
            reasons.append(f"首次通报的“{title}”{why}。")
    evidence.sort(key=lambda each: each.what.endswith("有具体内容"))
    return Judged(points, tuple(reasons or ("首次通报的四项要素都有具体内容。",)), tuple(evidence))


def _part(word: Word, name: str) -> tuple[float, str]:
    """The points of one part, and what is to be said of it."""
    said = read(getattr(word.release, name)).strip()
    if not said:
        return 0.0, "没有填写"
    if not _stands_in(said, read(word.text)):
        return IN_NAME, "没有写进发布的正文"
    empty = list(hollow(said))
    if empty and sum(len(each.text) for each in empty) * 4 >= len(said):
        return IN_NAME, f"只有“{empty[0].text}”等空话"
    return IN_FULL, "有具体内容"


def _stands_in(part: str, text: str) -> bool:
    """Whether most of a part's words, three characters at a time, stand in the text that went out."""
    letters = "".join(char for char in part if char.isalnum())
    whole = "".join(char for char in text if char.isalnum())
    pieces = {letters[place : place + 3] for place in range(max(len(letters) - 2, 1))}
    return sum(piece in whole for piece in pieces) >= TOLD * len(pieces)
