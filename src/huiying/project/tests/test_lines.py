"""What passes between the parts of an office: where each stands, and whether anybody can read along."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from huiying.core.errors import ConfigError
from huiying.intake.models import Subscription
from huiying.project import deploying, home
from huiying.project.databases import database
from huiying.project.lines import lines
from huiying.project.scanners import scanner
from tests.office import SUNDAY, Office

CLOSED = (
    ("database", "postgresql://huiying:p@db.zs.example/huiying?sslmode=verify-full&sslrootcert=/etc/ssl/ca.pem"),
    ("database", "postgresql://huiying@127.0.0.1/huiying"),
    ("cache", "rediss://cache.zs.example:6380/0"),
    ("cache", "rediss://cache.zs.example:6380/0?ssl_cert_reqs=required"),
    ("broker", "rediss://broker.zs.example:6380/0?ssl_cert_reqs=CERT_REQUIRED"),
    ("cache", "unix:///run/redis.sock"),
    ("broker", "amqps://u:p@broker.zs.example/"),
    ("search", "https://search.zs.example:9200/pages"),
    ("media", "s3://office"),
    ("scanner", "clamd:///run/clamav/clamd.ctl"),
)
OPEN = (
    ("database", "postgresql://huiying:p@db.zs.example/huiying"),
    ("database", "postgresql://huiying:p@db.zs.example/huiying?sslmode=require"),
    ("cache", "redis://cache.zs.example:6379/0"),
    ("cache", "rediss://cache.zs.example:6380/0?ssl_cert_reqs=none"),
    ("broker", "rediss://broker.zs.example:6380/0?ssl_cert_reqs=CERT_NONE"),
    ("cache", "rediss://cache.zs.example:6380/0?ssl_check_hostname=false"),
    ("cache", "redis:///0?host=cache.zs.example"),
    ("broker", "amqp://u:p@broker.zs.example/"),
    ("broker", "amqp://u:p@127.broker.zs.example/"),
    ("model", "http://key@model.zs.example/v1#name"),
    ("media", "s3://office?endpoint=http://files.zs.example"),
    ("scanner", "clamd://scanner.zs.example:3310"),
)


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGSSLMODE", "HUIYING_DATABASE", "HUIYING_CACHE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(("name", "address"), CLOSED + OPEN)
def test_a_line_is_closed_by_tls_or_by_ending_here(db: None, settings: Any, name: str, address: str) -> None:
    settings.OFFICE = replace(settings.OFFICE, **{name: address})
    (line,) = [line for line in lines() if line.to]
    assert line.is_closed == ((name, address) in CLOSED)


def test_an_open_line_is_told_with_what_to_do(db: None, settings: Any) -> None:
    settings.OFFICE = replace(settings.OFFICE, broker="amqp://u:secret@broker.zs.example/")
    settings.FETCH_PLAIN = False
    (told,) = deploying._lines()
    assert not told.good
    assert "broker.zs.example" in told.what
    assert "amqps://" in told.fix
    assert "secret" not in told.what + told.fix


def test_an_office_that_asks_by_http_is_told(db: None, settings: Any, tmp_path: Path) -> None:
    home.make(tmp_path)
    assert not home.read(tmp_path).fetch_plain  # no new one does
    settings.FETCH_PLAIN = True
    assert [told.good for told in deploying._lines()] == [False, True]
    settings.FETCH_PLAIN = False
    assert [told.good for told in deploying._lines()] == [True]


def test_mail_in_the_open_is_told(office: Office) -> None:
    office.mailbox.connector, office.mailbox.is_open = "mail", True
    office.mailbox.settings = {"host": "imap.zs.example", "security": "none", "smtp_host": "smtp.zs.example"}
    office.mailbox.save()
    assert [(line.host, line.is_closed) for line in lines()] == [("imap.zs.example", False), ("smtp.zs.example", True)]


def test_a_webhook_in_the_open_is_told(db: None) -> None:
    for url in ("http://hook.zs.example/a?host=127.0.0.1", "https://hook.zs.example/b", "http://127.0.0.1:9000/c"):
        Subscription.objects.create(url=url, secret="s", events=["case."], made_at=SUNDAY)
    assert [line.is_closed for line in lines()] == [False, True, True]


def test_postgresql_is_told_how_to_prove_its_server(tmp_path: Path) -> None:
    told = database("postgresql://u@h/d?sslmode=verify-full&sslrootcert=/etc/ssl/ca.pem", tmp_path)
    assert (told["NAME"], told["OPTIONS"]["sslmode"]) == ("d", "verify-full")
    assert told["OPTIONS"]["sslrootcert"] == "/etc/ssl/ca.pem"
    with pytest.raises(ConfigError) as refused:
        database("postgresql://u:secret@h/d?options=-c", tmp_path)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("address", ["", "clamd:///run/clamav/clamd.ctl", "clamd://127.0.0.1:3310"])
def test_where_a_scanner_may_stand(address: str) -> None:
    assert scanner(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "/run/clamd.ctl",
        "clamd://host",
        "clamd://host:x",
        "clamd://",
        "http://h:3310",
        "clamd://h:1/p",
        "clamd://[::1]:1",
    ],
)
def test_where_no_scanner_stands(address: str) -> None:
    with pytest.raises(ConfigError):
        scanner(address)
