"""Where what is remembered for a while stands: in the process, or in a Redis that several processes share."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from huiying.core.errors import ConfigError

# Whole pages of the portal, in each process's own memory: their key has the stamp from the database, so that processes
# need not share them, and what the office must remember (tries, drafts of clocks) is not pushed out by them.
PAGES = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "pages",
    "OPTIONS": {"MAX_ENTRIES": 1000},
}
SCHEMES = ("redis://", "rediss://", "unix://")


def sheets(home: Path) -> dict[str, Any]:
    """Sheets that were set in type, as files: they outlast the process and every process has them. Three days, since
    drafts are among them.
    """
    return {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": home / "sheets",
        "TIMEOUT": 3 * 86_400,
        "OPTIONS": {"MAX_ENTRIES": 400},
    }


def cache(address: str, secret: str) -> dict[str, Any]:
    """Django's description of the cache at `address`; the process's own memory if empty.

    Offices that share a Redis do not meet: what one remembers stands under a mark of its `secret`.
    """
    if not address:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "huiying"}
    if not address.startswith(SCHEMES):
        raise ConfigError(
            f"不认识的缓存地址 {address}",
            where="HUIYING_CACHE",
            fix="写成 redis://主机:端口/库号，或留空使用本进程内存",
        )
    mark = sha256(f"cache {secret}".encode()).hexdigest()[:16]
    backend = "django.core.cache.backends.redis.RedisCache"
    return {"BACKEND": backend, "LOCATION": address, "KEY_PREFIX": f"huiying-{mark}"}
