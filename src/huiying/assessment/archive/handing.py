"""Work handed to processes, and what is told when it is stopped from outside."""

import json
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any, TypeVar

import django
import duckdb
from django.utils import translation
from django.utils.translation import gettext as _

from huiying.core.errors import ConfigError

from .reading import Archive
from .steps import Job

FORMAT = 3  # of the work: another is begun anew

Show = Callable[[str, int, int], None]
Task = TypeVar("Task")
Made = TypeVar("Made")


def quiet(_step: str, _done: int, _all: int) -> None:
    pass


@contextmanager
def stopped_is_told() -> Iterator[None]:
    """What stops a run from outside is told with what to do: what is finished stays."""
    try:
        yield
    except (OSError, duckdb.Error, BrokenProcessPool, MemoryError) as error:
        raise ConfigError(
            _("The work was stopped: %(why)s") % {"why": str(error)[:200] or type(error).__name__},
            fix=_("See to disk and memory, and give the same command again: it goes on from there."),
        ) from error


@contextmanager
def hands(count: int) -> Iterator[Executor | None]:
    """One works in this process; more are begun anew, as forking beside the threads of DuckDB and Arrow is not safe."""
    if count <= 1:
        yield None
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, context, _begin, (translation.get_language(),)) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _begin(language: str | None) -> None:
    django.setup()
    if language:
        translation.activate(language)


def fingerprint(archive: Archive, since: int | None, until: int | None, *more: Any) -> str:
    """Other files, columns or days are other work."""
    files = [(str(file.absolute()), file.stat().st_size, file.stat().st_mtime_ns) for file in archive.files]
    told = json.dumps([FORMAT, files, sorted(archive.columns.names.items()), since, until, *more])
    return blake2b(told.encode(), digest_size=10).hexdigest()


def each(pool: Executor | None, step: Callable[[Job, Task], None], job: Job, left: Sequence[Task]) -> Iterator[None]:
    """The step for each of what is left, in any order."""
    if pool is None:
        for one in left:
            step(job, one)
            yield
        return
    for future in as_completed([pool.submit(step, job, one) for one in left]):
        future.result()
        yield


def in_turn(
    pool: Executor | None, step: Callable[[Job, Task], Made], job: Job, left: Sequence[Task], *, ahead: int
) -> Iterator[Made]:
    """What the step makes of each, in their order; so many are made `ahead`, and no more are held."""
    if pool is None:
        yield from (step(job, one) for one in left)
        return
    waiting: deque[Future[Made]] = deque()
    for one in left:
        waiting.append(pool.submit(step, job, one))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
