"""How it will be measured: a figure as it is and as it is wanted, by rules that anybody can redo."""

from dataclasses import dataclass
from math import ceil, floor

from .reading import Reading
from .wording import quantity

THIRD, FEWER, SHORTER = 1 / 3, 0.7, 0.8
ENOUGH_RATED = 20.0


@dataclass(frozen=True, slots=True)
class Aim:
    """`reference` is what the next self-inspection counts; `counted` is by what `was` was counted now."""

    reference: str
    label: str
    unit: str
    was: float
    wanted: float
    counted: str

    @property
    def rises(self) -> bool:
        return self.wanted > self.was

    def told(self, reading: Reading) -> str:
        """按时答复率由91.4%提高到95%以上."""
        was, wanted = reading.many(self.was, self.unit, self.counted), quantity(self.wanted, self.unit)
        wanted = wanted.replace(".0%", "%")
        if not self.wanted:
            return f"{self.label}由{was}降为零"
        verb = "减少" if not self.rises else "提高" if self.unit == "%" else "增加"
        end = "" if self.wanted == 100 and self.unit == "%" else "以上" if self.rises else "以下"
        return f"{self.label}由{was}{verb}到{wanted}{end}"


def more(reading: Reading, key: str) -> Aim | None:
    """A rate of the catalogue: a third of what is missing is made up."""
    was = reading.value(key)
    if was is None or was >= 100:
        return None
    return Aim(key, _label(reading, key), "%", was, float(min(100, ceil(was + (100 - was) * THIRD))), key)


def fewer(reading: Reading, key: str) -> Aim | None:
    """A count of the catalogue: three in ten less."""
    was = reading.value(key)
    return Aim(key, _label(reading, key), reading.unit(key), was, float(floor(was * FEWER)), key) if was else None


def shorter(reading: Reading, key: str) -> Aim | None:
    """Days of the catalogue: a fifth less."""
    was = reading.value(key)
    return Aim(key, _label(reading, key), "天", was, round(was * SHORTER, 1), key) if was else None


def cleared(reading: Reading, key: str) -> Aim | None:
    """What stands open of this very period is none when it is looked at again."""
    was, span = reading.value(key), reading.part("period")
    days = f"{key}@{span['from']}..{span['to']}"
    return Aim(days, _label(reading, key), reading.unit(key), was, 0.0, key) if was else None


def counted(reading: Reading, reference: str, label: str, unit: str, wanted: float) -> Aim | None:
    """Any other number of the snapshot."""
    was = reading.number(reference)
    return None if was is None or was == wanted else Aim(reference, label, unit, was, wanted, reference)


def share(reading: Reading, part: str, whole: str, label: str, wanted: float) -> Aim | None:
    """A share of two counts of the catalogue."""
    first, second = reading.value(part), reading.value(whole)
    if first is None or not second:
        return None
    reference, was = f"share({part},{whole})", round(100 * first / second, 1)
    return None if was == wanted else Aim(reference, label, "%", was, wanted, reference)


def _label(reading: Reading, key: str) -> str:
    return str(reading.part("figures")[key].get("label") or key)
