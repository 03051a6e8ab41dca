"""How long a test waits for what it must see: long enough for any machine, as only a test that fails waits so long."""

import time
from collections.abc import Callable

PATIENCE = 240.0  # seconds, less than after which pytest tells where a test stands
BROWSERS_PATIENCE = 90_000.0  # milliseconds: on a busy machine the first page of a process takes long


def until(met: Callable[[], object], *, every: float = 0.05) -> bool:
    """Whether it came about."""
    latest = time.monotonic() + PATIENCE
    while not met():
        if time.monotonic() > latest:
            return False
        time.sleep(every)
    return True
