"""Empty phrases and the tone of a reply."""

import re
from collections.abc import Iterator

from .finding import Finding
from .pieces import Piece, any_of, sentences
from .substance import quoted

_SOLID = re.compile(r"\d|《|〔|[一二三四五六七八九十百千万]+(?:元|户|人|台|处|次|家|米|天|个月)")
_HOLLOW = "“{said}”是空话：这一句没有时间、数字、文件或做了的事，请写明谁在什么时候做什么，或删去。"
_TONES = {
    "blaming": "“{said}”像在责怪来信人，请改为说明事实和办法。",
    "commanding": "“{said}”是命令来信人的口气，请改为“请您”或说明规定的依据。",
    "impatient": "“{said}”显得不耐烦，请改为把情况再说明一次。",
    "rough": "“{said}”不是公务答复的用语，请删去。",
}


def hollow(reply: str) -> Iterator[Finding]:
    """Sentences that promise without saying what, when, where or who."""
    for piece in sentences(reply):
        match = any_of(("hollow", "phrases")).search(piece.text)
        if match and not _is_solid(piece):
            start = piece.start + match.start()
            because = _HOLLOW.format(said=match[0])
            yield Finding("hollow", start, start + len(match[0]), match[0], because, "should")


def _is_solid(piece: Piece) -> bool:
    """Whether a sentence names a figure, a date, a document or a deed."""
    return _SOLID.search(piece.text) is not None or any_of(("hollow", "deeds")).search(piece.text) is not None


def tone(reply: str) -> Iterator[Finding]:
    """Words that blame, command, lose patience or are rough; what is quoted from the letter is not the office's."""
    others = quoted(reply)
    for key, because in _TONES.items():
        for match in any_of(("tone", key)).finditer(reply):
            if not any(start <= match.start() < end for start, end in others):
                reason = because.format(said=match[0])
                yield Finding("tone", match.start(), match.end(), match[0], reason, "must")
