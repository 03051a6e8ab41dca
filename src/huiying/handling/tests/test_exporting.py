"""The whole file of a case, as one PDF and one archive: complete, masked, recorded, and safe to unpack."""

import hashlib
import io
import json
import re
import zipfile

import pytest
from django.test import Client

from huiying.handling import actions
from huiying.handling.actions.enclosing import enclose
from huiying.handling.dossier.archive import safe_name
from huiying.handling.dossier.contents import Dossier, dossier
from huiying.handling.dossier.pdf import to_pdf
from huiying.handling.models import Case
from huiying.handling.tests.desk import HOUR, REPLY, answered, drafted, signed_in, submitted
from huiying.intake.channel import Attached
from huiying.intake.tests.hostile import PNG
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office

PHONE, NAME = "13812345678", "王小明"


def told_of(case: Case, *, unmasked: bool = False) -> Dossier:
    fresh = Case.objects.select_related("voice__channel", "voice__correspondent", "voice__proposal").get(pk=case.pk)
    return dossier(fresh, unmasked=unmasked, by="郑科长", at=SUNDAY + 9 * HOUR)


def whole(office: Office) -> Case:
    """A case with everything in it: sent back once, a clock, two files, a reply."""
    text = f"厂房施工许可办不下来，电话{PHONE}。"
    case = submitted(office, text="先写的话。", said_by=NAME, title=f"施工许可 {PHONE}", contact={"phone": PHONE})
    case.voice.text = text
    case.voice.save()
    enclose(
        case, [Attached(name="现场图.png", content=PNG)], description="现场", by=office.handler, at=SUNDAY + 4 * HOUR
    )
    actions.send_back(case, comment="请写明办结日期。", by=office.head, at=SUNDAY + 5 * HOUR)
    actions.save_draft(case, text=REPLY, make_public=True, by=office.handler, at=SUNDAY + 6 * HOUR)
    actions.submit(case, by=office.handler, at=SUNDAY + 6 * HOUR)
    actions.approve(case, comment="同意", by=office.head, at=SUNDAY + 7 * HOUR)
    actions.approve(case, by=office.leader, at=SUNDAY + 7 * HOUR)
    actions.deliver(case, by=office.handler, at=SUNDAY + 8 * HOUR)
    return case


def export(client: Client, case: Case, **told: str) -> tuple[int, bytes]:
    answer = client.post(f"/desk/cases/{case.number}/export/", {"sort": "zip", **told})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return answer.status_code, content


def test_the_file_holds_the_whole_case(office: Office) -> None:
    made = told_of(whole(office))
    told = str(made.chapters)
    for words in (
        "先写的话。",
        REPLY,
        "请写明办结日期。",
        "同意",
        "项目服务科",
        "陆承办",
        "现场图.png",
        "2026-03-24 24:00",
    ):
        assert words in told, words
    assert hashlib.sha256(PNG).hexdigest() in told
    assert len(made.chapters) == 7
    assert made.unit == "测试市招商局"


def test_it_is_masked_unless_it_is_asked_for_as_it_is(office: Office) -> None:
    case = whole(office)
    masked, bare = str(told_of(case)), str(told_of(case, unmasked=True))
    assert PHONE not in masked
    assert NAME not in masked.replace(repr(told_of(case).files), "")
    assert PHONE in bare
    assert NAME in bare


def test_the_pdf_has_pages_and_its_own_fonts(office: Office) -> None:
    content = to_pdf(told_of(whole(office)))
    assert content.startswith(b"%PDF-")
    assert {name.split(b"+")[1] for name in re.findall(rb"/FontName ?/(\w+\+[\w-]+)", content)} <= {
        b"NotoSerifSC-Regular",
        b"NotoSansSC-Regular",
    }


def test_what_a_citizen_writes_is_never_read_as_markup(office: Office) -> None:
    case = drafted(office)
    case.voice.text = '#panic("x") $a$ *b* <c> #include "/etc/passwd" \\ @d `e` [f] //g'
    case.voice.save()
    assert to_pdf(told_of(case)).startswith(b"%PDF-")


