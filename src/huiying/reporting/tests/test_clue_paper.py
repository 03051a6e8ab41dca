"""涉嫌网络谣言线索移送函 · What the letter says, and what lies in the whole file of a clue."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from docx import Document

from huiying.core.errors import RuleError
from huiying.handling.actions import clues as deeds
from huiying.handling.clues.content import canonical
from huiying.handling.models import Clue
from huiying.handling.tests.clues import captured, handed_over, png, signed, submitted, whole
from huiying.handling.tests.desk import HOUR, signed_in
from huiying.ledger.models import Entry
from huiying.reporting.clues.bundle import bundle, letter
from huiying.reporting.official import check, render
from huiying.reporting.papers.clue import HandedOver, compose
from tests.office import SUNDAY, Office

DIGEST = "ab" * 32
POST = {
    "platform": "某微博",
    "account": "路人甲",
    "link": "https://posts.example.cn/1",
    "posted_at": "2026-03-15T10:00+08:00",
    "seen_at": "2026-03-15T11:00+08:00",
    "words": "听说补贴要全部收回",
    "spread": {"reads": 6200, "reposts": 80},
    "spread_at": "2026-03-15T12:00+08:00",
    "by_hand": ["reposts"],
    "hand_at": "2026-03-15T12:30+08:00",
}
UNTOLD = {"account": "", "spread": {}, "by_hand": [], "hand_at": "", "posted_at": "2026-03-15T10:30+08:00"}
ACT = "《某解释》第二条"
CONTENT: dict[str, Any] = {
    "form": 1,
    "number": "XS2026-0001",
    "title": "网传园区要收回租金补贴",
    "unit": "测试市招商局",
    "organ": {"sort": "police", "name": "测试市公安局"},
    "posts": [
        POST,
        POST | {"account": "", "spread": {}, "by_hand": [], "hand_at": "", "posted_at": "2026-03-15T10:30+08:00"},
    ],
    "captures": [
        {
            "name": "截图.png",
            "media_type": "image/png",
            "size": 68,
            "sha256": "cd" * 32,
            "captured_at": "2026-03-15T11:10+08:00",
            "uploaded_at": "2026-03-15T11:20+08:00",
            "uploaded_by": "顾信息",
        }
    ],
    "facts": {"text": "我局未发布此类文件。\n印章系拼接。", "verified_by": "政策法规科", "source": "发文登记簿"},
    "ground": {
        "id": "public_order",
        "title": "散布谣言扰乱公共秩序",
        "says": "散布谣言",
        "citation": "《某法》第二十九条",
        "confidence": "B",
        "checked": False,
    },
    "thresholds": [
        {"figure": "reads", "threshold": 5000, "most": 6200, "together": 6200, "reached": True, "citation": ACT},
        {"figure": "reposts", "threshold": 500, "most": 80, "together": 80, "reached": False, "citation": ACT},
    ],
    "basis": "《某细则》（某办发〔2016〕80号）",
    "suggestion": "请依法核查发布账号。",
    "regulation": "国家规定 2026.1",
    "made_by": "顾信息",
    "made_at": "2026-03-15T12:00+08:00",
}
SIGNED_ON = date(2026, 3, 16)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Refusals are read here in the language of the code."""
    with translation.override("en"):
        yield


def text(content: bytes) -> str:
    """Every paragraph and cell of a DOCX, in their order in the file."""
    return "\n".join(
        "".join(node.text or "" for node in paragraph.iter("{*}t"))
        for paragraph in Document(io.BytesIO(content)).element.body.iter("{*}p")
    )


def paper(**changed: Any) -> str:
    return text(render(compose(CONTENT | changed, digest=DIGEST, signed_on=SIGNED_ON)))


def test_the_letter_says_what_a_clue_carries() -> None:
    told = paper()
    for said in (
        "线索编号 XS2026-0001",
        "测试市公安局：",
        "网络上有“园区要收回租金补贴”等信息传播",
        "根据《某细则》（某办发〔2016〕80号）关于",
        "一、线索基本情况",
        "共收入帖文2条",
        "2026年3月15日10时00分至2026年3月15日10时30分",
        "账号“路人甲”",
        "浏览6200次（1条帖文有此数据）",
        "评论数平台未提供",
        "核实人：政策法规科；核实依据：发文登记簿。",
        "《某法》第二十九条",
        "请依法核查发布账号。",
        "2026年3月16日",
        "账号不详",
        "转发80*",
        "*截至2026-03-15 12:30",
        "https://posts.example.cn/1",
        "听说补贴要全部收回",
        "cdcdcdcdcdcdcdcd",
        "涉嫌网络谣言线索移送回执",
    ):
        assert said in told, said


def test_figures_are_compared_and_the_finding_is_left_to_the_organ() -> None:
    told = paper()
    assert "对照《某解释》第二条载明的数量：单条浏览最多6200次，达到5000次；单条转发最多80次，未达到500次。" in told
    assert "是否构成违法犯罪由办案机关依法认定" in told
    for claim in ("构成犯罪", "已构成", "属于谣言", "违法行为人"):
        assert claim not in told.replace("是否构成违法犯罪", "")


def test_the_receipt_is_the_last_page_and_filled_once_handed_over() -> None:
    document = compose(CONTENT, digest=DIGEST, signed_on=SIGNED_ON)
    assert document.attachments[-1].title == "涉嫌网络谣言线索移送回执"
    at = datetime.fromisoformat("2026-03-17T09:05+08:00")
    handed = HandedOver(at=at, given_by="顾信息", received_by="民警甲、民警乙")
    told = text(render(compose(CONTENT, digest=DIGEST, signed_on=SIGNED_ON, handed_over=handed)))
    assert told.rstrip().index("民警甲、民警乙") > told.index("今收到测试市招商局移送的下列")
    assert "2026年3月17日9时05分" in told
    assert "民警甲" not in paper()


