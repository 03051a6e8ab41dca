"""统一身份认证 · Sign-on by OpenID Connect: authorization code with PKCE, state and nonce; the library checks them,
and the signature of the token by the provider's published keys.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from joserfc.errors import JoseError
from requests.exceptions import RequestException

from huiying.core.errors import RuleError
from huiying.people.models import User

from .models import Binding
from .provider import Provider

NAME = "sign_on"
SECONDS = 10
LATE = 60  # seconds by which clocks may differ
# What the provider may do wrong, or a stranger in its name.
WRONG = (AuthlibBaseError, JoseError, RequestException, RuntimeError, ValueError, KeyError, TypeError)
TWO_FACTORS = {"mfa", "otp", "hwk", "sc"}  # RFC 8176, 2


@cache
def _client(provider: Provider) -> Any:
    return OAuth().register(
        NAME,
        client_id=provider.client,
        client_secret=provider.secret,
        server_metadata_url=provider.metadata,
        client_kwargs={"scope": "openid", "code_challenge_method": "S256", "default_timeout": SECONDS},
    )


def _told_client(provider: Provider) -> Any:
    """The client, once the provider tells itself as the one that is configured (OpenID Connect Discovery 4.3)."""
    client = _client(provider)
    if client.load_server_metadata().get("issuer") != provider.issuer:
        raise ValueError(provider.issuer)
    return client


def ask(request: HttpRequest, provider: Provider, *, back: str) -> HttpResponse:
    """Send the browser to the provider; `back` is where it comes back to."""
    try:
        asked: HttpResponse = _told_client(provider).authorize_redirect(request, back)
    except WRONG as error:
        raise RuleError(_("The single sign-on does not answer."), fix=_("Sign in with your password.")) from error
    return asked


def told(request: HttpRequest, provider: Provider) -> Mapping[str, Any]:
    """The claims of a token that this provider signed for this office and this browser, just now."""
    claims = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client},
        "sub": {"essential": True},
        "exp": {"essential": True},
        "nonce": {"essential": True},
    }
    try:
        token = _told_client(provider).authorize_access_token(request, claims_options=claims, leeway=LATE)
        found: Mapping[str, Any] = token["userinfo"]
    except WRONG as error:
        raise RuleError(_("The single sign-on did not answer as it should."), fix=_("Try again.")) from error
    return found


def person_behind(claims: Mapping[str, Any], provider: Provider) -> User:
    """The active member of staff who is bound to this subject; nobody is made."""
    bound = Binding.objects.filter(issuer=provider.issuer, subject=str(claims["sub"]), user__is_active=True)
    found = bound.select_related("user").first()
    if found is None:
        raise RuleError(
            _("No login here is bound to you."),
            where=str(claims["sub"])[:255],
            fix=_("Tell the security administrator this identifier."),
        )
    return found.user


def had_two_factors(claims: Mapping[str, Any]) -> bool:
    """Whether the provider says that it asked for two factors itself (RFC 8176)."""
    told = claims.get("amr")
    return isinstance(told, list) and bool(TWO_FACTORS & {str(way) for way in told})
