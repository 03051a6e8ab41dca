"""配图和附件 · Pictures and files come to a manuscript and leave it; each change is another version to be reviewed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.handling.files import checked, filled, keep
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ..manuscripts.content import MOST_ENCLOSURES, MOST_PICTURES, plain
from ..manuscripts.pictures import drawn_anew
from ..models import Enclosure, Manuscript, Picture
from .manuscripts import WRITE, touched


@transaction.atomic
def add_picture(manuscript: Manuscript, *, content: bytes, caption: str, by: User, at: datetime) -> Picture:
    """Add a picture, drawn anew, with what it shows: who cannot see it is told that."""
    now = _writable(manuscript, by)
    caption = plain(caption)[:120]
    if not caption:
        raise InputError(_("Say what the picture shows."), where="caption", fix=_("One line, for who cannot see it."))
    if now.pictures.count() >= MOST_PICTURES:
        raise RuleError(_("A text has at most %(most)d pictures.") % {"most": MOST_PICTURES}, where=now.title)
    drawn = drawn_anew(content)
    fit = checked(f"picture.{'png' if drawn.media_type == 'image/png' else 'jpg'}", drawn.content)
    facts = {"media_type": drawn.media_type, "width": drawn.width, "height": drawn.height}
    row = Picture(manuscript=now, caption=caption, size=len(drawn.content), digest=fit.digest, **facts)
    keep(row.file, drawn.content, fit.digest)
    row.save()
    touched(now, at)
    record("manuscript.picture_added", about=now.ref, by=by, at=at, digest=row.digest)
    return row


@transaction.atomic
def add_enclosure(manuscript: Manuscript, *, name: str, content: bytes, by: User, at: datetime) -> Enclosure:
    """Add a file that goes with the page; what it is, is known by its content."""
    now = _writable(manuscript, by)
    if now.enclosures.count() >= MOST_ENCLOSURES:
        raise RuleError(_("A text has at most %(most)d files.") % {"most": MOST_ENCLOSURES}, where=now.title)
    row = filled(Enclosure(manuscript=now), checked(name, content))
    row.save()
    touched(now, at)
    record("manuscript.file_added", about=now.ref, by=by, at=at, digest=row.digest)
    return row


@transaction.atomic
def take_out(row: Picture | Enclosure, *, by: User, at: datetime) -> None:
    """Take a picture or a file out again."""
    now = _writable(row.manuscript, by)
    digest = row.digest
    row.delete()
    touched(now, at)
    record("manuscript.file_taken_out", about=now.ref, by=by, at=at, digest=digest)


def _writable(manuscript: Manuscript, by: User) -> Manuscript:
    policies.require(by, WRITE, manuscript)
    now = Manuscript.objects.select_for_update().get(pk=manuscript.pk)
    if now.in_review:
        raise RuleError(
            _("This text is in review; it stays as the reviewers see it."),
            where=now.title,
            fix=_("Take it back first."),
        )
    now.writers.add(by)
    return now
