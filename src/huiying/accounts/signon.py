"""统一身份认证 · Sign-on by OpenID Connect: authorization code with PKCE, state and nonce; the library checks them,
and the signature of the token by the provider's published keys.
"""

import time
from collections.abc import Mapping
from functools import cache
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.http import HttpRequest
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
# By which a provider may sign (RFC 7518, 3.1; RFC 8037): asymmetric ones alone, whatever else its metadata names.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
SIGNED_BY = "id_token_signing_alg_values_supported"
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
    """The client, once the provider tells itself as the one that is configured (OpenID Connect Discovery 4.3), with
    those algorithms of the provider's that are ours too.
    """
    client = _client(provider)
    metadata = client.load_server_metadata()
    if metadata.get("issuer") != provider.issuer:
        raise ValueError(provider.issuer)
    metadata[SIGNED_BY] = [name for name in metadata.get(SIGNED_BY, ALGORITHMS) if name in ALGORITHMS]
    if not metadata[SIGNED_BY]:
        raise ValueError(SIGNED_BY)
    return client


def longest() -> int:
    """Seconds since somebody proved themselves at the provider, after which it asks them again: those of a session."""
    return int(settings.SESSION_HOURS * 3600)


def ask(request: HttpRequest, provider: Provider, *, back: str) -> str:
    """The provider's address to which the browser goes; `back` is where it comes back to."""
    try:
        asked = _told_client(provider).authorize_redirect(request, back, max_age=longest())
    except WRONG as error:
        raise RuleError(_("The single sign-on does not answer."), fix=_("Sign in with your password.")) from error
    return str(asked["Location"])


def told(request: HttpRequest, provider: Provider) -> Mapping[str, Any]:
    """The claims of a token that this provider signed for this office and this browser, just now."""
    claims = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client},
        "sub": {"essential": True},
        "exp": {"essential": True},
        "nonce": {"essential": True},
        "auth_time": {"essential": True},  # since `max_age` was asked (OpenID Connect Core 2)
    }
    try:
        token = _told_client(provider).authorize_access_token(request, claims_options=claims, leeway=LATE)
        found: Mapping[str, Any] = token["userinfo"]
        if time.time() - found["auth_time"] > longest() + LATE:
            raise ValueError("auth_time")  # OpenID Connect Core 3.1.3.7, 13
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
