"""What people said of voices, word after word, as what stands now: which belong together, and which do not."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Protocol

from huiying.language.topics import Post

from .models import Belonging


class Word(Protocol):
    """A person's word: `voices` belong together, or they are apart from `others`."""

    sort: str
    voices: list[int]
    others: list[int]


@dataclass(frozen=True, slots=True)
class Standing:
    """Groups of voices that belong together, and pairs that do not, as keys in words."""

    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


def words_on(posts: Sequence[Post]) -> Standing:
    """What stands of everything that people said of these posts."""
    words = Belonging.objects.order_by("pk")
    return standing(words, {int(post.id) for post in posts}) if words else Standing()


def newest_word() -> int:
    """The key of the last word, 0 where nobody said anything."""
    return Belonging.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def standing(words: Iterable[Word], present: Collection[int]) -> Standing:
    """What stands of people's words, the latest going before, for the voices that are present."""
    blocks = _Blocks()
    for word in words:
        if word.sort == "together":
            blocks.join(word.voices)
        else:
            blocks.part(word.voices, word.others)
    return blocks.standing(set(present))


@dataclass(slots=True)
class _Blocks:
    """Voices in blocks; a voice that nobody spoke of is in none. Two blocks may be apart."""

    of: dict[int, int] = field(default_factory=dict)
    members: dict[int, set[int]] = field(default_factory=dict)
    apart: dict[int, set[int]] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=count)

    def join(self, voices: Iterable[int]) -> int:
        """Everything in one block with these voices belongs together from now on."""
        voices = list(voices)
        old = {self.of[voice] for voice in voices if voice in self.of}
        new = next(self.numbers)
        self.members[new] = set(voices).union(*(self.members[block] for block in old))
        self.apart[new] = set().union(*(self.apart[block] for block in old)) - old
        for block in old:
            self._forget(block)
        self._settle(new)
        return new

    def part(self, voices: Iterable[int], others: Iterable[int]) -> None:
        """These voices leave the others, which stay together; those that shared a block leave together."""
        leaving = set(voices)
        left = self._lifted(leaving)
        rest = self.join(voice for voice in others if voice not in leaving)
        for block in left:
            self.apart[block].add(rest)
            self.apart[rest].add(block)

    def standing(self, present: set[int]) -> Standing:
        seen = {block: sorted(members & present) for block, members in self.members.items()}
        together = sorted(tuple(found) for found in seen.values() if len(found) > 1)
        pairs = {
            (min(seen[one][0], seen[other][0]), max(seen[one][0], seen[other][0]))
            for one, others in self.apart.items()
            for other in others
            if seen[one] and seen[other]
        }
        return Standing(
            tuple(tuple(str(voice) for voice in group) for group in together),
            tuple((str(one), str(other)) for one, other in sorted(pairs)),
        )

    def _lifted(self, voices: set[int]) -> list[int]:
        """Voices taken out of their blocks, as new blocks that are apart from what the old ones were apart from."""
        pieces: dict[int | None, set[int]] = {}
        for voice in sorted(voices):
            pieces.setdefault(self.of.get(voice, None), set()).add(voice)
        alone = [{voice} for voice in pieces.pop(None, ())]
        found = [self._new(piece, set()) for piece in alone]
        for block, piece in pieces.items():
            assert block is not None
            self.members[block] -= piece
            found.append(self._new(piece, self.apart[block]))
            if not self.members[block]:
                self._forget(block)
        return found

    def _new(self, voices: set[int], apart: set[int]) -> int:
        new = next(self.numbers)
        self.members[new], self.apart[new] = voices, set(apart)
        self._settle(new)
        return new

    def _settle(self, block: int) -> None:
        for voice in self.members[block]:
            self.of[voice] = block
        for other in self.apart[block]:
            self.apart[other].add(block)

    def _forget(self, block: int) -> None:
        del self.members[block]
        for other in self.apart.pop(block):
            self.apart[other].discard(block)
