import pytest

from huiying.language.judge import Judge, Spread
from huiying.language.thresholds import Thresholds, usual

from .letters import OFFICE

FELT = "小区停水三天了，没有人管。"


@pytest.mark.parametrize(
    ("spread", "level"),
    [
        (None, "一般"),
        (Spread(reposts=499, reads=4999), "一般"),
        (Spread(reposts=500), "较大"),
        (Spread(reads=5000), "较大"),
        (Spread(likes=20_000), "重大"),
    ],
)
def test_a_wide_spread_raises_the_level_and_says_by_what(spread, level):
    said = Judge(OFFICE).judge(FELT, spread=spread)
    assert said.level == level
    assert ("传播较广" in "".join(said.level_because)) == (level != "一般")


def test_a_wide_spread_of_vital_interests_meets_the_second_criterion():
    judge = Judge(OFFICE)
    assert judge.judge(FELT).criteria == ()
    (met,) = judge.judge(FELT, spread=Spread(reposts=620)).criteria
    assert (met.id, met.words, met.because) == (2, ["停水"], "传播较广：转发 620 次（达到 500 次）")
    assert judge.judge("请问几点上班？", spread=Spread(reposts=620)).criteria == ()


def test_an_office_sets_its_own_thresholds():
    ours = Thresholds.of([{"level": "重大", "count": 30}], [{"level": "较大", "likes": 10}])
    judge = Judge(OFFICE, thresholds=ours)
    assert judge.judge(FELT, spread=Spread(reposts=9999, likes=9)).level == "一般"
    assert judge.judge(FELT, spread=Spread(likes=10)).level == "较大"
    assert Judge(OFFICE).judge("我们小区50户居民停水三天").level == "一般"
    assert judge.judge("我们小区50户居民停水三天").level == "重大"


def test_a_figure_that_nobody_counts_is_refused_by_its_name():
    with pytest.raises(ValueError, match="shares"):
        Thresholds.of([], [{"level": "较大", "shares": 10}])


def test_the_usual_thresholds_fall_from_level_to_level():
    counts = [count for _, count in usual().people]
    assert counts == sorted(counts, reverse=True)
    assert [wide.level for wide in usual().spread] == ["重大", "较大"]
