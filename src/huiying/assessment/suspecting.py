"""Whether a voice may be a rumour, by what people confirmed; where too little was, the judge's own flag stands."""

import logging
from collections.abc import Sequence
from typing import Any

from huiying.intake.models import Voice
from huiying.language.judge import Span
from huiying.language.rumour_lessons import Suspicion

from .office import as_post, rumour_lessons
from .spreading import spread_of

RUMOUR = "rumour"

log = logging.getLogger(__name__)


def suspicions(voices: Sequence[Voice]) -> list[Suspicion | None]:
    """A suspicion for each voice, None where nothing is learned: no voice fails for it."""
    try:
        lessons = rumour_lessons()
        if lessons.learns:
            return list(lessons.judge_many([(as_post(voice), spread_of(voice)) for voice in voices]))
    except Exception as error:  # what it says may hold words of a letter, and is left out
        log.error("The lessons on rumours could not judge: %s", type(error).__name__)
    return [None] * len(voices)


def as_said(said: dict[str, Any], suspicion: Suspicion, text: str) -> dict[str, Any]:
    """The judge's evidence with the verdict of the lessons in the place of its own flag, and marked in the text."""
    verdict = {
        "rumour": suspicion.rumour,
        "rumour_score": suspicion.score,
        "rumour_evidence": list(suspicion.words),
        "rumour_because": suspicion.because,
    }
    marks = {where: [s for s in said[where] if s["mark"] != RUMOUR] for where in ("spans", "title_spans")}
    if suspicion.rumour:
        marks["spans"] += [span.to_json() for span in _spans(suspicion.words, text)]
    return said | verdict | marks


def _spans(words: Sequence[str], text: str) -> list[Span]:
    """Where each word stands first; the lessons read the title too, so it may stand nowhere in the text."""
    found = ((text.find(word), word) for word in words)
    return [Span(start, start + len(word), RUMOUR, word) for start, word in found if start >= 0]
