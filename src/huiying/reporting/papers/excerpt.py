"""Short pieces of what people wrote, for tables: masked first and cut afterwards: no half number slips through."""

from typing import Final

from huiying.language.privacy import mask

from .citing import uncited

LOOKED_AT: Final = 4  # times what is shown: enough that a mark which begins in it ends in it


def excerpt(text: str, most: int) -> str:
    """One line of at most `most` characters with personal data masked."""
    said = " ".join(uncited(text[: most * LOOKED_AT * 2]).split())[: most * LOOKED_AT]
    shown = mask(said)
    return shown if len(shown) <= most else f"{shown[:most]}…"
