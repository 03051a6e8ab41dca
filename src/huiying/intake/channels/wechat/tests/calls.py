"""WeChat's side of the callback: its calls, signed, plain or sealed, with an implementation of its own."""

import base64
import hashlib
import os
import struct
import time

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from defusedxml import ElementTree
from django.http import HttpResponse
from django.test import Client

from .conftest import AES_KEY, TOKEN
from .double import APPID, OPENID

PATH = "/wechat/official-account/"


def sha1(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


def xml(**fields: object) -> str:
    told = {"ToUserName": "gh_test", "FromUserName": OPENID, "CreateTime": int(time.time()), **fields}
    return "<xml>" + "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in told.items()) + "</xml>"


def text(words: str, number: int = 1234567890123456, **more: object) -> str:
    return xml(MsgType="text", Content=words, MsgId=number, **more)


def signed(*, nonce: str = "", timestamp: int | None = None, token: str = TOKEN, encrypted: str = "") -> dict[str, str]:
    nonce, stamp = nonce or os.urandom(6).hex(), str(int(time.time()) if timestamp is None else timestamp)
    told = {"signature": sha1(token, stamp, nonce), "timestamp": stamp, "nonce": nonce, "openid": OPENID}
    if encrypted:
        told |= {"encrypt_type": "aes", "msg_signature": sha1(token, stamp, nonce, encrypted)}
    return told


def push(client: Client, body: str | bytes, query: dict[str, str] | None = None, path: str = PATH) -> HttpResponse:
    raw = body.encode() if isinstance(body, str) else body
    return client.post(path, raw, content_type="text/xml", query_params=signed() if query is None else query)  # type: ignore[return-value]


def push_sealed(client: Client, body: str, appid: str = APPID, **more: str) -> HttpResponse:
    encrypted = seal(body, appid)
    return push(client, wrapped(encrypted), signed(encrypted=encrypted, **more))  # type: ignore[arg-type]


def wrapped(encrypted: str) -> str:
    return f"<xml><ToUserName><![CDATA[gh_test]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"


def _cipher() -> Cipher[modes.CBC]:
    key = base64.b64decode(AES_KEY + "=")
    return Cipher(algorithms.AES(key), modes.CBC(key[:16]))


def seal(body: str, appid: str = APPID, length: int | None = None) -> str:
    raw = body.encode()
    inside = os.urandom(16) + struct.pack("!I", len(raw) if length is None else length) + raw + appid.encode()
    more = 32 - len(inside) % 32
    out = _cipher().encryptor()
    return base64.b64encode(out.update(inside + bytes([more]) * more) + out.finalize()).decode()


def unseal(reply: str) -> dict[str, str]:
    """What a sealed reply holds, once its signature and its AppID are found right."""
    told = fields(reply)
    assert told["MsgSignature"] == sha1(TOKEN, told["TimeStamp"], told["Nonce"], told["Encrypt"])
    out = _cipher().decryptor()
    padded = out.update(base64.b64decode(told["Encrypt"])) + out.finalize()
    inside = padded[: -padded[-1]]
    (length,) = struct.unpack("!I", inside[16:20])
    assert inside[20 + length :] == APPID.encode()
    return fields(inside[20 : 20 + length].decode())


def fields(told: str) -> dict[str, str]:
    return {child.tag: child.text or "" for child in ElementTree.fromstring(told)}
