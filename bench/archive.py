"""Hot topics of an archive of made-up posts: posts a second and peak memory, in a process of its own.

The archive is made once in `--folder` and used again. A fifth of the posts tell of planted events, a third repeat a
post word for word. `f1` is that of the hottest topics against the events they tell of, `events_f1` the mean of the best
that any group has for an event of twenty posts: most posts are everyday noise, and so are most of the hottest topics.
"""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from huiying.assessment.archive.columns import SCHEMA
from huiying.core.zone import ZONE

BEGIN, DAYS = datetime(2024, 1, 1, tzinfo=ZONE), 731
GROUP = 50_000
TOP = 20
EVENTS_SHARE, REPEATED = 0.2, 0.34
KNOWN = 20  # posts of an event that is looked for
PARTS = (
    "青澜",
    "北麓",
    "南屏",
    "东篱",
    "西苑",
    "云栖",
    "石桥",
    "竹溪",
    "松涛",
    "柳湖",
    "枫林",
    "梅坞",
    "鹤鸣",
    "龙泉",
    "凤岭",
)
SORTS = ("小区", "路口", "中学", "市场", "工地", "公园", "医院", "车站", "软件园", "水库", "村", "大桥")
MATTERS = (
    ("停水", "水压", "水管", "供水公司"),
    ("停电", "变压器", "电网", "供电所"),
    ("噪音", "夜间施工", "扰民", "分贝"),
    ("拥堵", "红绿灯", "早高峰", "交警"),
    ("臭味", "垃圾站", "清运", "环卫"),
    ("拖欠工资", "包工头", "农民工", "劳动监察"),
    ("学位", "入学", "学区", "教育局"),
    ("公交", "班次", "候车", "调度"),
    ("油烟", "餐馆", "烟道", "城管"),
    ("积水", "内涝", "排水", "暴雨"),
    ("电梯", "故障", "维保", "物业"),
    ("停车", "车位", "收费", "违停"),
    ("虫害", "绿化", "枯树", "园林"),
    ("诈骗", "集资", "退款", "报案"),
    ("污水", "河道", "排污", "监测"),
    ("路灯", "照明", "夜路", "检修"),
    ("食堂", "变质", "腹泻", "食药"),
    ("网络", "断网", "宽带", "运营商"),
)
SAID = (
    "{place}又{a}了，{b}{n}天没人管，{d}到底什么时候来",
    "请问{place}的{a}问题，{c}{e}，已经反映{n}次",
    "{e}，{place}{a}，{b}和{c}都说不归自己",
    "刚路过{place}，{c}{b}，{a}还是老样子，{e}",
    "关于{place}{a}：{d}答复{n}日内解决，{e}",
    "{place}{b}{a}，希望{d}重视，{e}{c}",
)
WHO = ("老人", "孩子", "上班族", "邻居", "商户", "司机", "租户", "游客", "学生", "护士", "厨师", "快递员")
HOW = ("很着急", "夜里睡不好", "出行不便", "损失不小", "一肚子意见", "盼着答复", "等了很久", "说不清原因", "打了电话")
FILL = tuple(who + how for who in WHO for how in HOW)


def arguments(parser: argparse.ArgumentParser, *, of: str = "posts") -> None:
    parser.add_argument(f"--{of}", type=int, default=200_000, metavar="N")
    parser.add_argument("--folder", type=Path, required=True, metavar="F", help="for the archive and the work")
    parser.add_argument("--processes", type=int, default=1, metavar="N")
    parser.add_argument("--go-on", action="store_true", help="from where a run was stopped, instead of anew")
    parser.add_argument("--same", action="store_true", help="compare with the embedded run (needs memory)")


def run(options: argparse.Namespace) -> dict[str, Any]:
    archive = options.folder / f"posts-{options.posts}"
    if not archive.exists():
        store(archive, posts(options.posts))
    work = options.folder / f"work-{options.posts}-{options.processes}"
    measured = measured_run("bench.archive_run", archive, work, options)
    return {
        "posts": options.posts,
        "posts_a_second": round(options.posts / measured["seconds"]),
        "archive_mib": sum(file.stat().st_size for file in archive.rglob("*.parquet")) // 2**20,
        **measured,
    }


def measured_run(module: str, archive: Path, work: Path, options: argparse.Namespace) -> dict[str, Any]:
    """What the module prints, run in a process of its own, with its time and memory."""
    if not options.go_on:
        shutil.rmtree(work, ignore_errors=True)
    told = [sys.executable, "-m", module, str(archive), str(work), str(options.processes)]
    begun = time.perf_counter()
    child = subprocess.Popen([*told, *(["same"] if options.same else [])], stdout=subprocess.PIPE)
    watch = _Watch(child.pid)
    out, _none = child.communicate()
    seconds = time.perf_counter() - begun
    if child.returncode:
        raise SystemExit(child.returncode)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "processes": options.processes,
        "seconds": round(seconds, 1),
        "processor_seconds": round(used.ru_utime + used.ru_stime, 1),
        "peak_mib_of_one": watch.one // 1024,
        "peak_mib_of_all": watch.all // 1024,
        **json.loads(out.splitlines()[-1]),
    }


