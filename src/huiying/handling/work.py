"""Whose work it is: the selections behind “my work”, the review list and what a person may see."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from huiying.people import policies
from huiying.people.models import LeadingGroupSeat, Post, Role, Seat, Section, Unit, User
from huiying.people.policies import Reach
from huiying.people.tree import above

from .models import (
    Case,
    CaseQuerySet,
    Clue,
    ClueState,
    Decision,
    Extension,
    Grant,
    Mention,
    Part,
    PartQuerySet,
    PartState,
    Review,
)
from .rulebook import terms_granted_by

TO_ASSIGN = ("registered", "returned", "reopened")
TO_TAKE = "assigned"
TO_ANSWER = ("accepted", "drafting", "approved")
OF_THE_CASE = "draft__case__unit"


def sees_all(user: User) -> bool:
    """Whether a person may read the cases of every section."""
    return Reach.TREE in _reaches(user)


def _reaches(user: User) -> set[Reach]:
    return {reach for role, reach in policies.POLICY["handling.read"].items() if role in user.roles}


def sections_seen(user: User) -> QuerySet[Section]:
    """The sections of the units whose every case a person may read; none for whom reads those of their own section."""
    return Section.objects.filter(policies.within(user, "handling.read")) if sees_all(user) else Section.objects.none()


def visible(user: User) -> CaseQuerySet:
    """The cases that a person may read: those of their units, and those in which their sections have a part."""
    own = user.sections_as(Role.HANDLER) | user.sections_as(Role.SECTION_HEAD)
    if not sees_all(user):
        return Case.objects.of_sections(own) if Reach.SECTION in _reaches(user) else Case.objects.none()
    within = policies.within(user, "handling.read")
    if not within or not own:
        return Case.objects.filter(within)
    return Case.objects.filter(within | Q(pk__in=Part.objects.filter(section__in=own).values("case")))


def in_reach(user: User, case: str = "case") -> Q:
    """What hangs by `case` on the cases that a person may read; nothing is asked where that is every case."""
    everything = sees_all(user) and policies.units(user, "handling.read") is None
    return Q() if everything else Q(**{f"{case}__in": visible(user)})


def readers(case: Case) -> QuerySet[User]:
    """`visible` the other way round: the staff whose own posts let them read a case, by name."""
    grants = policies.POLICY["handling.read"]
    wide = [role for role, reach in grants.items() if reach is Reach.TREE]
    narrow = [role for role, reach in grants.items() if reach is Reach.SECTION]
    units = above(case.unit_id, Unit.objects.superiors()) if case.unit_id else frozenset(Unit.objects.superiors())
    reached = Q(role__in=wide) & (Q(unit__in=units) | Q(unit=None))
    posts = Post.objects.filter(reached | Q(role__in=narrow, section__in=case.responsible_sections()))
    return User.objects.filter(is_active=True, pk__in=posts.values("user")).order_by("name", "pk")


def unread_mentions(user: User) -> QuerySet[Mention]:
    """Notes that call a person, in cases that they have not opened since, the newest first."""
    unread = Mention.objects.filter(user=user, read_at=None, note__withdrawn_at=None)
    return unread.filter(in_reach(user, "note__case")).select_related("note__by", "note__case")


def to_assign(user: User) -> CaseQuerySet:
    """Cases that no section has: new, given back or opened again; whoever confirms proposals gives them out."""
    if not policies.allows(user, "assessment.confirm"):
        return Case.objects.none()
    return Case.objects.filter(policies.within(user, "assessment.confirm"), state__in=TO_ASSIGN)


def mine(user: User) -> CaseQuerySet:
    """Open cases that wait for this person: their own to write or answer, and new ones of their section to take."""
    lead = Part.objects.filter(case=OuterRef("pk"), is_lead=True)
    sections = user.sections_as(Role.SECTION_HEAD) | user.sections_as(Role.HANDLER)
    own = Q(Exists(lead.filter(handler__in=user.acts_for)), state__in=TO_ANSWER)
    new = Q(Exists(lead.filter(section__in=sections)), state=TO_TAKE)
    # The states once more by themselves: the few open cases are looked at, not the many parts.
    return Case.objects.filter(own | new, state__in=(TO_TAKE, *TO_ANSWER))


def my_parts(user: User) -> PartQuerySet:
    """Parts of other sections' cases that wait for this person, the nearest due first."""
    return Part.objects.of(user).filter(in_reach(user)).order_by(F("due_at").asc(nulls_last=True), "id")


