"""What is built once stands for all tests of a module: they work inside one transaction, each takes back its own."""

import pickle
from collections.abc import Callable, Iterator

from django.db import transaction
from pytest_django import DjangoDbBlocker


def standing(blocker: DjangoDbBlocker, build: Callable[[], object]) -> Iterator[bytes]:
    """What `build` returns, pickled, so that each test has it as it was. For a fixture of a module in which no test
    asks for a transaction of its own.
    """
    outer = transaction.atomic()
    outer._from_testcase = True  # type: ignore[attr-defined]  # what must be durable does not take it for its own
    with blocker.unblock():
        outer.__enter__()
        try:
            built = pickle.dumps(build())
        except BaseException:
            _take_back(outer)
            raise
    try:
        yield built
    finally:
        with blocker.unblock():
            _take_back(outer)


def _take_back(outer: transaction.Atomic) -> None:
    transaction.set_rollback(True)
    outer.__exit__(None, None, None)
