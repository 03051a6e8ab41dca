"""安全日志 · The security log: who came in or did not, and what was refused (OWASP ASVS 5.0, V16.3).

People stand in it by the number of their login, and addresses by a keyed digest, which tells the same address again
and nobody where it is. What was typed stands nowhere: it may be a password or a telephone number.
"""

import logging

from django.http import HttpRequest

from huiying.intake.sealing import fingerprint
from huiying.intake.tries import address
from huiying.people.models import User

log = logging.getLogger("huiying.security")


def origin(request: HttpRequest | None) -> str:
    """By what an address is known again in the log."""
    return fingerprint("address", address(request))[:8] if request is not None else "this machine"


def signed_in(user: User, proof: str, request: HttpRequest, *, proved: bool) -> None:
    log.info("signed in: login %d by %s, second factor %s, from %s", user.pk, proof, proved, origin(request))


def signed_out(user: User, request: HttpRequest) -> None:
    log.info("signed out: login %d, from %s", user.pk, origin(request))


def not_signed_in(username: str, proof: str, request: HttpRequest | None) -> None:
    """That a password or a further proof was wrong; `username` is what was typed."""
    known = User.objects.filter(username=username[:150]).values_list("pk", flat=True).first()
    who = f"login {known}" if known else "no login of ours"
    log.warning("not signed in: %s by %s, from %s", who, proof, origin(request))


def sign_on_refused(why: BaseException | None, request: HttpRequest) -> None:
    """That the single sign-on named nobody of ours, or did not answer as it should."""
    log.warning("not signed in: single sign-on, %s, from %s", type(why).__name__ if why else "unbound", origin(request))
