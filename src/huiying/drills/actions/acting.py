"""扮演 · In a drill's world, and only there, a trainer signs in as one of its players: one person may play every role
in turn. Each signature is still its player's own, and nobody signs a text of their own.
"""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.ledger.actions import record
from huiying.people.models import User

from ..models import Stage
from .training import ref, require_trainer


def act_as(player: User, stage: Stage, *, by: User, at: datetime) -> None:
    """Check and record that `by`, who runs the drill, acts as this player from now on; the page signs them in."""
    if not settings.DRILL:
        raise RuleError(_("Nobody acts as somebody else outside a drill."))
    require_trainer(by, stage)
    if not player.is_active or not player.held_posts:
        raise InputError(_("%(who)s holds no post in this drill.") % {"who": player}, where="player")
    record("drill.acted_as", about=ref(stage), by=by, at=at, player=player.ledger_name)
