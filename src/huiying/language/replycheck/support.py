"""Whether what a reply states stands in the letter or in the sources laid beside it."""

from collections.abc import Iterator, Sequence

from .figures import Fact, agrees, facts
from .finding import Finding, Level, Names
from .pieces import read

TAIL = 40
MOST = 15
_TOLD: dict[str, str] = {
    "document": "引用的文件“{said}”在来信和所附材料里都没有，请核对名称和文号，并把文件附在案卷里。",
    "phone": "电话“{said}”在来信、所附材料和本单位电话里都没有，请核对后再发出。",
    "date": "日期“{said}”在来信和所附材料里都没有，请核对。",
    "figure": "数字“{said}”在来信和所附材料里都没有，请核对出处。",
}
_MUST = frozenset({"document", "phone"})


def unsupported(letter: str, reply: str, sources: Sequence[str], office: Names) -> Iterator[Finding]:
    """Facts of a reply that nothing on the desk bears out; documents and telephones must be, if sources are there.

    The date of signing needs no source.
    """
    held = [fact for text in (letter, *sources) for fact in facts(read(text))]
    phones = [Fact("phone", 0, 0, "".join(c for c in phone if c.isdigit())) for phone in office.phones]
    told = [fact for fact in facts(reply) if not _is_signing(fact, reply)]
    lacking = [fact for fact in told if not any(agrees(fact, other) for other in (*held, *phones))]
    for fact in lacking[:MOST]:
        said = reply[fact.start : fact.end]
        level: Level = "must" if sources and fact.kind in _MUST else "should"
        yield Finding("unsupported", fact.start, fact.end, said, _TOLD[fact.kind].format(said=said), level)


def _is_signing(fact: Fact, reply: str) -> bool:
    return fact.kind == "date" and not reply[fact.end : fact.end + TAIL].strip(" \n\t。()（）")
