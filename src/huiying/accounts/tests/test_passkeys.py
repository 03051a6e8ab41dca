"""Passkeys, with a device made here of an own key: what it signs is checked by the library, and each lie is refused."""

import base64
import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from huiying.accounts.models import Passkey, SignIn
from huiying.ledger.models import Entry
from tests.office import Office

from .door import is_in, knock, signed_in, with_password

FLAGS = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


@dataclass
class Device:
    """A key with its counter; what it says of where it stands can be made false."""

    host: str = "testserver"
    origin: str = "http://testserver"
    counter: int = 0
    ident: bytes = field(default_factory=lambda: os.urandom(16))
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def _said(self, asked: Any, sort: str) -> CollectedClientData:
        return CollectedClientData.create(sort, asked["challenge"], self.origin)

    def _data(self, credential: AttestedCredentialData | bytes = b"") -> AuthenticatorData:
        self.counter += 1
        flags = FLAGS | (AuthenticatorData.FLAG.AT if credential else 0)
        return AuthenticatorData.create(hashlib.sha256(self.host.encode()).digest(), flags, self.counter, credential)

    def made(self, asked: Any) -> dict[str, Any]:
        public = ES256.from_cryptography_key(self.key.public_key())
        data = self._data(AttestedCredentialData.create(bytes(16), self.ident, public))
        told = AttestationObject.create("none", data, {})
        said = self._said(asked, CollectedClientData.TYPE.CREATE)
        return self._answer({"clientDataJSON": b64(said), "attestationObject": b64(told)})

    def proved(self, asked: Any, sort: str = CollectedClientData.TYPE.GET) -> dict[str, Any]:
        said, data = self._said(asked, sort), self._data()
        signature = self.key.sign(data + said.hash, ec.ECDSA(hashes.SHA256()))
        told = {"clientDataJSON": b64(said), "authenticatorData": b64(data), "signature": b64(signature)}
        return self._answer(told)

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        return {"id": b64(self.ident), "rawId": b64(self.ident), "type": "public-key", "response": response}


def post(client: Client, path: str, told: object = None) -> Any:
    return client.post(path, json.dumps(told or {}), content_type="application/json")


def join(client: Client, device: Device, name: str = "钥匙串") -> Any:
    asked = post(client, "/desk/account/passkey/").json()["publicKey"]
    return post(client, "/desk/account/passkey/joined/", {"answer": device.made(asked), "name": name})


def asked_at_the_door(office: Office) -> tuple[Client, Any]:
    client, answer = knock(office.handler, onto="/desk/cases/")
    assert answer["Location"] == "/desk/login/second/"
    return client, post(client, "/desk/login/passkey/").json()["publicKey"]


@pytest.fixture
def device(office: Office) -> Device:
    device = Device()
    assert join(signed_in(with_password(office.handler)), device).status_code == 200
    return device


def test_a_passkey_is_joined_and_opens_the_door(office: Office, device: Device) -> None:
    assert Passkey.objects.get(user=office.handler).name == "钥匙串"
    assert Entry.objects.get(deed="second_factor.joined").facts == {"factor": "passkey"}
    client, asked = asked_at_the_door(office)
    assert asked["allowCredentials"][0]["id"] == b64(device.ident)
    assert not is_in(client)
    answer = device.proved(asked)
    assert post(client, "/desk/login/passkey/proved/", answer).json() == {"onto": "/desk/cases/"}
    assert is_in(client)
    assert SignIn.objects.filter(user=office.handler).first().proof == "passkey"  # type: ignore[union-attr]
    other, _asked = asked_at_the_door(office)
    assert post(other, "/desk/login/passkey/proved/", answer).status_code == 422  # an answer to another challenge
    assert not is_in(other)


def lie(device: Device, asked: Any, sort: str) -> dict[str, Any]:
    """One thing is not as it should be."""
    if sort == "origin":
        device.origin = "https://testserver.evil.example"
    if sort == "host":
        device.host = "evil.example"
    if sort == "key":
        device.key = ec.generate_private_key(ec.SECP256R1())
    if sort == "challenge":
        asked = asked | {"challenge": b64(os.urandom(32))}
    if sort == "counter":
        device.counter = 0
    if sort == "unknown":
        device.ident = os.urandom(16)
    answer = device.proved(asked, CollectedClientData.TYPE.CREATE if sort == "type" else CollectedClientData.TYPE.GET)
    return {"id": 7, "response": [sort]} if sort == "rubbish" else answer


@pytest.mark.parametrize("sort", ["origin", "host", "key", "challenge", "counter", "unknown", "type", "rubbish"])
def test_each_lie_is_refused(office: Office, device: Device, sort: str) -> None:
    Passkey.objects.update(count=5)
    device.counter = 5
    client, asked = asked_at_the_door(office)
    assert post(client, "/desk/login/passkey/proved/", lie(device, asked, sort)).status_code == 422
    assert not is_in(client)
    assert post(client, "/desk/login/passkey/proved/", Device().proved(asked)).status_code == 409  # asked once


@pytest.mark.parametrize("sort", ["origin", "host", "challenge"])
def test_a_passkey_of_elsewhere_is_not_joined(office: Office, sort: str) -> None:
    client = signed_in(office.handler)
    asked = post(client, "/desk/account/passkey/").json()["publicKey"]
    evil = {"origin": "https://evil.example", "host": "evil.example"}
    device = Device(**{sort: evil[sort]} if sort in evil else {})
    told = asked | ({"challenge": b64(os.urandom(32))} if sort == "challenge" else {})
    answer = post(client, "/desk/account/passkey/joined/", {"answer": device.made(told), "name": "x"})
    assert answer.status_code == 422
    assert not Passkey.objects.exists()


def test_nobody_joins_the_passkey_of_another_or_takes_it_out(office: Office, device: Device) -> None:
    other = signed_in(office.stranger)
    assert join(other, device).status_code == 422
    assert other.post("/desk/account/part/", {"passkey": Passkey.objects.get().pk}).status_code == 404
    assert Passkey.objects.get().user == office.handler
    for path in ("/desk/login/passkey/", "/desk/login/passkey/proved/"):
        assert post(Client(), path).status_code == 409
