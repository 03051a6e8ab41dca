"""A drill's day for the tests of the score: a fire at the park, what was said of it, and what the office did with it,
by the real deeds; only what the stage itself lays down is laid down by hand.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from huiying.assessment.models import Proposal
from huiying.drills.models import Call, Pulse, Stage, Utterance
from huiying.drills.scenario.model import (
    HOUR,
    MINUTE,
    Moment,
    MomentKind,
    Reaction,
    Rumour,
    Scenario,
    Sort,
    Stream,
    Truth,
    When,
)
from huiying.drills.scoring.scoring import score_of
from huiying.handling.actions.emergencies import (
    Account,
    Written,
    open_incident,
    save_release,
    sign_release,
    submit_release,
)
from huiying.handling.emergencies.notice import seal_of
from huiying.handling.models import Incident, Release
from huiying.handling.tests.clues import weibo
from huiying.intake.actions import receive
from huiying.intake.channel import Heard
from huiying.intake.models import Channel, Voice
from tests.office import SUNDAY, Office

BEGAN = SUNDAY
PARTS = {
    "situation": "3月15日10时许，松溪产业园一处原料仓库起火冒烟。",
    "verified": "经现场核实，仓库内无人员被困，过火面积约200平方米。",
    "measures": "消防救援力量已到场，周边企业人员已疏散。",
    "advice": "请不要前往围观，关好门窗，以本机关发布的信息为准。",
}
EXPLODED = "仓库爆炸死了人"
DENIED = "没有发生爆炸，没有人员伤亡"
SILENT = "两个小时没有消息，公众情绪上升"
ANGRY = "通报说“情绪稳定”，公众反感"

SCENARIO = Scenario(
    key="warehouse-fire",
    title="松溪产业园仓库起火",
    about="产业园仓库起火冒烟，现场视频在网上传播，出现爆炸死人的谣言。",
    sort=Sort.ACCIDENT,
    begins="10:00",
    lasts=3 * HOUR,
    level="重大",
    place="松溪产业园",
    streams=(
        Stream(name="目击", channel="weibo", start=timedelta(), end=3 * HOUR, rate=30, wordings=("着火了",)),
        Stream(
            name="日常",
            channel="mailbox",
            start=timedelta(),
            end=HOUR,
            rate=2,
            wordings=("咨询",),
            follows_temper=False,
        ),
    ),
    moments=(Moment(at=50 * MINUTE, kind=MomentKind.DOWN, channel="weibo"),),
    reactions=(
        Reaction(when=When.SILENCE, temper=2.0, after=2 * HOUR, because=SILENT),
        Reaction(when=When.WORDS, temper=1.5, words=("情绪稳定",), because=ANGRY),
    ),
    truths=(Truth(name="没有人员死亡", tells=("没有人员伤亡",), denies=("1人死亡",), known_at=30 * MINUTE),),
    rumours=(Rumour(key="explosion", says=EXPLODED, answers=("没有发生爆炸",), unlawful=False),),
    lessons=("首次发布只说已经核实的情况",),
)


@dataclass(slots=True)
class Day:
    """The day as it goes; `at(20)` is twenty minutes after the beginning."""

    office: Office
    stage: Stage
    scenario: Scenario = SCENARIO
    said: int = field(default=0)

    @classmethod
    def of(cls, office: Office, **more: Any) -> "Day":
        stage = Stage.objects.create(
            key="warehouse-fire-1",
            title="松溪产业园仓库起火演练",
            scenario="",
            seed=7,
            began_at=BEGAN,
            played_until=BEGAN,
        )
        return cls(office, stage, replace(SCENARIO, **more))

    def at(self, minute: float) -> datetime:
        return BEGAN + minute * MINUTE

    def says(
        self,
        minute: float,
        text: str = "松溪产业园仓库着火了，浓烟很大！",
        *,
        channel: Channel | None = None,
        addressed: bool = False,
        taken_in: bool = True,
        **more: Any,
    ) -> Utterance:
        """Somebody says something, and the channel hears it a minute later."""
        self.said += 1
        where, ident = channel or weibo(), f"said-{self.said}"
        who = f"网友{self.said}"
        told = {"text": text, "title": "", "said_by": who, "addressed": addressed}
        kind = MomentKind.LETTER if addressed else MomentKind.POST
        values = {"kind": kind, "stream": "目击"} | more
        row = Utterance.objects.create(
            stage=self.stage, channel=where, ident=ident, at=self.at(minute), heard=told, **values
        )
        if taken_in:
            heard = Heard(external_id=ident, text=text, said_at=row.at, said_by=who, addressed=addressed)
            receive([heard], channel=where, by=None, at=row.at + MINUTE)
        return row

    def voice(self, said: Utterance) -> Voice:
        return Voice.objects.get(channel=said.channel, external_id=said.ident)

    def opens(self, minute: float, said: Utterance, **more: Any) -> Incident:
        """The information officer opens the incident on what was said."""
        voice = self.voice(said)
        Proposal.objects.get_or_create(voice=voice, defaults={"lead": self.office.project, "proposed_at": said.at})
        told: dict[str, Any] = {
            "title": "松溪产业园仓库起火",
            "sort": "emergency",
            "level": "重大",
            "place": "松溪产业园",
        }
        told |= {"level": "重大", "place": "松溪产业园", "happened_at": said.at, "found_at": said.at}
        return open_incident(voice, Account(**(told | more)), by=self.office.officer, at=self.at(minute))

    def releases(
        self, minute: float, incident: Incident, *, sort: str = "first", extra: str = "", **more: Any
    ) -> Release:
        """The officer writes it a few minutes before, the leader signs it."""
        at, parts = self.at(minute), {name: more.pop(name, words) for name, words in PARTS.items()}
        text = more.pop("text", "\n".join([*filter(None, parts.values()), extra]))
        title = more.pop("title", f"关于松溪产业园仓库起火的情况通报（第{incident.releases.count() + 1}期）")
        written = Written(sort=sort, title=title, text=text, **(parts | more))
        release = save_release(incident, written, by=self.office.officer, at=at - 2 * MINUTE)
        submit_release(release, by=self.office.officer, at=at - MINUTE)
        sign_release(release, digest=seal_of(release), by=self.office.leader, at=at)
        return release

    def turns(self, minute: float, before: float, after: float, because: str, ref: str = "") -> None:
        told = {"before": before, "after": after, "because": because, "ref": ref}
        Pulse.objects.create(stage=self.stage, at=self.at(minute), **told)

    def calls(self, minute: float, within: float = 10, *, answered: float | None = None, answer: str = "") -> Call:
        call = Call.objects.create(
            stage=self.stage,
            ident=f"call-{minute}",
            who="省报记者",
            text="火灾原因是什么？有没有人员伤亡？",
            at=self.at(minute),
            due_at=self.at(minute + within),
        )
        if answered is not None:
            told = answer or "起火原因正在调查，有结果即发布。"
            done = {"answer": told, "answered_at": self.at(answered), "answered_by": self.office.officer}
            Call.objects.filter(pk=call.pk).update(**done)
        return call

    def written(self, **told: Any) -> Written:
        """A text as a form gives it."""
        return Written(**told)

    def with_weights(self, weights: dict[str, float]) -> Scenario:
        return replace(self.scenario, weights=weights)

    def ends_now(self) -> dict[str, Any]:
        """The result as it stands, whether or not the stage has begun."""
        return score_of(self.stage, self.scenario, at=self.at(60))

    def ends(self, minute: float = 180) -> dict[str, Any]:
        """The result of the day."""
        Stage.objects.filter(pk=self.stage.pk).update(finished_at=self.at(minute), played_until=self.at(minute))
        self.stage.refresh_from_db()
        return score_of(self.stage, self.scenario, at=self.at(minute + 60))


def points(result: dict[str, Any]) -> dict[str, float | None]:
    return {point["key"]: point["points"] for point in result["points"]}


def point(result: dict[str, Any], key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in result["points"] if each["key"] == key)
    return found


def silent(office: Office) -> Day:
    """Voices, a rumour and a call; nobody does anything, and the temper doubles."""
    day = Day.of(office)
    for minute in (0, 5, 12, 40, 70, 100, 130):
        day.says(minute)
    day.says(20, EXPLODED, rumour="explosion")
    day.says(30, "孩子在园区幼儿园，要不要接走？请回复。", addressed=True, channel=office.files, stream="来信")
    day.calls(60)
    day.turns(120, 1.0, 2.0, SILENT)
    return day


def quick(office: Office) -> Day:
    """The same, with an office that opens at once, tells what it knows, denies the rumour and answers the call."""
    day = Day.of(office)
    first = day.says(0)
    for minute in (5, 12, 40):
        day.says(minute)
    day.says(20, EXPLODED, rumour="explosion")
    incident = day.opens(6, first)
    day.releases(40, incident, extra=f"网上流传的爆炸消息不实，{DENIED}。", every=60)
    day.calls(60, answered=64)
    day.turns(41, 1.0, 0.7, "首次通报四项要素齐全")
    day.releases(95, incident, sort="continuing", situation="明火已于11时20分扑灭。", text="明火已于11时20分扑灭。")
    return day


def got(day: Day, key: str, ends: float = 180) -> float:
    told = points(day.ends(ends))[key]
    assert told is not None
    return told


def burning(office: Office, opened: float = 6, **more: object) -> tuple[Day, Incident]:
    day = Day.of(office, **more)
    return day, day.opens(opened, day.says(0))
