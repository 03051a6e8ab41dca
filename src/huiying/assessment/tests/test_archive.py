"""Hot topics of archives: the same as those found at once, whatever becomes of the run, and no file may harm it."""

import io
import json
import pickle
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.management import call_command
from django.utils import translation
from scipy.sparse import csr_matrix, vstack
from scipy.sparse import random as random_graph

from huiying.assessment.archive import ready, steps
from huiying.assessment.archive.columns import SCHEMA, columns_told
from huiying.assessment.archive.running import find_topics
from huiying.core.errors import ConfigError, InputError
from huiying.language import byhand, neighbours, topics
from huiying.language.archive import blocks as texts
from huiying.language.archive import graph, near
from huiying.language.archive.folder import Work
from huiying.language.byhand import groups_by_hand
from huiying.language.communities import FINENESS, communities
from huiying.language.neighbours import FLOOR, Weights, nearest_of, read, spread_of
from huiying.language.pace import pace_of
from huiying.language.stream import key_of
from huiying.language.topics import LIKED_ALONE, Post
from huiying.ledger.models import Entry
from tests.office import Office

BEGIN = datetime(2026, 1, 1, 1, tzinfo=UTC)
MANY, BLOCK = 1200, 250
PLACES = ("青澜软件园", "北麓临港园", "云栖小区", "石桥中学", "柳湖公园", "枫林大桥", "南屏医院", "东篱市场")
MATTERS = ("停电", "停水", "噪音扰民", "路灯不亮", "垃圾成堆", "公交太少", "积水很深", "电梯坏了", "欠薪")
FORMS = (
    "{p}{m}第{n}天了，{w}，谁来管",
    "请问{p}的{m}何时解决？{w}",
    "{w}，{p}又{m}，已反映{n}次",
    "投诉{p}{m}：{w}{n}",
)
WORDS = ("老人夜里睡不好", "孩子上学不便", "商户损失不小", "邻居都有意见", "盼着答复", "打了电话没人接", "物业推给街道")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def made(count: int = MANY) -> list[Post]:
    """Posts of five months: matters that last for days, everyday ones, copies with other marks, and a repeated id."""
    chance = random.Random(5)
    found: list[Post] = []
    for number in range(count):
        day = chance.random() * 150
        place = PLACES[int(day / 20)] if chance.random() < 0.5 else chance.choice(PLACES)
        title = chance.choice(("", f"{place}问题"))
        text = chance.choice(FORMS).format(
            p=place, m=chance.choice(MATTERS), n=chance.randrange(2, 30), w=chance.choice(WORDS)
        )
        if found and chance.random() < 0.2:
            copied = chance.choice(found)
            title, text = copied.title, copied.text.replace("，", " , ")
        ident = found[-1].id if number == 700 else str(number)
        found.append(
            Post(
                id=ident,
                title=title,
                text="……" if number % 400 == 7 else text,
                at=BEGIN + timedelta(days=int(day), hours=chance.randrange(12)),
                person=f"p{chance.randrange(count // 3)}" if chance.random() < 0.8 else "",
                likes=chance.choice((0, 0, 0, 3, 150)),
                against=chance.randrange(3),
                channel=chance.choice(("board", "weibo")),
                reposts=chance.randrange(9),
            )
        )
    return found


def stored(folder: Path, posts: list[Post], *, files: int = 3, names: dict[str, str] | None = None) -> Path:
    """An archive whose files are not in the order of time, with small row groups."""
    folder.mkdir()
    rows = [{"number": post.id, "place": "", "url": "", **asdict(post)} for post in posts]
    for number in range(files):
        table = pa.Table.from_pylist(rows[number::files], schema=SCHEMA)
        table = table.rename_columns([(names or {}).get(name, name) for name in table.column_names])
        pq.write_table(table, folder / f"{number}.parquet", row_group_size=170)
    return folder


def test_it_finds_the_topics_that_are_found_at_once(tmp_path: Path) -> None:
    posts = made()
    expected = topics.find_topics(posts, top=40)
    assert len({topic.start.month for topic in expected}) > 2
    found = find_topics(stored(tmp_path / "a", posts), tmp_path / "w", top=40, block=BLOCK)
    assert found.topics == expected
    assert found.posts == MANY - 1
    assert found.texts < MANY - 100


def test_a_period_and_other_names_of_columns(tmp_path: Path) -> None:
    posts = made(300)
    start, end = BEGIN + timedelta(days=20), BEGIN + timedelta(days=90)
    folder = stored(tmp_path / "a", posts, names={"text": "content", "id": "编号"})
    columns = columns_told(["text=content", "id=编号"])
    found = find_topics(folder, tmp_path / "w", columns=columns, start=start, end=end, top=5, block=80)
    assert found.topics == topics.find_topics([p for p in posts if start <= p.at < end], top=5)
    assert find_topics(folder, tmp_path / "w", columns=columns, start=end + timedelta(days=400)).topics == []


