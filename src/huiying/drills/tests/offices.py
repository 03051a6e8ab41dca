"""Three offices that play each shipped scenario: one is silent, one says early and plainly what is so, one is curt."""

from collections.abc import Iterator
from datetime import timedelta

from huiying.drills.scenario.happening import Said, Spoken, SpokenSort, Turn
from huiying.drills.scenario.model import HOUR, MINUTE, MomentKind, Scenario
from huiying.drills.scenario.play import Play

PARTS = frozenset({"situation", "verified", "measures", "advice"})
FIRST = 35 * MINUTE
VOICES = (MomentKind.LETTER, MomentKind.POST, MomentKind.NEWS)

HONEST = {
    "subsidy-misread": (
        "网传“小微企业补贴取消”与文件原文不符。办法第九条规定，中小微企业继续享受季度补贴，标准不变，窗口继续受理。",
        "已经拨付的补贴不追溯，企业不需要退回。下季度的申报从下月一日开始。",
    ),
    "plant-smoke": (
        "今天9时05分，烘料设备起火冒烟，消防正在处置。没有发生毒气泄漏，目前无需撤离。伤亡情况正在核实。",
        "2名员工吸入烟气，两人轻伤，没有人员死亡。三个监测点位均未超标，监测数据每小时更新。",
    ),
    "wage-arrears": (
        "今天有工人在厂门口反映欠薪，人数和金额正在核实，请工人到园区服务中心登记。",
        "经核实，企业拖欠186名工人三个月工资。补贴140万元已于去年六月已全部拨付，没有欠拨。企业负责人接受约谈，第一批工资今天发放。",
    ),
    "fake-investment": (
        "我局从未设立、从未授权任何基金，不向个人收取费用。已经交款的，请尽快报案。我局正在自查，一经查实严肃处理。",
        "文号不存在，公章系伪造。公安机关已立案，已掌握47人交款，请带上收据和转账记录报案。",
    ),
    "land-protest": (
        "征收现在处于公告期，没有进场安排。对清点有疑问的，可以申请重新清点，也可以依法申请听证会。",
        "公告的区片综合地价是每亩6.8万元，青苗和附着物另算。网传“每亩三万”不属实。",
    ),
    "storm-fair": (
        "受暴雨影响，展会暂停，即时停止入场。请在一号馆避雨，东广场有接驳车，馆内有免费饮水。",
        "二号馆一处吊顶板脱落，没有人受伤，坍塌的说法不属实。展商损失登记今天开通，门票顺延。",
    ),
}
CURT = {
    "subsidy-misread": "个别人断章取义，请企业自行学习文件。",
    "plant-smoke": "个别群众恶意炒作，现场情绪稳定，无可奉告。",
    "wage-arrears": "欠薪是企业行为，与我局无关，工人应当自行走法律途径。",
    "fake-investment": "市民贪图小利、轻信他人，损失自行承担，绝无内部人员参与。",
    "land-protest": "少数村民不明真相，漫天要价，阻碍发展。",
    "storm-fair": "天灾不可抗，现场秩序井然，个别观众请自行离场。",
}


def nothing(scenario: Scenario) -> list[Spoken]:
    return []


def honest(scenario: Scenario) -> list[Spoken]:
    """First release after 35 minutes, the next when promised; calls answered in five minutes, letters in forty."""
    texts = HONEST[scenario.key]
    said = list(_answers(scenario, "目前掌握的情况以刚才的通报为准，下一次通报时间已经写明。"))
    hours = [FIRST, FIRST + HOUR]
    while hours[-1] + HOUR < scenario.lasts:
        hours.append(hours[-1] + HOUR)
    for number, at in enumerate(hours):
        text = texts[0] if number == 0 else texts[0] + texts[1]
        said.append(release(at, text, number, then=at + HOUR if number + 1 < len(hours) else None))
    return sorted(said, key=lambda one: one.at)


def curt(scenario: Scenario) -> list[Spoken]:
    """As early as the honest one, and every hour: words that provoke, and no part of what people need to know."""
    hours = [FIRST + HOUR * number for number in range(int(scenario.lasts / HOUR))]
    return [release(at, CURT[scenario.key], number, parts=frozenset()) for number, at in enumerate(hours)]


def release(
    at: timedelta, text: str, number: int = 0, *, parts: frozenset[str] = PARTS, then: timedelta | None = None
) -> Spoken:
    return Spoken(at=at, sort=SpokenSort.RELEASE, ref=f"release:{number}", text=text, parts=parts, next=then)


def _answers(scenario: Scenario, text: str) -> Iterator[Spoken]:
    for number, moment in enumerate(scenario.moments, start=1):
        if moment.kind is MomentKind.CALL:
            at, to = moment.at + 5 * MINUTE, f"moment-{number}"
            yield Spoken(at=at, sort=SpokenSort.ANSWER, ref=f"call:{number}", text=text, to=to)
        if moment.kind is MomentKind.LETTER and moment.at + 40 * MINUTE < scenario.lasts:
            at = moment.at + 40 * MINUTE
            yield Spoken(at=at, sort=SpokenSort.REPLY, ref=f"reply:{number}", text="您的来信收到，情况答复如下。")


def played(scenario: Scenario, seed: int, spoken: list[Spoken]) -> tuple[list[Said], list[Turn], float]:
    """Every voice, every turn of the temper, and the temper at the end."""
    happened = Play(scenario, seed).step(timedelta(), scenario.lasts, spoken)
    return list(happened.said), list(happened.turns), happened.temper


def voices_between(said: list[Said], start: timedelta, end: timedelta) -> int:
    return sum(one.kind in VOICES and start <= one.at < end for one in said)
