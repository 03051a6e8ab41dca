"""The other side of a mailbox: a real Dovecot, a real SMTP server."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from tests.certificates import Authority
from tests.needs import missing

from .dovecot import PASSWORD, Dovecot, dovecot
from .relay import Relay

USER = "zx@bureau.example"


@pytest.fixture(autouse=True)
def _in_the_words_of_the_source() -> Iterator[None]:
    """What is told is compared as it stands in the source."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def mail_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dovecot]:
    """A Dovecot of our own for all tests; each empties its mailbox first."""
    if not (shutil.which("dovecot") or Path("/usr/sbin/dovecot").exists()):
        missing("dovecot", "no Dovecot on this machine (Debian: dovecot-imapd)")
    with dovecot(USER, authority=Authority(tmp_path_factory.mktemp("tls"))) as server:
        yield server


@pytest.fixture
def server(mail_server: Dovecot) -> Iterator[Dovecot]:
    mail_server.empty(USER)
    yield mail_server
    if f"}}{PASSWORD}" not in (mail_server.home / "users").read_text():
        mail_server.set_passwords(USER)
    if mail_server.process is None:
        mail_server.start()


@pytest.fixture
def relay() -> Iterator[Relay]:
    started = Relay()
    started.come_back()
    yield started
    started.go_away()
