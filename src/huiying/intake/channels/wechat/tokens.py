"""The access token (获取稳定版接口调用凭据): two hours long, kept sealed beside the account's secrets, renewed by one
worker at a time.

Who renews is settled by a conditional update of the channel's row: it succeeds only on the very ciphertext that was
read, so one of many wins. The stable interface does the rest: asked twice it gives the same token to both.
"""

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from huiying.intake.channel import Account, ChannelError
from huiying.intake.models import Channel
from huiying.intake.remote import ask

from .errors import refusal
from .fields import ADDRESS

PATH = "/cgi-bin/stable_token"
KEPT = "access_token"  # in `Channel.secrets`: {"token", "until", "keys", "renewing"}
EARLY = timedelta(minutes=5)  # WeChat renews five minutes before the end, and both hold for that long
TURN = timedelta(seconds=20)  # a renewer that takes longer has died
PATIENCE = 8.0  # seconds that another worker waits for it
LONGEST = 2048


@dataclass(frozen=True, slots=True)
class Tokens:
    """The token of one account."""

    account: Account
    now: Callable[[], datetime]

    def token(self, *, instead_of: str = "") -> str:
        """A token that holds, other than the one that was refused; ChannelError where none is given."""
        begun = time.monotonic()
        while True:
            row = _row(self.account.slug)
            kept = self._kept(row)
            if kept and kept != instead_of:
                return kept
            if row is None:
                return self._asked(instead_of)[0]
            if self._my_turn(row) or time.monotonic() - begun > PATIENCE:
                return self._renewed(instead_of)
            time.sleep(0.1)

    def _kept(self, row: "Row | None") -> str:
        told = row.kept if row else {}
        if told.get("keys") != self._keys() or str(told.get("until", "")) <= (self.now() + EARLY).isoformat():
            return ""
        return str(told.get("token", ""))

    def _my_turn(self, row: "Row") -> bool:
        if str(row.kept.get("renewing", "")) > self.now().isoformat():
            return False
        return row.swap({**row.kept, "renewing": (self.now() + TURN).isoformat()})

    def _renewed(self, instead_of: str) -> str:
        """Ask for a token and keep it. A failure gives the turn back at once."""
        try:
            token, seconds = self._asked(instead_of)
        except ChannelError:
            _keep(self.account.slug, {"renewing": ""})
            raise
        until = (self.now() + timedelta(seconds=seconds)).isoformat()
        _keep(self.account.slug, {"token": token, "until": until, "keys": self._keys(), "renewing": ""})
        return token

    def _asked(self, instead_of: str) -> tuple[str, int]:
        """Forced only where the plain way gives the refused token again: WeChat allows that 20 times a day."""
        token, seconds = self._ask(force=False)
        return self._ask(force=True) if token == instead_of else (token, seconds)

    def _ask(self, *, force: bool) -> tuple[str, int]:
        wanted = {
            "grant_type": "client_credential",
            "appid": str(self.account.settings.get("appid") or ""),
            "secret": str(self.account.secrets.get("appsecret") or ""),
            "force_refresh": force,
        }
        told = ask("POST", base(self.account) + PATH, json=wanted).told()
        if error := refusal(told, at=self.now()):
            raise error
        token, seconds = told.get("access_token"), told.get("expires_in")
        if not isinstance(token, str) or not 0 < len(token) <= LONGEST or not isinstance(seconds, int):
            raise ChannelError("access_token", retry=True)
        return token, max(0, min(seconds, 7200))

    def _keys(self) -> str:
        """For which AppID and AppSecret a token holds: when an office changes them, the old one is forgotten."""
        told = f"{self.account.settings.get('appid')}\x1f{self.account.secrets.get('appsecret')}"
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Row:
    """The channel's secrets as they were read, with their ciphertext."""

    pk: int
    secrets: Mapping[str, Any]
    sealed: str

    @property
    def kept(self) -> Mapping[str, Any]:
        told = self.secrets.get(KEPT)
        return told if isinstance(told, dict) else {}

    def swap(self, kept: Mapping[str, Any]) -> bool:
        """Keep this unless somebody wrote in between."""
        mine = Channel.objects.annotate(sealed=Cast("secrets", TextField())).filter(pk=self.pk, sealed=self.sealed)
        return bool(mine.update(secrets={**self.secrets, KEPT: dict(kept)}))


def base(account: Account) -> str:
    return str(account.settings.get("address") or ADDRESS).rstrip("/")


def _row(slug: str) -> Row | None:
    found = Channel.objects.annotate(sealed=Cast("secrets", TextField())).filter(slug=slug).first()
    return Row(found.pk, found.secrets, str(getattr(found, "sealed", ""))) if found else None


def _keep(slug: str, told: Mapping[str, Any]) -> None:
    for _try in range(5):
        row = _row(slug)
        if row is None or row.swap({**row.kept, **told}):
            return
