"""Calls of WeChat's interfaces: with a token that holds, which is renewed once where WeChat refuses it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from huiying.intake.channel import Account
from huiying.intake.remote import Answer, ask

from .errors import TOKEN_REFUSED, WeChatError, refusal
from .tokens import Tokens, base

JSON = {"Content-Type": "application/json; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Api:
    """The interfaces of one account."""

    account: Account
    now: Callable[[], datetime] = timezone.now

    def get(self, path: str, **params: str) -> dict[str, Any]:
        return self._called("GET", path, params=params)[1]

    def post(self, path: str, what: Mapping[str, Any], *, says: bool = False) -> dict[str, Any]:
        """Texts go as they are: WeChat refuses or shows escaped characters (40033)."""
        content = json.dumps(what, ensure_ascii=False).encode()
        return self._called("POST", path, says=says, content=content, headers=JSON)[1]

    def upload(self, path: str, name: str, content: bytes, media_type: str, **params: str) -> dict[str, Any]:
        return self._called("POST", path, says=True, params=params, files={"media": (name, content, media_type)})[1]

    def file(self, path: str, most: int, **params: str) -> tuple[Answer, dict[str, Any]]:
        """A file, or the JSON that came in its place."""
        return self._called("GET", path, most=most, params=params)

    def _called(self, method: str, path: str, **what: Any) -> tuple[Answer, dict[str, Any]]:
        tokens = Tokens(self.account, self.now)
        token = tokens.token()
        try:
            return self._once(method, path, token, what)
        except WeChatError as error:
            if error.code not in TOKEN_REFUSED:
                raise
        return self._once(method, path, tokens.token(instead_of=token), what)

    def _once(self, method: str, path: str, token: str, what: Mapping[str, Any]) -> tuple[Answer, dict[str, Any]]:
        params = {**what.get("params", {}), "access_token": token}
        answer = ask(method, base(self.account) + path, **{**what, "params": params})
        told = answer.told() if _is_json(answer) else {}
        if error := refusal(told, at=self.now()):
            raise error
        return answer, told


def _is_json(answer: Answer) -> bool:
    """WeChat calls its JSON text/plain at times; a file never begins with a brace."""
    return answer.content[:1] == b"{" or "json" in answer.headers.get("Content-Type", "")
