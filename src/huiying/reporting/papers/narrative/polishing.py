"""A language model may polish sentences, where an office sets one up; whatever it gives back is checked, and the
original stands where a rule does not hold.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from huiying.core.errors import HuiyingError
from huiying.reporting.official import OfficialDocument, Paragraph
from huiying.reporting.papers.citing import MARKED

from .guarding import hide, refused

Ask = Callable[[str], str]
"""Sends one paragraph without its numbers, and gives what comes back; a `HuiyingError` where nothing does."""
QUOTES = frozenset("“”‘’《》「」")


@dataclass(frozen=True, slots=True)
class Polished:
    """A cited paragraph; `by_machine` where the model's words were taken, else `because` says why not."""

    text: str
    by_machine: bool
    because: str = ""


def polish(paragraphs: Iterable[str], ask: Ask) -> tuple[Polished, ...]:
    """Each paragraph polished or as it was; a model that fails once is not asked again. Send only our own sentences
    about figures (`ours`): they hold no personal data.
    """
    return tuple(_polished(paragraphs, ask))


def _polished(paragraphs: Iterable[str], ask: Ask) -> Iterator[Polished]:
    failed = ""
    for paragraph in paragraphs:
        sent = hide(paragraph)
        try:
            given = "" if failed else ask(sent.text).strip()
        except HuiyingError as error:
            failed = str(error)
        because = failed or refused(sent, given)
        yield Polished(paragraph, False, because) if because else Polished(sent.restore(given), True)


def ours(document: OfficialDocument, names: Iterable[str]) -> list[str]:
    """Paragraphs of figures in which every word is ours: nothing is quoted in them, and none of these people named."""
    people = [name for name in names if name]
    told = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    return [text for text in told if MARKED.search(text) and not QUOTES & set(text) and not _names(text, people)]


def _names(text: str, people: Iterable[str]) -> bool:
    return any(name in text for name in people)


def better_words(document: OfficialDocument, names: Iterable[str], ask: Ask) -> dict[str, str]:
    """What the model's words are for which paragraphs, as a paper keeps it."""
    before = ours(document, names)
    after = polish(before, ask)
    return {text: told.text for text, told in zip(before, after, strict=True) if told.by_machine}


def in_better_words(document: OfficialDocument, words: Mapping[str, str]) -> OfficialDocument:
    """The document with these paragraphs in their place."""
    if not words:
        return document
    blocks = (replace(b, text=words.get(b.text, b.text)) if isinstance(b, Paragraph) else b for b in document.blocks)
    return replace(document, blocks=tuple(blocks))
