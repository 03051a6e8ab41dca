"""督办 · What a person may see of cards, chase orders, instructions and late lists, and what of them waits for them."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from huiying.people import policies
from huiying.people.models import Role, Section, User

from .models import (
    CHASE_WITH_SECTION,
    Card,
    CardQuerySet,
    ChaseOrder,
    ChaseOrderQuerySet,
    ChaseState,
    Errand,
    ErrandReport,
    Instruction,
    InstructionQuerySet,
    LateList,
)
from .work import in_reach, sees_all, visible


def own_sections(user: User) -> frozenset[int]:
    """The sections in which a person does what is demanded of them."""
    return user.sections_as(Role.HANDLER) | user.sections_as(Role.SECTION_HEAD) | user.sections_as(Role.INFORMATION)


def cards_seen(user: User) -> CardQuerySet:
    """Every card, or those that the person's own sections were given."""
    if sees_all(user):
        return Card.objects.filter(in_reach(user))
    return Card.objects.filter(section__in=own_sections(user))


def _with_or_without_a_case(user: User) -> Q:
    """What hangs on a case that the person may read, or on none and is of their units."""
    on_a_case, within = in_reach(user), policies.within(user, "handling.supervision")
    return Q(case__in=visible(user)) | Q(within, case=None) if on_a_case or within else Q()


def orders_seen(user: User) -> ChaseOrderQuerySet:
    if sees_all(user):
        return ChaseOrder.objects.filter(_with_or_without_a_case(user))
    return ChaseOrder.objects.filter(section__in=own_sections(user))


def instructions_seen(user: User) -> InstructionQuerySet:
    """All, or those that the person's own sections carry out and those on cases that they may read."""
    if sees_all(user):
        return Instruction.objects.filter(_with_or_without_a_case(user))
    own = Errand.objects.filter(instruction=OuterRef("pk"), section__in=own_sections(user))
    return Instruction.objects.filter(Exists(own) | Q(case__in=visible(user)))


def late_lists_seen(user: User) -> QuerySet[LateList]:
    """Those of the units whose supervision a person sees; who works in a section sees its own rows of its unit's."""
    if sees_all(user):
        return LateList.objects.filter(policies.within(user, "handling.supervision"))
    return LateList.objects.filter(unit__in=Section.objects.filter(pk__in=own_sections(user)).values("unit"))


# ── what waits for a person ──


def to_explain(user: User) -> CardQuerySet:
    """Cards of the person's sections that nobody explained; of those that no section had, the information section's."""
    own = Q(section__in=user.sections_as(Role.HANDLER) | user.sections_as(Role.SECTION_HEAD))
    nobodys = Q(section=None) if policies.allows(user, "handling.card.withdraw") else Q(pk__in=[])
    return cards_seen(user).unexplained().filter(own | nobodys)


def to_answer(user: User) -> ChaseOrderQuerySet:
    """Chase orders to sign for, or to answer."""
    return orders_seen(user).filter(section__in=own_sections(user), state__in=CHASE_WITH_SECTION)


def to_accept(user: User) -> ChaseOrderQuerySet:
    """Answers to be accepted: all for the information section, for a leader those to their own orders."""
    if not policies.allows(user, "handling.chase"):
        return ChaseOrder.objects.none()
    answered = orders_seen(user).filter(state=ChaseState.ANSWERED)
    return answered if Role.INFORMATION in user.roles else answered.filter(issued_by__in=user.acts_for)


def to_report(user: User) -> QuerySet[Errand]:
    """Errands of the person's sections, without those whose report waits for the leader."""
    waiting = ErrandReport.objects.filter(errand=OuterRef("pk"), judged_at=None)
    mine = Errand.objects.filter(section__in=own_sections(user), accepted_at=None, instruction__closed_at=None)
    return mine.filter(~Exists(waiting))


def to_judge(user: User) -> QuerySet[ErrandReport]:
    """Reports that this leader, or who stands in for one, has to judge."""
    if not policies.allows(user, "handling.instruct"):
        return ErrandReport.objects.none()
    open_ones = ErrandReport.objects.filter(judged_at=None, errand__instruction__closed_at=None)
    return open_ones.filter(errand__instruction__by__in=user.acts_for)
