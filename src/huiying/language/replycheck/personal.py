"""Personal data that a reply should not repeat."""

from collections.abc import Iterator, Sequence

from .. import privacy
from .finding import Finding, Names

_TOLD = {
    "id_number": ("must", "答复里有身份证号码，请删去。"),
    "bank_card": ("must", "答复里有银行卡号，请删去。"),
    "phone": ("must", "答复里有来信人的手机号码，请删去。"),
    "address": ("must", "答复里有来信人的住址门牌，请删去或只写到小区、道路。"),
    "plate": ("should", "答复里有车牌号码，公开前请隐去。"),
    "mail": ("should", "答复里有电子邮箱，请核对是不是单位的邮箱。"),
    "name": ("should", "答复里有来信中的个人姓名，公开前请隐去或只写姓。"),
}
_ALWAYS = frozenset({"id_number", "bank_card", "plate"})


def personal(letter: str, reply: str, sources: Sequence[str], office: Names) -> Iterator[Finding]:
    """Numbers that name a person, and telephone, dwelling and name where the letter gave them."""
    private = {letter[m.start : m.end] for m in privacy.find(letter) if m.type in _TOLD}
    known = " ".join((*sources, *office.all()))
    for mark in privacy.find(reply):
        told = reply[mark.start : mark.end]
        if mark.type in _TOLD and told not in known and (mark.type in _ALWAYS or told in private):
            yield _finding(mark.type, mark.start, mark.end, told)
    yield from _names(letter, reply, known)


def _names(letter: str, reply: str, known: str) -> Iterator[Finding]:
    """A name that the letter gives with a label stands in a reply without one."""
    for mark in privacy.find(letter):
        name = letter[mark.start : mark.end]
        at = reply.find(name)
        if mark.type == "name" and len(name) > 2 and name not in known and at >= 0:
            yield _finding("name", at, at + len(name), name)


def _finding(kind: str, start: int, end: int, told: str) -> Finding:
    level, because = _TOLD[kind]
    return Finding("personal", start, end, told, because, "must" if level == "must" else "should")
