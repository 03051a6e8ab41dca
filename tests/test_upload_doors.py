"""Every door by which a file comes in, before the same crowd of hostile files: a table of what is taken and refused."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from PIL import Image
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import get_image_form

from huiying.core.errors import HuiyingError, InputError
from huiying.handling.disclosure.redacting import read
from huiying.handling.files import Attached, checked, handed_out
from huiying.handling.rules.changing import regulation_change, year_change
from huiying.intake.channels.portal.fields import Files
from huiying.intake.tests.clamd import FOUND, ILL, MARK, clamd_address, scanner
from huiying.publication.consultations.drafts import text_of_docx
from huiying.publication.documents import refuse_unfit
from huiying.publication.manuscripts.pictures import drawn_anew
from huiying.reporting.models import PaperKind
from huiying.reporting.pictures import drawn
from huiying.reporting.templating.actions import give_template
from huiying.reporting.templating.package import opened
from tests.office import Office

__all__ = ["clamd_address", "scanner"]

SOURCE = Path(__file__).parent.parent / "src" / "huiying"
SCRIPT = b"<script>alert(1)</script>"
BOMB = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a0 "ha">' + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
)  # fmt: skip
WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>'
WORD_END = b"</w:t></w:r></w:p></w:body></w:document>"
TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="word/document.xml"/></Relationships>'
)


def packed(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def word(document: bytes) -> bytes:
    return packed(**{"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document})


def png(width: int, height: int, after: bytes = b"") -> bytes:
    """A picture that says it is so large; `after` stands behind its end."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\x00" * min((width + 1) * height, 100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"") + after


EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\x00" * 400 + b"This program cannot be run in DOS mode"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"
HOSTILE = {
    "renamed.pdf": EXE,
    "renamed.docx": EXE,
    "renamed.png": EXE,
    "renamed.txt": EXE,
    "renamed.zip": EXE,
    "program.exe": EXE,
    "page.html": SCRIPT,
    "drawing.svg": SVG,
    "drawing.png": SVG,
    "drawing.pdf": SVG,
    "polyglot.html": b"GIF89a/*" + b"\x00" * 40 + b"*/=1;" + SCRIPT,
    "polyglot.pdf": b"GIF89a/*" + b"\x00" * 40 + b"*/=1;" + SCRIPT,
    "polyglot.docx": b"%PDF-1.4\n" + packed(**{"evil.class": b"\xca\xfe\xba\xbe"}),
    "bomb.docx": packed(**{"[Content_Types].xml": TYPES, "word/document.xml": b"0" * 3_000_000}),
    "bomb.zip": packed(**{"a.txt": b"0" * 3_000_000}),
    "hidden.zip": packed(**{"公告.pdf": b"%PDF-1.4", "安装.exe": EXE}),
    "nested.zip": packed(**{"a.zip": packed(**{"b.zip": b"0" * 1000})}),
    "entities.docx": word(BOMB + b"]>" + WORD + b"&a9;" + WORD_END),
    "outside.docx": word(OUTSIDE + WORD + b"&a9;" + WORD_END),
    "entities.toml": BOMB,
    "huge.png": png(30_000, 30_000),
    "..\\..\\evil.png": EXE,
    "empty.pdf": b"",
}


class _Letter(forms.Form):
    files = Files()


def _of_the_public(name: str, content: bytes) -> None:
    form = _Letter({}, MultiValueDict({"files": [SimpleUploadedFile(name, content)]}))
    if not form.is_valid():
        raise ValidationError("refused")


def _wagtail_picture(name: str, content: bytes) -> None:
    WagtailImageField().clean(SimpleUploadedFile(name, content))


def _wagtail_document(name: str, content: bytes) -> None:
    refuse_unfit(SimpleUploadedFile(name, content))