def parts_returned(user: User) -> PartQuerySet:
    """Parts that a section gave back: the information section finds another, until the text is approved."""
    if not policies.allows(user, "handling.part.assign"):
        return Part.objects.none()
    back = Part.objects.helping().filter(in_reach(user), state=PartState.RETURNED)
    return back.before_review().order_by("id")


def to_review(user: User) -> QuerySet[Review]:
    """Drafts at a step of the sign-off that this person may decide, oldest first."""
    waiting = Review.objects.filter(decision=Decision.WAITING).order_by("asked_at", "id")
    signed = Review.objects.filter(draft=OuterRef("draft"), by=user, decision=Decision.APPROVED)
    waiting = waiting.filter(_steps_of(user), ~Exists(signed), in_reach(user, "draft__case"))
    return waiting.exclude(draft__by=user).exclude(draft__writers__contains=f" {user.pk} ")


def _steps_of(user: User) -> Q:
    """The steps that this person's posts sign."""
    steps = Q(pk__in=[])
    if Role.LEADER in user.roles:
        seats = LeadingGroupSeat.objects.filter(seat=Seat.HEAD, user__in=user.acts_for)
        headed = dict(seats.values_list("user", "unit"))
        # The head of the leading group signs last, where the chain asks for that.
        last = Q(draft__chain__contains="principal") if user.pk in headed else Q(pk__in=[])
        steps |= policies.within(user, "handling.review.leader", OF_THE_CASE) & Q(step="leader") & ~last
        if headed:
            steps |= Q(step="principal", draft__case__unit__in=headed.values())
    if Role.INFORMATION in user.roles:
        steps |= policies.within(user, "handling.review.office", OF_THE_CASE) & Q(step__in=("office", "secrecy"))
    if sections := user.sections_as(Role.SECTION_HEAD):
        led = Part.objects.filter(case=OuterRef("draft__case"), section__in=sections, is_lead=True)
        steps |= Q(Exists(led), step="section_head") | Q(step="countersign", section__in=sections)
    return steps


def to_grant(user: User) -> QuerySet[Extension]:
    """Extensions that this person may grant or refuse, oldest first: the regulation names for each term who does."""
    steps = Q(pk__in=[])
    if Role.LEADER in user.roles:
        theirs = policies.within(user, "handling.extend.leader", "clock__case__unit")
        steps |= theirs & Q(clock__term__in=terms_granted_by("leader"))
    if Role.INFORMATION in user.roles:
        theirs = policies.within(user, "handling.extend.information", "clock__case__unit")
        steps |= theirs & Q(clock__term__in=terms_granted_by("information"))
    if sections := user.sections_as(Role.SECTION_HEAD):
        led = Case.objects.filter(parts__section__in=sections, parts__is_lead=True)
        steps |= Q(clock__term__in=terms_granted_by("section_head"), clock__case__in=led)
    waiting = Extension.objects.filter(steps, grant=Grant.WAITING, clock__stopped_at=None)
    return waiting.exclude(by=user).order_by("id")


def visible_clues(user: User) -> QuerySet[Clue]:
    """The rumour clues that a person may read."""
    return Clue.objects.filter(policies.within(user, "handling.clues.read"))


def to_sign(user: User) -> QuerySet[Clue]:
    """Clues that wait for this person's signature: none of those that they wrote on."""
    if not policies.allows(user, "handling.clues.sign"):
        return Clue.objects.none()
    return visible_clues(user).filter(state=ClueState.SUBMITTED).exclude(writers=user)
