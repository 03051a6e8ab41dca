"""What hangs on a case, asked in one query: of most relations a case has nothing, and its page then asks no more."""

from functools import lru_cache

from django.db import connection, models

from huiying.intake.models import Voice

from .models import Case

OF_CASE = (
    "merged",
    "adoptions",
    "questions",
    "drafts",
    "replies",
    "case_files",
    "clues",
    "incident",
    "cards",
    "chase_orders",
    "reminders",
    "instructions",
    "holds",
    "notes",
    "presences",
)
OF_VOICE = ("continued_by", "attachments")
Present = frozenset[str]


def present(case: Case) -> Present:
    """The names among `OF_CASE` and `OF_VOICE` of the relations that have rows."""
    with connection.cursor() as cursor:
        cursor.execute(_question(), [case.pk] * len(OF_CASE) + [case.voice_id] * len(OF_VOICE))
        row = cursor.fetchone()
    return frozenset(name for name, found in zip((*OF_CASE, *OF_VOICE), row, strict=True) if found)


@lru_cache
def _question() -> str:
    """One row with a column for each relation: whether it has any."""
    asked = [_whether_any(owner, name) for owner, names in ((Case, OF_CASE), (Voice, OF_VOICE)) for name in names]
    return f"SELECT {', '.join(asked)}"


def _whether_any(owner: type[models.Model], name: str) -> str:
    quoted, relation = connection.ops.quote_name, owner._meta.get_field(name)
    assert isinstance(relation, models.ForeignObjectRel)
    table, column = relation.related_model._meta.db_table, relation.field.column
    return f"EXISTS(SELECT 1 FROM {quoted(table)} WHERE {quoted(str(column))} = %s)"  # noqa: S608 - names of our models
