"""HTML of strangers to clean text, in a time that its length alone decides.

A tree is not built. Any parser that follows the HTML standard can be made to spend the square of what it is given:
100,000 nested `<div>` (half a megabyte) cost selectolax 169 s on this project's machine, and unclosed `<b>` before many
`<p>` are worse. For text it is enough to read tag by tag and to know what is hidden and what is quoted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from .charsets import plain

LONGEST = 1_000_000  # characters that are read
LONGEST_TAG = 2000


def _names(told: str) -> frozenset[str]:
    return frozenset(told.split())


BLOCKS = _names(
    "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "html li main nav ol p pre section table tbody tfoot thead tr ul"
)
APART = _names("p h1 h2 h3 h4 h5 h6 blockquote table ul ol pre")  # an empty line before and after
SILENT = _names("head script style title template noscript svg math object iframe select textarea")
VOID = _names("area base br col embed hr img input link meta param source track wbr")
RAW = frozenset(("script", "style", "title", "textarea"))  # no tags inside: they end at their own end tag only
_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})((?:"[^"]*"|'[^']*'|[^'"<>])*+)>""")
_WORDS = re.compile(r"(?:[^<]|<(?!/?[a-zA-Z]|[!?]))++")
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]{0,40})")
_ATTRIBUTE = re.compile(r"""([a-zA-Z][a-zA-Z-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d])|"
                     r"opacity\s*:\s*0(?![.\d])|max-height\s*:\s*0(?![.\d])", re.IGNORECASE)  # fmt: skip
# Where mailers put what they quote: Gmail, Apple, Thunderbird, 163, Yahoo; behind Outlook's mark all is quoted.
_QUOTING = re.compile(r"(?:^|\s)(?:gmail_quote|moz-cite-prefix|yahoo_quoted|isReplyContent|original-content)(?:\s|$)")
_QUOTED_TO_THE_END = frozenset(("divRplyFwdMsg", "appendonsend", "mail-editor-reference-message-container"))
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")


@dataclass(slots=True)
class Tag:
    name: str
    ends: bool
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Written:
    """Text as it grows: a space between words, a line between blocks, an empty one between paragraphs."""

    pieces: list[str] = field(default_factory=list)
    lines: int = 2  # line ends that the text ends with; two where it is empty
    space: bool = False

    def write(self, text: str) -> None:
        words = _SPACES.sub(" ", text)
        if not words.strip():
            self.space = self.space or bool(words)
            return
        if (self.space or words[0] == " ") and not self.lines:
            self.pieces.append(" ")
        self.space = words[-1] == " "
        self.pieces.append(words.strip())
        self.lines = 0

    def write_as_it_is(self, text: str) -> None:
        self.pieces.append(text)
        self.lines, self.space = 0, False

    def end_line(self, least: int = 1) -> None:
        if self.lines < least:
            self.pieces.append("\n" * (least - self.lines))
            self.lines = least
        self.space = False

    def break_line(self) -> None:
        self.end_line(min(self.lines + 1, 2))

    def text(self) -> str:
        return "".join(self.pieces).strip()


@dataclass(slots=True)
class _Reader:
    own: Written = field(default_factory=Written)
    quoted: Written = field(default_factory=Written)
    skipping: str = ""  # the name of the hidden element we are in
    quoting: str = ""
    depth: int = 0  # how many of that name are open
    quote_depth: int = 0
    pre: int = 0
    link: str = ""
    link_from: int = 0

    @property
    def out(self) -> Written:
        return self.quoted if self.quoting else self.own

    def words(self, text: str) -> None:
        if self.skipping:
            return
        told = plain(unescape(text))
        if self.pre:
            self.out.write_as_it_is(told)
        else:
            self.out.write(told)

    def tag(self, tag: Tag) -> None:
        if self.skipping:
            self._within(tag)
        elif not tag.ends and tag.name not in VOID and _is_hidden(tag):
            self.skipping, self.depth = tag.name, 1
        else:
            self._quote(tag)
            self._write(tag)

    def _within(self, tag: Tag) -> None:
        if tag.name == self.skipping:
            self.depth += -1 if tag.ends else 1
        if not self.depth:
            self.skipping = ""

    def _quote(self, tag: Tag) -> None:
        if not self.quoting:
            if not tag.ends and _is_quote(tag):
                self.quoting, self.quote_depth = tag.name, 1
            elif not tag.ends and tag.attributes.get("id", "") in _QUOTED_TO_THE_END:
                self.quoting, self.quote_depth = "the rest", 1
        elif tag.name == self.quoting:
            self.quote_depth += -1 if tag.ends else 1
            self.quoting = self.quoting if self.quote_depth else ""

    def _write(self, tag: Tag) -> None:
        if tag.name == "br":
            self.out.break_line()
        elif tag.name in ("td", "th"):
            self.out.write(" ")
        elif tag.name == "a":
            self._link(tag)
        elif tag.name in BLOCKS:
            self.out.end_line(2 if tag.name in APART else 1)
            self.pre = max(self.pre + (-1 if tag.ends else 1), 0) if tag.name == "pre" else self.pre
            if tag.name == "li" and not tag.ends:
                self.out.write_as_it_is("- ")

    def _link(self, tag: Tag) -> None:
        """The address stands behind the words of a link where the words do not tell it."""
        if tag.ends:
            shown = "".join(self.out.pieces[self.link_from :])
            if self.link and self.link.split("://", 1)[1].rstrip("/") not in shown:
                self.out.write(f" ({self.link}) " if shown.strip() else self.link)
            self.link = ""
        else:
            href = plain(unescape(tag.attributes.get("href", ""))).strip()
            self.link = href if href.lower().startswith(("http://", "https://")) and " " not in href else ""
            self.link_from = len(self.out.pieces)


def html_text(html: str) -> tuple[str, str]:
    """What the writer says, and what their mailer quotes below it."""
    reader = _Reader()
    for piece in _tokens(html[:LONGEST]):
        if isinstance(piece, Tag):
            reader.tag(piece)
        else:
            reader.words(piece)
    return reader.own.text(), reader.quoted.text()


def _tokens(html: str) -> Iterator[Tag | str]:
    at, end = 0, len(html)
    while at < end:
        if words := _WORDS.match(html, at):
            yield words[0]
            at = words.end()
            continue
        tag, at = _token(html, at)
        if tag:
            yield tag
            at = _end_of_raw(html, tag.name, at) if tag.name in RAW and not tag.ends else at


def _token(html: str, at: int) -> tuple[Tag | None, int]:
    """The tag that begins with this `<`, if it is none of comments and the like, and where what follows begins."""
    if html.startswith("<!--", at):
        return None, _behind(html, "-->", at + 4)
    whole = _TAG.match(html, at, at + LONGEST_TAG)
    if whole:
        return Tag(whole[2].lower(), bool(whole[1]), _attributes(whole[3])), whole.end()
    name = _NAME.match(html, at)
    told = Tag(name[1].lower(), html.startswith("</", at)) if name else None
    return told, _behind(html, ">", at)


def _behind(html: str, mark: str, at: int) -> int:
    found = html.find(mark, at)
    return len(html) if found < 0 else found + len(mark)


def _end_of_raw(html: str, name: str, at: int) -> int:
    found = re.compile(rf"</{name}", re.IGNORECASE).search(html, at)
    return found.start() if found else len(html)


def _attributes(told: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(told)
    return {name.lower(): double or single or bare for name, double, single, bare in reversed(found)}


def _is_hidden(tag: Tag) -> bool:
    style = tag.attributes.get("style", "")
    return tag.name in SILENT or "hidden" in tag.attributes or bool(style and _HIDDEN.search(unescape(style)))


def _is_quote(tag: Tag) -> bool:
    if tag.name == "blockquote" and tag.attributes.get("type", "").lower() == "cite":
        return True
    marks = f"{tag.attributes.get('class', '')} {tag.attributes.get('id', '')}"
    return tag.name in ("div", "blockquote", "span") and bool(_QUOTING.search(marks))
