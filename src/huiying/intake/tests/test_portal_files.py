"""Files that come with the portal's forms: what is taken, what is refused, and that nothing typed is lost."""

import uuid
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiying.intake.channels.portal import uploads
from huiying.intake.models import Attachment, Voice
from huiying.intake.tests.hostile import EXE, MIB, PDF, PNG, archive, file, word
from tests.office import Office

FORM = "/ask/mayor-mailbox/"
TEXT = "园区班车能不能加一班，我们下班赶不上。"


@pytest.fixture(autouse=True)
def _nobody_wrote_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sent(*files: SimpleUploadedFile, client: Client | None = None, **more: str) -> tuple[int, str]:
    told = {"token": str(uuid.uuid4()), "title": "园区班车", "text": TEXT, **more, "attachments": list(files)}
    page = (client or Client()).post(FORM, told)
    return page.status_code, page.content.decode()


def test_files_are_kept_under_their_names_and_told_on_the_receipt(office: Office) -> None:
    citizen = Client()
    assert sent(file("合同.pdf", PDF), file("照片.png", PNG), file("说明.docx", word()), client=citizen)[0] == 302
    voice = Voice.objects.get()
    kept = {(one.name, one.media_type.rpartition(".")[2][:12]) for one in voice.attachments.all()}
    assert kept == {("合同.pdf", "application/"), ("照片.png", "image/png"), ("说明.docx", "document")}
    receipt = citizen.get(f"/receipt/{voice.number}/").content.decode()
    assert all(name in receipt for name in ("合同.pdf", "照片.png", "说明.docx"))
    assert "/attachments/" not in receipt


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("程序.jpg", EXE),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("页.html", b"<script>alert(1)</script>"),
        ("页.jpg", b"<html><script>alert(1)</script></html>"),
        ("程序.exe", EXE),
        ("空.png", b""),
        ("包.zip", archive("a.txt")),
        ("不是文档.docx", archive("a.txt")),
        ("炸弹.docx", word(size=30 * MIB)),
        ("表.xlsx", word()),
        ("坏.docx", b"PK\x03\x04" + b"\x00" * 40),
        ("无扩展名", PNG),
    ],
)
def test_what_is_not_what_it_says_is_refused_by_name_and_nothing_typed_is_lost(
    office: Office, name: str, content: bytes
) -> None:
    status, page = sent(file("好.png", PNG), file(name, content), title="园区班车")
    assert status == 422
    assert f"“{name}”" in page
    assert 'id="id_attachments_error"' in page
    assert TEXT in page
    assert not Voice.objects.exists()


def test_a_path_in_a_name_leads_nowhere(office: Office) -> None:
    sent(file("..\\..\\etc\\图.png", PNG))
    assert Attachment.objects.get().name == "图.png"


def test_a_file_of_30_mib_is_named_and_never_kept(office: Office) -> None:
    status, page = sent(file("录像.mp4", b"\x00\x00\x00\x18ftypisom" + b"\x00" * (30 * MIB)), file("好.png", PNG))
    assert status == 422
    assert "录像.mp4" in page
    assert "20 MiB" in page
    assert TEXT in page


def test_a_hundred_files_are_too_many(office: Office) -> None:
    status, page = sent(*(file(f"{n}.png", PNG) for n in range(100)))
    assert status == 422
    assert "100" in page
    assert TEXT in page
    assert not Attachment.objects.exists()


def test_ten_files_are_not_too_many(office: Office) -> None:
    assert sent(*(file(f"{n}.png", PNG + bytes([n])) for n in range(10)))[0] == 302
    assert Attachment.objects.count() == 10


def test_together_they_are_bounded_too(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_TOGETHER", 3 * MIB)
    big = PNG + b"\x00" * (2 * MIB)
    status, page = sent(file("一.png", big), file("二.png", big))
    assert status == 422
    assert TEXT in page
    assert not Attachment.objects.exists()


def test_what_nobody_waits_for_is_not_read(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_BODY", 1000)
    assert sent(file("一.png", PNG + b"\x00" * 2000))[0] == 413
    assert not Voice.objects.exists()


def test_files_have_to_be_chosen_again_and_the_form_says_so(office: Office) -> None:
    status, page = sent(file("好.png", PNG), title="")
    assert status == 422
    assert page.count('href="#id_attachments"') == 1
    assert "重新选择" in page or "choose them again" in page
    assert "好.png" not in page


def test_a_form_with_files_is_still_guarded_against_other_sites(office: Office) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert sent(file("好.png", PNG), client=strict)[0] == 403
    assert not Voice.objects.exists()


def test_without_files_the_form_is_taken_as_ever(office: Office) -> None:
    assert sent()[0] == 302
    assert not Attachment.objects.exists()
