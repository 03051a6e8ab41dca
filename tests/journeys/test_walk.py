"""One voice walks through all rooms: from a spreadsheet and a web form to a paragraph of the self-inspection report."""

import io
import json
import re
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook

from huiying.handling.models import Case, Reply
from huiying.intake.models import Voice
from huiying.ledger.seal import verify
from huiying.publication.models import PublishedAnswer
from huiying.reporting.models import Snapshot
from tests.office import Office


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "点赞数", "反对数"])
    day = timezone.localtime() - timedelta(days=3)
    page.append(
        [
            9001,
            "a1",
            "厂房施工许可办不下来",
            f"{day:%Y/%m/%d} 10:05:00",
            "我公司厂房施工许可跑了三趟还没有办下来，请协调。",
            3,
            0,
        ]
    )
    page.append(
        [
            9002,
            "a2",
            "奖补资金什么时候兑现",
            f"{day:%Y-%m-%d} 11:00",
            "去年的设备奖补资金什么时候兑现，请答复。",
            0,
            0,
        ]
    )
    page.append([9003, "a3", "没有日期的一行", "2026-02-30", "这一行的日期不存在。", 0, 0])
    path = tmp_path / "letters.xlsx"
    book.save(path)
    return path


def output(*command: str) -> str:
    out = io.StringIO()
    call_command(*command, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def plain(page: str, *words: str) -> str:
    """A page without its tokens and without what was typed into it."""
    page = re.sub(r"[A-Za-z0-9]{32,}", "", page)
    for word in words:
        page = page.replace(word, "")
    return page


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    return client


@pytest.mark.django_db
def test_from_the_sheet_to_the_report(office: Office, sheet: Path, tmp_path: Path) -> None:
    told = json.loads(output("import", str(sheet), "--channel", "files", "--json"))
    assert (told["read"], told["new"], told["duplicate"], told["rejected"]) == (3, 2, 0, 1)
    assert "2026-02-30" in Path(told["rejected_file"]).read_text("utf-8-sig")
    again = json.loads(output("import", str(sheet), "--channel", "files", "--json"))
    assert (again["new"], again["duplicate"]) == (0, 2)

    output("assess")
    voice = Voice.objects.get(external_id="9001")
    assert voice.proposal.said
    case = Case.objects.get(voice=voice)

    officer, head, handler, leader, editor = map(
        signed_in, (office.officer, office.head, office.handler, office.leader, office.editor)
    )
    page = officer.get(f"/desk/inbox/?voice={voice.number}").content.decode()
    assert "厂房施工许可办不下来" in page
    officer.post(
        f"/desk/inbox/{voice.number}/confirm/",
        {"kind": "求助", "theme": "招商引资", "level": "一般", "lead": office.project.pk},
    )
    head.post(f"/desk/cases/{case.number}/accept/", {"handler": office.handler.pk})
    text = "已协调住建部门，3个工作日内核发施工许可证，联系电话8860 1501。"
    handler.post(f"/desk/cases/{case.number}/draft/", {"text": text, "make_public": "on", "submit": "1"})
    for signer in (head, leader):
        listed = signer.get("/desk/review/", follow=True)
        review = listed.redirect_chain[-1][0]
        assert text in listed.content.decode()
        signer.post(f"{review}decide/", {"approve": "1", "comment": ""})
    handler.post(f"/desk/cases/{case.number}/deliver/")
    handler.post(f"/desk/cases/{case.number}/close/", {"summary": "许可证已核发"})
    case.refresh_from_db()
    assert case.state == "closed"
    reply = Reply.objects.get()
    assert reply.text == text

    editor.post(f"/desk/publish/{reply.pk}/", {"publish": "1"})
    answer = PublishedAnswer.objects.get()
    public = Client().get(f"/answers/{answer.reference}/").content.decode()
    assert text in public

    out = tmp_path / "report.docx"
    today = timezone.localdate()
    output(
        "report",
        "self-inspection",
        "--from",
        str(today - timedelta(days=30)),
        "--to",
        str(today),
        "--out",
        str(out),
    )
    facts = Snapshot.objects.get().facts
    assert facts["figures"]["received"]["value"] == 2
    assert facts["figures"]["replied"]["value"] == 1
    assert facts["figures"]["reviews_two_step"]["value"] == 1
    words = "\n".join(p.text for p in docx.Document(str(out)).paragraphs)
    assert "自查报告" in words
    assert verify().ok


@pytest.mark.django_db
def test_from_the_form_to_the_rating(office: Office) -> None:
    citizen = Client()
    form = citizen.get("/ask/mayor-mailbox/")
    token = re.search(r'name="token" value="([0-9a-f-]+)"', form.content.decode())
    assert token is not None
    letter = {
        "token": token[1],
        "title": "<script>alert(1)</script>",
        "text": "园区班车能不能加一班，我们下班赶不上。",
    }
    receipt = citizen.post("/ask/mayor-mailbox/", letter, follow=True)
    voice = Voice.objects.get()
    assert voice.number in receipt.content.decode()
    assert "<script>alert(1)" not in receipt.content.decode()
    code = citizen.session["receipts"][voice.number]

    output("assess")
    stranger = Client()
    wrong = stranger.post("/status/", {"number": voice.number, "code": "WRONGXYZ"}).content.decode()
    missing = stranger.post("/status/", {"number": "HY20200101-00001", "code": code}).content.decode()
    told = voice.number, code, "WRONGXYZ", "HY20200101-00001"
    assert plain(wrong, *told) == plain(missing, *told)
    opened = stranger.post("/status/", {"number": voice.number, "code": code}, follow=True)
    assert opened.redirect_chain[-1][0] == f"/status/{voice.number}/"
    assert "园区班车" in opened.content.decode()
