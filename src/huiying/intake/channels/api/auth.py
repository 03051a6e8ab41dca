"""The header of a token, as django-ninja asks for it."""

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from huiying.intake.models import ApiToken, Channel

from .tokens import admit, unknown_token


class Bearer(HttpBearer):
    """A token with one of these scopes."""

    def __init__(self, *scopes: str) -> None:
        super().__init__()
        self.scopes = scopes

    def __call__(self, request: HttpRequest) -> ApiToken:
        found = super().__call__(request)
        if found is None:
            raise unknown_token()
        return found  # type: ignore[no-any-return]

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        return admit(token, *self.scopes, at=timezone.now())


def token_of(request: HttpRequest) -> ApiToken:
    """The token that this request showed."""
    found = request.auth  # type: ignore[attr-defined]
    assert isinstance(found, ApiToken)
    return found


def channel_of(token: ApiToken) -> Channel:
    """Where the pieces of a writing token go; such a token is never made without it."""
    assert token.channel is not None
    return token.channel
