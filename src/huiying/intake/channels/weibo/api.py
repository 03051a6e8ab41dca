"""Calls of Weibo's interfaces. The token goes in the header (授权机制说明), so that no address holds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from huiying.intake.channel import Account, ChannelError
from huiying.intake.remote import ask

from .errors import RATE, WeiboError, refusal
from .fields import ADDRESS

LIMITS = "/2/account/rate_limit_status.json"
TOKEN = "/oauth2/get_token_info"  # noqa: S105 - a path
LONGEST_WAIT = 3600
Picture = tuple[str, bytes, str]  # its name, its content, its type


@dataclass(frozen=True, slots=True)
class Api:
    """The interfaces of one account."""

    account: Account

    def get(self, path: str, **params: str) -> dict[str, Any]:
        return self._called("GET", path, params=params)

    def post(self, path: str, what: Mapping[str, str], picture: Picture | None = None) -> dict[str, Any]:
        """Say it; with a picture as multipart/form-data, without one as an ordinary form (statuses/share)."""
        files = {"files": {"pic": picture}} if picture else {}
        return self._called("POST", path, says=True, data=dict(what), **files)

    def token(self) -> dict[str, Any]:
        """Whose the token is and how long it lasts."""
        return self._once("POST", TOKEN, data={"access_token": self._token()})

    def _called(self, method: str, path: str, **what: Any) -> dict[str, Any]:
        try:
            return self._once(method, path, **what)
        except WeiboError as error:
            if error.code not in RATE:
                raise
            raise WeiboError(error.code, error.what, retry=True, after=self._wait()) from error

    def _wait(self) -> int:
        """Seconds until calls are let through again, as Weibo tells them; an hour where it does not."""
        try:
            told = self._once("GET", LIMITS).get("reset_time_in_seconds")
        except ChannelError:
            return LONGEST_WAIT
        return max(1, min(told, LONGEST_WAIT)) if isinstance(told, int) else LONGEST_WAIT

    def _once(self, method: str, path: str, **what: Any) -> dict[str, Any]:
        base = str(self.account.settings.get("address") or ADDRESS).rstrip("/")
        answer = ask(method, base + path, most=MOST_BYTES, headers={"Authorization": f"OAuth2 {self._token()}"}, **what)
        told = answer.told()
        if error := refusal(told, answer.status):
            raise error
        return told

    def _token(self) -> str:
        told = str(self.account.secrets.get("access_token") or "")
        return told if told.isascii() and told.isprintable() else ""


MOST_BYTES = 4 * 1024 * 1024  # fifty posts with all that Weibo tells of each
