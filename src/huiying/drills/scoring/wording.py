"""失当言辞 · Words of the office after which the temper rose, and empty or rough phrases in what it said."""

import math
from collections.abc import Iterator

from huiying.drills.models import Pulse
from huiying.drills.scenario.model import Reaction, When
from huiying.language.replycheck.pieces import read
from huiying.language.replycheck.wording import hollow, tone

from .point import Evidence, Judged
from .record import Record
from .spoken import Word, sentence_with
from .telling import quoted

FOR_WORDS, FOR_A_GAP, FOR_A_DOUBLING = 15.0, 5.0, 20.0
"""What is taken off when the temper rose: for words that provoked, for what was missing, and for each doubling."""
FOR_A_PHRASE, MOST_PHRASES = 5.0, 25.0
"""The same for an empty or rough phrase that nobody reacted to, together at most so much."""


def wording(record: Record) -> Judged:
    if not record.words:
        return Judged(None, ("本单位没有对外说过话，不评。",))
    worse, phrases = [pulse for pulse in record.pulses if by_words(record, pulse)], list(_phrases(record))
    off = sum(_off(record, pulse) for pulse in worse)
    off += min(FOR_A_PHRASE * len(phrases), MOST_PHRASES)
    reasons = [_reason(record, pulse) for pulse in worse]
    if phrases:
        said = "”“".join(dict.fromkeys(phrase for _, phrase in phrases))
        reasons.append(f"对外文字中有没有实际内容或者语气不当的词句{len(phrases)}处：“{said}”。")
    evidence = [*(_shown(record, pulse) for pulse in worse), *(_phrase(word, phrase) for word, phrase in phrases)]
    if not evidence:
        return Judged(100, (f"对外说明{len(record.words)}次，没有引起情绪上升的词句。",), ())
    return Judged(100 - off, tuple(reasons), tuple(evidence))


def _off(record: Record, pulse: Pulse) -> float:
    met = met_by(record, pulse)
    first = FOR_A_GAP if met is not None and met.when is not When.WORDS else FOR_WORDS
    return first + FOR_A_DOUBLING * math.log2(pulse.after / pulse.before)


def by_words(record: Record, pulse: Pulse) -> bool:
    """Whether the temper rose because of how something was said."""
    if pulse.after <= pulse.before or pulse.before <= 0:
        return False
    met = met_by(record, pulse)
    if met is not None:
        return met.when in (When.WORDS, When.RELEASE, When.REPLY)
    return word_of(record, pulse) is not None


def met_by(record: Record, pulse: Pulse) -> Reaction | None:
    """The reaction of the scenario that the pulse came from, by how it tells it."""
    told = [each for each in record.scenario.reactions if each.because and each.because == pulse.because]
    return next(iter(told), None)


def word_of(record: Record, pulse: Pulse) -> Word | None:
    return next((word for word in record.words if pulse.ref and word.ref == pulse.ref), None)


def _reason(record: Record, pulse: Pulse) -> str:
    word = word_of(record, pulse)
    who = f"{record.hour(word.at)}{word.name}" if word else "本单位的表述"
    why = f"（{pulse.because.rstrip('。')}）" if pulse.because else ""
    return f"{who}后公众情绪由{pulse.before:.2f}升至{pulse.after:.2f}{why}。"


def _shown(record: Record, pulse: Pulse) -> Evidence:
    word, met = word_of(record, pulse), met_by(record, pulse)
    what = f"情绪由{pulse.before:.2f}升至{pulse.after:.2f}"
    if word is None:
        return Evidence(what, pulse.at, pulse.ref, quoted(pulse.because))
    found = next((each for each in (met.words if met else ()) if word.words.says((each,))), "")
    return Evidence(what, word.at, word.ref, sentence_with(word.whole, found) if found else quoted(word.text))


def _phrases(record: Record) -> Iterator[tuple[Word, str]]:
    for word in record.words:
        folded = read(word.text)
        for finding in (*tone(folded), *hollow(folded)):
            yield word, finding.text


def _phrase(word: Word, phrase: str) -> Evidence:
    return Evidence(f"词句“{phrase}”", word.at, word.ref, sentence_with(word.text, phrase))
