import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.intake.channel import Attached
from huiying.intake.filetypes import ALLOWED, MOST_BYTES, UnfitFile, media_type, plain_name

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"
OLD = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600


def docx() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", "<w/>")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("灯.png", PNG, "image/png"),
        ("灯.JPG", JPEG, "image/jpeg"),
        ("说明.pdf", PDF, "application/pdf"),
        ("说明.doc", OLD, "application/msword"),
        ("说明.txt", "路灯坏了".encode("gb18030"), "text/plain"),
        ("说明.docx", docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_what_people_send_is_taken(name: str, content: bytes, kind: str) -> None:
    assert media_type(Attached(name=name, content=content)) == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("照片.jpg", b"MZ\x90\x00" * 30),
        ("照片.jpg", PNG),
        ("页.html", b"<html><script>alert(1)</script>"),
        ("图.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
        ("包.zip", docx()),
        ("程序.exe", b"MZ\x90\x00" * 30),
        ("说明.txt", b"\x00\x01\x02"),
        ("说明.pdf", b"<html>"),
        ("没有", PNG),
        ("空.png", b""),
        ("大.png", PNG + b"\0" * MOST_BYTES),
    ],
)
def test_what_is_not_what_it_says_is_not_taken(name: str, content: bytes) -> None:
    with pytest.raises(UnfitFile):
        media_type(Attached(name=name, content=content))


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\图\\灯.jpg", "灯.jpg"),
        ("a\r\nb.png", "a b.png"),
        ("\u202egpj.exe", "gpj.exe"),
    ],
)
def test_a_name_leads_nowhere(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@given(st.text(max_size=300), st.binary(max_size=2000))
def test_any_file_is_taken_or_refused(name: str, content: bytes) -> None:
    assert len(plain_name(name)) <= 130
    with contextlib.suppress(UnfitFile):
        assert media_type(Attached(name=name, content=content)) in ALLOWED
