"""Whether this office can work today: each finding is green, or says what to do."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.accounts.needed import OFF
from huiying.accounts.passwords import with_the_demos_password
from huiying.core.errors import ConfigError, HuiyingError
from huiying.handling.rulebook import calendar, regulation
from huiying.intake.health import healths
from huiying.intake.models import Voice
from huiying.people.models import Role, User
from huiying.project.steps import require_passable
from huiying.project.watching import findings as watched
from huiying.publication.actions.standing import standing
from huiying.publication.models import Inspection
from huiying.publication.signed import compared

LITTLE_SPACE = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Finding:
    good: bool
    what: str
    fix: str = ""


def findings(today: date) -> Iterator[Finding]:
    """Look at the settings, the database, the channels, the people, the calendar's horizon and the storage."""
    yield from _database()
    yield from _rules(today)
    yield from _storage()


def _database() -> Iterator[Finding]:
    try:
        require_passable()
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        yield Finding(False, _("The database does not answer: %(why)s") % {"why": error}, _("See HUIYING_DATABASE."))
        return
    except ConfigError as error:
        yield Finding(False, error.what, error.fix)
        return
    if waiting:
        yield Finding(False, _("%(count)d migrations wait.") % {"count": len(waiting)}, _("Run huiying init."))
        return
    yield Finding(True, _("The database is %(vendor)s and up to date.") % {"vendor": connection.display_name})
    yield from _channels()
    yield from _releases()
    yield from _texts()
    yield from _site()
    yield from _people()
    yield from (Finding(*each) for each in watched.told(timezone.now()))


def _releases() -> Iterator[Finding]:
    """Whether the portal still says what leaders signed."""
    for release, as_signed, shown in compared():
        if not as_signed:
            what = (
                _("“%(title)s” does not stand on the portal as it was signed.")
                if shown
                else _("“%(title)s” was signed and stands no longer on the portal.")
            )
            yield Finding(False, what % {"title": release.title}, _("Open %(page)s.") % {"page": release.page})


def _texts() -> Iterator[Finding]:
    """Whether the pages of texts still say what their three reviewers signed."""
    for manuscript, as_signed in standing():
        if not as_signed:
            what = _("The page of “%(title)s” on the portal is not what was signed.") % {"title": manuscript.title}
            yield Finding(
                False, what, _("Bring it up to date at /desk/releases/%(pk)s/forms/.") % {"pk": manuscript.pk}
            )


def _site() -> Iterator[Finding]:
    """What an inspector would have said of the site when it was last looked at."""
    newest = Inspection.objects.first()
    if newest is not None:
        told = {"day": newest.day, "score": newest.score, "vetoes": newest.vetoes}
        what = _("Inspection of the site on %(day)s: %(score)s points, %(vetoes)s veto items.") % told
        yield Finding(newest.passed, what, "" if newest.passed else _("Open /desk/inspection/."))


def _channels() -> Iterator[Finding]:
    for health in healths(timezone.now()):
        told = _("Channel %(name)s: %(state)s.") % {"name": health.channel.name, "state": health.said}
        yield Finding(health.good is not False, told, health.fix)
    aside = Voice.objects.filter(set_aside__gt="").count()
    if aside:
        yield Finding(False, _("%(count)d voices were set aside.") % {"count": aside}, _("Look at them in the inbox."))


def _people() -> Iterator[Finding]:
    for role in (Role.INFORMATION, Role.LEADER, Role.SECURITY):
        if not User.objects.filter(posts__role=role, is_active=True).exists():
            yield Finding(
                False, _("Nobody holds the post “%(role)s”.") % {"role": role.label}, _("Give it to someone.")
            )
    yield from _logins()


def _logins() -> Iterator[Finding]:
    """Whether somebody has the demo's password, and whether who must have a second factor has one."""
    known = [] if settings.DEMO else with_the_demos_password()
    if known:
        told = {"who": ", ".join(user.username for user in known)}
        yield Finding(
            False, _("These have the demo's password: %(who)s.") % told, _("Run huiying changepassword for each.")
        )
    elif not settings.DEMO:
        yield Finding(True, _("Nobody has a password that this software came with."))
    if settings.SECOND_FACTOR == OFF and not (settings.DEMO or settings.DRILL):
        what = _("No second factor is asked of anybody.")
        yield Finding(False, what, _('Write second_factor = "everybody" into huiying.toml.'))


def _rules(today: date) -> Iterator[Finding]:
    try:
        until, rules = calendar().known_until, regulation()
    except HuiyingError as error:
        yield Finding(False, str(error))
        return
    yield Finding(True, _("Regulation %(name)s %(version)s.") % {"name": rules.name, "version": rules.version})
    days = (until - today).days
    known = _("The calendar is known until %(day)s.") % {"day": until.isoformat()}
    ask = _(
        "Later dates are provisional. When the State Council's notice for the next year is out: "
        "huiying calendar import FILE"
    )
    yield Finding(days > 45, known, "" if days > 45 else ask)


def _storage() -> Iterator[Finding]:
    if not settings.HOME.exists():
        yield Finding(False, _("%(home)s does not exist.") % {"home": settings.HOME}, _("Run huiying init."))
        return
    free = shutil.disk_usage(settings.HOME).free
    told = _("%(home)s has %(free).1f GiB of free space.") % {"home": settings.HOME, "free": free / 1024**3}
    yield Finding(free > LITTLE_SPACE, told, "" if free > LITTLE_SPACE else _("Make room."))
