"""Files as people and others send them."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

MIB = 1024**2
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n" + b"\x00" * 40
EXE = b"MZ\x90\x00\x03" + b"\x00" * 200


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


def archive(*names: str, size: int = 20) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, b"0" * size)
    return packed.getvalue()


def word(size: int = 20) -> bytes:
    return archive("[Content_Types].xml", "word/document.xml", size=size)
