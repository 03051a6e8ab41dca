"""Two hundred published pages over thirteen months, as a bureau fills its columns."""

from datetime import date

from .chance import Chance
from .newswriting import write_kinds
from .pagewriting import write_fixed
from .records import DemoPage


def pages(seed: int, end: date) -> list[DemoPage]:
    """All pages from thirteen months before `end` to the day before it, in the order of time."""
    rng = Chance(seed * 31 + 7)
    written = write_fixed(end, rng) + write_kinds(end, rng)
    return sorted(written, key=lambda page: (page.published_at, page.title))
