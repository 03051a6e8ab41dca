"""Likeness in meaning of a letter with a few of many answers; only those asked for are ever encoded."""

import re
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np

from .encoders import Encoder, SearchEncoder, Vectors

LETTER, ANSWER = 300, 300
MET_AT_ONCE = 8
KEPT = 20_000  # rows a process keeps, some 30 MB; the longest unused is forgotten
_LEAD = re.compile(r"^.{0,120}?(?:答复|回复|回答|解答|说明|反馈)(?:如下)?[:：]", re.DOTALL)

_kept: OrderedDict[tuple[str, str], Vectors] = OrderedDict()
_alone = Lock()


def meaning(letter: str, answers: Sequence[str], encoder: Encoder) -> Vectors:
    """(answers,) how near each is to the letter in meaning, against the others: mean 0, spread 1.

    Compared is the beginning of a letter with what an answer says after its greeting. Rows of answers are kept in
    the process, so that an index built again costs nothing anew.
    """
    if not answers:
        return np.zeros(0, dtype=np.float32)
    near = _rows(answers, encoder) @ encoder.encode([letter[:LETTER]])[0]
    return np.asarray((near - near.mean()) / max(float(near.std()), 1e-6), dtype=np.float32)


def meet(answers: Sequence[str], encoder: Encoder) -> None:
    """Encode answers before they are compared, a few at a time: whoever is asked for a page meanwhile goes first."""
    for begin in range(0, len(answers), MET_AT_ONCE):
        _rows(answers[begin : begin + MET_AT_ONCE], encoder)


def _rows(answers: Sequence[str], encoder: Encoder) -> Vectors:
    """(answers, width) the rows of what the answers say; those not met before are encoded and kept."""
    told = [(encoder.name, _LEAD.sub("", answer)[:ANSWER]) for answer in answers]
    with _alone:
        held = {key: _kept[key] for key in told if key in _kept}
    new = [key for key in dict.fromkeys(told) if key not in held]
    of_answers = encoder.encode_found if isinstance(encoder, SearchEncoder) else encoder.encode
    held.update(zip(new, of_answers([text for _, text in new]), strict=True))
    _keep(held)
    return np.stack([held[key] for key in told])


def _keep(rows: dict[tuple[str, str], Vectors]) -> None:
    with _alone:
        for key, row in rows.items():
            _kept[key] = row
            _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
