"""What was typed into a search field, as a condition on rows that hang on a voice."""

import re
from functools import lru_cache

from django.db.models import BooleanField, OuterRef, Q, QuerySet, Subquery, Value

from huiying.intake.models import Voice
from huiying.language.indexing import MOST_TYPED, Passage, Sought, excerpt, sought

from ..lists.narrowing import FEW, Narrowing
from ..models import Case, SearchText
from .wordindex import first_keys, looked_at

_NUMBER = re.compile(r"[A-Za-z]{0,4}\d{4,8}-\d{3,8}")
_what = lru_cache(maxsize=256)(sought)


def having(typed: str, voice: str) -> Narrowing:
    """Rows of whose voice (`voice` is the way to its key) the number is the one typed, or in whose words all that was
    typed occurs.
    """
    typed = typed.strip()[:MOST_TYPED]
    if numbered := _numbered(typed):
        return Narrowing(Q(**{f"{voice}__in": numbered}))
    what = _what(typed)
    if not what.words:
        return Narrowing(Q(pk__in=()))
    keys = list(first_keys(what, FEW + 1))
    if len(keys) > FEW:
        return Narrowing(Q(looked_at(what, voice)) & _proved(what, voice), many=True)
    if what.rechecked:
        keys = list(_with_words(SearchText.objects.filter(pk__in=keys), what).values_list("pk", flat=True))
    return Narrowing(Q(**{f"{voice}__in": keys}))


def _proved(what: Sought, voice: str) -> Q:
    """That the words stand in the text as they were typed, where their tokens alone do not prove it."""
    if not what.rechecked:
        return Q()
    # A value and not EXISTS, which PostgreSQL joins: it would look for the words in every text, not in those walked by.
    found = _with_words(SearchText.objects.filter(pk=OuterRef(voice)), what).values_list(Value(True))
    return Q(Subquery(found, output_field=BooleanField()))


def _with_words(texts: QuerySet[SearchText], what: Sought) -> QuerySet[SearchText]:
    for word in what.rechecked:
        texts = texts.filter(text__contains=word)
    return texts


def is_number(typed: str) -> bool:
    """Whether it looks like the number of a voice or of a case."""
    return bool(_NUMBER.fullmatch(typed))


def _numbered(typed: str) -> list[int]:
    """The voices that bear this number, or whose case does; an addition counts as the voice that it continues."""
    if not is_number(typed):
        return []
    number = typed.upper()
    heard = Voice.objects.filter(number=number).values_list("pk", "continues")
    cases = Case.objects.filter(number=number).values_list("voice", flat=True)
    return [*(pk for row in heard for pk in row if pk), *cases]


def words_of(typed: str) -> tuple[str, ...]:
    """The words to be marked in what is shown."""
    return _what(typed.strip()[:MOST_TYPED]).words


def excerpts(voices: list[int], typed: str) -> dict[int, list[Passage]]:
    """For each voice what stands around the first word found below its title, with the words marked; one query."""
    words = words_of(typed)
    if not words or not voices:
        return {}
    texts = SearchText.objects.filter(pk__in=voices).values_list("pk", "text", "voice__title")
    found = {pk: excerpt(text[len(title) + 1 :] if title else text, words) for pk, text, title in texts}
    return {pk: passages for pk, passages in found.items() if passages}
