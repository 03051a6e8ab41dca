import numpy as np
import pytest

from huiying.language.encoders import similarity, stream_similarity

LAMP, STREET = "幸福路的路灯坏了半个月，请派人来修。", "我们这条街的街灯一直不亮，盼望尽快维修。"
SCHOOL = "孩子九月上小学，想问入学要带哪些材料。"


@pytest.mark.parametrize("likeness", [similarity, stream_similarity])
def test_likeness_ranks_meaning(likeness) -> None:
    same, near, far, nothing = likeness([LAMP, LAMP, LAMP, LAMP], [LAMP, STREET, SCHOOL, "👍"])
    assert same == pytest.approx(1.0, abs=1e-4)
    assert same > near > far > nothing == 0.0


@pytest.mark.parametrize("likeness", [similarity, stream_similarity])
def test_likeness_is_the_same_both_ways(likeness) -> None:
    assert likeness([LAMP, STREET], [STREET, SCHOOL]) == pytest.approx(
        likeness([STREET, SCHOOL], [LAMP, STREET]), abs=1e-5
    )


def test_no_pairs_have_no_likeness() -> None:
    assert similarity([], []).shape == (0,)
    assert np.issubdtype(similarity([], []).dtype, np.float32)


def test_uneven_lists_are_refused() -> None:
    with pytest.raises(ValueError, match="2 texts"):
        stream_similarity([LAMP, STREET], [SCHOOL])
