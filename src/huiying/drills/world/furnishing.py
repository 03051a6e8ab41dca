"""A drill's world furnishes itself, in its own process: its tables, the office's people and channels, a portal, the
stage.
"""

import shutil
import sqlite3
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from huiying.core.errors import ConfigError
from huiying.people.models import Role, Unit, User
from huiying.publication.editors import let_in
from huiying.publication.site import build_site

from ..models import Stage
from . import structure
from .plan import STRUCTURE, Plan

DATABASE = "huiying.sqlite3"


def furnish(folder: Path, plan: Plan) -> None:
    """Make the world of this plan whole. What was interrupted is done again; what stands already stays."""
    if plan.slug != settings.DRILL:
        raise ConfigError(_("This is not the world of the drill."), where=folder.name)
    _tables(folder)
    if not Stage.objects.exists():
        _fill(folder, plan)


def _tables(folder: Path) -> None:
    """Making the tables costs half a minute: the first world leaves them beside it for those that come after."""
    own = Path(connection.settings_dict["NAME"])
    made = folder.parent / shelf_name()
    if not own.exists() and made.exists():
        shutil.copyfile(made, own)
    if _is_behind():
        call_command("migrate", verbosity=0, interactive=False)
    if not made.exists() and not User.objects.exists():
        _leave(own, made)


def _is_behind() -> bool:
    """Looked at first, since migrating where there is nothing to do costs as long as all else that starts."""
    migrating = MigrationExecutor(connection)
    return bool(migrating.migration_plan(migrating.loader.graph.leaf_nodes()))


def shelf_name() -> str:
    """The name of the empty tables of this version: by every migration there is."""
    steps = sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)
    return f"tables-{sha256(' '.join(steps).encode()).hexdigest()[:16]}.sqlite3"


def _leave(own: Path, made: Path) -> None:
    unfinished = made.with_suffix(f".{own.parent.name}")
    unfinished.unlink(missing_ok=True)
    database = sqlite3.connect(own)
    try:
        database.execute("VACUUM INTO ?", [str(unfinished)])
    finally:
        database.close()
    unfinished.replace(made)


@transaction.atomic
def _fill(folder: Path, plan: Plan) -> None:
    structure.load(folder / STRUCTURE)
    User.objects.filter(is_active=True).update(password=make_password(plan.password))  # hashed once for all
    founding = Unit.objects.founding()
    build_site(founding.name if founding else plan.title)
    for role in (Role.EDITOR, Role.SECTION_HEAD, Role.LEADER):
        let_in(User.objects.filter(posts__role=role, is_active=True).distinct(), role)
    stage = Stage.objects.create(
        key=plan.slug, title=plan.title, scenario=plan.scenario, seed=plan.seed, state=dict[str, object]()
    )
    stage.trainers.set(User.objects.filter(pk__in=plan.trainers))
