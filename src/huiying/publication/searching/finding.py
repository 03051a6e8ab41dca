"""What the portal finds for what somebody typed: entries that hold every word, then those that hold most of it; where
nothing does, what was probably meant.
"""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date

from django.core.cache import cache

from huiying.language.wanted import Wanted, wanted

from ..models import SearchEntry
from .engines import NO_FILTERS, Alike, Asked, Engine, EngineFailed, Filters, own, server
from .ranking import Candidate, Ranked, Ranking
from .vocabulary import Rarity, rarity, speller, synonyms

log = logging.getLogger(__name__)

MOST, LOOSE = 200, 60  # entries that are ranked, those that hold every word and those that do not
FEW = 5
TOKENS, WORK = 16, 20_000  # tokens of a loose search, and the entries they may stand in together
BEST, NEWEST = "best", "newest"
RESTS, REST = "portal-search:server-rests", 30  # seconds for which a server that failed is not asked


@dataclass(frozen=True, slots=True)
class Found:
    """The keys of what was found, in their order; `wanted` is what they were found by, `whole` how many of them hold
    every word, `strange` if some word stands nowhere. `instead` are the words that were put in the place of those
    typed, `meant` those that are offered.
    """

    wanted: Wanted
    keys: tuple[int, ...] = ()
    whole: int = 0
    instead: str = ""
    meant: str = ""
    strange: bool = False
    filters: Filters = field(default=NO_FILTERS)


def find(typed: str, *, today: date, filters: Filters = NO_FILTERS, order: str = BEST, as_typed: bool = False) -> Found:
    """Search for what was typed; `as_typed` if nothing is to be put right."""
    what = wanted(typed, synonyms())
    if not what.terms:
        return Found(what, filters=filters)
    found = _look(what, filters, order, today)
    if found.whole >= FEW or as_typed or (found.whole and not found.strange):
        return found
    mended = speller().corrected(what.phrase)
    if mended == what.phrase:
        return found
    other = _look(wanted(mended, synonyms()), filters, order, today)
    if other.whole <= found.whole:
        return found
    return replace(found, meant=mended) if found.whole else replace(other, instead=mended)


def _look(what: Wanted, filters: Filters, order: str, today: date) -> Found:
    rare = rarity(_tokens(what))
    ranking = Ranking(what, rare, today)
    keys = _holding_all(what, filters, order)
    ranked = [one for one in ranking.rank(_candidates(keys)) if one.whole]
    rarest = _rarest(what, rare)
    if len(ranked) < FEW and rarest:
        more = set(_ask(lambda engine: engine.likest(Alike(rarest, filters), LOOSE))) - set(keys)
        ranked += ranking.rank(_candidates(more))
    if order == NEWEST:
        ranked.sort(key=lambda one: (-one.dated.toordinal(), -one.key))
    strange = not all(rare.counts.get(token) for term in what.terms for token in term[0].tokens)
    return Found(what, tuple(one.key for one in ranked[:MOST]), _whole(ranked), filters=filters, strange=strange)


def _whole(ranked: list[Ranked]) -> int:
    return sum(one.whole for one in ranked)


def _holding_all(what: Wanted, filters: Filters, order: str) -> list[int]:
    """The entries whose tokens are all there; of very many, those with them in the title, then the newest."""
    asked = Asked(what.terms, filters)
    found = _ask(lambda engine: engine.matching(asked, MOST))
    if order == NEWEST or len(found) < MOST:
        return found
    titled = _ask(lambda engine: engine.matching(replace(asked, in_title=True), MOST // 2))
    return list(dict.fromkeys([*titled, *found]))[:MOST]


def _rarest(what: Wanted, rare: Rarity) -> tuple[tuple[str, float], ...]:
    """The rarest tokens of what is wanted, as many as can be looked for quickly, each with what it tells."""
    found: list[tuple[str, float]] = []
    work = 0
    for token in sorted(what.pairs, key=lambda token: (rare.counts.get(token, 0), token)):
        work += rare.counts.get(token, 0)
        if len(found) == TOKENS or (found and work > WORK):
            break
        found.append((token, rare(token)))
    return tuple(found)


def _tokens(what: Wanted) -> set[str]:
    return {token for term in what.terms for way in term for token in way.tokens} | set(what.pairs)


def _candidates(keys: Collection[int]) -> list[Candidate]:
    return [Candidate(*row) for row in SearchEntry.plain_of(keys)]


def _ask(question: Callable[[Engine], list[int]]) -> list[int]:
    """The answer of the search server, where there is one and it is well; else of the office's own index."""
    elsewhere = server()
    if elsewhere is not None and not cache.get(RESTS):
        try:
            return question(elsewhere)
        except EngineFailed:
            log.warning("The search server failed; the office's own index answers.", exc_info=True)
            cache.set(RESTS, True, REST)
    return question(own())


def suggest(typed: str, *, today: date, most: int = 6) -> Found:
    """What somebody who is still typing may be looking for: entries with the words in their titles."""
    what = wanted(typed, synonyms())
    if not what.terms:
        return Found(what)
    keys = _ask(lambda engine: engine.matching(Asked(what.terms, in_title=True), 10 * most))
    ranked = Ranking(what, rarity(_tokens(what)), today).rank(_candidates(keys))
    mended = "" if ranked else speller().corrected(what.phrase)
    return Found(
        what, tuple(one.key for one in ranked[:most]), _whole(ranked), meant=mended if mended != what.phrase else ""
    )
