"""What a writer says, apart from what they answer and from what their mailer signs.

Each mailer has its own line above the history: Outlook and Foxmail "-----原始邮件-----" or a block of 发件人, QQ
"------------------ 原始邮件 ------------------", 163 "在 2026-…，…写道：", Gmail "… 于2026年…写道：", and English ones.
"""

import re
from dataclasses import dataclass

LONGEST_LINE = 300
NEAR = 6  # lines in which a block of 发件人, 发送时间, 主题 must be told
LAST = 12  # lines at the end in which a mailer's own signature is looked for

_FORWARDED = re.compile(r"\s*(fwd?|转发|轉寄|轉發|转寄)\s*[:：]", re.IGNORECASE)
_RULED = re.compile(
    r"\s*[-_—=]{2,}\s*(?:原始邮件|原始郵件|原邮件|回复的原邮件|回复的邮件|邮件原文|original message|reply message|"
    r"original)\s*[-_—=]{2,}\s*",
    re.IGNORECASE,
)
_WROTE = re.compile(r"(?:写道|寫道|wrote)\s*[:：]\s*", re.IGNORECASE)
_MOMENT = re.compile(r"\d{4}|\d{1,2}[:：]\d{2}")
_FROM = re.compile(r"\s*[*>]?\s*(?:发件人|發件人|寄件者|寄件人|From)\s*[*]?\s*[:：]", re.IGNORECASE)
_BELOW_FROM = re.compile(
    r"\s*[*>]?\s*(?:发送时间|發送時間|发送日期|已发送|日期|时间|收件人|寄件日期|主题|主旨|Sent|Date|To|Subject)\s*[*]?\s*[:：]",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*[-_—=]{5,}\s*")
_OF_A_MAILER = re.compile(
    r"\s*(?:发自我的|發自我的|发自.{1,30}(?:手机|iPhone|iPad|邮箱|Mail)|从我的.{1,30}发送|从 ?Windows.{0,20}发送|"
    r"发送自 ?Outlook|获取 ?Outlook|Sent from my |Sent from Mail for|Sent from Outlook|Get Outlook for).{0,120}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """The writer's own words, the history below them, the signature."""

    own: str
    quoted: str = ""
    signature: str = ""


def apart(text: str, *, quoted: str = "", subject: str = "") -> Said:
    """Cut history and signature off; `quoted` is what the mailer marked as such. A forwarded mail is kept whole, and so
    is one of which nothing would be left.
    """
    whole = _joined([text, "", quoted])
    if _FORWARDED.match(subject):
        return Said(own=whole)
    lines = text.split("\n")
    history = _history(lines)
    end = _signature(lines[:history])
    own = _joined(lines[:end])
    if not own:
        return Said(own=whole)
    return Said(own=own, quoted=_joined([*lines[history:], "", quoted]), signature=_joined(lines[end:history]))


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip()


def _history(lines: list[str]) -> int:
    """The line at which what others wrote begins; their number where it does not."""
    for number, line in enumerate(lines):
        if _begins_history(lines, number, line[:LONGEST_LINE]):
            while number and _RULE.fullmatch(lines[number - 1][:LONGEST_LINE]):
                number -= 1  # noqa: PLW2901 - the rule above the mark belongs to it
            return number
    return _marked_to_the_end(lines)


def _begins_history(lines: list[str], number: int, line: str) -> bool:
    if _RULED.fullmatch(line):
        return True
    if _FROM.match(line):
        return sum(bool(_BELOW_FROM.match(below[:LONGEST_LINE])) for below in lines[number + 1 : number + NEAR]) >= 2
    return any(_is_wrote(lines[number : number + many]) for many in ((1, 2, 3) if _may_begin(line) else (1,)))


def _is_wrote(lines: list[str]) -> bool:
    """在 2026年11月24日 10:00，某人写道："""
    told = " ".join(line[:LONGEST_LINE] for line in lines).rstrip()
    ending = _WROTE.search(told, max(len(told) - 10, 0))
    return bool(ending and ending.end() == len(told) and _MOMENT.search(told))


def _may_begin(line: str) -> bool:
    """Lines that a mailer broke are put together only where the first looks like the beginning of such a line."""
    return line.lstrip().startswith(("在", "于", "於", "On ", "At "))


def _marked_to_the_end(lines: list[str]) -> int:
    """The place from which every line with words begins with `>`. Those between a writer's own lines stay: without what
    they answer, the answers say nothing.
    """
    at = len(lines)
    while at and (not lines[at - 1].strip() or lines[at - 1].lstrip().startswith(">")):
        at -= 1
    return at if any(line.strip() for line in lines[at:]) else len(lines)


def _signature(lines: list[str]) -> int:
    """RFC 3676 section 4.3 marks it with "-- "; a mailer's own line stands near the end."""
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number][:LONGEST_LINE]
        near_the_end = number >= len(lines) - LAST
        if line.rstrip("\r") == "-- " or (near_the_end and line.strip() == "--"):
            return number
        if near_the_end and _OF_A_MAILER.fullmatch(line):
            return number
    return len(lines)
