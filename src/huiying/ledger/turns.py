"""Several workers at one office: rows are held while they are worked on, and what only one may do is done in turn."""

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import Any, Final

from django.db import Error, connection, transaction

# How a worker takes rows from a shelf: those that another holds are passed over, and rows that point at one of ours
# may be written meanwhile. SQLite locks no rows, and is not asked to.
TAKEN: Final[dict[str, Any]] = {"of": ("self",), "skip_locked": True, "no_key": True}


def holding() -> AbstractContextManager[None]:
    """A transaction in which the rows that were taken stay ours while we think about them. None on SQLite, where it
    would keep every writer waiting: there the conditional updates alone see to it that nothing is done twice.
    """
    if connection.features.has_select_for_update_skip_locked:
        return transaction.atomic()
    return nullcontext()


@contextmanager
def turn(name: str) -> Iterator[bool]:
    """Whether the turn at this work is ours until the block ends; False while another worker has it.

    On PostgreSQL it is an advisory lock of our connection: with a worker that dies, its turn ends. A worker that loses
    its connection meanwhile may meet another at the work, so each step of it must still be safe to do twice. On SQLite,
    where one process works, every turn is ours.
    """
    if connection.vendor != "postgresql":
        yield True
        return
    key = int.from_bytes(hashlib.sha256(f"huiying turn {name}".encode()).digest()[:8], signed=True)
    ours = _asked("SELECT pg_try_advisory_lock(%s::bigint)", key)
    try:
        yield ours
    finally:
        if ours:
            with suppress(Error):  # a connection that is gone has let go of the lock
                _asked("SELECT pg_advisory_unlock(%s::bigint)", key)


def _asked(statement: str, key: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [key])
        (answer,) = cursor.fetchone()
    return bool(answer)