class _Watch:
    """The greatest resident memory of a process and its children, looked at twice a second, in KiB."""

    def __init__(self, pid: int) -> None:
        self.one = self.all = 0
        self._pid = pid
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while Path(f"/proc/{self._pid}/stat").exists():
            sizes = [_resident(pid) for pid in _family(self._pid)]
            self.one, self.all = max(self.one, *sizes, 0), max(self.all, sum(sizes))
            time.sleep(0.5)


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(other for child in children for other in _family(int(child)))]


def _resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def store(folder: Path, told: Iterable[dict[str, Any]]) -> None:
    """An archive by months; a name in its place says that it is whole."""
    partial = folder.with_name(f".{folder.name}-{os.getpid()}")
    writers: dict[str, pq.ParquetWriter] = {}
    rows: list[dict[str, Any]] = []
    month = ""
    for row in told:
        its_month = f"{row['at']:%Y-%m}"
        if rows and (its_month != month or len(rows) == GROUP):
            _write(partial, month, rows, writers)
            rows = []
        month = its_month
        rows.append(row)
    _write(partial, month, rows, writers)
    for writer in writers.values():
        writer.close()
    partial.rename(folder)


def _write(folder: Path, month: str, rows: list[dict[str, Any]], writers: dict[str, pq.ParquetWriter]) -> None:
    if month not in writers:
        path = folder / f"month={month}" / "posts.parquet"
        path.parent.mkdir(parents=True)
        writers[month] = pq.ParquetWriter(path, SCHEMA, compression="zstd")
    writers[month].write_table(pa.Table.from_pylist(rows, schema=SCHEMA))


def posts(count: int) -> Iterator[dict[str, Any]]:
    """Posts in the order of their time; the id of one that tells of an event begins with the event's number."""
    chance = random.Random(count)
    events = _events(chance, max(count // 1000, 20))
    step = timedelta(days=DAYS) / count
    recent: list[tuple[str, str]] = []
    for number in range(count):
        at = BEGIN + number * step
        if recent and chance.random() < REPEATED:
            about, text = chance.choice(recent)
        else:
            about, text = _post(chance, events, number / count * DAYS)
            recent = [*recent[-400:], (about, text)]
        yield {
            "id": f"{about}-{number:09d}",
            "number": str(number),
            "channel": chance.choice(("weibo", "board", "letters")),
            "at": at,
            "title": "",
            "text": text,
            "person": f"p{chance.randrange(max(count // 5, 1))}",
            "likes": int(chance.paretovariate(1.2)) - 1,
            "against": 0,
            "reposts": 0,
            "place": "",
            "url": "",
        }


def _events(chance: random.Random, count: int) -> list[tuple[float, str, tuple[str, ...]]]:
    """Each begins on a day, at a place of its own name, with one matter."""
    names = [f"{a}{b}{c}" for a in PARTS for b in PARTS for c in SORTS if a != b]
    return sorted((chance.uniform(0, DAYS), chance.choice(names), chance.choice(MATTERS)) for _ in range(count))


def _post(chance: random.Random, events: list[tuple[float, str, tuple[str, ...]]], day: float) -> tuple[str, str]:
    if chance.random() < EVENTS_SHARE:
        alive = [n for n, event in enumerate(events) if event[0] <= day < event[0] + 6] if len(events) < 500 else []
        place = int(day / DAYS * len(events)) - chance.randrange(5)
        number = chance.choice(alive) if alive else max(place, 0)
        return f"e{number}", _text(chance, events[number][1], events[number][2])
    return "n", _text(chance, f"{chance.choice(PARTS)}{chance.choice(PARTS)}{chance.choice(SORTS)}", _mixed(chance))


def _mixed(chance: random.Random) -> tuple[str, ...]:
    """What happens every day and is no event: words of many matters."""
    return tuple(chance.choice(matter) for matter in chance.sample(MATTERS, 4))


def _text(chance: random.Random, place: str, words: tuple[str, ...]) -> str:
    a, b, c, d = words
    told = chance.choice(SAID).format(place=place, a=a, b=b, c=c, d=d, e=chance.choice(FILL), n=chance.randrange(2, 60))
    return f"{told}。{chance.choice(FILL)}，{chance.choice(FILL)}{chance.randrange(100)}"


def f1_of(topics: list[list[str]], sizes: Counter[str]) -> list[float]:
    """For each topic the F1 against the event that most of its posts tell of."""
    found = []
    for ids in topics:
        events = Counter(ident.split("-")[0] for ident in ids if ident.startswith("e"))
        event, hits = max(events.items(), key=lambda one: one[1], default=("", 0))
        found.append(round(2 * hits / (len(ids) + sizes[event]), 3))
    return found


def events_f1(told: Iterable[tuple[int, str]]) -> float:
    """The mean over events of the best F1 of a group, of groups and ids of posts."""
    groups, events, both = Counter[int](), Counter[str](), Counter[tuple[int, str]]()
    for group, ident in told:
        groups[group] += 1
        if ident.startswith("e"):
            event = ident.split("-")[0]
            events[event] += 1
            both[group, event] += 1
    best = dict.fromkeys((event for event, many in events.items() if many >= KNOWN), 0.0)
    for (group, event), hits in both.items():
        if event in best:
            best[event] = max(best[event], 2 * hits / (groups[group] + events[event]))
    return round(sum(best.values()) / max(len(best), 1), 3)
