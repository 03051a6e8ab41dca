"""What a clue still lacks before a leader may sign it."""

from django.utils.translation import gettext as _

from ..models import Clue, ClueFile
from .grounds import ground_of, must_be_read


def lacking(clue: Clue) -> list[str]:
    """In words, in the order of the page; nothing where it is whole."""
    told = [
        (clue.posts.exists(), _("a post")),
        (_captured(clue), _("a capture")),
        (clue.facts, _("the verified facts")),
        (clue.verified_by, _("who verified them")),
        (clue.source, _("on what source")),
        (ground_of(clue), _("the legal ground")),
        (not must_be_read(clue), _("that somebody read the act")),
        (clue.suggestion, _("the suggestion")),
        (clue.organ and clue.organ_name, _("the organ")),
    ]
    return [what for there, what in told if not there]


def _captured(clue: Clue) -> bool:
    return clue.files.filter(sort=ClueFile.Sort.CAPTURE, withdrawn_at=None).exists()