def test_a_draft_says_that_it_is_one() -> None:
    told = text(render(compose(CONTENT, digest="", signed_on=None)))
    assert "（送审稿，未签发）" in told
    assert "签发后生成" in told
    assert "2026年3月16日" not in told


def test_an_empty_draft_is_written_too() -> None:
    nothing = {
        "posts": [],
        "captures": [],
        "ground": {},
        "suggestion": "",
        "facts": {"text": "", "verified_by": "", "source": ""},
        "organ": {"sort": "", "name": ""},
    }
    assert "（未填写）" in text(render(compose(CONTENT | nothing, digest="", signed_on=None)))


def test_a_long_text_is_cut_and_says_where_the_whole_is() -> None:
    long = [POST | {"words": "谣" * 5000}]
    told = paper(posts=long)
    assert "谣" * 200 in told
    assert "谣" * 201 not in told
    assert "content.json" in told


def test_the_letter_keeps_to_the_format_of_official_documents() -> None:
    assert check(render(compose(CONTENT, digest=DIGEST, signed_on=SIGNED_ON))) == []


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def test_the_whole_file_verifies_by_its_manifest(office: Office) -> None:
    clue = whole(office)
    captured(clue, office, 6, "第二张.png")
    files = unpacked(bundle(_signed(clue, office)))
    manifest = json.loads(files["manifest.json"])
    listed = {row["name"]: row for row in manifest["files"]}
    assert set(listed) == set(files) - {"manifest.json", "manifest.txt"}
    assert set(listed) == {"移送函.docx", "content.json", "captures/01-截图.png", "captures/02-第二张.png"}
    for name, row in listed.items():
        assert row == {"name": name, "size": len(files[name]), "sha256": hashlib.sha256(files[name]).hexdigest()}
        assert f"{row['sha256']}  {name}\n" in files["manifest.txt"].decode()
    clue = Clue.objects.get()
    assert manifest["content_sha256"] == clue.digest == listed["content.json"]["sha256"]
    assert files["content.json"] == canonical(clue.content)
    assert Entry.objects.get(deed="clue.signed").facts["digest"] == manifest["content_sha256"]
    assert files["captures/02-第二张.png"] == png(6)


def _signed(clue: Clue, office: Office) -> Clue:
    from_draft = signed_from(clue, office)
    return Clue.objects.select_related("unit", "signed_by", "made_by").get(pk=from_draft.pk)


def signed_from(clue: Clue, office: Office) -> Clue:
    deeds.submit_clue(clue, by=office.officer, at=SUNDAY + 4 * HOUR)
    deeds.sign_clue(clue, by=office.leader, at=SUNDAY + 5 * HOUR)
    return clue


def test_a_withdrawn_capture_stays_out_of_the_file(office: Office) -> None:
    clue = whole(office)
    captured(clue, office, 6, "错.png")
    deeds.withdraw_file(clue.files.get(name="错.png"), reason="传错", by=office.officer, at=SUNDAY + 4 * HOUR)
    assert not [name for name in unpacked(bundle(_signed(clue, office))) if "错" in name]


def test_the_same_clue_gives_the_same_bytes(office: Office) -> None:
    clue = signed(office)
    assert bundle(clue) == bundle(Clue.objects.get(pk=clue.pk))
    assert letter(clue) == letter(Clue.objects.get(pk=clue.pk))


def test_a_capture_that_was_touched_in_the_store_is_noticed(office: Office) -> None:
    clue = whole(office)
    captured(clue, office, 201, "要动.png")
    path = Path(clue.files.get(name="要动.png").file.path)
    kept = path.read_bytes()
    clue = _signed(clue, office)
    try:
        path.write_bytes(b"another")
        with pytest.raises(RuleError, match="no longer"):
            bundle(clue)
        path.unlink()
        with pytest.raises(RuleError, match="no longer"):
            bundle(clue)
    finally:
        path.write_bytes(kept)


def test_only_what_is_signed_is_a_whole_file(office: Office) -> None:
    with pytest.raises(RuleError):
        bundle(submitted(office))


def test_taking_the_letter_and_the_file_is_recorded(office: Office) -> None:
    clue = handed_over(office)
    client = signed_in(office.auditor)
    docx = client.get(f"/desk/clues/{clue.number}/letter.docx")
    packed = client.get(f"/desk/clues/{clue.number}/file.zip")
    assert "民警甲、民警乙" in text(docx.content)
    assert (packed["Content-Type"], packed["Cache-Control"]) == ("application/zip", "private, no-store")
    taken = list(Entry.objects.filter(deed="clue.paper_taken").values_list("facts__form", "facts__digest"))
    assert taken == [(form, hashlib.sha256(got.content).hexdigest()) for form, got in (("DOCX", docx), ("ZIP", packed))]
    assert signed_in(office.handler).get(f"/desk/clues/{clue.number}/file.zip").status_code == 403


def test_the_letter_of_a_draft_is_shown_as_one(office: Office) -> None:
    clue = submitted(office)
    client = signed_in(office.leader)
    assert "未签发" in text(client.get(f"/desk/clues/{clue.number}/letter.docx").content)
    assert client.get(f"/desk/clues/{clue.number}/file.zip").status_code == 409
