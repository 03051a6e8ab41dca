"""Fill an empty home with 200,000 voices and 60,000 cases, as a city's bureaus have them after some years: proposals,
parts, clocks, drafts, reviews, replies, ratings, and the word index. No ledger: the lists do not read it.

    HUIYING_HOME=/tmp/full python -m bench desk-fill --voices 200000 --cases 60000

The home is left as it is filled, for `huiying serve` or a bench of the pages; the login is that of the demo.
"""

# ruff: noqa: E402

import argparse
import os
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiying.project.settings")
django.setup()

from huiying.assessment.models import Gathering, Kind, Level, Proposal, Topic
from huiying.feedback.models import Rating
from huiying.handling.actions import index_waiting
from huiying.handling.models import Case, Clock, Decision, Draft, Part, Reply, Review
from huiying.handling.rulebook import regulation
from huiying.intake.models import Channel, Correspondent, Voice
from huiying.people.models import Section, User
from huiying.project.demo.staffing import Cast, hire
from huiying.project.office import make_office

BATCH = 2000
PLACES = ("松溪路", "云台街", "开发区", "北湖小区", "长河镇", "东站广场", "青石巷", "科创园", "老机床厂", "南郊")
MATTERS = (
    *("厂房租金补贴申报", "施工许可办理", "路灯不亮", "夜间施工噪音", "公积金提取", "企业用工招聘", "物业收费"),
    *("公交班次", "污水管网改造", "惠企政策兑现", "高新企业认定", "不动产登记", "停车位划线", "幼儿园学位"),
    *("农民工工资拖欠", "水压不足"),
)
SAID = (
    "已经反映过两次，一直没有人来处理，请尽快协调。",
    "请问需要准备哪些材料，在哪里提交，多长时间可以办好？",
    "窗口每次都说材料不全，跑了三趟也没有办下来。",
    "晚上九点以后还在作业，老人和孩子都休息不好。",
    "希望有关部门实地看一看，给一个明确的答复。",
    "去年的款项到现在还没有到账，企业周转很困难。",
    "感谢上次的答复，希望以后能够定期检查。",
)
REPLY = "您好。关于您反映的{matter}问题，我科已会同有关单位到{place}现场核实，现将办理情况答复如下：{said}"
STATES = ("registered", "assigned", "accepted", "drafting", "in_review", "approved")
OPEN_SHARE, PUBLISHED_SHARE = 0.05, 0.6
SPAN = timedelta(days=1500)
Rows = list[Any]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--voices", type=int, default=200_000)
    parser.add_argument("--cases", type=int, default=60_000, help="the newest voices have cases")
    parser.add_argument("--no-index", action="store_true", help="leave the word index empty")


def run(options: argparse.Namespace) -> dict[str, Any]:
    settings.HOME.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    now = datetime.now(UTC)
    cast = hire(make_office(at=now - timedelta(days=1600)), now - timedelta(days=1600))
    filling = Filling(cast, now, options.voices, options.cases)
    for chunk in chunks(options.voices):
        filling.fill(chunk)
    filled = time.perf_counter()
    indexed = 0 if options.no_index else _index(now)
    return {
        "voices": Voice.objects.count(),
        "cases": Case.objects.count(),
        "filled_s": round(filled - began, 1),
        "indexed": indexed,
        "indexed_s": round(time.perf_counter() - filled, 1),
    }


def chunks(count: int) -> Iterator[range]:
    return (range(start, min(start + BATCH, count)) for start in range(0, count, BATCH))


def _index(now: datetime) -> int:
    done = 0
    while taken := index_waiting(at=now, limit=BATCH):
        done += taken
    return done


