"""前后一致 · Whether what the office said agrees with what is true, and with what it said before."""

from collections.abc import Iterator
from dataclasses import dataclass

from huiying.drills.scenario.model import Truth
from huiying.language.disagreements import disagreements

from .point import Evidence, Judged
from .record import Record
from .spoken import Word, sentence_with
from .telling import quoted

UNTRUE, UNKNOWN, AGAINST_ITSELF, CORRECTED = 35.0, 20.0, 20.0, 5.0
"""What is taken off for each: what is not so; what nobody could know yet and is not so; what contradicts an earlier
word; the same where the word says that it corrects or brings up to date.
"""
CORRECTING = ("更正", "更新", "此前", "前期通报", "截至", "核减", "核增", "新增")


@dataclass(frozen=True, slots=True)
class _Fault:
    off: float
    reason: str
    evidence: tuple[Evidence, ...]


def consistency(record: Record) -> Judged:
    if not record.words:
        return Judged(None, ("本单位没有对外说过话，不评。",))
    faults = [*_untrue(record), *_against_itself(record)]
    if not faults:
        told = f"对外说明{len(record.words)}次，没有与事实或者前期口径矛盾的内容。"
        return Judged(
            100,
            (told,),
            tuple(Evidence(word.name, word.at, word.ref) for word in (record.public_words or record.words)[:3]),
        )
    evidence = tuple(each for fault in faults for each in fault.evidence)
    return Judged(100 - sum(fault.off for fault in faults), tuple(fault.reason for fault in faults), evidence)


def _untrue(record: Record) -> Iterator[_Fault]:
    for truth in record.scenario.truths:
        for word in record.words:
            if denied := word.denied(truth):
                yield _fault_of(record, truth, word, denied)


def _fault_of(record: Record, truth: Truth, word: Word, denied: str) -> _Fault:
    early = word.at < record.began + truth.known_at
    known = f"（{record.hour(record.began + truth.known_at)}后才能核实）" if early else ""
    reason = f"{record.hour(word.at)}{word.name}称“{denied}”，与事实“{truth.name}”不符{known}。"
    evidence = Evidence(f"与“{truth.name}”不符", word.at, word.ref, sentence_with(word.text, denied))
    return _Fault(UNKNOWN if early else UNTRUE, reason, (evidence,))


def _against_itself(record: Record) -> Iterator[_Fault]:
    """Of words to everybody, each against those before it; the nearest earlier one is told."""
    public = record.public_words
    for place, word in enumerate(public):
        earlier = {before.ref: before for before in reversed(public[:place])}
        told: set[str] = set()
        for found in disagreements(word.text, [(ref, before.text) for ref, before in earlier.items()]):
            if found.said in told:
                continue
            told.add(found.said)
            before = earlier[found.id]
            mended = any(mark in found.said for mark in CORRECTING)
            how = "，已说明是更正或者更新" if mended else ""
            reason = f"{record.hour(word.at)}{word.name}与{record.hour(before.at)}{before.name}{found.because}{how}。"
            evidence = (
                Evidence(f"后：{word.name}", word.at, word.ref, quoted(found.said)),
                Evidence(f"前：{before.name}", before.at, before.ref, quoted(found.earlier)),
            )
            yield _Fault(CORRECTED if mended else AGAINST_ITSELF, reason, evidence)
