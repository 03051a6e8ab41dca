"""The gap of an archive: what its letters ask is what they would ask if they were held."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from huiying.assessment.archive import handing
from huiying.assessment.archive.columns import SCHEMA, Columns
from huiying.assessment.archive.letters import letters
from huiying.assessment.archive.reading import Archive
from huiying.assessment.archive.steps import Job
from huiying.language.archive.folder import Work
from huiying.language.archive.lines import Lines, writing_lines
from huiying.language.matching import grouping
from huiying.language.post import Post
from huiying.publication.demand.asked import Asked
from huiying.publication.demand.matters import Held, matters

BEGIN = datetime(2026, 1, 1, 1, tzinfo=UTC)
PLACES = ("青澜区云栖小区", "北麓县枫林大桥", "", "石桥中学", "柳湖公园")
ABOUT = ("公租房", "人才补贴", "地铁3号线", "医保卡", "路灯", "噪音", "学位", "停车场", "公交", "电梯")
ASKED = ("怎么申请", "何时开工建设", "收费标准是什么", "坏了没人修", "{n}号窗口没有人", "请留13900000000联系我")
MANY = 2600  # more than are grouped with each other at once


def made(count: int) -> list[Post]:
    """Letters with and without titles, writers, words; many of the same moment."""
    chance = random.Random(7)
    found = []
    for number in range(count):
        title = f"{chance.choice(PLACES)}{chance.choice(ABOUT)}{chance.choice(ASKED)}".format(n=chance.randrange(40))
        found.append(
            Post(
                id=str(chance.randrange(count)),
                title="" if number % 5 == 0 else f" {title} ",
                text="  " if number % 97 == 0 else f"{title}，请告知。",
                at=BEGIN + timedelta(hours=chance.randrange(count // 4)),
                person=chance.choice(("", f"p{chance.randrange(count // 3)}")),
                likes=chance.choice((0, 0, 0, 2, 30)),
            )
        )
    return found


def stored(folder: Path, posts: list[Post]) -> Path:
    """Files that are not in the order of time, with small row groups."""
    folder.mkdir()
    rows = [{"number": "", "place": "", "url": "", **asdict(post)} for post in posts]
    for number in range(3):
        table = pa.Table.from_pylist(rows[number::3], schema=SCHEMA)
        pq.write_table(table, folder / f"{2 - number}.parquet", row_group_size=170)
    return folder


def held(folder: Path, posts: list[Post]) -> list[Asked]:
    """The same rows as they stand in the files, in the order of time, as a file of letters would have them."""
    as_they_stand = [post for number in (2, 1, 0) for post in posts[number::3]]
    worded = [post for post in as_they_stand if post.title.strip() or post.text.strip()]
    plain = [Post(id=p.id, title=p.title.strip(), text=p.text, at=p.at, person=p.person, likes=p.likes) for p in worded]
    return matters(Held(sorted(plain, key=lambda post: (post.at, len(post.id), post.id))))


def asked(folder: Path, work: Path, **told: object) -> list[Asked]:
    with letters(folder, work, **told) as read:  # type: ignore[arg-type]
        return matters(read)


def test_an_archive_asks_what_its_letters_ask_when_they_are_held(tmp_path: Path) -> None:
    posts = made(MANY)
    expected = held(tmp_path, posts)
    assert len(expected) > 20
    assert "13900000000" not in str(expected)
    assert asked(stored(tmp_path / "a", posts), tmp_path / "w") == expected


def test_a_period_without_letters_asks_nothing(tmp_path: Path) -> None:
    folder = stored(tmp_path / "a", made(30))
    assert asked(folder, tmp_path / "w", start=BEGIN + timedelta(days=4000)) == []


class Killed(Exception):
    pass


@pytest.mark.parametrize("step", ["read", "group"])
def test_a_run_that_was_stopped_reads_nothing_again(tmp_path: Path, step: str) -> None:
    posts = made(600)
    folder, work = stored(tmp_path / "a", posts), tmp_path / "w"

    def stop(name: str, done: int, _count: int) -> None:
        if name == step and done == 1:
            raise Killed

    with pytest.raises(Killed):
        asked(folder, work, show=stop)
    told: dict[str, int] = {}
    found = asked(folder, work, keep=False, show=lambda name, done, _count: told.setdefault(name, done) and None)
    assert told == ({"read": 1, "order": 0, "group": 0} if step == "read" else {"group": 0})
    assert found == held(folder, posts)
    assert list(work.iterdir()) == []


def test_what_is_made_ahead_comes_in_its_turn_and_no_more_is_held(tmp_path: Path) -> None:
    job = Job(Archive((), Columns()), Work(tmp_path), None, None)
    begun: list[int] = []

    def step(_job: Job, one: int) -> int:
        begun.append(one)
        return one * one

    with ThreadPoolExecutor(3) as pool:
        found = handing.in_turn(pool, step, job, range(20), ahead=4)
        assert next(found) == 0
        assert len(begun) <= 5
        assert list(found) == [n * n for n in range(1, 20)]


def test_what_goes_wrong_afterwards_leaves_what_is_finished(tmp_path: Path) -> None:
    folder, work = stored(tmp_path / "a", made(30)), tmp_path / "w"
    with pytest.raises(Killed), letters(folder, work, keep=False):
        raise Killed
    assert list(work.iterdir()) != []


def test_texts_on_a_disk_are_read_by_their_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huiying.language.archive.lines.REST", 3)
    told = ["", "停水", "a\n b\0", "\udcff", "𠮷野家", ""]
    work = Work(tmp_path)
    with writing_lines(work, "x") as write:
        write(told[:2])
        write(told[2:])
    read = Lines(work, "x")
    assert list(read) == told
    assert read[1:5:2] == told[1:5:2]
    assert len(read) == 6
    with writing_lines(work, "none"):
        pass
    assert list(Lines(work, "none")) == []


def test_a_row_of_words_is_as_likely_as_one_of_numbers() -> None:
    """Likeness of a question to itself is one, whatever of it tells."""
    told = ["人才补贴申请", "路灯", "?"]
    rows = grouping.Weighing.of(grouping.spread_of(told), len(told)).rows(told)
    assert rows.alike().diagonal().round(3).tolist()[:2] == [1.0, 1.0]
