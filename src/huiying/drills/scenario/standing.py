"""How a play stands between two steps, as JSON keeps it."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

from .streaming import Flow


@dataclass(slots=True)
class Wait:
    """What happens at `at` unless the office acts first: reaction number `number`, or that a denied truth comes out.

    `cause` is what is waited for: `silence`, `promise`, the ident of a call, or the ref of the denial.
    """

    at: int
    number: int
    cause: str
    ref: str = ""
    is_denial: bool = False

    @property
    def order(self) -> tuple[int, bool, int, str]:
        return (self.at, not self.is_denial, self.number, self.cause)


@dataclass(slots=True)
class Standing:
    """Times are microseconds since the beginning. `worked` tells of a reaction how often it worked and when last."""

    until: int = 0
    temper: float = 1.0
    moments: int = 0
    flows: list[Flow] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    worked: dict[str, list[int]] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    quiet_since: int = 0
    quiet_after: str = ""  # the ref of what last broke the silence
    promised: int | None = None

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Self:
        known = {name: kept[name] for name in cls.__slots__ if name in kept}
        known["flows"] = [Flow(**flow) for flow in kept["flows"]]
        known["waits"] = [Wait(**wait) for wait in kept["waits"]]
        for name in ("heard", "calls", "answered", "told"):
            known[name] = list(kept[name])
        known["worked"] = {number: list(times) for number, times in kept["worked"].items()}
        return cls(**known)

    def kept(self) -> dict[str, Any]:
        return asdict(self)
