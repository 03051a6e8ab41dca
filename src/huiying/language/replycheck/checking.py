"""The whole check of a draft, in the order in which a clerk mends it."""

from collections.abc import Iterator, Sequence

from ..reading import TEXT_LIMIT
from .answering import answered
from .finding import Finding, Names
from .form import form, forwarding
from .naming import near_names
from .personal import personal
from .pieces import read
from .support import unsupported
from .wording import hollow, tone

MOST = 100
SOURCES = 20
_RANK = {"must": 0, "should": 1}


def check(
    letter: str,
    reply: str,
    *,
    sources: Sequence[str] = (),
    office: Names | None = None,
    signed: bool = False,
) -> list[Finding]:
    """What to mend in a reply, what must be mended first, then by place; at most 100 findings.

    `sources` are the texts laid beside the draft (20 are read), `office` what the office may name. `signed` says
    that the sheet around the text carries greeting, organ and date. Of each text 20,000 characters are read.
    """
    names = office or Names()
    found = sorted(
        _findings(letter[:TEXT_LIMIT], reply[:TEXT_LIMIT], [s[:TEXT_LIMIT] for s in sources[:SOURCES]], names, signed),
        key=lambda f: (_RANK[f.level], f.where, f.start, f.end, f.kind),
    )
    return list(dict.fromkeys(found))[:MOST]


def _findings(letter: str, reply: str, sources: Sequence[str], office: Names, signed: bool) -> Iterator[Finding]:
    asked, folded = read(letter), read(reply)
    told = [*forwarding(folded)]
    yield from told
    if not any(finding.level == "must" for finding in told):
        yield from _unanswered(letter, reply)
    yield from unsupported(asked, folded, sources, office)
    yield from near_names(asked, folded, sources, office)
    yield from personal(letter, reply, sources, office)
    yield from tone(folded)
    yield from hollow(folded)
    if not signed:
        yield from form(folded)


def _unanswered(letter: str, reply: str) -> Iterator[Finding]:
    """A question left out must be answered; where only its time or figure is wanting, it should."""
    for asked in answered(letter, reply):
        if asked.answered is None:
            yield Finding("unanswered", asked.start, asked.end, asked.text, asked.because, asked.level, "letter")
