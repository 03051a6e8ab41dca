"""Who is asked a question before a form is taken: nobody with their first letter, unless it looks as if no person had
written it. From the second letter of an address within an hour everybody is.

It looks so where the field that people do not see was filled in, or where less than three seconds lay between the page
and the letter. A page that tells no moment is not suspected for it: whoever leaves it out could as well wait.
"""

from datetime import datetime, timedelta

from django.core import signing
from django.http import HttpRequest

from huiying.intake.tries import Tries

FASTEST = timedelta(seconds=3)
LETTERS = Tries("letter", most=30, window=3600)  # an office block behind one address writes as one
LATELY = Tries("letter-lately", most=1, window=3600)
SUSPECTS = Tries("letter-suspect", most=1, window=3600)
_signer = signing.Signer(salt="huiying.portal.opened")


def opened(form: str, at: datetime) -> str:
    """When the form with this token was given out, signed."""
    return _signer.sign_object({"form": form, "at": at.timestamp()})


def is_hasty(stamp: str, form: str, at: datetime) -> bool:
    """Whether the form came back sooner than anybody writes."""
    try:
        facts = _signer.unsign_object(stamp)
    except (signing.BadSignature, ValueError):
        return False
    return bool(facts["form"] == form and at.timestamp() - facts["at"] < FASTEST.total_seconds())


def must_ask(request: HttpRequest) -> bool:
    """Whether this address has written within the hour, or was suspected."""
    return LATELY.used_up(request) or SUSPECTS.used_up(request)


def count_letter(request: HttpRequest) -> None:
    LETTERS.count(request)
    LATELY.count(request)
