"""HUIYING_HOME: the folder that holds an office's database, media and settings, and nothing else does."""

import os
import secrets
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from huiying.core.errors import ConfigError

SETTINGS_FILE = "huiying.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSettings:
    """What an office may set in `huiying.toml`; each key by its name here.

    `sealing_keys` encrypt contacts, the newest first; an old one stays while anything is sealed with it.
    `search` is an OpenSearch server with the name of its index, where the portal's own index is not enough.
    `cache` is a Redis, needed where several processes answer (`serve --workers`).
    `address` is that of the portal, as letters name it. `fetch_private` opens the office's own network to feeds.
    `inspect_links` lets the daily inspection ask the sites that the portal's pages lead to.
    `message_schemes` are the services of apprise by which staff may be told of what waits for them.
    `fingerprint_key` is never changed: addresses are found again by it. An older home uses `secret_key` for both.
    """

    secret_key: str
    zone: str = "Asia/Shanghai"
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    origins: tuple[str, ...] = ()
    debug: bool = False
    demo: bool = False
    behind_proxy: bool = False
    database: str = ""
    cache: str = ""
    search: str = ""
    sealing_keys: tuple[str, ...] = ()
    fingerprint_key: str = ""
    fetch_private: bool = False
    inspect_links: bool = False
    message_schemes: tuple[str, ...] = ("wecombot", "dingtalk", "feishu", "mailto", "mailtos")
    address: str = "http://127.0.0.1:8000"


def path() -> Path:
    """The folder named by HUIYING_HOME, `huiying-data` in the current one where it is not set."""
    return Path(os.environ.get("HUIYING_HOME") or "huiying-data").expanduser().absolute()


def read(home: Path) -> OfficeSettings:
    """The office's settings; a home that is not made yet answers with a passing key and the defaults."""
    file = home / SETTINGS_FILE
    if not file.exists():
        return OfficeSettings(secret_key=secrets.token_urlsafe(48))
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError("设置文件无法读取", where=f"{file}：{error}", fix="请按 TOML 格式改正该行") from error
    return _checked(told, file)


def _checked(told: dict[str, Any], file: Path) -> OfficeSettings:
    allowed = {f.name: f.type for f in fields(OfficeSettings)}
    for key, value in told.items():
        if key not in allowed:
            raise ConfigError(f"不认识的设置项 {key}", where=str(file), fix=f"可用的设置项：{'、'.join(allowed)}")
        if isinstance(value, list):
            told[key] = tuple(value)
        if type(told[key]).__name__ not in str(allowed[key]):
            raise ConfigError(f"设置项 {key} 的类型不对", where=str(file), fix=f"应为 {allowed[key]}")
    try:
        office = OfficeSettings(**told)
        ZoneInfo(office.zone)
    except TypeError as error:
        raise ConfigError("设置文件缺少 secret_key", where=str(file)) from error
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ConfigError(f"不认识的时区 {told['zone']}", where=str(file), fix="例如 Asia/Shanghai") from error
    return office


def make(home: Path, *, demo: bool = False) -> None:
    """Make the folder and its settings file with a key of its own; what is there already stays."""
    for folder in (home, home / "static", home / "media"):
        folder.mkdir(parents=True, exist_ok=True)
    file = home / SETTINGS_FILE
    if file.exists():
        return
    lines = [
        f'secret_key = "{secrets.token_urlsafe(48)}"',
        f'sealing_keys = ["{secrets.token_urlsafe(32)}"]',
        f'fingerprint_key = "{secrets.token_urlsafe(32)}"',
        'zone = "Asia/Shanghai"',
    ]
    if demo:
        lines.append("demo = true")
    file.touch(mode=0o600)
    file.write_text("\n".join(lines) + "\n", "utf-8")
