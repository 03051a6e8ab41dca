"""培训资料 · Files are kept with a training. Whether a file is what its name says is looked at by the pages, which know
the file types; here its size and its name are.
"""

import hashlib
from datetime import datetime
from pathlib import PurePath

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.ledger.actions import record

from .. import policies
from ..models import Training, TrainingMaterial, User
from .recording import locked

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 20
MOST_NAME = 120


@transaction.atomic
def add_material(
    training: Training, *, name: str, media_type: str, content: bytes, by: User, at: datetime
) -> TrainingMaterial:
    """Keep a file with the training, by its digest."""
    policies.require(by, "people.trainings.record", training)
    held = locked(training)
    _refuse_a_file(name, content)
    digest = hashlib.sha256(content).hexdigest()
    kept = held.materials.filter(removed_at=None)
    if kept.filter(digest=digest).exists():
        raise RuleError(_("This very file is kept already."), where="file", fix=_("Choose another file."))
    if kept.count() >= MOST_FILES:
        raise RuleError(_("A training holds at most %(most)d files.") % {"most": MOST_FILES}, where="file")
    told = {"name": name, "media_type": media_type, "size": len(content), "digest": digest}
    row = TrainingMaterial.objects.create(training=held, content=content, by=by, at=at, **told)
    facts = {"file": row.pk, "name": name, "digest": digest, "title": held.title}
    record("training.material_added", about=f"training:{held.pk}", by=by, at=at, **facts)
    return row


@transaction.atomic
def take_material_out(row: TrainingMaterial, *, by: User, at: datetime) -> None:
    """Take a file out: it is named as taken out, and its content stays kept."""
    policies.require(by, "people.trainings.record", row)
    held = locked(row.training)
    if not TrainingMaterial.objects.filter(pk=row.pk, removed_at=None).update(removed_at=at):
        raise RuleError(_("The file is taken out already."), where=row.name)
    facts = {"file": row.pk, "name": row.name, "digest": row.digest, "title": held.title}
    record("training.material_taken_out", about=f"training:{held.pk}", by=by, at=at, **facts)


def _refuse_a_file(name: str, content: bytes) -> None:
    if not name or len(name) > MOST_NAME or PurePath(name).name != name or not name.isprintable():
        raise InputError(
            _("The file has no name that can be kept."), where="file", fix=_("Give it a short plain name.")
        )
    if not content:
        raise InputError(_("The file is empty."), where="file", fix=_("Choose another file."))
    if len(content) > MOST_BYTES:
        raise InputError(
            _("The file is larger than %(most)d MiB.") % {"most": MOST_BYTES // 1024**2},
            where="file",
            fix=_("Make it smaller, or keep its parts as several files."),
        )
