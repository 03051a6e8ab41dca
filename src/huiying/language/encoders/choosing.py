"""Which encoder does which work here: the best that is installed, loaded at first use and once in a process."""

from collections.abc import Callable
from functools import cache
from threading import Lock

from . import e5, sentences
from .contract import Encoder
from .lexical import LexicalEncoder

_MAKERS: dict[str, Callable[[], Encoder]] = {
    "lexical": LexicalEncoder,
    "sentences": sentences.SentenceEncoder,
    "e5": e5.E5Encoder,
}
_loading = Lock()


def known() -> dict[str, bool]:
    """The encoders by name, and whether each is installed here."""
    return {"lexical": True, "sentences": sentences.available(), "e5": e5.available()}


def stream() -> Encoder:
    """The encoder of the stream: sentences, or lexical where that is not installed."""
    return _loaded("sentences" if sentences.available() else "lexical")


def precise() -> Encoder:
    """The encoder that comes nearest to meaning of those installed."""
    return _loaded("e5") if e5.available() else stream()


def lexical() -> Encoder:
    """The encoder that is always there."""
    return _loaded("lexical")


def _loaded(name: str) -> Encoder:
    with _loading:
        return _load(name)


@cache
def _load(name: str) -> Encoder:
    return _MAKERS[name]()
