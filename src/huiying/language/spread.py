"""How far a post has spread, as far as its channel tells."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """Figures of a post; None where the channel does not tell.

    `followers` read its writer, `verified` if the platform vouches for the writer; `comments` are others' words.
    """

    followers: int | None = None
    verified: bool | None = None
    reposts: int | None = None
    comments: int | None = None
    likes: int | None = None
    reads: int | None = None
