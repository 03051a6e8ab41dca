from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that an inspector would write down: by which rule, of which sort, on which page, with the facts of its
    sentence. `unit` is whose matter it is, where it is not the whole site's: only that unit is shown it.

    """

    rule: str
    sort: str = ""
    url: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    unit: int | None = None

    def to_json(self) -> dict[str, Any]:
        told = {"rule": self.rule, "sort": self.sort, "url": self.url, "facts": dict(self.facts), "unit": self.unit}
        return {key: value for key, value in told.items() if value not in ("", None)}
