"""A number in a paper's text carries the reference that it was counted by, between signs that no other text may hold.

Writers of files drop the reference (`plain`); the desk's preview turns it into a way to the rows (`pieces`); a test
walks every paper by it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final, TypeVar, cast

OPEN, BETWEEN, CLOSE = "\ue000", "\ue001", "\ue002"
MARKED: Final = re.compile(f"{OPEN}([^{OPEN}{BETWEEN}{CLOSE}]*){BETWEEN}([^{OPEN}{BETWEEN}{CLOSE}]*){CLOSE}")
SIGNS: Final = re.compile(f"[{OPEN}{BETWEEN}{CLOSE}]")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cited:
    """`text` is what is printed, with its unit; `reference` what it was counted by."""

    text: str
    reference: str


def cite(text: str, reference: str) -> str:
    """`text` as a number counted by `reference` (figures.reference); "" stays "" and cites nothing."""
    return f"{OPEN}{reference}{BETWEEN}{text}{CLOSE}" if text else ""


def uncited(text: str) -> str:
    """A text from outside, without the signs by which it could pretend to be a number."""
    return SIGNS.sub("", text)


def plain(text: str) -> str:
    """The text as it is printed."""
    return MARKED.sub(lambda found: found[2], text)


def pieces(text: str) -> Iterator[str | Cited]:
    """The text in its pieces, numbers apart."""
    end = 0
    for found in MARKED.finditer(text):
        if found.start() > end:
            yield text[end : found.start()]
        yield Cited(found[2], found[1])
        end = found.end()
    if end < len(text):
        yield text[end:]


def printed(thing: T) -> T:
    """A document, a block, or any frozen dataclass of them, as it is printed: every text in it plain."""
    return cast(T, _printed(thing))


def _printed(thing: Any) -> Any:
    if isinstance(thing, str):
        return plain(thing)
    if isinstance(thing, tuple):
        return tuple(map(_printed, thing))
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{field.name: _printed(getattr(thing, field.name)) for field in fields(thing)})
    return thing