def test_topics_are_found_within_windows_where_texts_are_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the same thing reckoned at once, in memory, from the definition."""
    posts = made()
    found = find_topics(stored(tmp_path / "a", posts), tmp_path / "w", top=MANY, block=100, window=400)
    windows = texts.Blocks(found.texts, 100, 400)
    assert windows.windows == 3
    monkeypatch.setattr(byhand, "communities", partial(communities, fineness=3 * FINENESS))
    expected = topics_in_windows(posts, windows)
    assert {topic.ids for topic in found.topics} == expected
    monkeypatch.undo()
    assert expected != {topic.ids for topic in topics.find_topics(posts)}


def topics_in_windows(posts: list[Post], blocks: texts.Blocks) -> set[tuple[str, ...]]:
    said: dict[str, list[Post]] = {}
    known: set[str] = set()
    for post in sorted(posts, key=lambda post: (post.at, post.id)):
        if post.id not in known:
            said.setdefault(key_of(post.title, post.text), []).append(post)
        known.add(post.id)
    first = [copies[0] for copies in said.values()]
    raw = read([post.title for post in first], [post.text for post in first])
    of = np.array([blocks.window_of(place // blocks.size) for place in range(len(first))])
    parts = [raw[of == window] for window in range(blocks.windows)]
    rows = vstack([Weights.of(spread_of(part), part.shape[0]).rows(part) for part in parts], format="csr")
    days = np.array([post.at.timestamp() / 86_400 for post in first])
    persons = np.unique([post.person or post.id for post in first], return_inverse=True)[1]
    near = (rows @ rows.T).toarray()
    near[(near < FLOOR) | np.eye(len(first), dtype=bool) | (np.abs(of[:, None] - of) > 1)] = 0
    near *= pace_of(rows, days, persons).nearness(np.abs(days[:, None] - days))
    ones, others = np.nonzero(near)
    best = nearest_of(ones, others, near[ones, others])
    links = csr_matrix((near[ones, others][best], (ones[best], others[best])), shape=near.shape)
    groups: dict[int, list[Post]] = defaultdict(list)
    for label, copies in zip(groups_by_hand(links.maximum(links.T).tocsr()), said.values(), strict=True):
        groups[label] += copies
    told = [sorted(group, key=lambda post: (post.at, post.id)) for group in groups.values()]
    return {tuple(post.id for post in group) for group in told if len(group) > 1 or sum(_liked(group)) >= LIKED_ALONE}


def _liked(group: list[Post]) -> tuple[int, int]:
    return group[0].likes, group[0].against


def test_windows_are_of_about_the_same_length() -> None:
    blocks = texts.Blocks(texts=1301, size=100, window=300)
    assert (blocks.count, blocks.windows) == (14, 5)
    assert [list(blocks.of_windows(w, w)) for w in range(5)] == [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11], [12, 13]]
    assert [list(blocks.beside(b)) for b in (0, 13)] == [[*range(6)], [*range(9, 14)]]
    assert list(texts.Blocks(texts=250, size=100, window=300).beside(1)) == [0, 1, 2]


def test_what_is_less_near_than_the_nearest_so_far_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The nearest are chosen after every block, and hold back most of the next: the topics are the same."""
    posts, spared = made(), 0
    monkeypatch.setattr(near, "KEPT", 0)

    def counted(*rows: Any, least: Any, **told: Any) -> Any:
        nonlocal spared
        found = neighbours.nearest(*rows, **told, least=least)
        spared += len(neighbours.nearest(*rows, **told).ones) - len(found.ones)
        return found

    monkeypatch.setattr(near, "nearest", counted)
    found = find_topics(stored(tmp_path / "a", posts), tmp_path / "w", top=40, block=BLOCK)
    assert found.topics == topics.find_topics(posts, top=40)
    assert spared > MANY


class Killed(Exception):
    pass


@pytest.mark.parametrize("step", ["read", "features", "near"])
def test_a_run_that_was_stopped_goes_on(tmp_path: Path, step: str) -> None:
    posts = made(400)
    folder, work = stored(tmp_path / "a", posts), tmp_path / "w"

    def stop(name: str, done: int, _count: int) -> None:
        if name == step and done == 2:
            raise Killed

    with pytest.raises(Killed):
        find_topics(folder, work, top=9, block=100, show=stop)
    told: dict[str, int] = {}
    found = find_topics(
        folder, work, top=9, block=100, show=lambda name, done, _c: told.setdefault(name, done) and None
    )
    assert told[step] == 2
    assert found.topics == topics.find_topics(posts, top=9)


