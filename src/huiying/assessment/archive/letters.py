"""The posts of an archive as letters, for the gap between what is asked and what is published."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.language.post import Post

from .columns import Columns, files_of
from .heats import moment
from .reading import Archive, microseconds

MOST = 200_000  # as many as a file of letters may hold: their questions are held, some 200 MB
WANTED = ("id", "at", "title", "text", "person", "likes")


def letters(folder: Path, *, columns: Columns, start: datetime | None, end: datetime | None) -> list[Post]:
    """What was said from `start` until before `end`, in the order of time; what has no words is left out. More than
    200,000 are refused, so that memory stays bounded.
    """
    found: list[Post] = []
    for post in _posts(Archive(tuple(files_of(folder)), columns), start, end):
        if len(found) == MOST:
            raise InputError(
                _("The archive has more than %(n)d posts in this period.") % {"n": MOST},
                where=str(folder),
                fix=_("Choose fewer days with --from and --to."),
            )
        found.append(post)
    return sorted(found, key=lambda post: (post.at, len(post.id), post.id))


def _posts(archive: Archive, start: datetime | None, end: datetime | None) -> Iterator[Post]:
    since, until = (None if m is None else microseconds(m) for m in (start, end))
    for piece in archive.pieces():
        for told in archive.rows(piece, WANTED):
            for ident, at, title, text, person, likes in zip(*told.values(), strict=True):
                if (since is not None and at < since) or (until is not None and at >= until):
                    continue
                if title.strip() or text.strip():
                    kept = "" if title.strip() else text  # a title alone is what is asked
                    yield Post(id=ident, title=title.strip(), text=kept, at=moment(at), person=person, likes=likes)
