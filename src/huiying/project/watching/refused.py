"""What was refused is told to the security log, whichever door refused it (OWASP ASVS 5.0, 16.3.2 and 16.3.3)."""

from django.http import HttpRequest

from huiying.accounts.security import log, origin

from .context import view_of

# What cannot be read, a wrong token, what is not theirs, what a rule forbids, too much, too often.
REFUSALS = {400, 401, 403, 409, 413, 429}
DESK = "/desk/"


def tell(request: HttpRequest, status: int) -> None:
    """One line for an answer that refuses."""
    if status in REFUSALS or (status == 404 and _is_out_of_reach(request)):
        log.warning("refused %d: view %s, %s, from %s", status, view_of(request), _who(request), origin(request))


def _is_out_of_reach(request: HttpRequest) -> bool:
    """Whether a row of the desk was asked for: one of another section is not found, as one that is not there."""
    match = getattr(request, "resolver_match", None)
    return bool(match and match.kwargs and request.path.startswith(DESK))


def _who(request: HttpRequest) -> str:
    """By the number of the login; no question is put for a log."""
    user = getattr(request, "_cached_user", None)
    return f"login {user.pk}" if user is not None and user.is_authenticated else "no login"
