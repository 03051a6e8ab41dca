"""The envelope of messages (消息加解密说明): AES-256-CBC, its first half as the vector, PKCS#7 to 32 bytes; within it
16 random bytes, the length of the message in four bytes, the message, and the AppID that it is for.
"""

import base64
import binascii
import hmac
import os

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from .signing import Untrusted

KEY_LENGTH = 43
BLOCK = 32
RANDOM = 16
HEAD = RANDOM + 4


def aes_key(told: str) -> bytes:
    """The 32 bytes of an EncodingAESKey; ValueError where it is none."""
    if len(told) != KEY_LENGTH or not told.isascii() or not told.isalnum():
        raise ValueError("not an EncodingAESKey")
    return base64.b64decode(told + "=")  # its last two bits are not always zero, so this is not strict


def opened(encrypted: str, *, key: bytes, appid: str) -> bytes:
    """The message in an envelope; Untrusted where it is broken or for another account."""
    try:
        sealed = base64.b64decode(encrypted, validate=True)
        inside = _unpadded(_decrypted(sealed, key))
    except (ValueError, binascii.Error) as error:
        raise Untrusted from error
    length = int.from_bytes(inside[RANDOM:HEAD], "big")
    message, owner = inside[HEAD : HEAD + length], inside[HEAD + length :]
    if len(message) != length or not hmac.compare_digest(owner, appid.encode()):
        raise Untrusted
    return message


def closed(message: bytes, *, key: bytes, appid: str) -> str:
    """An envelope for a message."""
    inside = os.urandom(RANDOM) + len(message).to_bytes(4, "big") + message + appid.encode()
    more = BLOCK - len(inside) % BLOCK
    into = _cipher(key).encryptor()
    return base64.b64encode(into.update(inside + bytes([more]) * more) + into.finalize()).decode()


def _cipher(key: bytes) -> Cipher[modes.CBC]:
    return Cipher(algorithms.AES(key), modes.CBC(key[:16]))


def _decrypted(sealed: bytes, key: bytes) -> bytes:
    out = _cipher(key).decryptor()
    return out.update(sealed) + out.finalize()


def _unpadded(padded: bytes) -> bytes:
    more = padded[-1] if padded else 0
    if not 1 <= more <= BLOCK or len(padded) < HEAD + more or padded[-more:] != bytes([more]) * more:
        raise ValueError("bad padding")
    return padded[:-more]
