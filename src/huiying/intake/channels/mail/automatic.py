"""Mails that no person wrote: bounces, absence notes, mailing lists, ourselves. Answering them would go on for ever."""

import re
from collections.abc import Iterable, Iterator

from .headers import Headers, message_ids, read_headers
from .parts import Part

OURS = "hy."  # how the local part of every Message-ID of ours begins
LOOKED_AT = 256 * 1024  # of a bounce, for the number of what came back
_SYSTEM = re.compile(r"(?:mailer-daemon|postmaster|mail-?daemon)@", re.IGNORECASE)
NO_REPLY = re.compile(r"(?:no[-_.]?reply|do[-_.]?not[-_.]?reply)@", re.IGNORECASE)
_AWAY = re.compile(
    r"\s*(?:自动回复|自動回覆|自动答复|外出自动回复|automatic reply|auto(?:matic)?[- ]?(?:reply|response)|"
    r"out of (?:the )?office)\s*(?:[:：]|$)",
    re.IGNORECASE,
)
_MARKS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply-from")
_BULK = frozenset(("bulk", "junk", "list", "auto_reply", "auto-reply"))
_OUR_ID = re.compile(rb"<hy\.[0-9a-f]{32}@[A-Za-z0-9.-]{1,190}>")

BOUNCE, AUTO_REPLY, LIST, OWN = "bounce", "auto-reply", "list", "own"


def written_by(tree: Part, subject: str, sender: str, ours: Iterable[str]) -> str:
    """Which machine wrote it; "" where a person did (RFC 3834 section 5, RFC 3464, RFC 2919)."""
    headers = tree.headers
    if sender and sender.lower() in {address.lower() for address in ours}:
        return OWN
    if _is_bounce(tree, sender):
        return BOUNCE
    submitted = headers.first("auto-submitted").partition(";")[0].strip().lower()
    if submitted not in ("", "no") or any(mark in headers for mark in _MARKS) or _AWAY.match(subject):
        return AUTO_REPLY
    if tree.kind == "multipart/report" or headers.first("return-path").strip() == "<>":
        return AUTO_REPLY  # a note that it was read (RFC 8098), or what wants no answer by its envelope
    if "list-id" in headers or headers.first("precedence").strip().lower() in _BULK:
        return LIST
    return ""


def _is_bounce(tree: Part, sender: str) -> bool:
    reports = tree.kind == "multipart/report" and any(part.kind == "message/delivery-status" for part in tree.parts)
    return reports or bool(_SYSTEM.match(sender))


def bounced(tree: Part, raw: bytes) -> str:
    """The Message-ID of the message of ours that came back; "" where it was none of ours."""
    told = message_ids(*_told_ids(tree))
    found = next((number for number in told if number.startswith(f"<{OURS}")), "")
    if found:
        return found
    seen = _OUR_ID.search(raw[:LOOKED_AT])  # QQ and 163 tell it in the text of the notice
    return seen[0].decode("ascii") if seen else ""


def _told_ids(tree: Part) -> Iterator[str]:
    for part in tree.walk():
        headers: Headers = part.headers
        if part is not tree:
            yield headers.first("message-id")
        if part.kind == "text/rfc822-headers":
            yield read_headers(part.content).first("message-id")
    yield tree.headers.first("in-reply-to")
    yield tree.headers.first("references")
