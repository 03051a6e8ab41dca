"""评分 · Scenarios that ship, played to their end by the stage itself: an office that is silent, and one that does what
its manual says.
"""

import json
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

import pytest

from huiying.assessment.models import Proposal
from huiying.drills import actions
from huiying.drills.models import Stage, Utterance
from huiying.drills.report import report
from huiying.drills.scenario.reading import shipped, shipped_named
from huiying.drills.scoring import read_result, score
from huiying.drills.stage_connector import heard
from huiying.handling.actions import clues as clue_deeds
from huiying.handling.actions import merge, take_waiting
from huiying.handling.actions.emergencies import (
    Account,
    Written,
    end_incident,
    open_incident,
    save_release,
    sign_release,
    submit_release,
)
from huiying.handling.actions.supervising import report_back
from huiying.handling.emergencies.notice import PARTS, seal_of, text_of, title_of
from huiying.handling.models import Case, Errand, Incident
from huiying.handling.tests.clues import captured, written
from huiying.intake.actions import receive, set_up_channel
from huiying.intake.channel import Heard
from huiying.intake.models import Channel, Voice
from huiying.reporting.official import check
from huiying.reporting.papers.sorts import docx
from tests.office import SUNDAY, Office

from .played import point, points

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
FIRST = {
    "situation": "3月15日9时05分，江岚经济开发区B区2号厂房沐川新材料烘料车间起火冒烟，明火正在扑救。",
    "verified": "两名员工吸入烟气已送医，伤情和起火原因正在核实。",
    "measures": "消防、应急、生态环境部门已到场，周边道路临时管制，下风向三个监测点位开始监测，每小时更新一次。",
    "advice": "请附近居民关闭门窗，不要前往围观；起火厂房以外的学校正常上课，有变化另行通知。",
}
LATER = (
    (
        80,
        "continuing",
        "监测点位锦程小学、岚苑小区和锦程大道东段各项指标未超标，每小时更新一次。没有发生毒气泄漏，无需撤离。",
    ),
    (105, "continuing", "两名员工轻伤，生命体征平稳，没有人员死亡。传播谣言的线索已移交公安机关。"),
    (160, "continuing", "第二次监测结果：三个监测点位各项指标未超标。起火的是烘料设备，原因仍在调查。"),
    (215, "continuing", "现场清理完毕，锦程大道恢复通行，相邻企业下午两点起可以进厂。"),
    (270, "final", "处置结束，两名员工观察治疗后出院，受影响企业的登记处设在开发区服务大厅一楼。"),
)


def staged(office: Office, key: str) -> Stage:
    for slug, name, connector, form in (
        ("weibo", "政务微博", "weibo", "social"),
        ("wechat", "微信公众号", "wechat", "social"),
        ("board", "领导留言板", "portal", "board"),
        ("hotline", "热线", "files", "hotline"),
        ("news", "新闻", "feeds", "news"),
    ):
        if not Channel.objects.filter(slug=slug).exists():
            set_up_channel(slug, name=name, connector=connector, form=form, at=SUNDAY)
            Channel.objects.filter(slug=slug).update(addressed=form in ("board", "hotline"))
    found = shipped_named(key)
    return Stage.objects.create(
        key=f"{key}-1", title=found.title, scenario=found.text, seed=3, began_at=SUNDAY, played_until=SUNDAY
    )


def plays(stage: Stage, minute: float) -> datetime:
    """The stage plays on, and the office reads its channels."""
    at = SUNDAY + minute * MINUTE
    actions.play(stage, at=at)
    known = set(Voice.objects.values_list("external_id", flat=True))
    fresh = Utterance.objects.filter(stage=stage).exclude(ident__in=known).select_related("channel")
    for channel, said in groupby(fresh.order_by("channel", "at", "pk"), key=attrgetter("channel")):
        heard_now = [heard(each) for each in said]
        receive([each for each in heard_now if isinstance(each, Heard)], channel=channel, by=None, at=at)
    return at


@pytest.mark.parametrize("key", [scenario.key for scenario in shipped()])
def test_silence_fails_whatever_the_scenario(office: Office, key: str) -> None:
    stage = staged(office, key)
    lasts = shipped_named(key).lasts / MINUTE
    for part in range(1, 9):
        plays(stage, lasts * part / 8)
    result = score(stage, at=SUNDAY + timedelta(minutes=lasts))
    assert read_result(json.dumps(result)) == result
    told = points(result)
    assert told["detection"] == told["first_response"] == 0
    assert result["score"] < 25
    assert result["figures"]["peak_temper"] > 1
    assert check(docx(report(result, [], dated=SUNDAY.date()))) == []