def test_work_that_was_harmed_is_done_again(tmp_path: Path) -> None:
    work = Work(tmp_path)
    work.save("n/1.npz", values=np.arange(3))
    assert work.has("n/1.npz")
    work.file("n/1.npz").write_bytes(work.file("n/1.npz").read_bytes()[:-9])
    assert not work.has("n/1.npz")
    with pytest.raises(ValueError, match="Object"):
        work.save("n/2.npz", values=np.ones(3), more=np.array([object()]))
    assert [path.name for path in tmp_path.rglob("*2*")] == []


def test_groups_on_a_disk_are_those_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where links do not fit at once, on every level."""
    monkeypatch.setattr(graph, "AT_ONCE", 300)
    half = random_graph(400, 400, 0.02, "csr", np.float32, np.random.default_rng(3))
    half.data = np.maximum(half.data, np.float32(0.07))
    half.setdiag(0)
    half.eliminate_zeros()
    whole = half.maximum(half.T).tocsr()
    whole.sort_indices()
    part = (np.diff(whole.indptr).astype(np.int64), whole.indices, whole.data)
    found = graph.groups(graph.Stored.of(tmp_path / "g", [part]), tmp_path)
    assert 5 < found.max() < 390
    assert found.tolist() == groups_by_hand(whole).tolist()


def test_a_block_that_is_far_away_is_not_opened(tmp_path: Path) -> None:
    work, blocks = Work(tmp_path), texts.Blocks(texts=9, size=3, window=9)
    work.save("pace.npz", by_order=np.array([1] * 6 + [0] * 8, np.float32))  # nothing is near after a month
    for block, day in enumerate((0, 20, 300)):
        at = (np.arange(3) + day) * 86_400_000_000
        work.save(texts.named("node", block), at=at, person=np.arange(3), copies=np.ones(3, np.int64))
        rows = {"starts": np.arange(4), "places": np.zeros(3, np.int64), "values": np.ones(3, np.float32)}
        work.save(texts.named("rows", block), **rows)
    texts.write_spans(work, blocks)
    work.file(texts.named("rows", 2)).unlink()
    near.write_near(work, blocks, 0)
    assert sorted(set(work.mapped(texts.named("near", 0))["other"].tolist())) == [0, 1, 2, 3, 4, 5]
    with pytest.raises(FileNotFoundError):
        near.write_near(work, blocks, 2)


def hostile() -> Iterator[tuple[str, Any, str]]:
    good = {"id": ["1", "2", "3"], "at": [BEGIN] * 3, "text": ["停水", "停电", "停气"]}
    yield "no column", pa.table({**good, "body": good["text"]}).drop_columns(["text"]), "“text”"
    yield "a number", pa.table({**good, "text": [1.5, 2, 3]}), "double"
    yield "nested", pa.table({**good, "text": [["a"], ["b"], []]}), "list"
    yield "epoch", pa.table({**good, "at": [1, 2, 3]}), "int64"
    yield "no id", pa.table({**good, "id": ["1", None, "3"]}), "row group 1, row 2"
    yield "no time", pa.table({**good, "at": ["2026-01-01", "2026/1/2 08:00", "soon"]}), "row group 1, row 3"
    yield "minus", pa.table({**good, "likes": [0, 0, -4]}), "row group 1, row 3"
    yield "far", pa.table({**good, "at": pa.array([0, 0, 2**62], pa.timestamp("us", "UTC"))}), "row group 1, row 3"
    bad = pa.StringArray.from_buffers(3, pa.py_buffer(np.array([0, 1, 2, 4], np.int32)), pa.py_buffer(b"ab\xff\xfe"))
    yield "no UTF-8", pa.table({**good, "text": bad}), "row group 1, row 3"
    yield "no Parquet", b"PAR1 nothing PAR1", "1.parquet"
    yield "empty", b"", "1.parquet"


@pytest.mark.parametrize(("_what", "content", "told"), list(hostile()), ids=[what for what, *_rest in hostile()])
def test_a_hostile_file_is_named_with_its_place(tmp_path: Path, _what: str, content: Any, told: str) -> None:
    folder = stored(tmp_path / "a", made(30), files=1)
    if isinstance(content, bytes):
        (folder / "1.parquet").write_bytes(content)
    else:
        pq.write_table(content, folder / "1.parquet")
    with pytest.raises(InputError) as refused:
        find_topics(folder, tmp_path / "w")
    assert told in str(refused.value)
    assert "1.parquet" in refused.value.where
    assert refused.value.fix


def test_a_refusal_of_another_process_keeps_its_place() -> None:
    told = pickle.loads(pickle.dumps(InputError("no time", where="x.parquet, row 3", fix="Correct it.")))  # noqa: S301
    assert (type(told), told.what, told.where, told.fix) == (InputError, "no time", "x.parquet, row 3", "Correct it.")


def test_a_full_disk_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    folder = stored(tmp_path / "a", made(30), files=1)
    with monkeypatch.context() as patched:
        patched.setattr(steps, "features", full)
        with pytest.raises(ConfigError, match=r"No space.*goes on"):
            find_topics(folder, tmp_path / "w")
    assert find_topics(folder, tmp_path / "w", keep=False).posts == 30
    assert list((tmp_path / "w").iterdir()) == []


def test_a_page_that_was_changed_is_refused(tmp_path: Path) -> None:
    folder = stored(tmp_path / "a", made(300), files=1)
    content = bytearray((folder / "0.parquet").read_bytes())
    content[200:1200] = bytes(1000)
    (folder / "0.parquet").write_bytes(content)
    with pytest.raises(InputError, match="Row group 1"):
        find_topics(folder, tmp_path / "w")


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ready, "PARTS", ("pyarrow", "no_such_part"))
    with pytest.raises(ConfigError, match=r"no_such_part.*huiying\[archive\]"):
        ready.part("hot", "hot")


def command(*told: str) -> str:
    out = io.StringIO()
    call_command(*told, stdout=out)
    return out.getvalue()


PHONE = "15400000001"


@pytest.fixture
def raised(office: Office) -> Office:
    for n in range(6):
        text = f"云帆高新园第{n}次停电，车间全部停工，请抢修云帆高新园的线路。联系电话{PHONE}。"
        office.letter(text, ident=f"m{n}", title=f"云帆高新园停电{n}", said_by=f"企业{n}")
    office.letter("想问外资企业怎么设立登记", ident="other")
    return office


def test_the_office_s_archive_has_the_office_s_topics(raised: Office, tmp_path: Path) -> None:
    command("archive", "write", "--out", str(tmp_path / "a"), "--plain")
    found = command("hot", "--archive", str(tmp_path / "a"), "--json", "--processes", "1")
    assert json.loads(found) == json.loads(command("hot", "--json"))
    assert "停电" in command("hot", "--archive", str(tmp_path / "a"), "--processes", "1", "--detail")
    assert Entry.objects.get(deed="archive.written").told == {"voices": 7, "plain": True}


def test_an_archive_holds_no_personal_data(raised: Office, tmp_path: Path) -> None:
    told = command("archive", "write", "--out", str(tmp_path / "a"), "--from", "2026-03-01")
    assert "7" in told
    (file,) = (tmp_path / "a").rglob("*.parquet")
    assert file.parent.name == "month=2026-03"
    rows = pq.read_table(file).to_pylist()
    assert PHONE not in str(rows)
    assert "企业" not in str([row["person"] for row in rows])
    assert "154****0001" in str(rows)
    assert len({row["person"] for row in rows}) > 5
    with pytest.raises(InputError, match="already"):
        command("archive", "write", "--out", str(tmp_path / "a"))


def test_the_gap_of_an_archive_is_that_of_a_file(tmp_path: Path) -> None:
    asked = [(f"{place}的公租房怎么申请", f"2026-03-{day:02d}") for day, place in enumerate(PLACES, start=1)]
    letters = [{"title": title, "text": "请告知", "time": day, "user": f"u{n}"} for n, (title, day) in enumerate(asked)]
    (tmp_path / "letters.json").write_text(json.dumps(letters), "utf-8")
    item = {"title": "公租房申请条件和流程", "text": "申请公租房，向街道提交材料。", "date": "2026-01-05"}
    (tmp_path / "items.json").write_text(json.dumps([item]), "utf-8")
    rows = {name: [row[name] for row in letters] for name in ("title", "text", "time", "user")}
    (tmp_path / "a").mkdir()
    pq.write_table(pa.table({**rows, "no": list(range(len(letters)))}), tmp_path / "a" / "x.parquet")
    names = [f"--column={pair}" for pair in ("id=no", "at=time", "person=user")]
    told = ("--published", str(tmp_path / "items.json"), "--json")
    found = json.loads(command("gap", "--archive", str(tmp_path / "a"), *names, *told))
    assert found == json.loads(command("gap", "--letters", str(tmp_path / "letters.json"), *told))
    assert found[0]["voices"] == len(PLACES)
    assert command("gap", "--archive", str(tmp_path / "a"), *names, *told, "--from", "2026-05-01").strip() == "[]"
