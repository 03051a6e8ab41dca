"""`huiying gap` on files: what people ask against what is published, before an office has Huiying."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from huiying.core.errors import InputError

from .test_gap import NOISE, RENT


def test_the_command_matches_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letters, items = tmp_path / "letters.csv", tmp_path / "items.json"
    rows = "\n".join(f"u{n},{title},2026-03-0{n + 1},正文" for n, title in enumerate((*RENT, *NOISE)))
    letters.write_text(f"user,title,time,detail\n{rows}\n", "utf-8")
    item = {
        "title": "厂房租金补贴申请指南",
        "date": "2026-02-01",
        "content": "申请厂房租金补贴，持租赁合同到三号窗口办理。",
    }
    items.write_text(json.dumps([item]), "utf-8")
    call_command("gap", "--letters", str(letters), "--published", str(items), "--json")
    found = json.loads(capsys.readouterr().out)
    told = [(row["served"], row["verdict"], bool(row["best"])) for row in found]
    assert told == [(4, "unclear", True), (3, "missing", False)]
    assert "三号窗口" in found[0]["best"]["passage"]
    call_command("gap", "--letters", str(letters), "--published", str(items))
    assert "厂房租金补贴申请指南" in capsys.readouterr().out


WRONG = {
    "no day": ("a.csv", "title,time\n有题,昨天\n"),
    "no words": ("a.csv", "title,time\n,2026-01-01\n"),
    "not JSON": ("a.json", "{"),
    "no objects": ("a.json", "[1]"),
    "too deep": ("a.json", "[" * 100_000),
    "nothing": ("a.csv", ""),
    "a head alone": ("a.csv", "title,time\n"),
    "other columns": ("a.csv", "姓名,金额\n张三,3\n"),
    "a field without end": ("a.csv", 'title,time\n"' + "长" * 200_000),
    "no text": ("a.csv", bytes(range(256)) * 9),
    "a workbook": ("a.xlsx", b"PK\x03\x04\xff\xfe\x00"),
}


@pytest.mark.parametrize(("name", "content"), WRONG.values(), ids=WRONG)
def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, name: str, content: str | bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    file, good = tmp_path / name, tmp_path / "good.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    good.write_text("title,time\n路灯不亮,2026-01-01\n", "utf-8")
    with pytest.raises(InputError) as refused:
        call_command("gap", "--letters", str(file), "--published", str(good))
    assert name in str(refused.value.where)
    with pytest.raises(InputError):
        call_command("gap", "--letters", str(tmp_path / "none.csv"), "--published", str(good))
    assert capsys.readouterr().out == ""


def test_one_letter_is_no_matter_and_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = tmp_path / "good.csv"
    good.write_text("title,time\n路灯不亮,2026-01-01\n", "utf-8")
    call_command("gap", "--letters", str(good), "--published", str(good))
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_in_the_usual_encodings_is_read(
    tmp_path: Path, encoding: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "letters.csv"
    rows = "\n".join(f"用户{n},{title},2026-03-0{n + 1}" for n, title in enumerate(RENT))
    file.write_bytes(f"留言用户,留言主题,留言时间\n{rows}\n".encode(encoding))
    call_command("gap", "--letters", str(file), "--published", str(file), "--json")
    (found,) = json.loads(capsys.readouterr().out)
    assert found["served"] == len(RENT)
    assert "租金补贴" in found["matter"]
