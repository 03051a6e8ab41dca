"""What a filter offers to this person, as pairs of value and words."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiying.assessment.models import Kind, Level
from huiying.intake.models import Channel
from huiying.language.theme_tree import theme_tree
from huiying.people import policies
from huiying.people.models import Role, User

from ..models import CaseState, Outcome
from ..rulebook import regulation
from ..work import sections_seen, sees_all

Words = str | Promise
Choice = tuple[str, Words]
Offer = Callable[[User], Sequence[Choice]]


def fixed(*pairs: Choice) -> Offer:
    return lambda _person: pairs


STATES: tuple[Choice, ...] = (
    ("open", _("Not answered yet")),
    ("answered", _("Answered at all")),
    ("unanswered", _("Over without an answer")),
    *((str(value), label) for value, label in CaseState.choices),
)
CLOCKS: tuple[Choice, ...] = (
    ("late", _("Overdue now")),
    ("soon", _("Due within 48 hours")),
    ("met", _("Answered in time")),
    ("missed", _("Answered late")),
)
WARNINGS: tuple[Choice, ...] = (("emergency", _("Emergency")), ("rumour", _("Possible rumour")))
RATINGS: tuple[Choice, ...] = (
    ("yes", _("Rated by the writer")),
    ("good", _("Rated four stars or five")),
    ("low", _("Rated below four stars")),
)
ADOPTIONS: tuple[Choice, ...] = (
    ("decided", _("Decided suggestions")),
    ("taken", _("Adopted at least in part")),
    *((str(value), label) for value, label in Outcome.choices),
)
INQUIRIES: tuple[Choice, ...] = (
    ("founded", _("Found justified")),
    ("concluded", _("Justified and concluded")),
    ("open", _("Justified, not concluded")),
)
RETURNS: tuple[Choice, ...] = (("yes", _("Returned by a section")), ("no", _("Never returned")))
TOPICS: tuple[Choice, ...] = (("yes", _("In a topic")), ("no", _("In no topic")))
MERGERS: tuple[Choice, ...] = (("into", _("Merged into another")), ("leads", _("It has others merged into it")))


def kinds(_person: User) -> Sequence[Choice]:
    return _pairs(Kind.choices)


def levels(_person: User) -> Sequence[Choice]:
    return _pairs(Level.choices)


def _pairs(choices: Iterable[tuple[Any, Any]]) -> Sequence[Choice]:
    return [(str(value), label) for value, label in choices]


def themes(_person: User) -> Sequence[Choice]:
    return [(name, name) for name in dict.fromkeys(theme_tree().names)]


def case_kinds(_person: User) -> Sequence[Choice]:
    """The kinds of the regulation in force."""
    return [(kind.id, kind.title) for kind in regulation().kinds.values()]


def channels(person: User) -> Sequence[Choice]:
    seen = policies.within(person, "handling.read") | policies.within(person, "intake.read")
    return list(Channel.objects.filter(seen).values_list("slug", "name"))


def sections(person: User) -> Sequence[Choice]:
    """The sections by name; who reads their own section's cases alone is not asked."""
    return [(name, name) for name in sections_seen(person).values_list("name", flat=True)]


def handlers(person: User) -> Sequence[Choice]:
    """Who may handle a case, by their key: everybody, or the people of one's own sections."""
    held = Q(posts__role__in=(Role.HANDLER, Role.SECTION_HEAD))
    if sees_all(person):
        held &= policies.within(person, "handling.read", "posts__unit")
    else:
        held &= Q(posts__section__in=person.sections_as(Role.HANDLER) | person.sections_as(Role.SECTION_HEAD))
    found = User.objects.filter(held, is_active=True).distinct().order_by("pk")
    return [(str(one.pk), str(one)) for one in found.only("username", "name")]
