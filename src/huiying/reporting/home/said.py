"""A number and the sentence it belongs to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """The sentence leads to its rows. `late` is a number that ought to be zero."""

    value: int | float | None
    unit: str
    sentence: str
    url: str = ""
    late: bool = False
