"""Mails for the tests, built here: ordinary ones, and a corpus of what strangers send."""

import base64
import io
import struct
import zipfile
from datetime import UTC, datetime

from huiying.intake.channel import Heard, Refused
from huiying.intake.channels.mail.letter import Arrival, Mailbox, read_letter

ARRIVED = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
BOX = Mailbox(addresses=frozenset({"zx@bureau.example"}), authserv_id="mx.bureau.example")


def read(raw: bytes, mailbox: Mailbox = BOX, arrived: datetime = ARRIVED) -> Heard | Refused:
    return read_letter(raw, Arrival(at=arrived, number="7.1", place={"folder": "INBOX"}), mailbox)


def heard(raw: bytes, mailbox: Mailbox = BOX, arrived: datetime = ARRIVED) -> Heard:
    found = read(raw, mailbox, arrived)
    assert isinstance(found, Heard), found
    return found


def mail(body: bytes | str = "路灯坏了三天。", charset: str = "utf-8", **headers: str) -> bytes:
    """A plain mail; `from_`, `content_type` and the like set or replace its headers, "" takes one away."""
    told = {
        "From": "=?utf-8?B?5byg5LiJ?= <zhang@mail.example>",
        "To": "zx@bureau.example",
        "Subject": "=?utf-8?B?6Lev54Gv?=",
        "Date": "Tue, 24 Nov 2026 09:30:00 +0800",
        "Message-ID": "<a1@mail.example>",
        "MIME-Version": "1.0",
        "Content-Type": f"text/plain; charset={charset}",
        "Content-Transfer-Encoding": "8bit",
    }
    for name, value in headers.items():
        told[name.strip("_").replace("_", "-").title().replace("Id", "ID").replace("Mime", "MIME")] = value
    block = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    content = body if isinstance(body, bytes) else body.encode(charset, "replace")
    return block.encode("utf-8", "surrogateescape") + b"\r\n" + content


def html_mail(html: str, **headers: str) -> bytes:
    return mail(html, content_type="text/html; charset=utf-8", **headers)


def part(content: bytes, kind: str, name: str = "", **headers: str) -> bytes:
    lines = [f"Content-Type: {kind}" + (f'; name="{name}"' if name else "")]
    if name:
        lines.append(f'Content-Disposition: attachment; filename="{name}"')
    lines += [f"{key.replace('_', '-')}: {value}" for key, value in headers.items()]
    lines += ["Content-Transfer-Encoding: base64", "", base64.encodebytes(content).decode()]
    return "\r\n".join(lines).encode()


def several(*parts: bytes, kind: str = "mixed", boundary: str = "=_b1", **headers: str) -> bytes:
    inside = b"".join(b"--" + boundary.encode() + b"\r\n" + one + b"\r\n" for one in parts)
    body = b"preamble\r\n" + inside + b"--" + boundary.encode() + b"--\r\n"
    return mail(body, content_type=f'multipart/{kind}; boundary="{boundary}"', content_transfer_encoding="", **headers)


def nested(depth: int) -> bytes:
    """Multiparts within multiparts, a letter in the innermost."""
    opened = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level) for level in range(depth)
    )
    return mail("", content_type="", content_transfer_encoding="").rstrip(b"\r\n") + b"\r\n" + opened + b"\r\nhi\r\n"


def matryoshka(depth: int) -> bytes:
    return b"Content-Type: message/rfc822\r\n\r\n" * depth + mail("最里面的一封。")


def bounce(message_id: str, *, original: bool = True) -> bytes:
    """RFC 3464, as Postfix sends it."""
    report = b"Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; nobody@mail.example\r\nAction: failed\r\n"
    parts = [
        b"Content-Type: text/plain\r\n\r\nI could not deliver your message.\r\n"
        + (b"" if original else message_id.encode()),
        b"Content-Type: message/delivery-status\r\n\r\n" + report,
    ]
    if original:
        parts.append(b"Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: " + message_id.encode() + b"\r\n")
    return several(
        *parts, kind="report; report-type=delivery-status", from_="MAILER-DAEMON@mx.example", subject="Undelivered",
        message_id="<bounce@mx.example>",
    )  # fmt: skip


def zip_of_death() -> bytes:
    """A hundred megabytes of nothing in a hundred kilobytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"\0" * 100_000_000)
    return packed.getvalue()


def winmail(*, body: str = "", html: bytes = b"", files: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """MS-OXTNEF 2.1: attributes one after the other; the long name of a file is a property."""
    packed = struct.pack("<IH", 0x223E9F78, 1)
    packed += _attribute(1, 0x00069007, struct.pack("<II", 936, 0))
    if body:
        packed += _attribute(1, 0x0002800C, body.encode("gbk") + b"\0")
    if html:
        packed += _attribute(1, 0x00069003, struct.pack("<I", 2) + _number() + _bytes(0x1013, html))
    for name, content in files:
        packed += _attribute(2, 0x00069002, b"\0" * 14)
        packed += _attribute(2, 0x00018010, b"SHORT~1.TXT\0")
        packed += _attribute(2, 0x0006800F, content)
        packed += _attribute(2, 0x00069005, struct.pack("<I", 2) + _named() + _text(0x3707, name))
    return packed


def _attribute(level: int, name: int, value: bytes) -> bytes:
    return struct.pack("<BII", level, name, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def _number() -> bytes:
    return struct.pack("<HHI", 0x0003, 0x0E07, 1)


def _named() -> bytes:
    """A property with a name of its own instead of a number, before the one that is looked for."""
    name = "x-note".encode("utf-16-le") + b"\0\0"
    told = struct.pack("<HH", 0x0003, 0x8001) + b"\0" * 16 + struct.pack("<II", 1, len(name))
    return told + name + b"\0" * (-len(name) % 4) + struct.pack("<I", 7)


def _bytes(name: int, value: bytes) -> bytes:
    return struct.pack("<HHII", 0x0102, name, 1, len(value)) + value + b"\0" * (-len(value) % 4)


def _text(name: int, value: str) -> bytes:
    told = value.encode("utf-16-le") + b"\0\0"
    return struct.pack("<HHII", 0x001F, name, 1, len(told)) + told + b"\0" * (-len(told) % 4)