# What a door takes of the crowd although it is hostile, because nothing here opens it: it is kept and handed out as a
# download, in a sandbox, and whoever reads its words (`read`, below) refuses.
KEPT = {"entities.docx", "outside.docx", "huge.png"}
DOORS: dict[str, tuple[Callable[[str, bytes], Any], set[str]]] = {
    "letters, further words, requests, opinions of the public": (_of_the_public, KEPT),
    "enclosures, captures, scans, enclosures of texts, papers of trainings": (checked, KEPT),
    "drafts of consultations": (
        lambda name, content: text_of_docx(Attached(name=name, content=content)),
        {"outside.docx"},
    ),
    "templates of papers": (opened, set()),
    "pictures of texts": (lambda _name, content: drawn_anew(content), set()),
    "a year of the calendar": (lambda name, content: year_change(content, name=name), set()),
    "a regulation of the office's own": (lambda name, content: regulation_change(content, name=name), set()),
    "pictures of the editors' room": (_wagtail_picture, set()),
    "documents of the editors' room": (_wagtail_document, KEPT),
}
# Every file of the source that has a door, so that a new one stands in the table too.
KNOWN = {
    "drills/trainings/forms.py",
    "drills/trainings/views/one.py",
    "handling/rules/forms.py",
    "handling/views/clues/page.py",
    "handling/views/disclosure/registering.py",
    "handling/views/enclosures.py",
    "handling/views/rules.py",
    "handling/views/status.py",
    "intake/channels/portal/fields.py",
    "intake/channels/portal/views.py",
    "publication/forms.py",
    "publication/views/consultations_desk.py",
    "publication/views/manuscripts.py",
    "reporting/desk_forms.py",
    "reporting/views_standing.py",
}


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("door", DOORS)
def test_the_crowd_before_each_door(db: None, door: str) -> None:
    enter, kept = DOORS[door]
    taken = set()
    for name, content in HOSTILE.items():
        try:
            enter(name, content)
        except (HuiyingError, ValidationError):
            continue
        taken.add(name)
    assert taken <= kept, f"{door} takes {sorted(taken - kept)}"


@pytest.mark.clamd
@pytest.mark.parametrize(
    ("door", "name"),
    [
        ("letters, further words, requests, opinions of the public", "ill.pdf"),
        ("enclosures, captures, scans, enclosures of texts, papers of trainings", "ill.pdf"),
        ("documents of the editors' room", "ill.pdf"),
        ("documents of the editors' room", "ill.zip"),
    ],
)
def test_a_scanner_stands_at_each_door_that_keeps_files(scanner: str, door: str, name: str) -> None:
    enter, well = DOORS[door][0], b"%PDF-1.7\n"
    content = {"ill.pdf": ILL, "ill.zip": packed(**{"a.pdf": ILL})}[name]
    enter(name, {"ill.pdf": well, "ill.zip": packed(**{"a.pdf": well})}[name])
    with pytest.raises((HuiyingError, ValidationError)):
        enter(name, content)


@pytest.mark.clamd
def test_a_scanner_looks_at_pictures_and_templates(scanner: str, office: Office) -> None:
    form = get_image_form(get_image_model())
    for more, is_well in ((b"", True), (MARK, False)):
        told = form({"title": "厂房"}, MultiValueDict({"file": [SimpleUploadedFile("a.png", png(20, 20, more))]}))
        told.is_valid()
        assert ("file" not in told.errors) is is_well
    with pytest.raises(InputError, match=FOUND):
        give_template(PaperKind.WEEKLY, "t.docx", word(WORD + MARK + WORD_END), by=office.officer, at=timezone.now())


def test_no_door_is_forgotten() -> None:
    has_door = re.compile(r"request\.FILES|forms\.(File|Image)Field\(|\(forms\.FileField\)")
    found = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts and has_door.search(path.read_text("utf-8"))
    }
    assert found == KNOWN, "a new door for files: let it check by content (`handling.files`) and stand in DOORS"


@pytest.mark.parametrize("name", ["entities.docx", "outside.docx"])
def test_who_reads_words_reads_no_entity(name: str) -> None:
    try:
        words = "".join(read(HOSTILE[name], checked(name, HOSTILE[name]).media_type))
    except HuiyingError:
        words = ""
    assert "root:" not in words
    assert len(words) < 1000


def test_a_draft_has_nothing_of_this_machine_in_it() -> None:
    assert "root:" not in text_of_docx(Attached(name="outside.docx", content=HOSTILE["outside.docx"]))


def test_a_picture_is_drawn_anew_and_loses_what_stood_behind_it() -> None:
    assert SCRIPT not in drawn_anew(png(200, 200, after=SCRIPT)).content


def test_a_capture_too_large_to_draw_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    class Kept:
        media_type = "image/png"

        class file:  # noqa: N801 - as Django's field
            @staticmethod
            def open(_mode: str) -> io.BytesIO:
                return io.BytesIO(png(9_000, 9_000))

    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    assert drawn(Kept(), (100, 100)) is None  # type: ignore[arg-type]


def test_what_is_handed_out_is_a_download_that_no_browser_runs(office: Office) -> None:
    class Row:
        name, media_type = "图.gif\r\nX-Evil: 1", "text/html;x"

        class file:  # noqa: N801 - as Django's field
            @staticmethod
            def open(_mode: str) -> io.BytesIO:
                return io.BytesIO(SCRIPT)

    answer = handed_out(Row())  # type: ignore[arg-type]
    assert answer["Content-Disposition"].startswith("attachment")
    assert "\n" not in answer["Content-Disposition"]
    assert answer["Content-Type"] == "application/octet-stream"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    answer.close()
