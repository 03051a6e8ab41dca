"""The scene of one letter: every name, place, sum and date in it, drawn once so that letter and answer agree."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from . import saying
from .chance import Chance
from .identity import phone
from .matter import Matter
from .office import load_office
from .vocabulary import Firm, ForeignFirm, Park, vocabulary

JOBS = ("process engineer", "commissioning expert", "quality director", "chief technology officer")
MACHINES = ("coating machine", "five-axis grinder", "freeze dryer", "ultrasonic tester")


def make_scene(matter: Matter, at: datetime, rng: Chance, *, fixed: Mapping[str, str] | None = None) -> dict[str, str]:
    """Slots of a letter on this matter at this moment; `fixed` holds what a story has decided already."""
    fixed = {} if fixed is None else fixed
    firm = _firm(matter, fixed, rng)
    foreign = rng.pick(vocabulary().foreign)
    park = _park(matter, firm, fixed, rng)
    slots = {
        **_places(park, rng),
        **_sizes(rng),
        **_times(at, rng),
        **_firms(firm, foreign, park, matter, rng),
        **_bureau(matter.section),
        "badphone": phone(rng),
    }
    slots |= {name: rng.pick(options) for name, options in matter.slots.items()}
    return {**slots, **fixed}


def _firm(matter: Matter, fixed: Mapping[str, str], rng: Chance) -> Firm:
    """The firm of the letter; where the park is fixed, one that sits there."""
    if "firm" in fixed:
        return vocabulary().firm(fixed["firm"])
    firms = vocabulary().firms_of(matter.where)
    return rng.pick([firm for firm in firms if fixed.get("park", firm.park.name) == firm.park.name])


def _park(matter: Matter, firm: Firm, fixed: Mapping[str, str], rng: Chance) -> Park:
    if "park" in fixed:
        return vocabulary().park(fixed["park"])
    if matter.voice == "foreign":
        return rng.pick((vocabulary().parks[0], vocabulary().parks[1], vocabulary().parks[3]))
    return firm.park if matter.voice == "firm" else rng.pick(vocabulary().parks_of(matter.where))


def _places(park: Park, rng: Chance) -> dict[str, str]:
    return {
        "park": park.name,
        "district": park.district,
        "road": rng.pick(park.roads),
        "stop": rng.pick(park.stops),
        "line": rng.pick(park.lines),
        "hall": rng.pick(park.halls),
    }


def _sizes(rng: Chance) -> dict[str, str]:
    return {
        "sum": saying.small_sum(rng),
        "bigsum": saying.big_sum(rng),
        "sales": f"{rng.randrange(12, 98) * 100}万元",
        "rent": f"每平方米每月{rng.pick((12, 13, 14, 15, 16, 18, 19, 21))}元",
        "area": f"{rng.randrange(8, 58) * 100}平方米",
        "mu": f"{rng.pick((12, 15, 18, 20, 25, 28, 30, 35, 42, 50, 60, 80))}亩",
        "head": str(rng.randrange(12, 160)),
        "few": str(rng.randrange(2, 7)),
        "fewk": str(rng.randrange(3, 18) * 100),
        "wage": str(rng.randrange(96, 320) * 100),
    }


def _times(at: datetime, rng: Chance) -> dict[str, str]:
    months, days = rng.randrange(2, 8), rng.randrange(1, 12)
    day = at - timedelta(days=days)
    return {
        "then": saying.month_word(at, months),
        "enthen": saying.MONTHS[saying.past_month(at, months)[1] - 1],
        "long": saying.span_word(months, rng),
        "lately": saying.lately(at, days, rng),
        "lately_date": f"{day.month}月{day.day}日",
        "nextmonth": saying.next_month(at),
        "after": saying.later_month(at),
        "hour": rng.pick(saying.HOURS),
        "year": str(at.year),
        "lastyear": str(at.year - 1),
    }


def _firms(firm: Firm, foreign: ForeignFirm, park: Park, matter: Matter, rng: Chance) -> dict[str, str]:
    neighbours = [other for other in vocabulary().firms if other.park == park and other != firm]
    abroad = matter.voice == "foreign"
    return {
        "company": foreign.local if abroad else firm.name,
        "short": foreign.short if abroad else firm.short,
        "makes": foreign.makes if abroad else firm.makes,
        "other": rng.pick(neighbours).short,
        "foreignfirm": foreign.parent,
        "country": foreign.country,
        "encountry": foreign.land,
        "foreigner": foreign.manager,
        "enproduct": foreign.product,
        "enjob": rng.pick(JOBS),
        "enmachine": rng.pick(MACHINES),
    }


def _bureau(section: str) -> dict[str, str]:
    phones = {row.name: row.phone for row in load_office().sections}
    return {"section": section, "desk": phones[section]}
