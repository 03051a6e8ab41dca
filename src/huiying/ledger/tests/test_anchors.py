"""Each day one line, on the disk and never rewritten, whoever works; and the watch that proves the chain."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from huiying.core.errors import ConfigError, InputError
from huiying.ledger import watching
from huiying.ledger.actions import record
from huiying.ledger.anchors import FILE, FOLDER, anchor, copy_outside, first_loose_of_all, read
from huiying.ledger.models import Entry, Head, Watch
from huiying.ledger.seal import verify
from huiying.ledger.watching import keep_watch

AT = datetime(2026, 3, 15, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Settings) -> Path:
    settings.HOME, settings.ANCHORS = tmp_path, ""
    return tmp_path


def deeds(count: int = 1) -> None:
    for _ in range(count):
        record("case.opened", about="case:1", by=None, at=AT)


def lines(home: Path) -> list[str]:
    return (home / FOLDER / FILE).read_text().splitlines()


def test_a_day_has_one_line_and_each_follows_the_one_before(home: Path) -> None:
    assert anchor(at=AT) is None  # nothing was recorded yet
    deeds(2)
    first = anchor(at=AT)
    assert first is not None
    assert anchor(at=AT + timedelta(hours=3)) is None
    deeds(3)
    second = anchor(at=AT + DAY)
    assert second is not None
    assert lines(home) == [str(first), str(second)]
    assert (first.number, second.number, second.before) == (2, 5, first.seal)
    head = Head.objects.get()
    assert str(second).split() == ["2026-03-16", "5", head.digest, "5", first.seal]
    assert (home / FOLDER / FILE).stat().st_mode & 0o077 == 0


def test_one_by_hand_is_another_line_only_where_entries_came_since(home: Path) -> None:
    deeds()
    assert anchor(at=AT, again=True) is not None
    assert anchor(at=AT, again=True) is None
    deeds()
    assert anchor(at=AT, again=True) is not None
    assert len(lines(home)) == 2
    assert first_loose_of_all() == (2, None)


def test_a_worker_that_fell_between_the_file_and_the_row_leaves_one_line(home: Path) -> None:
    deeds()
    anchor(at=AT)
    Watch.objects.update(anchored_on=None, anchored_number=0)
    assert anchor(at=AT) is None
    assert len(lines(home)) == 1
    assert Watch.objects.get().anchored_number == 1


def test_a_line_that_was_cut_off_is_ended_and_passed_over(home: Path) -> None:
    deeds()
    anchor(at=AT)
    with (home / FOLDER / FILE).open("a") as file:
        file.write("2026-03-16 2 abc")
    deeds()
    anchor(at=AT + DAY)
    assert [each.number for each in read(home / FOLDER)] == [1, 2]
    assert first_loose_of_all() == (2, None)


@pytest.mark.parametrize("kept", [[0, 2], [0, 0, 2]])
def test_a_line_that_is_gone_is_named(home: Path, kept: list[int]) -> None:
    for day in range(3):
        deeds()
        anchor(at=AT + day * DAY)
    told = lines(home)
    (home / FOLDER / FILE).write_text("".join(f"{told[n]}\n" for n in kept))
    _count, loose = first_loose_of_all()
    assert loose is not None
    assert (loose.anchor.number, loose.why) == (3, "unlinked")


def test_the_folder_outside_has_a_file_for_each_and_catches_up(home: Path, settings: Settings) -> None:
    settings.ANCHORS = str(home / "share")
    deeds()
    keep_watch(AT)
    assert Watch.objects.get().not_copied  # it was not mounted
    (home / "share").mkdir()
    deeds()
    keep_watch(AT + DAY)
    assert not Watch.objects.get().not_copied
    names = sorted(path.name for path in (home / "share").iterdir())
    assert names == ["2026-03-15-000000000001.txt", "2026-03-16-000000000002.txt"]
    assert copy_outside() == 0
    (home / FOLDER / FILE).unlink()  # whoever writes the chain anew and takes the home's anchors away
    Entry.objects.filter(pk=1).update(digest="0" * 64)
    count, loose = first_loose_of_all()
    assert loose is not None
    assert (count, loose.anchor.number) == (2, 1)
    with pytest.raises(InputError, match="nowhere"):
        first_loose_of_all([home / "nowhere"])
    settings.ANCHORS = str(home / "gone")
    anchor(at=AT + 2 * DAY, again=True)
    with pytest.raises(ConfigError, match="gone"):
        copy_outside()


def test_the_watch_walks_in_pieces_and_remembers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "PIECE", 4)
    deeds(10)
    rounds = 0
    while keep_watch(AT):
        rounds += 1
    watch = Watch.objects.get()
    assert rounds == 3
    assert (watch.ok, watch.proved_at, watch.whole_at, watch.proved_number) == (True, AT, AT, 10)
    assert not keep_watch(AT)
    deeds(3)
    _the_first_was_changed()
    while keep_watch(AT + DAY):  # only what came since the anchor
        pass
    assert (Watch.objects.get().ok, Watch.objects.get().proved_number) == (True, 13)
    while keep_watch(AT + 8 * DAY):  # the week's whole walk
        pass
    watch = Watch.objects.get()
    assert (watch.ok, watch.first_broken, watch.why, watch.proved_number) == (False, 1, "changed", 13)


def _the_first_was_changed() -> None:
    Entry.objects.filter(pk=1).update(about="case:9")
    assert verify().first_broken == 1


def test_a_chain_written_anew_is_noticed_within_the_day() -> None:
    deeds(3)
    keep_watch(AT)
    Entry.objects.filter(pk=3).update(digest="0" * 64)
    Head.objects.update(digest="0" * 64)
    while keep_watch(AT + DAY):
        pass
    watch = Watch.objects.get()
    assert (watch.ok, watch.loose_on) == (False, AT.date())


@pytest.mark.django_db(transaction=True)
def test_several_workers_write_one_line(home: Path) -> None:
    deeds()
    start, failed = threading.Barrier(4), []

    def work() -> None:
        try:
            start.wait(30)
            keep_watch(AT)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not failed
    assert len(lines(home)) == 1
    assert Watch.objects.get().ok
