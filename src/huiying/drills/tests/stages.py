"""A small stage for the tests: a rumour in a test office, begun by its officer, played by hand."""

from collections.abc import Callable
from datetime import datetime, timedelta

from huiying.assessment.models import Proposal
from huiying.drills import actions
from huiying.drills.models import Stage
from huiying.handling.actions import take_waiting
from huiying.handling.actions.emergencies import Account, open_incident
from huiying.handling.models import Incident
from huiying.intake.actions import listen_all
from huiying.intake.models import Voice
from tests.office import SUNDAY, Office

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BEGAN = SUNDAY
SCENARIO = """
key: test-rumour
title: 桶装水传言
about: 传言说一个园区的桶装水有毒。
sort: rumour
begins: "10:00"
lasts: 6h
brief: 请按平时的职责处置。
streams:
  - name: 微博议论
    channel: weibo
    from: 0m
    rate: 30
    rumour: poison
    wordings:
      - 听说园区的桶装水有毒，喝了会住院。
      - 桶装水到底能不能喝，有人管吗。
  - name: 来信
    channel: mailbox
    from: 10m
    rate: 6
    follows_temper: false
    wordings:
      - 我们厂里几十人喝这个桶装水，请贵局告知能不能喝。
moments:
  - {at: 0m, kind: hint, text: 先看收件。}
  - {at: 20m, kind: call, who: 江岚晚报记者, text: 请问桶装水是否有毒？, within: 15m}
  - {at: 30m, kind: instruction, who: 沈副局长, text: 请尽快核实并向社会说明，结果报我。}
  - {at: 40m, kind: down, channel: weibo}
  - {at: 1h20m, kind: up, channel: weibo}
  - {at: 2h, kind: news, channel: news, who: 江岚晚报, title: 桶装水疑云, text: 多名职工称桶装水有异味。}
reactions:
  - {when: silence, after: 1h, every: 1h, temper: 1.5, because: 一直没有官方消息, channel: weibo, says: [说话呀]}
  - {when: release, has: [situation, verified], temper: 0.6, because: 通报说清了情况}
  - {when: call, temper: 1.3, because: 记者的电话没有人接}
truths:
  - {name: 水质, tells: [检测合格], denies: [检测不合格]}
rumours:
  - {key: poison, says: 桶装水有毒, answers: [检测合格]}
lessons: [先报事实。]
"""


def staged(office: Office, text: str = SCENARIO, seed: int = 7) -> Stage:
    """A stage that waits for its trainer, the officer."""
    stage = Stage.objects.create(key="test-1", title="桶装水传言", scenario=text, seed=seed)
    stage.trainers.add(office.officer)
    return stage


def begun(office: Office, text: str = SCENARIO, seed: int = 7) -> Stage:
    stage = staged(office, text, seed)
    actions.begin(stage, by=office.officer, at=BEGAN)
    return stage


def played(stage: Stage, until: datetime, *, every: timedelta = 10 * MINUTE) -> Stage:
    """Played on, tick by tick."""
    assert stage.played_until is not None
    at = stage.played_until
    while at < until:
        at = min(at + every, until)
        actions.play(stage, at=at)
    return stage


def listened(at: datetime) -> int:
    """The office reads its channels, as its loop does."""
    clock: Callable[[], datetime] = lambda: at  # noqa: E731
    return listen_all(at=at, now=clock)


def answering(office: Office, at: datetime) -> Incident:
    """The office has read its channels and opens an incident on the first voice that it heard."""
    voice = Voice.objects.order_by("pk")[0]
    Proposal.objects.get_or_create(voice=voice, defaults={"kind": "求助", "lead": office.project, "proposed_at": at})
    take_waiting(at=at)
    told = {"title": "桶装水传言", "sort": "opinion", "level": "重大", "happened_at": BEGAN}
    return open_incident(Voice.objects.get(pk=voice.pk), Account(**told, found_at=at), by=office.officer, at=at)  # type: ignore[arg-type]
