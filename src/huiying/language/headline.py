"""What a topic is about, in the words of one of its letters."""

import re

from .reading import fold

LONGEST = 40
_LEADING = re.compile(
    r"^(?:惊|急|求助|投诉|举报|咨询|反映|建议|强烈|再次|二次|多次|实名|关于|请求|恳请|请问|请|要求|呼吁|希望|坚决|质疑|对于|对"
    r"|[!！?？。.、,，:：;；【】\[\]#@\s])+"
)
_ENDING = re.compile(
    r"(?:的(?:投诉|举报|咨询|建议|求助|反映|诉求|请求|问题|疑问|维权投诉|相关问题|若干问题)|等问题"
    r"|[!！?？。.、,，:：;；~～\s])+$"
)
_BREAK = re.compile(r"[。！!？?；;\n]")


def headline(title: str, text: str) -> str:
    """A title without salutation, kind of letter or exclamation; without a title, the text's first telling clause."""
    said = title.strip() or next((part for part in _BREAK.split(text[:400]) if len(part.strip()) > 6), text[:LONGEST])
    cleaned = " ".join("".join(c if c.isprintable() else " " for c in said[:500]).split())
    for pattern in (_LEADING, _ENDING):
        shorter = pattern.sub("", cleaned)
        if len(shorter) >= 4:
            cleaned = shorter
    return cleaned if len(cleaned) <= LONGEST else f"{cleaned[: LONGEST - 1]}…"


def key(title: str, text: str) -> str:
    """What makes two posts the same words: title and text folded, without blanks and marks."""
    return re.sub(r"[\W_]+", "", fold(f"{title}{text}"))
