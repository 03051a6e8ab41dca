"""A consultation of the small bureau, for the tests: told, published, spoken on, and brought to its result."""

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from huiying.publication.actions.consultations import Told, make_consultation, publish_consultation
from huiying.publication.actions.consultations_opinions import receive_opinion
from huiying.publication.actions.consultations_points import decide_point, gather_points, give_point
from huiying.publication.models import Consultation, Opinion
from tests.office import SUNDAY, Office

DRAFT = """第一章 总则
第一条 为了规范园区停车管理，制定本办法。
第二条 小微企业租金补贴按实际租金的百分之三十发放。
第三条 园区停车场由有关部门负责管理，夜间不对外开放。
"""
SUBSIDY = (
    "建议提高小微企业的租金补贴标准，现在的标准覆盖不了一半租金。",
    "租金补贴标准太低了，小微企业租金压力大，请提高补贴标准。",
    "希望把小微企业租金补贴的标准再提高一些。",
)
PARKING = ("停车场夜间应当对周边居民开放，收费要低一点。", "园区停车场晚上空着，建议夜间向居民开放。")
OPENS, ENDS = date(2026, 3, 16), date(2026, 4, 20)
DURING = SUNDAY + timedelta(days=5)
AFTER = SUNDAY + timedelta(days=60)


def told(office: Office, **more: object) -> Told:
    """What the office tells, 35 days from the day after SUNDAY."""
    usual = Told(
        section=office.policy,
        kind="enterprise",
        title="园区停车和租金补贴办法（征求意见稿）",
        background="为规范停车管理，支持小微企业发展，我局起草了本办法。",
        who="园区企业和周边居民",
        how="",
        draft=DRAFT,
        starts_on=OPENS,
        ends_on=ENDS,
    )
    return replace(usual, **more)  # type: ignore[arg-type]


def held(office: Office, **more: object) -> Consultation:
    """A consultation on the portal."""
    made = make_consultation(told(office, **more), unit=office.unit, by=office.editor, at=SUNDAY)
    publish_consultation(made, by=office.editor, at=SUNDAY)
    return Consultation.objects.get(pk=made.pk)


def open_now(office: Office, days: int = 35, **more: object) -> Consultation:
    """One that is open by the clock of the wall, which the pages read."""
    today, now = timezone.localdate(), timezone.now()
    dates = {"starts_on": today, "ends_on": today + timedelta(days=days)} | more
    made = make_consultation(told(office, **dates), unit=office.unit, by=office.editor, at=now)
    publish_consultation(made, by=office.editor, at=now)
    return Consultation.objects.get(pk=made.pk)


def closed_now(office: Office) -> Consultation:
    """One that was open and is over, by the clock of the wall."""
    one = open_now(office)
    speak(one, *SUBSIDY, *PARKING, at=timezone.now())
    today = timezone.localdate()
    Consultation.objects.filter(pk=one.pk).update(
        starts_on=today - timedelta(days=40), ends_on=today - timedelta(days=1), least_on=today - timedelta(days=5)
    )
    return Consultation.objects.get(pk=one.pk)


def speak(one: Consultation, *texts: str, at: datetime = DURING, **more: object) -> list[Opinion]:
    """Opinions, each from somebody else unless `browser` or `contact` says so."""
    said = []
    for text in texts:
        whom = {"browser": uuid.uuid4().hex, **more}
        said.append(receive_opinion(one, token=uuid.uuid4(), text=text, at=at, **whom)[0])  # type: ignore[arg-type]
    return said


def decided(one: Consultation, office: Office, at: datetime = AFTER) -> None:
    """The points are gathered and every one of them decided."""
    gather_points(one, by=office.officer, at=at)
    for n, point in enumerate(one.points.all()):
        give_point(point, section=office.policy, by=office.officer, at=at)
        outcome = ("adopted", "not_adopted")[n % 2]
        decide_point(point, outcome=outcome, reason="已研究，见修改稿相应条款。", by=office.stranger, at=at)
