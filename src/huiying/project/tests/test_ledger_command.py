"""`huiying ledger`, and what the auditor's page says of the watch."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from huiying.core.errors import InputError
from huiying.ledger.actions import record
from huiying.ledger.models import Entry, Watch
from huiying.ledger.watching import keep_watch
from tests.office import Office

AT = datetime(2026, 3, 15, 9, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Settings) -> Path:
    settings.HOME, settings.ANCHORS = tmp_path, ""
    return tmp_path


def said(*words: str) -> str:
    out = io.StringIO()
    call_command("ledger", *words, stdout=out)
    return out.getvalue()


def test_anchors_are_written_printed_and_proved(home: Path) -> None:
    assert said("anchor").strip() == "尚无记录。"
    record("case.opened", about="case:1", by=None, at=AT)
    line = said("anchor").strip()
    assert (home / "anchors/ledger.txt").read_text() == f"{line}\n"
    sheet = said("anchor", "--print")
    digest = Entry.objects.get().digest
    assert line in sheet
    assert " ".join(digest[n : n + 4] for n in range(0, 64, 4)) in sheet
    assert json.loads(said("verify", "--json")) == {
        "ok": True,
        "entries": 1,
        "first_broken": None,
        "anonymised": 0,
        "anchors": 1,
        "loose": None,
    }
    assert Watch.objects.get().ok
    with pytest.raises(InputError, match="nowhere"):
        said("verify", "--anchors", str(home / "nowhere"))


def test_what_was_typed_in_from_paper_is_enough(home: Path) -> None:
    record("case.opened", about="case:1", by=None, at=AT)
    (home / "paper").mkdir()
    day, number, _digest, *rest = said("anchor").split()
    (home / "paper/2026.txt").write_text(" ".join([day, number, "0" * 64, *rest]))
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("ledger", "verify", "--json", "--anchors", str(home / "paper"), stdout=out)
    told = json.loads(out.getvalue())
    assert (told["ok"], told["first_broken"], told["loose"]) == (False, None, {"day": day, "why": "changed"})
    assert not Watch.objects.get().ok


def test_the_page_says_when_the_chain_was_proved_and_anchored(office: Office, client: Client, home: Path) -> None:
    record("case.opened", about="case:1", by=None, at=AT)
    client.force_login(office.auditor)
    keep_watch(AT)
    page = client.get("/desk/ledger/").content.decode()
    assert "2026-03-15 锚定于第" in page
    assert "完好。" in page
    number = (home / "anchors/ledger.txt").read_text().split()[1]
    Entry.objects.filter(pk=number).update(digest="1" * 64)
    page = client.get("/desk/ledger/?verify=1").content.decode()
    assert "2026-03-15 的锚定不符" in page