class Filling:
    """One batch after the other, the oldest voices first; the last of them have cases."""

    def __init__(self, cast: Cast, now: datetime, voices: int, cases: int, span: timedelta = SPAN) -> None:
        self.now, self.voices, self.first_case, self.span = now, voices, voices - cases, span
        self.chance = random.Random(7)
        self.channels = list(Channel.objects.all())
        self.sections: list[Section] = [cast.sections[name] for name in cast.handlers]
        self.handlers: dict[int, list[User]] = {cast.sections[name].pk: who for name, who in cast.handlers.items()}
        self.heads = {cast.sections[name].pk: who for name, who in cast.heads.items()}
        self.leader = next(iter(cast.leaders.values()))
        self.regulation = regulation().key
        people = [Correspondent(name=f"{chr(0x5F20 + n % 300)}某") for n in range(voices // 4 + 1)]
        self.people = Correspondent.objects.bulk_create(people, batch_size=BATCH)
        unit = self.channels[0].unit
        topics = [
            Topic(unit=unit, description=f"{place}{matter}", first_at=now, last_at=now, heat=self.chance.random() * 50)
            for place in PLACES
            for matter in MATTERS
        ]
        Gathering.objects.create(asked_at=now, done_at=now)  # else the loops gather while pages are asked for
        self.topics = {topic.description: topic for topic in Topic.objects.bulk_create(topics)}

    def fill(self, numbers: Any) -> None:
        voices = Voice.objects.bulk_create([self._voice(n) for n in numbers], batch_size=500)
        Proposal.objects.bulk_create([self._proposal(voice) for voice in voices], batch_size=500)
        pairs = [(n, voice) for n, voice in zip(numbers, voices, strict=True) if n >= self.first_case]
        if pairs:
            self._cases(pairs)

    def _voice(self, n: int) -> Voice:
        chance, at = self.chance, self.now - self.span * ((self.voices - n) / self.voices)
        place, matter = chance.choice(PLACES), chance.choice(MATTERS)
        text = f"{place}{matter}，第{n}号。" + "".join(chance.choices(SAID, k=chance.randint(2, 7)))
        return Voice(
            number=f"HY{at:%Y%m%d}-{n:06d}",
            channel=chance.choice(self.channels),
            external_id=f"fill-{n}",
            correspondent=chance.choice(self.people),
            title=f"{place}{matter}的问题",
            text=text,
            raw={"place": place, "matter": matter},
            digest=f"{n:064d}",
            said_at=at,
            heard_at=at,
            addressed=n >= self.first_case,
            assessed_at=at,
            taken_at=at,
        )

    def _proposal(self, voice: Voice) -> Proposal:
        chance, said = self.chance, voice.raw
        return Proposal(
            voice=voice,
            kind=chance.choice(Kind.values),
            theme=chance.choice(("审批服务", "城市建设", "环境保护", "社会保障", "交通运输")),
            level=chance.choices(Level.values, weights=(90, 7, 2, 1))[0],
            lead=chance.choice(self.sections),
            emergency=chance.random() < 0.01,
            rumour=chance.random() < 0.01,
            topic=self.topics[said["place"] + said["matter"]] if chance.random() < 0.3 else None,
            proposed_at=voice.said_at,
            confirmed_at=voice.said_at if chance.random() < 0.9 else None,
        )

    def _cases(self, pairs: list[tuple[int, Voice]]) -> None:
        cases = Case.objects.bulk_create([self._case(n, voice) for n, voice in pairs], batch_size=500)
        Part.objects.bulk_create([part for case in cases for part in self._parts(case)], batch_size=500)
        Clock.objects.bulk_create([self._clock(case) for case in cases], batch_size=500)
        written = [case for case in cases if case.state not in ("registered", "assigned", "accepted")]
        drafts = Draft.objects.bulk_create([self._draft(case) for case in written], batch_size=500)
        reviews = [review for draft in drafts for review in self._reviews(draft)]
        Review.objects.bulk_create(reviews, batch_size=500)
        replies = [self._reply(draft) for draft in drafts if draft.case.answered_at]
        Reply.objects.bulk_create(replies, batch_size=500)
        rated = [reply for reply in replies if self.chance.random() < 0.4]
        ratings = [Rating(reply=reply, stars=self.chance.randint(1, 5), at=reply.delivered_at) for reply in rated]
        Rating.objects.bulk_create(ratings, batch_size=500)

    def _case(self, n: int, voice: Voice) -> Case:
        newest = n >= self.voices - (self.voices - self.first_case) * OPEN_SHARE
        answered = None if newest else voice.said_at + timedelta(days=self.chance.uniform(0.2, 14))
        return Case(
            number=f"{voice.said_at:%Y}-{n:06d}",
            voice=voice,
            title=voice.title,
            unit_id=voice.channel.unit_id,
            state=self.chance.choice(STATES) if newest else "closed",
            opened_at=voice.said_at,
            answered_at=answered,
            closed_at=answered,
            regulation=self.regulation,
            returns=int(self.chance.random() < 0.05),
        )

    def _parts(self, case: Case) -> Rows:
        if case.state == "registered":
            return []
        lead, other = self.chance.sample(self.sections, 2)
        handler = None if case.state == "assigned" else self.chance.choice(self.handlers[lead.pk])
        told = {"case": case, "assigned_at": case.opened_at}
        parts = [Part(**told, section=lead, is_lead=True, handler=handler)]
        return [*parts, Part(**told, section=other)] if self.chance.random() < 0.1 else parts

    def _clock(self, case: Case) -> Clock:
        due = case.opened_at + timedelta(days=9)
        return Clock(case=case, term="mailbox", started_at=case.opened_at, due_at=due, stopped_at=case.answered_at)

    def _draft(self, case: Case) -> Draft:
        said = case.voice.raw
        text = REPLY.format(**said, said="".join(self.chance.choices(SAID, k=3)))
        by = self.chance.choice(next(iter(self.handlers.values())))
        submitted = None if case.state == "drafting" else case.opened_at
        return Draft(case=case, version=1, text=text, by=by, at=case.opened_at, submitted_at=submitted)

    def _reviews(self, draft: Draft) -> Rows:
        if draft.submitted_at is None:
            return []
        told = {"draft": draft, "asked_at": draft.at}
        if draft.case.state == "in_review":
            return [Review(**told, step=self.chance.choice(("section_head", "leader")))]
        head = next(iter(self.heads.values()))
        done = {"decision": Decision.APPROVED, "at": draft.at}
        return [
            Review(**told, step="section_head", by=head, **done),
            Review(**told, step="leader", by=self.leader, **done),
        ]

    def _reply(self, draft: Draft) -> Reply:
        case, public = draft.case, self.chance.random() < PUBLISHED_SHARE
        told = {"text": draft.text, "signed_as": "市招商局", "make_public": public, "delivered_at": case.answered_at}
        return Reply(case=case, draft=draft, published_at=case.answered_at if public else None, **told)
