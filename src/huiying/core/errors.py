"""The few ways in which Huiying refuses, as one tree; the message says what, where, and what to do."""

from functools import partial
from typing import Any


class HuiyingError(Exception):
    """A refusal: `what` happened, `where` (file, row, field), and how to `fix` it."""

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        super().__init__(what, where, fix)
        self.what = what
        self.where = where
        self.fix = fix

    def __reduce__(self) -> tuple[Any, ...]:
        """A refusal keeps its place and its remedy on the way from one process to another."""
        return partial(type(self), where=self.where, fix=self.fix), (self.what,)

    def __str__(self) -> str:
        told = f"{self.where}：{self.what}" if self.where else self.what
        return f"{told.rstrip('。.')}。{self.fix}" if self.fix else told


class InputError(HuiyingError):
    """What was given cannot be read or is not allowed."""


class RuleError(HuiyingError):
    """The law, the regulation or the table of moves forbids it."""


class NotAllowed(HuiyingError):
    """The person holds no post that grants it."""


class ConfigError(HuiyingError):
    """The installation is set up in a way that cannot work."""
