"""Whatever is handed to the checker: it is read, or refused with what is wrong and what to do."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from huiying.core.errors import InputError
from huiying.reporting.official import check, render

from .paper_sample import paper, plain

Parts = dict[str, bytes]
STYLES, TEXT = "word/styles.xml", "word/document.xml"


def packed(change: Callable[[Parts], object]) -> bytes:
    """A DOCX of ours with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(render(plain()))) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def put(name: str, content: bytes) -> Callable[[Parts], object]:
    return lambda parts: parts.update({name: content})


def entity(parts: Parts) -> None:
    head, rest = parts[TEXT].split(b"?>", 1)
    parts[TEXT] = head + b'?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + rest


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "不是可以打开的 DOCX"),
        (b"PK\x03\x04 broken", "不是可以打开的 DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版或加密的 Word 文档"),
        (render(plain())[:-200], "不是可以打开的 DOCX"),
        (packed(lambda parts: parts.pop(TEXT)), "不是可以打开的 DOCX"),
        (packed(lambda parts: parts.pop("[Content_Types].xml")), "不是可以打开的 DOCX"),
        (packed(put(TEXT, b"<w:document")), "不是可以打开的 DOCX"),
        (packed(put(STYLES, b"\0\1\2")), "不是可以打开的 DOCX"),
        (packed(put("word/vbaProject.bin", b"macro")), "含有宏"),
        (packed(put("word/media/bomb.bin", b"\0" * 30_000_000)), "体积异常"),
        (packed(put("word/bomb.xml", b" " * 61 * 1024**2)), "体积异常"),
        (packed(entity), "声明了实体"),
    ],
    ids=[
        "empty",
        "broken",
        "doc",
        "cut",
        "no text",
        "no types",
        "xml",
        "styles",
        "macros",
        "bomb",
        "xml bomb",
        "entity",
    ],
)
def test_what_cannot_be_read_without_harm_is_refused(content: bytes, what: str, tmp_path: Path) -> None:
    path = tmp_path / "来文.docx"
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        check(path)
    assert what in refused.value.what.replace("该文件不是", "不是")
    assert refused.value.where.endswith("来文.docx")
    assert refused.value.fix


def test_a_file_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="文件读不到"):
        check(tmp_path / "none.docx")


def test_styles_that_are_based_on_each_other_do_not_hang() -> None:
    def circle(parts: Parts) -> None:
        parts[STYLES] = parts[STYLES].replace(b'w:basedOn w:val="Normal"', 'w:basedOn w:val="公文正文"'.encode())

    assert check(packed(circle)) == []


@pytest.mark.parametrize("missing", ["word/settings.xml", "word/fontTable.xml", "docProps/core.xml"])
def test_a_part_that_is_not_needed_may_be_missing(missing: str) -> None:
    def change(parts: Parts) -> None:
        del parts[missing]
        for name in ("word/_rels/document.xml.rels", "_rels/.rels", "[Content_Types].xml"):
            lines = parts[name].decode().split("<")
            short = missing.rpartition("/")[2]
            parts[name] = "<".join(line for line in lines if short not in line).encode()

    rules = {departure.rule.value for departure in check(packed(change))}
    assert rules <= {"page-number"}


def test_the_command_prints_departures_and_leaves_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "好.docx", tmp_path / "差.docx"
    good.write_bytes(render(paper()))
    bad.write_bytes(render(plain(title="关于试行首问负责的通知。", number="江招[2026]012号")))
    call_command("paper", "check", str(good))
    assert capsys.readouterr().out == "好.docx：所查各项均符合 GB/T 9704-2012。\n"
    with pytest.raises(SystemExit) as left:
        call_command("paper", "check", str(bad))
    assert left.value.code == 1
    assert capsys.readouterr().out.splitlines() == [
        "发文字号（7.2.5），第1段“江招[2026]012号”：现为[2026]012号，应为〔2026〕12号",
        "标题标点（7.3.1），第2段“关于试行首问负责的通知。”：现为标题末尾有“。”，应为末尾不用标点",
        "差.docx：有2处不符合 GB/T 9704-2012。",
    ]
    with pytest.raises(SystemExit):
        call_command("paper", "check", str(bad), "--json")
    told = json.loads(capsys.readouterr().out)
    assert [(each["rule"], each["clause"]) for each in told] == [("number", "7.2.5"), ("title-marks", "7.3.1")]
