"""Who writes: names, telephones, addresses, numbers of identity cards; all invented, all of valid shape."""

from dataclasses import dataclass
from datetime import date, timedelta

from .chance import Chance
from .vocabulary import vocabulary

# Number ranges that no operator has been given, so that no telephone of the demo can ring.
UNASSIGNED = ("154", "163", "164", "169", "179", "194")
# A whole province (GB/T 2260), no county: the number has the right form and checksum, and was given to no one.
NOWHERE = "460000"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
MAIL_WORDS = ("lan", "jl.factory", "qingfeng", "haojun", "xiaoyu", "songxi", "yunfan", "caiwu", "hello", "li")


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    phone: str
    mail: str


def checksum(first17: str) -> str:
    """The check character of an 18-digit citizen number (GB 11643)."""
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True)) % 11]


def id_number(rng: Chance) -> str:
    born = date(1966, 1, 1) + timedelta(days=rng.randrange(13_500))
    first17 = f"{NOWHERE}{born:%Y%m%d}{rng.randrange(1000):03d}"
    return first17 + checksum(first17)


def phone(rng: Chance) -> str:
    return f"{rng.pick(UNASSIGNED)}{rng.randrange(10**8):08d}"


def person(rng: Chance) -> Person:
    """A resident; four in ten leave a mail address too."""
    words = vocabulary()
    name = rng.pick(words.surnames) + rng.pick(words.given)
    mail = f"{rng.pick(MAIL_WORDS)}{rng.randrange(100, 9999)}@mail.example" if rng.happens(0.4) else ""
    return Person(name, phone(rng), mail)


def account(rng: Chance) -> Person:
    """An account of a social platform: a nickname, nothing else."""
    return Person(rng.pick(vocabulary().nicknames), "", "")


def foreigner(name: str, rng: Chance) -> Person:
    first, last = name.lower().split()
    return Person(name, phone(rng), f"{first}.{last}@invest.example")
