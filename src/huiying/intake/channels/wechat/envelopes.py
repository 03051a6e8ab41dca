"""The XML in which WeChat speaks, read and written. What is read is hostile until proven otherwise."""

from xml.etree.ElementTree import ParseError
from xml.sax.saxutils import escape

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from .signing import Untrusted

MOST_FIELDS = 200
_FORBIDDEN = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def fields(body: bytes) -> dict[str, str]:
    """The fields directly under the root; Untrusted for all that is not plain XML in UTF-8 without a DTD."""
    try:
        root = fromstring(body.decode("utf-8"), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Untrusted from error
    if len(root) > MOST_FIELDS:
        raise Untrusted
    return {child.tag: child.text or "" for child in root if isinstance(child.tag, str)}


def passive_reply(text: str, *, to: str, sender: str, at: int) -> str:
    """A text that answers a message on the spot (被动回复用户消息)."""
    told = {"ToUserName": to, "FromUserName": sender, "CreateTime": str(at), "MsgType": "text", "Content": text}
    return _xml(told)


def envelope(encrypted: str, *, signature: str, timestamp: str, nonce: str) -> str:
    return _xml({"Encrypt": encrypted, "MsgSignature": signature, "TimeStamp": timestamp, "Nonce": nonce})


def _xml(told: dict[str, str]) -> str:
    inner = "".join(f"<{name}>{escape(value.translate(_FORBIDDEN))}</{name}>" for name, value in told.items())
    return f"<xml>{inner}</xml>"
