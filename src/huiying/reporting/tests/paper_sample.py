"""A paper with everything that the standard knows, for the tests of its writers and of the checker."""

import struct
import zlib
from datetime import date
from typing import Any

from huiying.reporting.official import (
    Attachment,
    Heading,
    Imprint,
    Listing,
    OfficialDocument,
    Paragraph,
    Picture,
    Table,
)

LONG = "各科室收到来件后应当在当日登记，写明来件人所提的每一个问题，并按职责分工确定承办人和答复期限。"


def png(width: int = 40, height: int = 20) -> bytes:
    """A black picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


BLOCKS = (
    Paragraph(LONG),
    Heading("一、登记来件"),
    Paragraph(LONG),
    Heading("（一）登记内容", 2),
    Heading("1. 登记时限", 3),
    Paragraph(LONG),
    Listing(("当日收到的，当日登记。", "节假日收到的，上班后当日登记。"), 4),
    Heading("二、答复来件"),
    Paragraph(LONG),
    Picture(png(), "来件按月的数量", "图1　各月来件"),
    Table(("渠道", "收到"), (("市长信箱", "12"), ("部门信箱", "7")), "表1　来件", (2, 1), ("left", "right")),
    Paragraph(LONG),
)
WIDE = Table(
    ("序号", "渠道", "收到", "答复", "满意"), (("1", "市长信箱", "12", "12", "11"),), "表2　来件明细", wide=True
)


def paper(**parts: Any) -> OfficialDocument:
    told: dict[str, Any] = {
        "title": "江岚市招商局关于进一步规范来件登记和答复工作的请示",
        "blocks": BLOCKS,
        "organ": "江岚市招商局",
        "dated": date(2026, 3, 9),
        "addressee": "江岚市人民政府",
        "number": "江招〔2026〕12号",
        "red_head": "江岚市招商局文件",
        "copy_number": "12",
        "secrecy": "秘密★1年",
        "urgency": "特急",
        "signers": ("林婉清",),
        "remark": "联系人：周言平，电话：5550123",
        "attachments": (Attachment("来件明细", (WIDE,)), Attachment("职责分工", (Paragraph(LONG),))),
        "imprint": Imprint("江岚市招商局办公室", date(2026, 3, 10), ("江岚市发展和改革局", "江岚市司法局")),
    }
    return OfficialDocument(**told | parts)


def plain(**parts: Any) -> OfficialDocument:
    """The least of a paper: title, text, signature."""
    told: dict[str, Any] = {
        "title": "关于试行首问负责的通知",
        "blocks": (Paragraph(LONG),),
        "organ": "江岚市招商局",
        "dated": date(2026, 3, 9),
    }
    return OfficialDocument(**told | parts)
