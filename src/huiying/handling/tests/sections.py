"""A letter for two sections, told to the step that a test needs; and the people whom the small bureau lacks."""

from datetime import datetime, timedelta

from huiying.handling import actions
from huiying.handling.models import Case, Part, Review
from huiying.people.actions import appoint, seat
from huiying.people.models import LeadingGroupSeat, Role, Seat, Section, User
from tests.office import SUNDAY, Office

from .desk import HOUR, REPLY, opened

PART = "奖补资金已列入本月兑现计划，月底前拨付。"


def hired(login: str, name: str, role: Role, section: Section | None = None) -> User:
    user = User.objects.create(username=login, name=name)
    appoint(user, role=role, section=section, by=None, at=SUNDAY)
    return user


def policy_head(office: Office) -> User:
    """The head of the section that helps: the small bureau has none."""
    found = User.objects.filter(username="policy-head").first()
    return found or hired("policy-head", "冯科长", Role.SECTION_HEAD, office.policy)


def principal(office: Office) -> User:
    """A head of the leading group beside the deputy who signs for the office every day."""
    LeadingGroupSeat.objects.filter(seat=Seat.HEAD).update(seat=Seat.DEPUTY)
    user = hired("principal", "周局长", Role.LEADER)
    seat(user, unit=office.unit, seat=Seat.HEAD, by=None, at=SUNDAY)
    return user


def graded(case: Case, level: str) -> Case:
    case.voice.proposal.level = level
    case.voice.proposal.save()
    return case


def helped(office: Office, **more: object) -> Case:
    """A case of two sections, accepted by the one that leads, with a draft."""
    case = opened(office, **more)
    policy_head(office)
    actions.assign(case, lead=office.project, co_sections=[office.policy], by=office.officer, at=SUNDAY + HOUR)
    actions.accept(case, handler=office.handler, by=office.head, at=SUNDAY + 2 * HOUR)
    actions.save_draft(case, text=REPLY, make_public=True, by=office.handler, at=SUNDAY + 3 * HOUR)
    return case


def part_of(case: Case) -> Part:
    return case.parts.select_related("section", "case").get(is_lead=False)


def given(office: Office, **more: object) -> Case:
    """The same, with the part of the section that helps."""
    case = helped(office, **more)
    actions.give_part(part_of(case), text=PART, by=policy_head(office), at=SUNDAY + 3 * HOUR)
    return case


def in_review(office: Office, level: str = "一般", **more: object) -> Case:
    """The same, sent into review."""
    case = graded(given(office, **more), level)
    actions.submit(case, by=office.handler, at=SUNDAY + 4 * HOUR)
    return case


def waits(case: Case) -> list[str]:
    """The steps that the case waits for, as they were asked."""
    return [review.step for review in actions.signing.waiting_reviews(case)]


def signs(case: Case, *people: User, at: datetime = SUNDAY + 5 * HOUR, **told: object) -> Review | None:
    """These sign one after the other, each at the step that is theirs."""
    following = None
    for number, person in enumerate(people):
        by = User.objects.get(pk=person.pk)
        following = actions.approve(case, by=by, at=at + timedelta(minutes=number), **told)  # type: ignore[arg-type]
    return following
