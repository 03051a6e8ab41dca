"""`huiying import` as an office uses it: real files, bad files, and a machine that dies in the middle."""

import csv
import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import call_command

from huiying.core.errors import InputError
from huiying.intake.models import Voice
from tests.migrated import spare_migrating
from tests.patience import PATIENCE

ROWS = 4000
HEADERS = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情"]


def command(home: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "huiying", *arguments]


def run(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "HUIYING_HOME": str(home)}
    environment.pop("HUIYING_DATABASE", None)
    return subprocess.run(
        command(home, *arguments), env=environment, capture_output=True, check=False, text=True, timeout=PATIENCE
    )


def voices(home: Path) -> int:
    try:
        with sqlite3.connect(f"file:{home}/huiying.sqlite3?mode=ro", uri=True) as database:
            return int(database.execute("SELECT count(*) FROM intake_voice").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("import") / "office"
    spare_migrating(made)
    assert run(made, "init").returncode == 0
    return made


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "letters.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for number in range(ROWS):
            writer.writerow(
                [number, f"网友{number}", f"第{number}封信", "2026年3月15日 9时30分", f"路灯坏了，地点{number}。"]
            )
    return path


def test_a_killed_import_and_a_rerun_add_exactly_what_was_missing(home: Path, sheet: Path) -> None:
    environment = {**os.environ, "HUIYING_HOME": str(home)}
    with subprocess.Popen(
        command(home, "import", str(sheet)), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as importing:
        while not voices(home) and importing.poll() is None:
            time.sleep(0.005)
        importing.kill()
    before = voices(home)
    assert 0 < before < ROWS
    told = json.loads(run(home, "import", str(sheet), "--json").stdout)
    assert told == {"read": ROWS, "new": ROWS - before, "duplicate": before, "rejected": 0, "rejected_file": None}
    assert voices(home) == ROWS
    assert run(home, "ledger", "verify").returncode == 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.csv", b"", "空"),
        ("broken.xlsx", b"PK\x03\x04 not a workbook", "工作簿"),
        ("other.csv", "甲,乙\n1,2\n".encode(), "表头"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "既不是"),
    ],
)
@pytest.mark.usefixtures("office")
def test_a_file_that_cannot_be_read_is_said_in_words(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        call_command("import", str(path))
    assert name in str(refused.value)
    assert told in str(refused.value)
    assert not Voice.objects.exists()


def test_a_refusal_ends_the_command_with_its_words_alone(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    before = voices(home)
    done = run(home, "import", str(path))
    assert done.returncode == 2
    assert "broken.xlsx" in done.stderr
    assert "工作簿" in done.stderr
    assert "Traceback" not in done.stderr
    assert voices(home) == before


@pytest.mark.usefixtures("office")
def test_a_missing_file_and_an_unknown_channel_are_said_in_words(sheet: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.xlsx"):
        call_command("import", "nowhere.xlsx")
    with pytest.raises(InputError, match="mayor-mailbox"):
        call_command("import", str(sheet), "--channel", "fax")
    assert not Voice.objects.exists()


def test_a_letter_with_a_script_and_a_huge_cell(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "hostile.jsonl"
    rows = [
        {
            "id": "h1",
            "title": "<script>alert(1)</script>",
            "text": "正文里有<img src=x onerror=alert(1)>",
            "time": "2026-03-15",
        },
        {"id": "h2", "title": "很长", "text": "长" * 2_000_000, "time": "2026-03-15"},
        {"id": "h3", "title": "日期不存在", "text": "这一天不存在", "time": "2026-02-30"},
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    told = json.loads(run(home, "import", str(path), "--json").stdout)
    assert (told["new"], told["rejected"]) == (1, 2)
    rejected = Path(told["rejected_file"]).read_text("utf-8-sig")
    assert "2026-02-30" in rejected


def test_a_letter_that_can_have_no_clock_is_rejected_and_holds_nobody_up(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "years.jsonl"
    rows = [
        {"id": f"year-{year}", "text": "请答复这封信。", "time": f"{year}-05-01 10:00"} for year in (1998, 2026, 2099)
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    told = json.loads(run(home, "import", str(path), "--json").stdout)
    assert (told["new"], told["rejected"]) == (1, 2)
    assert "1998" in Path(told["rejected_file"]).read_text("utf-8-sig")
    done = json.loads(run(home, "assess", "--json").stdout)
    assert done["opened"] >= 1
