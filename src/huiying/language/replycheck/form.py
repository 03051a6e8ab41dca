"""A reply's outward form, and whether it is a reply at all."""

import re
from collections.abc import Iterator

from .finding import Finding
from .pieces import any_of, listed
from .substance import said

HEAD, TAIL = 80, 30
_DATE = re.compile(
    r"(?:19|20)\d{2} ?[年.\-/] ?\d{1,2} ?[月.\-/] ?\d{1,2}(?: ?日)?"
    r"|[二〇○零一]{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
)
_REACH = re.compile(r"\d{3,}|[路街道号楼室厅]\d*|https?://|网站|窗口|小程序|公众号")
_NO_ANSWER = (
    "整篇没有答到事情本身，只说收到、转办或请另找单位。请写明查到的情况、依据和结果；确需转办的，写明转给谁、何时答复。"
)


def form(reply: str) -> Iterator[Finding]:
    """Greeting, organ and date, where the text itself has to carry them."""
    if not any_of(("courtesy", "greeting")).search(reply, 0, HEAD):
        yield Finding("form", 0, 0, "", "开头没有称呼和问候，例如“您好，您的来信收悉”。", "should")
    end = len(reply.rstrip())
    tail = reply[max(0, end - TAIL) : end]
    if not _DATE.search(tail):
        yield Finding("form", end, end, "", "落款没有日期。", "should")
    signed = _DATE.sub("", tail).rstrip(" \n\t()（）。")
    if not signed.endswith(listed("form", "organ")):
        yield Finding("form", end, end, "", "落款没有答复单位的名称。", "should")


def forwarding(reply: str) -> Iterator[Finding]:
    """A reply that only acknowledges, hands on, asks away or puts off; and one that sends on without saying where."""
    if not any(char.isalnum() for char in reply):
        yield Finding("forwarding", 0, len(reply), reply, "草稿还是空的。", "must")
        return
    spoken = said(reply)
    if not spoken.matter:
        first = spoken.passed_on[0] if spoken.passed_on else None
        start, end = (first.start, first.end) if first else (0, len(reply))
        yield Finding("forwarding", start, end, reply[start:end], _NO_ANSWER, "must")
        return
    for piece in spoken.passed_on:
        if any_of(("forwarding", "ask_others")).search(piece.text) and not _REACH.search(piece.text):
            because = "请来信人另找单位咨询，却没有写明电话、地址或网址，请补上。"
            yield Finding("forwarding", piece.start, piece.end, piece.text, because, "should")
