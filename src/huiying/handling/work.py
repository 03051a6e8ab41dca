"""Whose work it is: the selections behind “my work”, the review list and what a person may see."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from huiying.people import policies
from huiying.people.models import Post, Role, User
from huiying.people.policies import Reach

from .models import Case, CaseQuerySet, Decision, Extension, Grant, Mention, Review
from .rulebook import terms_granted_by

TO_ASSIGN = ("registered", "returned", "reopened")


def sees_all(user: User) -> bool:
    """Whether a person may read the cases of every section."""
    return Reach.ANY in _reaches(user)


def _reaches(user: User) -> set[Reach]:
    return {reach for role, reach in policies.POLICY["handling.read"].items() if role in user.roles}


def visible(user: User) -> CaseQuerySet:
    """The cases that a person may read: all of them, or those in which their sections have a part."""
    if sees_all(user):
        return Case.objects.all()
    if Reach.SECTION in _reaches(user):
        return Case.objects.of_sections(user.sections_as(Role.HANDLER) | user.sections_as(Role.SECTION_HEAD))
    return Case.objects.none()


def readers(case: Case) -> QuerySet[User]:
    """`visible` the other way round: the staff whose own posts let them read a case, by name."""
    grants = policies.POLICY["handling.read"]
    everywhere = [role for role, reach in grants.items() if reach is Reach.ANY]
    within = [role for role, reach in grants.items() if reach is Reach.SECTION]
    posts = Post.objects.filter(Q(role__in=everywhere) | Q(role__in=within, section__in=case.responsible_sections()))
    return User.objects.filter(is_active=True, pk__in=posts.values("user")).order_by("name", "pk")


def unread_mentions(user: User) -> QuerySet[Mention]:
    """Notes that call a person, in cases that they have not opened since, the newest first."""
    unread = Mention.objects.filter(user=user, read_at=None, note__withdrawn_at=None)
    return unread.filter(note__case__in=visible(user)).select_related("note__by", "note__case")


def to_assign(user: User) -> CaseQuerySet:
    """Cases that no section has: new, given back or opened again; whoever confirms proposals gives them out."""
    if not policies.allows(user, "assessment.confirm"):
        return Case.objects.none()
    return Case.objects.filter(state__in=TO_ASSIGN)


def mine(user: User) -> CaseQuerySet:
    """Open cases that wait for this person: their own to write or answer, and new ones of their section to take."""
    own = Q(parts__handler__in=user.acts_for, parts__is_lead=True, state__in=("accepted", "drafting", "approved"))
    heads = user.sections_as(Role.SECTION_HEAD) | user.sections_as(Role.HANDLER)
    new = Q(parts__section__in=heads, parts__is_lead=True, state="assigned")
    return Case.objects.filter(own | new).distinct()


def to_review(user: User) -> QuerySet[Review]:
    """Drafts at a step of the sign-off that this person may decide, oldest first."""
    waiting = Review.objects.filter(decision=Decision.WAITING).order_by("asked_at")
    steps = Q(pk__in=[])
    if Role.LEADER in user.roles:
        steps |= Q(step="leader")
    if sections := user.sections_as(Role.SECTION_HEAD):
        led = Case.objects.filter(parts__section__in=sections, parts__is_lead=True)
        steps |= Q(step="section_head", draft__case__in=led)
    signed = Review.objects.filter(draft=OuterRef("draft"), by=user, decision=Decision.APPROVED)
    return waiting.filter(steps, ~Exists(signed)).exclude(draft__by=user)


def to_grant(user: User) -> QuerySet[Extension]:
    """Extensions that this person may grant or refuse, oldest first: the regulation names for each term who does."""
    steps = Q(pk__in=[])
    if Role.LEADER in user.roles:
        steps |= Q(clock__term__in=terms_granted_by("leader"))
    if Role.INFORMATION in user.roles:
        steps |= Q(clock__term__in=terms_granted_by("information"))
    if sections := user.sections_as(Role.SECTION_HEAD):
        led = Case.objects.filter(parts__section__in=sections, parts__is_lead=True)
        steps |= Q(clock__term__in=terms_granted_by("section_head"), clock__case__in=led)
    waiting = Extension.objects.filter(steps, grant=Grant.WAITING, clock__stopped_at=None)
    return waiting.exclude(by=user).order_by("id")