def test_the_archive_lists_each_file_with_its_digest(office: Office) -> None:
    case = whole(office)
    status, content = export(signed_in(office.officer), case, with_files="on")
    assert status == 200
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    listed = json.loads(archive.read("manifest.json"))["files"]
    assert {one["name"] for one in listed} | {"manifest.json"} == set(archive.namelist())
    assert {"case-file.pdf", "ledger.jsonl", "texts/letter.txt", "texts/draft-2.txt", "texts/reply-1.txt"} < {
        one["name"] for one in listed
    }
    for one in listed:
        assert hashlib.sha256(archive.read(one["name"])).hexdigest() == one["sha256"]
    assert archive.read("files/01-现场图.png") == PNG
    entries = [json.loads(line) for line in archive.read("ledger.jsonl").decode().splitlines()]
    assert [one["deed"] for one in entries][:2] == ["voice.heard", "case.opened"]
    assert all(PHONE.encode() not in archive.read(name) for name in archive.namelist())
    facts = Entry.objects.get(deed="case.exported").facts
    assert (facts["sort"], facts.get("files"), facts.get("unmasked")) == ("zip", 1, False)


def test_files_that_cannot_be_masked_stay_out_unless_they_are_asked_for(office: Office) -> None:
    case = whole(office)
    archive = zipfile.ZipFile(io.BytesIO(export(signed_in(office.officer), case)[1]))
    assert not [name for name in archive.namelist() if name.startswith("files/")]
    (left,) = json.loads(archive.read("manifest.json"))["left_out"]
    assert left["sha256"] == hashlib.sha256(PNG).hexdigest()


def test_twenty_files_and_one_that_is_missing(office: Office) -> None:
    case = drafted(office)
    for number in range(20):
        files = [Attached(name=f"图{number}.png", content=PNG + bytes([number]))]
        enclose(case, files, description="图", by=office.handler, at=SUNDAY + 4 * HOUR)
    gone = case.case_files.all()[3]
    gone.file.storage.delete(gone.file.name)
    status, content = export(signed_in(office.officer), case, with_files="on")
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert status == 200
    assert len([name for name in archive.namelist() if name.startswith("files/")]) == 19
    assert len(json.loads(archive.read("manifest.json"))["left_out"]) == 1


def test_unmasked_needs_a_reason_and_is_recorded_with_it(office: Office) -> None:
    case = whole(office)
    officer = signed_in(office.officer)
    status, _content = export(officer, case, unmasked="on")
    assert status == 422
    assert not Entry.objects.filter(deed="case.exported").exists()
    status, content = export(officer, case, unmasked="on", reason="复议机关调卷")
    assert status == 200
    assert PHONE in zipfile.ZipFile(io.BytesIO(content)).read("texts/letter.txt").decode()
    entry = Entry.objects.get(deed="case.exported")
    assert (entry.facts["unmasked"], entry.told["reason"]) == (True, "复议机关调卷")


@pytest.mark.parametrize(
    ("by", "status"),
    [
        ("officer", 200),
        ("leader", 200),
        ("auditor", 200),
        ("head", 200),
        ("handler", 200),
        ("editor", 403),
        ("stranger", 404),
    ],
)
def test_who_may_export(office: Office, by: str, status: int) -> None:
    case = answered(office)
    assert export(signed_in(getattr(office, by)), case, sort="pdf")[0] == status
    assert Entry.objects.filter(deed="case.exported").count() == (status == 200)


def test_who_may_not_unmask_exports_masked_whatever_is_sent(office: Office) -> None:
    case = whole(office)
    status, content = export(signed_in(office.auditor), case, unmasked="on", reason="核查")
    assert status == 200
    assert PHONE not in zipfile.ZipFile(io.BytesIO(content)).read("texts/letter.txt").decode()
    assert not Entry.objects.get(deed="case.exported").facts.get("unmasked")


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b.png", "..", "C:\\x.png", "a\x00b", "138****5678.png", ""])
def test_a_name_leads_nowhere(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert not set(safe) & set('/\\:*?"<>|\x00')
    assert not safe.startswith(".")
