"""The tokens in the index of the database: an FTS5 table of its own in SQLite (without content or positions), a column
of lexemes under GIN in PostgreSQL. What is asked of either is which tokens occur, so both find the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, OuterRef, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.lookups import In

from huiying.language.indexing import Sought, indexed

from ..lists.narrowing import walked
from ..models import SearchText

_INSERT = "INSERT INTO handling_words(rowid, tokens) VALUES (%s, %s)"
# An index without content forgets a text only when told what it was.
_DELETE = "INSERT INTO handling_words(handling_words, rowid, tokens) VALUES ('delete', %s, %s)"
_EMPTY = "INSERT INTO handling_words(handling_words) VALUES ('delete-all')"
_LEXEMES = "UPDATE handling_searchtext SET tokens = array_to_tsvector(%s) WHERE voice_id = %s"
_IN_SQLITE = "SELECT rowid FROM handling_words WHERE handling_words MATCH %s"
_IN_POSTGRES = "SELECT voice_id FROM handling_searchtext WHERE tokens @@ %s::tsquery"


@dataclass(frozen=True, slots=True)
class Written:
    """A voice's key, its folded text and its tokens."""

    voice: int
    text: str
    tokens: Sequence[str]


def write(rows: Sequence[Written]) -> None:
    """Put texts under their tokens, in the place of what stood there for the same voices."""
    if connection.vendor == "sqlite":
        _forget_tokens([row.voice for row in rows])
    SearchText.objects.bulk_create(
        [SearchText(voice_id=row.voice, text=row.text) for row in rows],
        update_conflicts=True,
        unique_fields=["voice"],
        update_fields=["text"],
        batch_size=200,
    )
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(_INSERT, [(row.voice, " ".join(row.tokens)) for row in rows])
        else:
            cursor.executemany(_LEXEMES, [(list(row.tokens), row.voice) for row in rows])


def forget(voices: Sequence[int]) -> None:
    """Take what these voices said out of the index, with its text."""
    if connection.vendor == "sqlite":
        _forget_tokens(voices)
    SearchText.objects.filter(pk__in=voices).delete()


def empty() -> None:
    """Forget everything: the index is about to be filled anew."""
    SearchText.objects.all().delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(_EMPTY)


def _forget_tokens(voices: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        if not SearchText.objects.exists():
            cursor.execute(_EMPTY)  # rows that went with their voices leave no tokens behind
            return
        known = SearchText.objects.filter(pk__in=voices).values_list("pk", "text")
        cursor.executemany(_DELETE, [(pk, " ".join(indexed(text)[1])) for pk, text in known])


def first_keys(what: Sought, most: int) -> list[int]:
    """The keys of voices in whose text all the tokens occur, at most so many."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_statement()} LIMIT %s", [_asked(what), most])
        return [row[0] for row in cursor.fetchall()]


def looked_at(what: Sought, voice: str) -> In | Subquery:
    """That the voice at the end of this way is one of them, for a list that is walked in its own order."""
    # what was typed is a parameter, letters and digits alone
    if connection.vendor == "sqlite":
        return In(walked(voice), RawSQL(_IN_SQLITE, [_asked(what)]))  # noqa: S611
    # PostgreSQL takes tokens that stand side by side for rare together, and would fetch all that hold them.
    held = RawSQL("tokens @@ %s::tsquery", [_asked(what)], output_field=BooleanField())
    texts = SearchText.objects.filter(pk=OuterRef(voice)).values_list(held)
    return Subquery(texts, output_field=BooleanField())


def _statement() -> str:
    return _IN_SQLITE if connection.vendor == "sqlite" else _IN_POSTGRES


def _asked(what: Sought) -> str:
    if connection.vendor == "sqlite":
        return " AND ".join([*(f'"{token}"' for token in what.tokens), *(f'"{part}" *' for part in what.beginnings)])
    return " & ".join([*(f"'{token}'" for token in what.tokens), *(f"'{part}':*" for part in what.beginnings)])
