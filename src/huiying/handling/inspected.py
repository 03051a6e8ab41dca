"""What an inspection of the site asks of handling (国办秘函〔2019〕19号): messages that nobody answered, whether one
can write to the office at all, and whether an outside address answers.
"""

from collections import Counter
from datetime import datetime

from huiying.intake.channel import ChannelError
from huiying.intake.fetching import Answer, InTheOpenError, Limits, ask
from huiying.intake.models import Channel, Form

from .models import Case

PUBLIC = (Form.MAILBOX, Form.BOARD)
# Where a HEAD is refused or not understood a reader still gets the page; only these say that there is none.
GONE = frozenset({404, 410})
PATIENCE = Limits(content=64 * 1024, seconds=8.0, silence=6.0, redirects=0)


def unanswered(*, since: datetime, before: datetime) -> Counter[int | None]:
    """Of the public's messages that came in between, how many no answer has gone to, by unit. A message that was not
    accepted or went to another organ had its answer.
    """
    waiting = Case.objects.open().filter(
        voice__channel__form__in=PUBLIC, opened_at__gte=since, opened_at__lt=before, answered_at=None
    )
    return Counter(waiting.values_list("unit", flat=True))


def can_be_written_to() -> bool:
    """Whether the public has an open form to write to the office."""
    return Channel.objects.for_writing().filter(form__in=PUBLIC).exists()


def outside_trouble(url: str) -> str:
    """What is wrong with an outside address, "" where it answers or is not asked. It is asked through the checks
    against addresses that lead inside; nothing is followed or kept.
    """
    try:
        answer = ask("HEAD", url, limits=PATIENCE)
    except InTheOpenError:
        return ""
    except ChannelError as error:
        return error.what
    return str(answer.status) if _says_no(answer) and _has_no_page(url) else ""


def _says_no(answer: Answer) -> bool:
    return answer.status in GONE or answer.status >= 500


def _has_no_page(url: str) -> bool:
    """Whether a reader gets none either: some servers know no HEAD, and say 404 to it."""
    try:
        return _says_no(ask("GET", url, limits=PATIENCE))
    except ChannelError:
        return False  # there was an answer, only too long or too slow for us
