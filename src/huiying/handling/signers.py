"""谁能签 · Who could sign a step today: those who hold its post, and those who stand in for them. A step that nobody
can sign any more is one whose post is empty.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from huiying.people.models import Absence, LeadingGroupSeat, Post, Role, Seat, User

from .models import Decision, Draft, Part, Review

ROLE_OF = {
    "section_head": Role.SECTION_HEAD,
    "countersign": Role.SECTION_HEAD,
    "office": Role.INFORMATION,
    "secrecy": Role.INFORMATION,
    "leader": Role.LEADER,
    "principal": Role.LEADER,
}


@dataclass(slots=True)
class Signers:
    """The posts as they are held on one day, read once for any number of drafts."""

    posts: list[Post]
    heads: frozenset[tuple[int, int]]
    stand_ins: dict[int, list[User]] = field(default_factory=dict)

    @classmethod
    def on(cls, day: date) -> "Signers":
        posts = Post.objects.filter(user__is_active=True, role__in=set(ROLE_OF.values())).select_related(
            "user", "section"
        )
        seats = LeadingGroupSeat.objects.filter(seat=Seat.HEAD).values_list("user", "unit")
        told = cls(list(posts.order_by("pk")), frozenset(seats))
        for away in Absence.objects.on(day).filter(stand_in__is_active=True).select_related("stand_in"):
            told.stand_ins.setdefault(away.user_id, []).append(away.stand_in)
        return told

    def of(
        self, step: str, section: int | None, *, unit: int | None = None, whole_chain: Iterable[str] = ()
    ) -> list[User]:
        """Who holds the post of a step in the unit of the case, each followed by who stands in for them today;
        `section` is the one that leads, or that countersigns. Where the principal leader signs last, a deputy does
        before.
        """
        posts = [post for post in self.posts if unit is None or post.unit_of in (None, unit)]
        holders = [post.user for post in posts if self._holds(post, step, section, unit, whole_chain)]
        told = [person for holder in holders for person in (holder, *self.stand_ins.get(holder.pk, ()))]
        return list({person.pk: person for person in told}.values())

    def _holds(self, post: Post, step: str, section: int | None, unit: int | None, whole_chain: Iterable[str]) -> bool:
        if post.role != ROLE_OF.get(step):
            return False
        if post.role == Role.SECTION_HEAD:
            return post.section_id == section
        leads = any(user == post.user_id and unit in (None, of) for user, of in self.heads)
        if step == "principal":
            return leads
        return step != "leader" or "principal" not in whole_chain or not leads

    def left_for(self, draft: Draft, step: str, section: int | None) -> list[User]:
        """Those of them who may still sign this draft: who neither wrote nor signed it. Its reviews are prefetched."""
        signed = {r.by_id for r in draft.reviews.all() if r.decision == Decision.APPROVED}
        taken = {*signed, *draft.written_by}
        return [
            p for p in self.of(step, section, unit=draft.case.unit_id, whole_chain=draft.steps) if p.pk not in taken
        ]


def lead_of(draft: Draft) -> int | None:
    """The section that leads; the parts of the case are prefetched."""
    part: Part | None = draft.case.lead_part()
    return part.section_id if part else None


def held_up(waiting: QuerySet[Review], day: date, *, most: int) -> list[Review]:
    """Of the drafts that wait for a signature those that nobody can sign any more, oldest first."""
    rows = waiting.select_related("draft__case__voice", "draft__by", "section")
    rows = rows.prefetch_related("draft__reviews", "draft__case__parts__section", "draft__case__clocks")
    signers = Signers.on(day)
    return [
        each
        for each in rows.order_by("asked_at", "id")[:most]
        if not signers.left_for(each.draft, each.step, each.section_id or lead_of(each.draft))
    ]
