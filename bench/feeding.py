"""Voices are fed through the real intake while things break; a mail server that counts takes the receipts."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from statistics import median, quantiles
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from django.db import Error, connections
from django.utils import timezone

from bench.machines import free_port
from huiying.intake.actions import receive
from huiying.intake.channel import Heard
from huiying.intake.models import Channel, Voice

PLACES = ("中山路", "解放大道", "园区三路", "滨江小区", "火车站", "人民医院", "实验小学", "工业四路")
MATTERS = ("路灯不亮", "井盖松动", "夜间施工扰民", "公交等候太久", "厂房审批太慢", "积水没过脚踝", "停水两天")
SLUG = "faults"
LOOK_SECONDS = 0.25


class CountingPost:
    """An SMTP server that takes every mail and knows each by its Message-ID."""

    def __init__(self) -> None:
        self.port, self.taken = free_port(), Counter[str]()
        self.to: dict[str, list[str]] = {}
        self._server = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=default)
        self.taken[str(mail["Message-ID"])] += 1
        self.to.setdefault(str(mail["Message-ID"]), []).append(f"{mail['To']} {time.monotonic():.1f}")
        return "250 OK"

    def __enter__(self) -> "CountingPost":
        self._server.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.stop()

    @property
    def doubled(self) -> int:
        return sum(many - 1 for many in self.taken.values())


def lay_channel(port: int) -> Channel:
    """A mailbox that nobody reads and that answers by the counting server."""
    settings = {
        "host": "127.0.0.1", "user": "bench", "security": "none", "every": 86_400, "from_address": "desk@bench.example",
        "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", "smtp_user": "-",
    }  # fmt: skip
    row, _made = Channel.objects.update_or_create(
        slug=SLUG,
        defaults={
            "name": "演练信箱", "connector": "mail", "form": "mailbox", "settings": settings,
            "secrets": {"password": "-"}, "tried_at": timezone.now(),
        },
    )  # fmt: skip
    return row


def heard(number: int) -> Heard:
    chance = random.Random(number)
    place, matter = chance.choice(PLACES), chance.choice(MATTERS)
    text = f"{place}{matter}，已经{chance.randint(2, 30)}天了，多次反映没有结果，请尽快派人处理并答复。编号{number}。"
    to = {"mail": f"resident{number}@bench.example", "subject": f"{place}{matter}"}
    return Heard(
        external_id=f"bench-{number}", text=text, title=f"{place}{matter}", said_at=timezone.now(),
        said_by=f"居民{number % 900}", reply_to=to,
    )  # fmt: skip


@dataclass
class Feeder:
    """Feeds one voice after the other at a rate, each until it is taken in, and sees when it has been judged."""

    channel: Channel
    per_second: float
    fed: dict[str, tuple[float, str]] = field(default_factory=dict)  # when it was first tried, and in which phase
    judged: dict[str, float] = field(default_factory=dict)
    tries_that_failed: int = 0
    phase: str = "before"

    def __post_init__(self) -> None:
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._in_a_thread, args=(work,)) for work in (self._feed, self._see)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop_feeding(self) -> None:
        self._stop.set()
        self._threads[0].join()

    def wait_for_all(self, seconds: float) -> None:
        """Until every voice has been judged, or so long."""
        self._threads[1].join(seconds)
        self._gives_up = True
        self._threads[1].join()

    _gives_up = False

    @staticmethod
    def _in_a_thread(work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            connections.close_all()

    def _feed(self) -> None:
        number = 0
        while not self._stop.is_set():
            told = heard(number)
            self.fed[told.external_id] = time.monotonic(), self.phase
            while not self._received(told):
                self.tries_that_failed += 1
                time.sleep(0.1)
            number += 1
            self._stop.wait(random.expovariate(self.per_second))

    def _received(self, told: Heard) -> bool:
        """Whether the real intake took it; what is not known to be taken is brought again, as every source does."""
        try:
            receive([told], channel=self.channel, by=None, at=timezone.now())
        except Error:
            connections.close_all()
            return False
        return True

    def _see(self) -> None:
        while not self._gives_up:
            waiting = [ident for ident in list(self.fed) if ident not in self.judged]
            if not waiting and self._stop.is_set():
                return
            try:
                rows = Voice.objects.filter(external_id__in=waiting, assessed_at__isnull=False)
                found = list(rows.values_list("external_id", flat=True))
            except Error:
                connections.close_all()
                continue
            now = time.monotonic()
            self.judged |= dict.fromkeys(found, now)
            time.sleep(LOOK_SECONDS)

    def latencies(self) -> dict[str, dict[str, float]]:
        """Seconds from a voice to its judgement by phase: the median, the 95th percentile and the longest."""
        told: dict[str, list[float]] = {}
        for ident, (begun, phase) in self.fed.items():
            if ident in self.judged:
                told.setdefault(phase, []).append(self.judged[ident] - begun)
        return {
            phase: {
                "voices": len(times),
                "p50_s": round(median(times), 2),
                "p95_s": round(quantiles(times, n=20)[-1], 2) if len(times) > 1 else round(times[0], 2),
                "longest_s": round(max(times), 2),
            }
            for phase, times in told.items()
        }
