"""Over TLS the name is proved though the connection goes to a checked address."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from huiying.intake.channel import ChannelError
from huiying.intake.fetching import fetch, wire
from tests.certificates import Authority

from .server import Server, running
from .test_addresses import names

NAME = "inside.example"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture
def secure(authority: Authority, settings: Any) -> Iterator[Server]:
    settings.FETCH_PRIVATE = True
    proof = authority.signs("site", NAME)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(proof.certificate, proof.key)
    with running(context) as server:
        server.says("/", "路灯")
        yield server


def test_the_name_is_proved(secure: Server, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "tls", lambda: ssl.create_default_context(cafile=str(authority.file)))
    names(monkeypatch, "127.0.0.1")
    assert fetch(f"https://{NAME}:{secure.port}/").text == "路灯"
    with pytest.raises(ChannelError) as other:
        fetch(f"https://other.example:{secure.port}/")
    assert not other.value.retry
    assert other.value.fix


def test_an_unproved_name_is_for_a_person(secure: Server) -> None:
    with pytest.raises(ChannelError) as refused:
        fetch(secure.base + "/")
    assert not refused.value.retry
    assert secure.asked == []


def test_plain_words_behind_https_are_an_error(secure: Server) -> None:
    with pytest.raises(ChannelError) as broken:
        fetch(f"http://127.0.0.1:{secure.port}/")
    assert broken.value.retry
