"""The verbs of synonyms: the office says which words mean the same."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.language.reading import fold
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ..models import Synonyms
from ..searching.vocabulary import TOLD

DEED = "publication.search"
FEWEST, MOST, SHORTEST, LONGEST = 2, 8, 2, 20
MOST_GROUPS = 500
_BETWEEN = re.compile(r"[\s,，、;；=/|]+")
_WORD = re.compile(r"[\w·.+-]+")


@transaction.atomic
def keep_synonyms(typed: str, *, by: User, at: datetime, instead_of: Synonyms | None = None) -> Synonyms:
    """Say that these words mean the same; `instead_of` is a group that they replace."""
    policies.require(by, DEED, policies.INSTALLATION)
    words = read_words(typed)
    told = " ".join(words)
    group = instead_of or Synonyms()
    if len(told) > 200 or (instead_of is None and Synonyms.objects.count() >= MOST_GROUPS):
        raise RuleError(_("There are too many words or groups."), fix=_("Take out a group that is not used."))
    if Synonyms.objects.filter(words=told).exclude(pk=group.pk).exists():
        raise RuleError(_("These words are synonyms already."), where=told)
    before, group.words, group.changed_at = group.words, told, at
    group.save()
    record("synonyms.kept", about="synonyms", by=by, at=at, words="、".join(words), before=_listed(before))
    transaction.on_commit(lambda: cache.delete(TOLD))
    return group


@transaction.atomic
def drop_synonyms(group: Synonyms, *, by: User, at: datetime) -> None:
    """Say no longer that these words mean the same."""
    policies.require(by, DEED, policies.INSTALLATION)
    group.delete()
    record("synonyms.dropped", about="synonyms", by=by, at=at, words=_listed(group.words))
    transaction.on_commit(lambda: cache.delete(TOLD))


def read_words(typed: str) -> Sequence[str]:
    """The words of a group, folded, each once; refused with what is wrong."""
    words = list(dict.fromkeys(word for word in _BETWEEN.split(fold(typed[:400])) if word))
    if not FEWEST <= len(words) <= MOST:
        raise InputError(
            _("A group has two to eight different words."), fix=_("Write them beside each other, with commas between.")
        )
    for word in words:
        if not SHORTEST <= len(word) <= LONGEST or not _WORD.fullmatch(word):
            raise InputError(
                _("A word has 2 to 20 letters or characters, and no signs."), where=word, fix=_("Write another word.")
            )
    return words


def _listed(words: str) -> str:
    return "、".join(words.split())
