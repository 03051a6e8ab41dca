"""One inspection: every rule in turn, the points that go, and the verdict an inspector would give."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from django.conf import settings

from . import columns, letters, links, reading
from .figures import Figures, figures
from .finding import Finding
from .links import Outside
from .texts import copies, pages

MOST_KEPT = 200  # findings of a rule: the count is whole
BY_DAY = {
    "home_unchanged": columns.home_unchanged,
    "columns_neglected": columns.columns_neglected,
    "no_channel": letters.no_channel,
    "unanswered": letters.unanswered,
    "stale_column": columns.stale_column,
    "empty_column": columns.empty_column,
    "replies_stale": columns.replies_stale,
    "consultations_few": columns.consultations_few,
}


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was found on a day. `outside` is how many links outside were asked, None where none are."""

    findings: list[Finding]
    counts: dict[str, int]
    score: Decimal
    passed: bool
    vetoes: int
    outside: int | None = None
    deducted: dict[str, float] = field(default_factory=dict)

    def verdicts(self) -> dict[str, Any]:
        return {"counts": self.counts, "deducted": self.deducted, "outside": self.outside}


def look(today: date, *, ask_outside: bool, known: Sequence[Finding] = ()) -> Inspected:
    """Inspect the site as it stands. What is `known` of links outside holds for those that are not asked today, as long
    as a page leads there; without `ask_outside` none is asked.
    """
    told = figures()
    found = [finding for name, rule in BY_DAY.items() for finding in rule(told.rules[name], today)]
    outside, read = Outside(), list(pages())
    texts = [text for _page, text in read]
    everything = list(chain(texts, copies()))
    found += links.dead_links(told.rules["dead_link"], texts, outside)
    found += reading.wrong_words(told.rules["wrong_words"], everything)
    found += reading.personal_data(told.rules["personal_data"], everything)
    found += reading.page_facts(told.rules["page_facts"], read)
    asked: list[str] | None = None
    if ask_outside and settings.INSPECT_LINKS:
        dead, asked = links.dead_outside(told.rules["dead_link"], outside, today)
        found += dead
    found += links.still_dead(known, outside, asked or ()) if settings.INSPECT_LINKS else ()
    return _judged(told, found, None if asked is None else len(asked))


def _judged(known: Figures, found: list[Finding], asked: int | None) -> Inspected:
    counts = Counter(finding.rule for finding in found)
    deducted = {name: off for name, count in counts.items() if (off := known.rules[name].deduction(count))}
    score = max(0.0, known.start - sum(deducted.values()))
    vetoes = sum(1 for name in counts if known.rules[name].veto)
    kept = [f for name in known.rules for f in [each for each in found if each.rule == name][:MOST_KEPT]]
    return Inspected(
        findings=kept,
        counts=dict(counts),
        score=Decimal(str(round(score, 1))),
        passed=not vetoes and score >= known.passes,
        vetoes=vetoes,
        outside=asked,
        deducted=deducted,
    )
