"""Mails a second: a mailbox of a real Dovecot read into a new SQLite home, and how it stands kills.

`--kills K` reads half as many mails again while the reading process is killed K times: none may be lost or doubled.
Seconds are those of a busy or an idle machine; processor time (`cpu_seconds`) is the same on both.
The peer is django-helpdesk, whose `get_email` reads the same mails from another mailbox of the same server, in an
environment of its own (`uv run --with`), into SQLite too; it sends nothing. Needs Dovecot (Debian: dovecot-imapd).
"""

import argparse
import json
import random
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from huiying.intake.channels.mail.tests.dovecot import PASSWORD, Dovecot, dovecot
from huiying.intake.channels.mail.tests.reading_process import kill
from huiying.intake.channels.mail.tests.reading_process import run as process

OURS, KILLED, THEIRS = "ours@bench.example", "killed@bench.example", "theirs@bench.example"
HELPDESK = "django-helpdesk==2.6.1"
PEER = Path(__file__).with_name("mails_helpdesk.py")
BATCH = 100
FIRST = datetime.now(UTC) - timedelta(days=2)
SENTENCES = (
    "解放路与人民路交叉口的路灯已经三天没有亮了，晚上行人过马路很不安全。",
    "小区门口的施工从早上六点开始，噪音很大，老人和孩子都休息不好，希望有关部门管一管。",
    "请问今年的公租房申请什么时候开始，需要准备哪些材料，在哪里提交？",
    "公交三路车早高峰要等四十分钟，能不能增加班次，或者把间隔缩短一些？",
    "河道里漂着很多垃圾，天热了以后气味难闻，已经反映过两次没有人来处理。",
    "感谢上次的答复，井盖已经换好，希望以后能够定期检查。",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--count", type=int, default=10_000, help="mails in the mailbox")
    parser.add_argument("--kills", type=int, default=0, help="kill the reader so often while mails arrive")
    parser.add_argument("--peer-count", type=int, default=500, help="mails that the peer reads: it is slow")


def run(options: argparse.Namespace) -> dict[str, Any]:
    with dovecot(OURS, KILLED) as server, tempfile.TemporaryDirectory(prefix="huiying-bench-") as folder:
        figures = _read(server, Path(folder, "home"), options.count)
        if options.kills:
            figures["killed"] = _killed(server, Path(folder, "killed"), options.count // 2, options.kills)
    options.ours = figures
    return figures


def _read(server: Dovecot, home: Path, count: int) -> dict[str, Any]:
    for mail in mails(count):
        server.lay(OURS, mail)
    _build(server, home, OURS)
    told = process(home, "read", "0", str(BATCH), str(count))
    found = process(home, "count")
    assert found["voices"] == count, found
    return {
        "messages_per_s": round(count / told["seconds"], 1),
        "peak_mb": told["peak_mb"],
        "seconds": round(told["seconds"], 1),
        "cpu_seconds": round(told["cpu_seconds"], 1),
        "mails": count,
        "receipts_laid": found["receipts"],
    }


def _killed(server: Dovecot, home: Path, count: int, kills: int) -> dict[str, Any]:
    waiting = list(mails(count))
    _build(server, home, KILLED)

    def some_arrive() -> None:
        some, waiting[:] = waiting[: -(-count // kills)], waiting[-(-count // kills) :]
        server.lay(KILLED, *some)

    some_arrive()
    killed = kill(home, kills, batch=BATCH // 10, meanwhile=some_arrive)
    before = process(home, "count")["voices"]
    server.lay(KILLED, *waiting)
    process(home, "read", str(kills), str(BATCH), str(count))
    found = process(home, "count")
    return {
        "kills": killed,
        "mails": count,
        "read_between_kills": before,
        "lost": count - found["texts"],
        "doubled": found["voices"] - found["texts"],
    }


def peers(options: argparse.Namespace) -> dict[str, Any]:
    """The same mails, the first of them where they would be too many; the ratio is of mails a second."""
    count = min(options.count, options.peer_count)
    with dovecot(THEIRS) as server, tempfile.TemporaryDirectory(prefix="huiying-bench-") as folder:
        for mail in mails(count):
            server.lay(THEIRS, mail)
        command = ["uv", "run", "-q", "--no-project", "--python", "3.11", "--with", HELPDESK, "python", str(PEER)]
        told = [folder, str(server.port), THEIRS, PASSWORD]
        done = subprocess.run([*command, *told], check=True, stdout=subprocess.PIPE, text=True, cwd=folder)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    rate, cpu = figures["tickets"] / figures["seconds"], figures["cpu_seconds"] / figures["tickets"]
    return {
        "django_helpdesk": {**figures, "mails": count, "messages_per_s": round(rate, 1)},
        "ratio": round(options.ours["messages_per_s"] / rate, 1),
        "ratio_of_processor_time": round(cpu * options.count / options.ours["cpu_seconds"], 1),
    }


def _build(server: Dovecot, home: Path, user: str) -> None:
    settings = {"host": "127.0.0.1", "port": server.port, "security": "none", "user": user}
    process(home, "build", json.dumps(settings), PASSWORD)


def mails(count: int) -> Iterator[bytes]:
    """Letters as a bureau gets them, the same at every call: half plain, in UTF-8 and GB 18030, half with HTML; one in
    ten with a file, one in ten an answer with its history.
    """
    chance = random.Random(5)
    for number in range(count):
        mail = EmailMessage(policy=SMTP)
        mail["From"] = f"市民{number % 997} <citizen{number % 997}@mail.example>"
        mail["To"], mail["Subject"] = OURS, f"关于{chance.choice(SENTENCES)[:10]}的反映（{number}）"
        mail["Date"] = format_datetime(FIRST + timedelta(seconds=number))
        mail["Message-ID"] = f"<{number}.bench@mail.example>"
        text = f"第{number}封。\n\n" + "\n\n".join(chance.choices(SENTENCES, k=chance.randint(3, 8)))
        if number % 10 == 3:
            text += f"\n\n在 2026-11-20 09:00:00，“办公室” 写道：\n> {chance.choice(SENTENCES)}"
        mail.set_content(text, charset="gb18030" if number % 4 == 0 else "utf-8", cte="base64")
        if number % 2:
            mail.add_alternative(_html(text), subtype="html", charset="utf-8", cte="quoted-printable")
        if number % 10 == 7:
            content = b"%PDF-1.7\n" + chance.randbytes(30_000)
            mail.add_attachment(content, maintype="application", subtype="pdf", filename=f"照片{number}.pdf")
        yield mail.as_bytes()


def _html(text: str) -> str:
    inside = "".join(f'<p style="margin:0;font-family:宋体">{line}</p>' for line in text.split("\n\n"))
    return f"<html><head><style>p{{margin:0}}</style></head><body>{inside}</body></html>"
