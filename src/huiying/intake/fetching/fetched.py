"""What stands at an address: asked for only if it changed, followed a few times, and refused with what to do."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from django.utils import timezone
from django.utils.translation import gettext as _

from ..channel import ChannelError
from .asking import Answer, conversation, put
from .charsets import decoded
from .limits import LIMITS, Limits

REDIRECTS = {301, 302, 303, 307, 308}
PASSING = {408, 421, 425, 429}  # and every 5xx: trying again can help
LONGEST_WAIT = 24 * 3600
LONGEST_MARK = 500  # of an ETag: it is kept and sent back
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The content under `url`, where redirects led to; `changed` is False where the other side said so (304)."""

    url: str
    content: bytes
    charset: str = ""
    etag: str = ""
    modified: str = ""
    changed: bool = True

    @property
    def text(self) -> str:
        return decoded(self.content, self.charset)


def fetch(url: str, *, etag: str = "", modified: str = "", accept: str = "*/*", limits: Limits = LIMITS) -> Fetched:
    """Get what stands at an address; `etag` and `modified` are those of the last time. ChannelError otherwise."""
    marks = {"If-None-Match": etag, "If-Modified-Since": modified}
    headers = {"Accept": accept} | {name: value for name, value in marks.items() if value}
    with conversation(limits) as client:
        for _turn in range(limits.redirects + 1):
            answer = put(client, "GET", url, headers=headers, limits=limits)
            if answer.status == 304 and (etag or modified):
                return Fetched(url=answer.url, content=b"", etag=etag, modified=modified, changed=False)
            if answer.status not in REDIRECTS:
                return _fetched(accepted(answer))
            url = _next(answer)
    raise ChannelError(
        _("The address leads on more than %(most)d times") % {"most": limits.redirects}, retry=False, where=answer.host
    )


def accepted(answer: Answer, now: Callable[[], datetime] = timezone.now) -> Answer:
    """The answer, if it is a yes; otherwise what its status says, as a ChannelError."""
    if 200 <= answer.status < 300:
        return answer
    if answer.status in PASSING or answer.status >= 500:
        raise ChannelError(
            _("The other side cannot answer now (%(status)d)") % {"status": answer.status},
            retry=True,
            after=_wait(answer, now()),
            where=answer.host,
        )
    what, fix = _refusal(answer.status)
    raise ChannelError(what, retry=False, where=answer.host, fix=fix)


def _refusal(status: int) -> tuple[str, str]:
    told = {"status": status}
    if status in {404, 410}:
        return _("Nothing stands at this address (%(status)d)") % told, _("Look for its new address.")
    if status in {401, 403, 407}:
        return _("The other side refuses us (%(status)d)") % told, _("Ask its owner for access, or take another.")
    if status in REDIRECTS:
        return _("The address has moved (%(status)d)") % told, _("Set the new address.")
    return _("The other side does not take this question (%(status)d)") % told, _("Check the address.")


def _next(answer: Answer) -> str:
    target = str(answer.headers.get("location", ""))
    if not target:
        raise ChannelError(_("The address leads on, but not to where"), retry=True, where=answer.host)
    try:
        return urljoin(answer.url, target)
    except ValueError as error:
        raise ChannelError(_("The address leads on, but not to where"), retry=True, where=answer.host) from error


def _fetched(answer: Answer) -> Fetched:
    return Fetched(
        url=answer.url,
        content=answer.content,
        charset=named[1] if (named := _CHARSET.search(str(answer.headers.get("content-type", "")))) else "",
        etag=_mark(str(answer.headers.get("etag", ""))),
        modified=_mark(str(answer.headers.get("last-modified", ""))),
    )


def _mark(told: str) -> str:
    return told if len(told) <= LONGEST_MARK and told.isascii() and told.isprintable() else ""


def _wait(answer: Answer, now: datetime) -> int:
    """Retry-After in seconds (RFC 9110, 10.2.3): a number or a date; a day at most, whatever it says."""
    told = str(answer.headers.get("retry-after", "")).strip()
    if told.isascii() and told.isdigit():
        return min(int(told[:9]), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(told)
    except (ValueError, TypeError, OverflowError):
        return 0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0, min(int((until - now).total_seconds()) + 1, LONGEST_WAIT))
