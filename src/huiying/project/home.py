"""HUIYING_HOME: the folder that holds an office's database, media and settings, and nothing else does."""

import os
import re
import secrets
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from huiying.core.errors import ConfigError

SETTINGS_FILE = "huiying.toml"
SECOND_FACTORS = ("off", "administrators", "everybody")
_DRILL = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSettings:
    """What an office may set in `huiying.toml`; each key by its name here.

    `sealing_keys` encrypt contacts, the newest first; an old one stays while anything is sealed with it.
    `search` is an OpenSearch server with the name of its index, where the portal's own index is not enough.
    `model` is a language model that may polish the sentences of papers (`language.writers`).
    `cache` is a Redis, needed where several processes answer (`serve --workers`).
    `broker` is a Redis or RabbitMQ that tells workers on several machines when to look (`work --celery`).
    `scanner` is a clamd that looks at files for viruses before they are kept (`intake.scanning`).
    `media` is a store of files that several machines share, s3://bucket?endpoint=https://…; empty: the home folder.
    `address` is that of the portal, as letters name it. `fetch_private` opens the office's own network to feeds.
    `fetch_plain` lets feeds, pages, links and webhooks be asked by http too, where somebody on the way can change what
    is said; a new office does not.
    `inspect_links` lets the daily inspection ask the sites that the portal's pages lead to.
    `footer` stands at the foot of the portal, a line each: who runs the site, its code, its registrations.
    `message_schemes` are the services of apprise by which staff may be told of what waits for them.
    `drill` is the key of the drill whose world this home is, and empty in an office.
    `drill_ports` are those by which drills are reached, `drill_host` is where they listen.
    `anchors` is a folder outside the home that gets the ledger's anchors too: a share, a medium that is written once.
    `metrics_from` are addresses and networks, and `metrics_token` is the word, by which `/metrics` is read.
    `log_format` is "plain" or "json".
    `second_factor` is asked of nobody ("off"), of the three administrators or of everybody; a session ends after
    `session_idle_minutes` without a deed and after `session_hours` in any case.
    `sign_on` is the issuer of a single sign-on (OpenID Connect), with the client and its secret as registered there.
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
    broker: str = ""
    media: str = ""
    scanner: str = ""
    search: str = ""
    model: str = ""
    sealing_keys: tuple[str, ...] = ()
    fingerprint_key: str = ""
    fetch_private: bool = False
    fetch_plain: bool = True
    inspect_links: bool = False
    message_schemes: tuple[str, ...] = ("wecombot", "dingtalk", "feishu", "mailto", "mailtos")
    address: str = "http://127.0.0.1:8000"
    footer: tuple[str, ...] = ()
    drill: str = ""
    drill_ports: str = "8801-8899"
    drill_host: str = "127.0.0.1"
    anchors: str = ""
    metrics_from: tuple[str, ...] = ()
    metrics_token: str = ""
    log_format: str = ""
    second_factor: str = "off"
    session_idle_minutes: int = 30
    session_hours: int = 12
    sign_on: str = ""
    sign_on_client: str = ""
    sign_on_secret: str = ""

    def service(self, name: str) -> str:
        """Where a service stands, by the environment or else by the file. A drill's world has none."""
        return "" if self.drill else os.environ.get(f"HUIYING_{name.upper()}") or str(getattr(self, name))


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
    _check_drill(office, file)
    _check_signing_in(office, file)
    return office


def _check_drill(office: OfficeSettings, file: Path) -> None:
    if office.drill and not _DRILL.fullmatch(office.drill):
        raise ConfigError(f"演练代号 {office.drill} 不对", where=str(file), fix="只用小写字母、数字和连字符")
    first, _dash, last = office.drill_ports.partition("-")
    if not (first.isdecimal() and last.isdecimal() and 0 < int(first) <= int(last) < 65_536):
        raise ConfigError(f"演练端口 {office.drill_ports} 不对", where=str(file), fix="例如 8801-8899")


def _check_signing_in(office: OfficeSettings, file: Path) -> None:
    if office.second_factor not in SECOND_FACTORS:
        told = f"second_factor = {office.second_factor}"
        raise ConfigError(f"不认识的设置 {told}", where=str(file), fix=f"可用：{'、'.join(SECOND_FACTORS)}")
    if office.session_idle_minutes < 1 or office.session_hours < 1:
        raise ConfigError("会话时限不对", where=str(file), fix="session_idle_minutes、session_hours 至少为 1")


def make(home: Path, *, demo: bool = False) -> None:
    """Make the folder and its settings file with a key of its own; what is there already stays."""
    home.mkdir(
        mode=0o750, parents=True, exist_ok=True
    )  # a proxy of the group may serve its files, nobody else reads it
    for folder in (home / "static", home / "media"):
        folder.mkdir(exist_ok=True)
    file = home / SETTINGS_FILE
    if file.exists():
        return
    lines = [
        f'secret_key = "{secrets.token_urlsafe(48)}"',
        f'sealing_keys = ["{secrets.token_urlsafe(32)}"]',
        f'fingerprint_key = "{secrets.token_urlsafe(32)}"',
        'zone = "Asia/Shanghai"',
        "fetch_plain = false",
    ]
    lines.append("demo = true" if demo else 'second_factor = "everybody"')
    file.touch(mode=0o600)
    file.write_text("\n".join(lines) + "\n", "utf-8")
