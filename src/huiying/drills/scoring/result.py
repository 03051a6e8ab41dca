"""演练结果 · The result as the real world takes it: one form, so that its digest says whether it was changed."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from huiying.drills.models import Stage

from .scoring import score


def result(stage: Stage, *, at: datetime) -> dict[str, Any]:
    """What was kept when the drill was scored; of one that goes on, the score as it stands at this moment."""
    if stage.finished_at is not None and stage.result:
        return dict(stage.result)
    return score(stage, at=at)


def canonical(told: Mapping[str, Any]) -> str:
    """One form for the same result: keys sorted, no room between, no number that is none."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of(told: Mapping[str, Any]) -> str:
    """SHA-256 of the one form."""
    return hashlib.sha256(canonical(told).encode()).hexdigest()
