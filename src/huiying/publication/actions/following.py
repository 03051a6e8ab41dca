"""我也遇到, 关注 · What the public does on a thread: counting themselves instead of writing a second letter, and being
told when it moves. A press is a count and no deed of a person, so it stands in no ledger.
"""

import hashlib
import hmac
from datetime import date, datetime, timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.handling import board

from ..models import BoardFollower, BoardSame, BoardThread
from .board import link_of

GOOD_FOR = timedelta(days=2)  # for confirming an address
HOUSEHOLD = 64  # bits of an IPv6 network
MOST_FOLLOWERS = 2000  # of a thread: each gets a mail when it moves
_signer = signing.Signer(salt="huiying.board.follow")


def mark_of(address: str, day: date) -> str:
    """An address on a day, told by nothing but the office's key. Of IPv6 the network counts: a household has a whole
    one (RFC 6177), and with it addresses without number.
    """
    told = f"board same {day.isoformat()} {_network(address)}"
    return hmac.digest(settings.SECRET_KEY.encode(), told.encode(), hashlib.sha256).hex()[:32]


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, HOUSEHOLD), strict=False)) if found.version == 6 else str(found)


@transaction.atomic
def count_same(thread: BoardThread, *, address: str, day: date) -> bool:
    """Count somebody who meets the same; False where this address was counted today."""
    _row, made = BoardSame.objects.get_or_create(thread=thread, day=day, mark=mark_of(address, day))
    if made:
        BoardThread.objects.filter(pk=thread.pk).update(same=F("same") + 1)
    return made


def follow(thread: BoardThread, *, mail: str, at: datetime) -> bool:
    """Ask the owner of a mail address whether they want to follow a thread: nothing else is sent before they say so.
    False where no mail can be sent. Whether the address follows already is told to nobody.
    """
    mail = mail.strip().lower()[:254]
    try:
        validate_email(mail)
    except ValidationError as error:
        raise InputError(_("This is not a mail address."), fix=_("It looks like name@example.cn.")) from error
    if board.mail_to_followers() is None or thread.followers.count() >= MOST_FOLLOWERS:
        return False
    row, _made = BoardFollower.objects.get_or_create(
        thread=thread, digest=board.address_digest(mail), defaults={"address": mail, "asked_at": at}
    )
    if row.confirmed_at is None:
        text = _(
            "Somebody asked that this address be told when “%(title)s” on the public board moves. If it was you, "
            "confirm within two days: %(link)s\nIf it was not, you need do nothing: no further mail comes."
        )
        _write(row, f"confirm-{at:%Y%m%d}", text % {"title": thread.title, "link": _link("board-confirm", row)}, at)
    return True


def confirm(token: str, *, at: datetime) -> BoardFollower | None:
    """The owner of an address wants to follow; None where the link is not ours or too old."""
    row = follower_of(token)
    if row is None or (row.confirmed_at is None and at - row.asked_at > GOOD_FOR):
        return None
    BoardFollower.objects.filter(pk=row.pk, confirmed_at=None).update(confirmed_at=at)
    return row


def unfollow(token: str) -> BoardThread | None:
    """Forget a follower and the address; None where the link is not ours."""
    row = follower_of(token)
    if row is None:
        return None
    row.delete()
    return row.thread


def follower_of(token: str) -> BoardFollower | None:
    try:
        pk = int(_signer.unsign(token.replace("~", ":")))
    except (signing.BadSignature, ValueError):
        return None
    return BoardFollower.objects.select_related("thread").filter(pk=pk).first()


def tell_followers(thread: BoardThread, told: str, *, about: str, at: datetime) -> int:
    """Write to everybody who follows a thread that it moved; returns to how many."""
    rows = BoardFollower.objects.filter(thread=thread, confirmed_at__isnull=False)
    return sum(_write(row, about, _moved(row, thread, told), at) for row in rows.select_related("thread"))


def _moved(row: BoardFollower, thread: BoardThread, told: str) -> str:
    last = _("You follow this matter on the public board. To hear no more of it: %(link)s")
    return f"{told}\n{link_of(thread)}\n\n{last % {'link': _link('board-unfollow', row)}}"


def _write(row: BoardFollower, about: str, text: str, at: datetime) -> bool:
    return board.write_to_follower(
        key=f"board:{row.pk}:{about}",
        address=row.address,
        title=_("On the public board: %(title)s") % {"title": row.thread.title[:100]},
        text=text,
        link=link_of(row.thread),
        at=at,
    )


def _link(name: str, row: BoardFollower) -> str:
    token = _signer.sign(str(row.pk)).replace(":", "~")  # mail programs cut a link at a colon
    return f"{settings.SITE_ADDRESS}{reverse(name, args=[token])}"
