"""我的视图 · A person keeps the filters and the order of a list under a name. Nobody else's work changes by it, so the
ledger is not told.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, NotAllowed
from huiying.people import policies
from huiying.people.models import Unit, User

from ..models import SavedView, ViewList

MOST_VIEWS = 30
LONGEST = 1000
SHARE = "handling.views.share"
NOT_KEPT = ("page", "voice", "format", "view")


@transaction.atomic
def save_view(
    which: str, *, name: str, query: str, shared: bool = False, is_default: bool = False, by: User, at: datetime
) -> SavedView:
    """Keep filters and order under a name; one of the same name is written over."""
    name = " ".join(name.split())
    if not name:
        raise InputError(_("A view has a name."), fix=_("Give it one."))
    if which not in ViewList.values or len(query) > LONGEST:
        raise InputError(_("These filters cannot be kept."), fix=_("Use fewer of them."))
    if SavedView.objects.filter(by=by).exclude(list=which, name=name).count() >= MOST_VIEWS:
        raise InputError(_("You have %(n)d views already.") % {"n": MOST_VIEWS}, fix=_("Delete one first."))
    unit = _unit(by) if shared else None
    if is_default:
        SavedView.objects.filter(by=by, list=which, is_default=True).update(is_default=False)
    told = {"query": _kept(query), "unit": unit, "is_default": is_default, "made_at": at}
    view, _made = SavedView.objects.update_or_create(by=by, list=which, name=name, defaults=told)
    return view


@transaction.atomic
def change_view(view: SavedView, *, name: str, shared: bool, is_default: bool, by: User) -> None:
    """Give a view of one's own another name, share it or not, let it open by itself or not."""
    _require_own(view, by)
    name = " ".join(name.split())
    if not name:
        raise InputError(_("A view has a name."), fix=_("Give it one."))
    if is_default:
        others = SavedView.objects.filter(by=by, list=view.list, is_default=True).exclude(pk=view.pk)
        others.update(is_default=False)
    view.name, view.is_default = name, is_default
    if shared != (view.unit_id is not None):
        view.unit = _unit(by) if shared else None
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as twice:
        raise InputError(_("You have a view of this name already."), fix=_("Choose another name.")) from twice


@transaction.atomic
def delete_view(view: SavedView, *, by: User) -> None:
    """Let a view of one's own go."""
    _require_own(view, by)
    view.delete()


def _require_own(view: SavedView, by: User) -> None:
    if view.by_id != by.pk:
        raise NotAllowed(_("Only who made a view changes it."), fix=_("Save it under a name of your own."))


def _unit(by: User) -> Unit:
    """The unit of the post that grants sharing."""
    policies.require(by, SHARE)
    post = next(post for post in by.held_posts if post.role in policies.POLICY[SHARE] and post.section is not None)
    assert post.section is not None
    return Unit.objects.get(pk=post.section.unit_id)


def _kept(query: str) -> str:
    told = QueryDict(query, mutable=True)
    for name in NOT_KEPT:
        told.pop(name, None)
    return told.urlencode()