def test_an_office_that_keeps_to_its_manual_scores_high(office: Office) -> None:
    result = smoke(office)
    low = {each["name"]: each["reasons"] for each in result["points"] if (each["points"] or 100) < 70}
    assert low == {}
    assert result["score"] > 85
    assert result["figures"]["last_temper"] < 1
    assert point(result, "sign_off")["points"] == 100
    assert point(result, "hours")["points"] == 100


def smoke(office: Office) -> dict[str, Any]:
    """The whole of `plant-smoke`, as it should be done."""
    stage = staged(office, "plant-smoke")
    stage.trainers.add(office.auditor)
    at = plays(stage, 6)
    voice = Voice.objects.order_by("pk")[0]
    Proposal.objects.get_or_create(voice=voice, defaults={"lead": office.project, "proposed_at": at})
    told: dict[str, Any] = {
        "title": "沐川新材料车间起火冒烟",
        "sort": "emergency",
        "level": "重大",
        "place": "江岚经济开发区",
    }
    account = Account(**told, happened_at=SUNDAY, found_at=voice.heard_at)
    incident = open_incident(voice, account, by=office.officer, at=at)
    releases = {25: ("first", FIRST), **{minute: (sort, {"situation": text}) for minute, sort, text in LATER}}
    for minute in range(10, 305, 5):
        at = plays(stage, minute)
        answer_calls(stage, office, at)
        report_instructions(office, at)
        take_waiting(at=at)
        if minute in releases:
            release(incident, *releases[minute], office, at)
        if minute == 110:
            hand_over(stage, office, at)
        if minute == 265:
            letters = Case.objects.filter(incident=None, state="registered")
            merge(list(letters), into=incident.case, by=office.officer, at=at)
        if minute == 275:
            end_incident(incident, by=office.leader, at=at)
    return score(stage, at=SUNDAY + timedelta(hours=6))


def answer_calls(stage: Stage, office: Office, at: datetime) -> None:
    for call in stage.calls.filter(answered_at=None):
        text = "已知情况以通报为准：两名员工送医，空气监测结果每小时公布一次，下一期通报请看门户。"
        actions.answer_call(call, text=text, by=office.officer, at=at)


def report_instructions(office: Office, at: datetime) -> None:
    for errand in Errand.objects.filter(reports=None).select_related("instruction", "section"):
        by = office.head if errand.section_id == office.project.pk else office.officer
        report_back(errand, text="已启动预案，第一期通报已发布，续报每小时一期。", by=by, at=at)


def release(incident: Incident, sort: str, parts: dict[str, str], office: Office, at: datetime) -> None:
    whole: dict[str, Any] = {name: parts.get(name, "") for name in PARTS}
    every = 60 if sort != "final" else None
    next_at = at + timedelta(minutes=every) if every else None
    text = text_of(incident, whole, sort=sort, next_at=next_at, at=at)
    title = title_of(incident, incident.releases.count() + 1, sort)
    draft = Written(sort=sort, title=title, text=text, every=every, **whole)
    row = save_release(incident, draft, by=office.officer, at=at - 2 * MINUTE)
    submit_release(row, by=office.officer, at=at - MINUTE)
    sign_release(row, digest=seal_of(row), by=office.leader, at=at)


def hand_over(stage: Stage, office: Office, at: datetime) -> None:
    """The clue of each rumour: its posts, its facts, the leader's signature, the organ's receipt."""
    for key, shade in (("toxic-evacuate", 1), ("three-dead", 2)):
        said = stage.utterances.filter(rumour=key)[:2]
        voices = list(Voice.objects.filter(external_id__in=[each.ident for each in said]))
        clue = clue_deeds.make_clue(title=f"车间冒烟的传言{shade}", voices=voices, by=office.officer, at=at)
        written(clue, office)
        captured(clue, office, shade)
        clue_deeds.submit_clue(clue, by=office.officer, at=at)
        clue_deeds.sign_clue(clue, by=office.leader, at=at)
        people: dict[str, Any] = {"given_by": "顾信息", "received_by": "民警甲"}
        clue_deeds.hand_over(clue, **people, handed_at=at, by=office.officer, at=at)
