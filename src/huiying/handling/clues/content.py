"""The content of a clue as plain JSON: what a leader signs, what the letter is written from, what the digest covers."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from huiying.core.spreading import Measured, measured

from .. import rulebook
from ..models import Clue, ClueFile, CluePost
from .grounds import ground_of, legal_grounds

FORM = 1
BASIS = "openness"  # the act by which unlawful clues are handed over at all (国办发〔2016〕80号)
Content = Mapping[str, Any]


def content_of(clue: Clue) -> dict[str, Any]:
    """The clue as it stands: as it was signed, or as it would be signed now."""
    return dict(clue.content) if clue.is_sealed else _gathered(clue)


def canonical(content: Content) -> bytes:
    """The one form of a content that its digest is taken of."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(content: Content) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def _gathered(clue: Clue) -> dict[str, Any]:
    posts = list(clue.posts.all())
    captures = clue.files.filter(sort=ClueFile.Sort.CAPTURE, withdrawn_at=None).select_related("by")
    return {
        "form": FORM,
        "number": clue.number,
        "title": clue.title,
        "unit": clue.unit.name,
        "organ": {"sort": clue.organ, "name": clue.organ_name},
        "posts": [_post(post) for post in posts],
        "captures": [_capture(file) for file in captures],
        "facts": {"text": clue.facts, "verified_by": clue.verified_by, "source": clue.source},
        "basis": rulebook.regulation_of(clue.regulation).citations.get(BASIS, ""),
        "ground": _ground(clue),
        "thresholds": [_threshold(row, cited) for row, cited in compared(clue, posts)],
        "suggestion": clue.suggestion,
        "regulation": clue.regulation,
        "made_by": str(clue.made_by),
        "made_at": moment(clue.made_at),
    }


def compared(clue: Clue, posts: Iterable[CluePost]) -> list[tuple[Measured, str]]:
    """The figures of the posts against every threshold that a ground names, each with the act that names it."""
    spreads = [post.spread for post in posts]
    grounds = legal_grounds(clue.regulation).values()
    return [(row, ground.citation.zh) for ground in grounds for row in measured(ground.thresholds, spreads)]


def _post(post: CluePost) -> dict[str, Any]:
    return {
        "platform": post.platform,
        "account": post.account,
        "link": post.link,
        "posted_at": moment(post.posted_at),
        "seen_at": moment(post.seen_at),
        "words": post.words,
        "spread": dict(post.spread),
        "spread_at": moment(post.spread_at),
        "by_hand": list(post.by_hand),
        "hand_at": moment(post.hand_at) if post.hand_at else "",
    }


def _capture(file: ClueFile) -> dict[str, Any]:
    return {
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.digest,
        "captured_at": moment(file.captured_at),
        "uploaded_at": moment(file.at),
        "uploaded_by": str(file.by),
    }


def _ground(clue: Clue) -> dict[str, Any]:
    ground = ground_of(clue)
    if ground is None:
        return {}
    return {
        "id": ground.id,
        "title": ground.title.zh,
        "says": ground.says.zh,
        "citation": ground.citation.zh,
        "confidence": ground.confidence,
        "checked": clue.ground_checked,
    }


def _threshold(row: Measured, cited: str) -> dict[str, Any]:
    figures = {"most": row.most, "together": row.together, "reached": row.reached}
    return {"figure": row.figure, "threshold": row.threshold, **figures, "citation": cited}


def moment(at: Any) -> str:
    """A moment as the content has it: ISO 8601 in the office's time, to the minute."""
    return timezone.localtime(at).isoformat(timespec="minutes")


def organ_title(clue: Clue) -> str:
    """The sort of organ in the office's own words; its id where the regulation has it no longer."""
    organ = rulebook.clue_organs(clue.regulation).get(clue.organ)
    return organ.title.zh if organ else clue.organ
