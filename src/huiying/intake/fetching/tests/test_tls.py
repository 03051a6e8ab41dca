"""Over TLS the name is proved though the connection goes to a checked address."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from huiying.intake.channel import ChannelError
from huiying.intake.fetching import fetch, wire

from .server import Server, running
from .test_addresses import names

NAME = "inside.example"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for one name, which it signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "both.pem"
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def secure(certificate: Path, settings: Any) -> Iterator[Server]:
    settings.FETCH_PRIVATE = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with running(context) as server:
        server.says("/", "路灯")
        yield server


def test_the_name_is_proved(secure: Server, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "tls", lambda: ssl.create_default_context(cafile=str(certificate)))
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
