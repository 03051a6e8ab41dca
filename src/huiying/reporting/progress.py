"""How far a paper is: told by what writes it to whoever listens, if anybody does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import IntEnum

from django.utils.translation import gettext_lazy as _


class Step(IntEnum):
    """The steps of every paper, in their order."""

    COUNTING = 1
    FREEZING = 2
    COMPOSING = 3
    WRITING = 4


WORDS = {
    Step.COUNTING: _("counting the figures"),
    Step.FREEZING: _("freezing the figures with their rows"),
    Step.COMPOSING: _("composing the paper"),
    Step.WRITING: _("writing the files"),
}
Listener = Callable[[Step], None]
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Whatever writes a paper inside tells its steps to `listener`."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


def tell(step: Step) -> None:
    if listener := _listener.get():
        listener(step)
