import pytest

from huiying.sheets import harmless


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", " \t=1", "\t1", "＝1"])
def test_nothing_runs(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


def test_ordinary_text_is_left_alone() -> None:
    assert harmless("a=b-c@d") == "a=b-c@d"
