"""What `huiying check` says of the watch: loops, the ledger's proof and anchors, backups; each green, or what to do."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.intake.scanning import ScannerAway, version
from huiying.ledger.models import Entry, Watch

from .figures import backed_up_at
from .hearts import QUIET, beats, silent

YOUNG = timedelta(days=2)  # an office that was just made has had no night yet
PROVED_WITHIN = timedelta(days=2)
WHOLE_WITHIN = timedelta(days=9)
BACKED_UP_WITHIN = timedelta(days=2)
Told = tuple[bool, str, str]  # whether it is good, what is so, what to do


def told(at: datetime) -> Iterator[Told]:
    """Of an office that is younger than two days nothing is asked that a night must bring. A drill's world has no
    watch: it ends with its drill.
    """
    if settings.DRILL:
        return
    first = Entry.objects.order_by("pk").values_list("at", flat=True).first()
    is_young = first is None or at - first < YOUNG
    yield from _loops(at, is_young=is_young)
    watch = Watch.objects.first() or Watch()
    yield from _proof(watch, at, is_young=is_young)
    yield from _anchors(watch, at, is_young=is_young)
    yield _backup(at, is_young=is_young)
    if settings.SCANNER:
        yield _scanner()


def _loops(at: datetime, *, is_young: bool) -> Iterator[Told]:
    heard = beats()
    start = _("Start huiying serve or huiying work.")
    if not heard:
        yield is_young, _("No loop was heard yet."), start
        return
    if still := silent(heard, at):
        minutes = {"loops": "、".join(still), "n": QUIET // timedelta(minutes=1)}
        yield False, _("Not heard for %(n)d minutes: %(loops)s.") % minutes, start
    else:
        yield True, _("The loops run."), ""
    for beat in heard:
        if beat.failed and at - beat.at < QUIET:
            what = _("The last round of “%(loop)s” on %(host)s failed.") % {"loop": beat.loop, "host": beat.host}
            yield False, what, _("The log says why.")


def _proof(watch: Watch, at: datetime, *, is_young: bool) -> Iterator[Told]:
    if watch.ok is False:
        what = (
            _("The ledger does not hold: entry %(number)s.") % {"number": watch.first_broken}
            if watch.first_broken
            else _("The ledger does not hold against its anchor of %(day)s.") % {"day": watch.loose_on}
        )
        yield False, what, _("Run huiying ledger verify; keep the database as it is, and compare it with a backup.")
        return
    if watch.proved_at is None:
        yield (
            is_young,
            _("The ledger was not proved yet."),
            _("The loops do it each day; or run huiying ledger verify."),
        )
        return
    since = {"day": timezone.localdate(watch.proved_at)}
    is_recent = at - watch.proved_at < PROVED_WITHIN
    is_whole = watch.whole_at is not None and at - watch.whole_at < WHOLE_WITHIN
    fix = "" if is_recent and is_whole else _("The loops do it each day; or run huiying ledger verify.")
    yield is_recent and is_whole, _("The ledger was proved on %(day)s and holds.") % since, fix


def _anchors(watch: Watch, at: datetime, *, is_young: bool) -> Iterator[Told]:
    if watch.not_copied:
        yield (
            False,
            _("The folder for anchors outside cannot be written to."),
            _("See “anchors” in huiying.toml, and whether the folder is mounted."),
        )
    if watch.anchored_on is None:
        yield (
            is_young,
            _("The ledger was not anchored yet."),
            _("The loops do it each day; or run huiying ledger anchor."),
        )
        return
    is_recent = timezone.localdate(at) - watch.anchored_on < PROVED_WITHIN
    what = _("The ledger was anchored on %(day)s at entry %(number)s.")
    fix = "" if is_recent else _("The loops do it each day; or run huiying ledger anchor.")
    yield is_recent, what % {"day": watch.anchored_on, "number": watch.anchored_number}, fix


def _backup(at: datetime, *, is_young: bool) -> Told:
    written = backed_up_at()
    if written is None:
        return is_young, _("No backup was written yet."), _("Run huiying backup FILE each day.")
    is_recent = at - written < BACKED_UP_WITHIN
    what = _("The last backup was written on %(day)s.") % {"day": timezone.localdate(written)}
    return is_recent, what, "" if is_recent else _("Run huiying backup FILE each day.")


def _scanner() -> Told:
    try:
        return True, _("The virus scanner answers: %(what)s.") % {"what": version()}, ""
    except ScannerAway as away:
        return False, away.what, away.fix
