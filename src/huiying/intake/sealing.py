"""What is known of a person's addresses, and what opens an account, is encrypted at rest (个人信息保护法 art. 51).

Values are sealed with the newest of the office's keys and opened with any of them. What must be looked up is looked
up by a keyed digest: a copy of the database alone tells no telephone number. Whatever stands sealed in the database is
a field of the two kinds at the end of this file, by which `resealing` finds it when a key is changed.
"""

import base64
import hashlib
import hmac
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

from huiying.core.errors import ConfigError

if TYPE_CHECKING:
    _Text = models.TextField[str, str]
    _Mapping = models.TextField[Any, Any]
else:
    _Text = _Mapping = models.TextField


@cache
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(told: str) -> bytes:
    """32 bytes for Fernet out of a key of any form."""
    return base64.urlsafe_b64encode(hashlib.sha256(f"huiying sealing {told}".encode()).digest())


def box() -> MultiFernet:
    """What seals with the newest of the office's keys and opens with any."""
    return _box(tuple(settings.SEALING_KEYS))


def box_of(key: str) -> Fernet:
    """What opens only what this one key sealed."""
    return Fernet(_key(key))


def seal(plain: str) -> str:
    """The text encrypted with the newest key; "" stays ""."""
    return box().encrypt(plain.encode()).decode() if plain else ""


def unseal(sealed: str) -> str:
    """The plain text; ConfigError where none of the office's keys fits."""
    if not sealed:
        return ""
    try:
        return box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise ConfigError(
            "已加密的内容打不开", where="huiying.toml sealing_keys", fix="请把加密时用过的密钥加回 sealing_keys"
        ) from error


def fingerprint(kind: str, value: str) -> str:
    """By what an address is found again: a digest that only this office can compute."""
    key = hashlib.sha256(f"huiying fingerprint {settings.FINGERPRINT_KEY}".encode()).digest()
    return hmac.digest(key, f"{kind}\x1f{value}".encode(), "sha256").hex()


class SealedTextField(_Text):
    """Text that the database holds encrypted. To migrations it is a plain text column."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def get_prep_value(self, value: Any) -> Any:
        return seal(str(value)) if value else ""

    def from_db_value(self, value: str | None, *_args: Any) -> str:
        return unseal(value or "")


class SealedJSONField(_Mapping):
    """A plain mapping that the database holds encrypted as JSON; {} where nothing is there."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        return name, "django.db.models.TextField", args, kwargs | {"default": ""}

    def get_prep_value(self, value: Any) -> Any:
        return seal(json.dumps(value, ensure_ascii=False, sort_keys=True)) if value else ""

    def from_db_value(self, value: str | None, *_args: Any) -> Any:
        return json.loads(unseal(value)) if value else {}
