"""权限复核表 · Who may come in and what they hold, to be gone through and signed: GB/T 22239-2019, 8.1.4.2 c) asks that
logins which are not needed are found and closed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Post, User
from huiying.sheets import Book, Column, Look, Value, as_bytes, headed

from .models import Authenticator, Binding, Passkey

REVIEWS = "accounts.review"
UNUSED = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Login:
    """A line of the paper. `why` says why somebody should look at it, "" where nothing strikes."""

    person: str
    username: str
    unit: str
    posts: tuple[str, ...]
    is_open: bool
    last: datetime | None
    second: tuple[str, ...]
    bound: bool
    sessions: int
    why: str


def logins(by: User, *, at: datetime) -> list[Login]:
    """Every login within the reach of whoever reviews, by unit and name."""
    policies.require(by, REVIEWS)
    people = User.objects.filter(policies.within(by, REVIEWS)).select_related("unit").prefetch_related("posts__section")
    return [_login(user, at) for user in _told(people).order_by("unit__pk", "name", "pk")]


def _told(people: QuerySet[User]) -> QuerySet[Any]:
    of = OuterRef("pk")
    return people.annotate(
        with_code=Exists(Authenticator.objects.filter(user=of)),
        with_passkey=Exists(Passkey.objects.filter(user=of)),
        is_bound=Exists(Binding.objects.filter(user=of)),
        sessions_open=Count("sign_ins", filter=Q(sign_ins__ended_at=None), distinct=True),
    )


def _login(user: Any, at: datetime) -> Login:
    factors = [(user.with_code, _("authenticator")), (user.with_passkey, _("passkey"))]
    return Login(
        person=str(user),
        username=user.username,
        unit=str(user.unit or ""),
        posts=tuple(_post(post) for post in user.posts.all()),
        is_open=user.is_active,
        last=user.last_login,
        second=tuple(word for has, word in factors if has),
        bound=user.is_bound,
        sessions=user.sessions_open,
        why=_why(user, at),
    )


def _post(post: Post) -> str:
    role = post.get_role_display()
    return f"{post.section.name} {role}" if post.section else str(role)


def _why(user: User, at: datetime) -> str:
    """A login that nobody used for ninety days, that holds no post, or that is closed and still holds one."""
    used = user.last_login or user.date_joined
    reasons = [
        (user.is_active and at - used >= UNUSED, _("not used for %(days)s days") % {"days": (at - used).days}),
        (user.is_active and not user.posts.all(), _("holds no post")),
        (not user.is_active and bool(user.posts.all()), _("closed, and still holds a post")),
    ]
    return _("; ").join(str(why) for applies, why in reasons if applies)


def paper(rows: Sequence[Login], *, by: User, at: datetime) -> bytes:
    """The table as XLSX, with places for what is decided and who signs. Told in the ledger by how many it lists."""
    striking = sum(bool(row.why) for row in rows)
    about = f"unit:{by.unit_id}" if by.unit_id else f"user:{by.username}"
    record("access.reviewed", about=about, by=by, at=at, logins=len(rows), striking=striking)
    title, organ = _("Review of access rights"), str(by.place() or "")
    told = {"count": len(rows), "striking": striking}
    sheet = headed(
        title,
        _columns(),
        (_cells(number, row) for number, row in enumerate(rows, start=1)),
        title=f"{organ}{title}",
        left=_("%(count)s logins, %(striking)s to look at") % told,
        right=_("As of %(day)s; made by %(who)s") % {"day": timezone.localdate(at).isoformat(), "who": by},
        fixed=2,
        paper="A3",
        filtered=True,
    )
    return as_bytes(Book(title, (sheet,), organ=organ, dated=timezone.localdate(at)))


def _columns() -> list[Column]:
    return [
        Column(_("No."), 6, Look.NUMBER),
        Column(_("Person"), 14),
        Column(_("Login"), 18),
        Column(_("Unit"), 20),
        Column(_("Posts"), 34),
        Column(_("Login open"), 10, Look.MIDDLE),
        Column(_("Last sign-in"), 18, Look.MOMENT),
        Column(_("Second factor"), 18),
        Column(_("Single sign-on"), 12, Look.MIDDLE),
        Column(_("Sessions open"), 10, Look.NUMBER),
        Column(_("To look at"), 26),
        Column(_("Decided (keep, change, close)"), 22),
        Column(_("Signature of the reviewer"), 14),
    ]


def _cells(number: int, row: Login) -> tuple[Value, ...]:
    yes, no = _("yes"), _("no")
    last = timezone.localtime(row.last).replace(tzinfo=None) if row.last else None
    return (
        number,
        row.person,
        row.username,
        row.unit,
        "\n".join(row.posts) or _("none"),
        yes if row.is_open else no,
        last,
        _(", ").join(row.second) or _("none"),
        yes if row.bound else no,
        row.sessions,
        row.why,
        "",
        "",
    )
