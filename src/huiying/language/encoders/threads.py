"""How many cores may be used, and the libraries beneath held to one thread while ours share the cores."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock

from threadpoolctl import ThreadpoolController, threadpool_limits  # type: ignore[import-untyped]

_lock = Lock()
_inside: list[threadpool_limits] = []
_count = 0


@cache
def cores() -> int:
    """The cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return max(len(os.sched_getaffinity(0)), 1)
    return os.cpu_count() or 1


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


@contextmanager
def blas_on_one_core() -> Iterator[None]:
    """BLAS computes on the calling thread; the first to enter sets it, and the last to leave puts it back."""
    global _count  # noqa: PLW0603 - the limit is one for the process, and so is the count of those who need it
    with _lock:
        _count += 1
        if _count == 1:
            _inside.append(_controller().limit(limits=1, user_api="blas"))
    try:
        yield
    finally:
        with _lock:
            _count -= 1
            if _count == 0:
                _inside.pop().restore_original_limits()


def openmp_on_one_core() -> None:
    """From here on, OpenMP opens no further threads for the thread that calls this (OpenMP keeps it per thread)."""
    ThreadpoolController().limit(limits=1, user_api="openmp")
