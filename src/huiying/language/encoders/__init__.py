"""编码 · Texts as vectors whose product is likeness in meaning: one contract, several encoders, the best that is there.

`stream()` is cheap enough for every post, `precise()` is for letters and for what re-ranks, `lexical()` needs nothing.
Each has a `name`, a `width`, a `length`, and `encode(texts) -> (texts, width)`; see `contract.Encoder`.
"""

from .choosing import known, lexical, precise, stream
from .contract import Encoder, SearchEncoder, Vectors
from .endpoint import EndpointEncoder, EndpointFailed
from .pairs import similarity, stream_similarity

__all__ = [
    "Encoder",
    "EndpointFailed",
    "SearchEncoder",
    "Vectors",
    "endpoint",
    "known",
    "lexical",
    "precise",
    "similarity",
    "stream",
    "stream_similarity",
]


def endpoint(url: str, key: str, model: str) -> Encoder:
    """An encoder behind an OpenAI-compatible address, such as `http://10.0.0.8:8000/v1`; raises `EndpointFailed`."""
    return EndpointEncoder(url, key, model)
