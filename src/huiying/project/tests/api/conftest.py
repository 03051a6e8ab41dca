from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from huiying.intake.actions import set_up_channel
from huiying.intake.channels.api.tokens import make_token
from huiying.intake.models import ApiToken, Channel
from tests.office import SUNDAY, Office

ALL = ("intake.write", "status.read", "figures.read", "orders.write")


@dataclass(frozen=True, slots=True)
class Caller:
    """Another system with its token."""

    token: ApiToken
    secret: str
    client: Client

    def headers(self, key: str = "") -> dict[str, str]:
        told = {"Authorization": f"Bearer {self.secret}"}
        return told | {"Idempotency-Key": key} if key else told

    def post(self, path: str, told: Any, *, key: str = "", **more: Any) -> Any:
        kind = more.pop("content_type", "application/json")
        return self.client.post(f"/api/v1{path}", told, content_type=kind, headers=self.headers(key), **more)

    def put(self, path: str, told: Any) -> Any:
        return self.client.put(f"/api/v1{path}", told, content_type="application/json", headers=self.headers())

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query, headers=self.headers())


@pytest.fixture
def hotline(office: Office) -> Channel:
    cache.clear()
    return set_up_channel("hotline", name="12345热线", connector="api", form="hotline", at=SUNDAY)


@pytest.fixture
def calling(hotline: Channel) -> Callable[..., Caller]:
    def caller(*scopes: str, channel: Channel | None = hotline, **more: Any) -> Caller:
        token, secret = make_token("平台", scopes=scopes or ALL, channel=channel, by=None, at=SUNDAY, **more)
        return Caller(token, secret, Client(enforce_csrf_checks=True))

    return caller


@pytest.fixture
def caller(calling: Callable[..., Caller]) -> Caller:
    return calling()
