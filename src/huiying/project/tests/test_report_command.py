"""`huiying report` writes a paper whole, or says why it does not and leaves nothing."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from huiying.core.errors import InputError
from huiying.reporting.models import Block, Paper, Snapshot
from tests.office import Office

pytestmark = pytest.mark.django_db
MARCH = ("--from", "2026-03-01", "--to", "2026-03-31")


def report(*words: str) -> str:
    said = StringIO()
    call_command("report", *words, stdout=said)
    return said.getvalue()


def test_a_paper_is_written_listed_and_taken_again(office: Office, tmp_path: Path) -> None:
    office.letter("路灯不亮。")
    out, again = tmp_path / "自查.docx", tmp_path / "again.docx"
    told = json.loads(report("self-inspection", *MARCH, "--notice", "关于自查的通知", "--out", str(out), "--json"))
    assert (told["kind"], told["start"], told["end"]) == ("self-inspection", "2026-03-01", "2026-03-31")
    assert out.read_bytes()[:2] == b"PK"
    assert told["title"] in report("list")
    assert json.loads(report("list", "--json"))[0]["snapshot"] == told["snapshot"]
    report("again", str(told["snapshot"]), "--out", str(again))
    assert again.read_bytes() == out.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again.docx", "自查.docx"]


@pytest.mark.django_db(transaction=True)
def test_what_is_read_at_one_moment_is_written_after_it(office: Office, tmp_path: Path) -> None:
    """Outside a test's transaction, as the command runs: a ledger keeps its rows in pieces of their own."""
    office.letter("路灯不亮。")
    report("ledger", *MARCH, "--subject", "received", "--out", str(tmp_path / "ledger.xlsx"))
    assert Block.objects.count() == 1
    assert load_workbook(tmp_path / "ledger.xlsx").active.max_row > 2


def test_of_a_period_without_letters_it_says_so(office: Office, tmp_path: Path) -> None:
    said = json.loads(report("self-inspection", "--period", "2026-02", "--out", str(tmp_path / "x.docx"), "--json"))
    assert said["remark"]
    facts = Snapshot.objects.get().facts
    assert facts["figures"]["on_time_rate"]["value"] is None


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("self-inspecton", *MARCH, "--out", "x.docx"), "self-inspection"),
        (("self-inspection", *MARCH), "--out"),
        (("self-inspection", *MARCH, "--out", "x.odt"), ".docx"),
        (("self-inspection", *MARCH, "--out", "x"), ".docx"),
        (("self-inspection", *MARCH, "--out", "none/x.docx"), "none"),
        (("self-inspection", *MARCH, "--out", "folder.docx"), "folder.docx"),
        (("self-inspection", "--from", "2026-03-31", "--to", "2026-03-01", "--out", "x.docx"), "2026-03-31"),
        (("self-inspection", "--period", "2026-02-30", "--out", "x.docx"), "--period"),
        (("self-inspection", *MARCH, "--subject", "topic:1", "--out", "x.docx"), "--subject"),
        (("self-inspection", "12", *MARCH, "--out", "x.docx"), "12"),
        (("again", "999", "--out", "x.docx"), "999"),
        (("again", "²", "--out", "x.docx"), "²"),
    ],
)
def test_what_cannot_be_written_says_why_and_leaves_nothing(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], named: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.docx").mkdir()
    with pytest.raises(InputError) as refused:
        report(*words)
    assert named in str(refused.value)
    assert refused.value.where
    assert refused.value.fix
    assert [path.name for path in tmp_path.iterdir()] == ["folder.docx"]
    assert not Paper.objects.exists()


def test_a_full_disk_leaves_no_half_of_a_file(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.parent != tmp_path:  # the disk of the paper, not that on which it is set
            return written(path, content)
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InputError, match="report again"):
        report("self-inspection", *MARCH, "--out", str(tmp_path / "x.docx"))
    assert not list(tmp_path.iterdir())
    assert Paper.objects.count() == 1
