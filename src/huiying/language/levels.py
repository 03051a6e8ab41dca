"""How serious a matter is: 一般 较大 重大 特别重大, by rules, each with its reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from .contexts import is_meant
from .criteria import Criterion
from .flag import Flag
from .phrases import PhraseBook, lexicon, phrases_of
from .reading import Reading
from .spread import Spread
from .thresholds import Thresholds, usual

LEVELS = ("一般", "较大", "重大", "特别重大")

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_N = r"(?P<n>[0-9]{1,6}|[零一二两三四五六七八九十百千万]{1,7})\s?(?P<wan>万)?(?:余|多)?(?![年月日时点分])"
_DEAD = (
    re.compile(rf"{_N}(?:名|个|位)?[\u4e00-\u9fa5]{{0,4}}(?:死亡|身亡|遇难|丧生|死(?!角|板|路))"),
    re.compile(rf"(?:死亡|遇难|造成){_N}(?:人|名)(?:死|遇难|丧生)?"),
)
_HURT = (re.compile(rf"{_N}(?:名|个|位)?[\u4e00-\u9fa5]{{0,4}}(?:受伤|重伤|轻伤|中毒|被困|伤(?!心|害))"),)
_PEOPLE = re.compile(rf"{_N}(?:户|人|名|家)(?!民)")


@dataclass(frozen=True, slots=True)
class Level:
    name: str
    because: tuple[str, ...]


@cache
def _unrest() -> PhraseBook:
    return PhraseBook({"unrest": phrases_of(lexicon("lexicons/levels.toml")["unrest"])})


def level_of(
    reading: Reading,
    emergency: Flag,
    criteria: Sequence[Criterion],
    *,
    rumour: bool,
    spread: Spread | None = None,
    thresholds: Thresholds | None = None,
) -> Level:
    """The highest level that any rule gives, with every reason that gives it; without `thresholds` by the house's."""
    least = thresholds or usual()
    met = {c.id: c for c in criteria}
    reasons = [*_of_emergency(reading.whole, emergency), *_of_people(met.get(2), least), *_of_unrest(reading.whole)]
    if wide := least.of_spread(spread):
        reasons.append((wide[0], f"传播较广：{'、'.join(wide[1])}"))
    if 3 in met:
        reasons.append(("较大", f"触及社会道德底线：{'、'.join(met[3].words[:3])}"))
    if 5 in met:
        reasons.append(("较大", f"上级要求回应：{'、'.join(met[5].words[:3])}"))
    if rumour and 1 in met:
        reasons.append(("较大", "涉及政策的不实传言"))
    if not reasons:
        return Level("一般", ("未见突发事件、多人切身利益、道德底线或上级交办的表述",))
    highest = max((level for level, _ in reasons), key=LEVELS.index)
    return Level(highest, tuple(why for level, why in reasons if level == highest))


def _of_emergency(text: str, emergency: Flag) -> list[tuple[str, str]]:
    if not emergency.flagged:
        return []
    dead, hurt = _most(_DEAD, text), _most(_HURT, text)
    for rule in lexicon("lexicons/levels.toml")["casualties"]:
        if dead >= rule["dead"] or hurt >= rule["hurt"]:
            told = "、".join([f"死亡 {dead} 人"] * (dead > 0) + [f"伤（困）{hurt} 人"] * (hurt > 0))
            return [(rule["level"], f"突发事件，文中所述{told}（生产安全事故报告和调查处理条例第三条）")]
    return [("较大", f"突发事件：{'、'.join(emergency.words[:3])}")]


def _of_people(felt: Criterion | None, thresholds: Thresholds) -> list[tuple[str, str]]:
    if felt is None:
        return []
    count = max((_most((_PEOPLE,), hit.word) for hit in felt.hits), default=0)
    for level, least in thresholds.people:
        if count >= least:
            return [(level, f"涉及切身利益的约 {count} 人（户、家）")]
    return [("较大", f"涉及多人切身利益：{'、'.join(felt.words[:3])}")] if felt.score >= 0.6 else []


def _of_unrest(text: str) -> list[tuple[str, str]]:
    words = [h.word for h in _unrest().hits(text) if is_meant(text, h.start, h.end)]
    return [("较大", f"出现群体性表述：{'、'.join(dict.fromkeys(words))}")] if words else []


def _most(patterns: Sequence[re.Pattern[str]], text: str) -> int:
    """The largest number of people that a pattern names; beyond a million it is no count of people."""
    counts = (number(m["n"]) * (10_000 if m["wan"] else 1) for pattern in patterns for m in pattern.finditer(text))
    return max((n for n in counts if n < 1_000_000), default=0)


def number(said: str) -> int:
    """`三十五`, `两百` or `35` as a number; a lone unit counts once: `百` is 100."""
    if said.isdigit():
        return int(said)
    total = section = digit = 0
    for char in said:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char == "万":
            total, section, digit = total + max(section + digit, 1) * 10_000, 0, 0
        else:
            section, digit = section + max(digit, 1) * _UNITS[char], 0
    return total + section + digit
