"""What of a mail's parts is its text and what came along, whichever way its mailer built it."""

import mimetypes
import re
from dataclasses import dataclass, field

from ...channel import Attached
from .markup import html_text
from .parts import Part
from .tnef import is_packed, unpack

SMALL_IMAGE = 8 * 1024  # below it an image in the text is a logo or counts who opened the mail
MOST_FILES = 50
ENOUGH = 80  # characters of plain text beyond which nobody asks whether the HTML says more
SIGNATURES = frozenset(("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"))
NOTICES = frozenset(("message/delivery-status", "message/disposition-notification", "text/rfc822-headers"))
_FLOWED = re.compile(r"(?m)(?<=[^\n]) \r?\n(?!-- \r?$)")


@dataclass(slots=True)
class Content:
    """Text of the writer, text that their mailer marks as quoted, mails inside, files."""

    own: list[str] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)
    files: list[Attached] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n\n".join(filter(None, (text.strip() for text in self.own)))

    def add(self, other: "Content") -> None:
        self.own += other.own
        self.quoted += other.quoted
        self.inside += other.inside
        self.files += other.files


def gather(part: Part) -> Content:
    """The content of a part and of all below it."""
    if part.kind == "multipart/alternative":
        return _the_fuller(part)
    if part.kind == "message/rfc822" and part.parts:
        return _inside(part.parts[0])
    content = Content()
    if part.parts:
        for child in part.parts:
            content.add(gather(child))
    else:
        _leaf(part, content)
    content.files = content.files[:MOST_FILES]
    return content


def _the_fuller(part: Part) -> Content:
    """One text of several that say the same (RFC 2046 section 5.1.4): plain, unless it says little or nothing."""
    content = Content()
    told = [gather(child) for child in part.parts if child.kind == "text/plain" and not child.attached]
    plain = next((one for one in told if one.text), None)
    others = [child for child in part.parts if child.kind != "text/plain" or child.attached]
    rich = Content()
    for child in others:
        if child.kind != "text/html" or plain is None or len(plain.text) < ENOUGH:
            rich.add(gather(child))
    content.files = rich.files
    chosen = rich if plain is None or len(plain.text) * 4 < len(rich.text) else plain
    content.own, content.quoted, content.inside = chosen.own, chosen.quoted, rich.inside
    return content


def _inside(mail: Part) -> Content:
    """A mail that was put into this one: its title and all its text, and its files."""
    told = gather(mail)
    text = "\n\n".join(filter(None, (told.text, *told.quoted, *told.inside)))
    title = mail.headers.text("subject")
    return Content(inside=[f"【{title}】\n{text}".strip()] if title or text else [], files=told.files)


def _leaf(part: Part, content: Content) -> None:
    if part.kind in SIGNATURES or part.kind in NOTICES:
        return
    if is_packed(part.kind, part.name):
        _packed(part.content, content)
    elif part.kind == "text/html" and not part.attached and not part.name:
        _rich(part.text, content)
    elif part.kind == "text/plain" and not part.attached and not part.name:
        content.own.append(_plain(part))
    elif part.content and not _is_decoration(part):
        content.files.append(Attached(name=part.name or f"file{_ending(part.kind)}", content=part.content))


def _packed(packed: bytes, content: Content) -> None:
    told = unpack(packed)
    if told.text:
        content.own.append(told.text.replace("\r\n", "\n"))
    elif told.html:
        _rich(told.html, content)
    content.files += [Attached(name=name, content=data) for name, data in told.files]


def _rich(html: str, content: Content) -> None:
    own, quoted = html_text(html)
    content.own.append(own)
    content.quoted += [quoted] if quoted else []


def _plain(part: Part) -> str:
    """Lines as they were written: a mailer that wraps them says so (RFC 3676)."""
    text = part.text
    if part.flowed:
        text = _FLOWED.sub("" if part.squeezed else " ", text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_decoration(part: Part) -> bool:
    return part.kind.startswith("image/") and not part.attached and len(part.content) < SMALL_IMAGE


def _ending(kind: str) -> str:
    if kind.startswith(("multipart/", "message/")):
        return ".eml"
    return mimetypes.guess_extension(kind) or ".bin"
