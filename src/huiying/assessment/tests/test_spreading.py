"""How far a voice has spread reaches the judge and the heat, and figures that make no sense harm nothing."""

from typing import Any

import pytest

from huiying.assessment.actions import assess, gather_topics
from huiying.assessment.heat import breadth_of, parts_of
from huiying.assessment.models import Proposal, Topic
from huiying.assessment.posts import posts_between
from huiying.assessment.spreading import MOST, spread_of
from huiying.intake.models import Voice
from huiying.language.spread import Spread
from tests.office import SUNDAY, Office

LETTER = "云帆高新园这周第{n}次停电，我们车间的生产线全部停工，请供电部门尽快抢修云帆高新园线路。"


@pytest.mark.parametrize(
    ("voice", "expected"),
    [
        (Voice(), Spread()),
        (Voice(likes=7), Spread(likes=7)),
        (Voice(against=7), Spread(likes=0)),
        (Voice(spread={"reposts": 0}), Spread(likes=0, reposts=0)),
        (Voice(spread={"verified": 1}), Spread(verified=True)),
        (
            Voice(likes=2, spread={"reposts": 3, "comments": 4, "reads": 5, "followers": 6, "verified": 0}),
            Spread(followers=6, verified=False, reposts=3, comments=4, likes=2, reads=5),
        ),
        (Voice(spread={"reposts": "900", "reads": -1, "comments": None, "stars": 5}), Spread()),
        (Voice(spread={"reposts": 10**400}), Spread(likes=0, reposts=MOST)),
    ],
)
def test_only_what_a_channel_tells_is_a_figure(voice: Voice, expected: Spread) -> None:
    assert spread_of(voice) == expected


def test_a_wide_spread_raises_the_level(office: Office) -> None:
    quiet = office.letter("小区门口的路灯坏了，请派人来修理。", ident="1")
    wide = office.letter("小区门口的路灯坏了，请派人来修理。", ident="2", spread={"reads": 60_000})
    assess(at=SUNDAY)
    assert Proposal.objects.get(voice=quiet).level == "一般"
    proposal = Proposal.objects.get(voice=wide)
    assert proposal.level == "重大"
    assert "阅读 60000 次" in proposal.said["level_because"][0]


@pytest.mark.parametrize("spread", [{"reposts": "many"}, {"reposts": 10**400, "reads": -5}, {"": [{}]}])
def test_figures_that_make_no_sense_stop_nothing(office: Office, spread: dict[str, Any]) -> None:
    voice = office.letter("小区门口的路灯坏了，请派人来修理。")
    Voice.objects.update(spread=spread)
    assess(at=SUNDAY)
    assert Proposal.objects.filter(voice=voice).exists()
    assert posts_between(None, None)[0].reposts >= 0


def test_reposts_are_part_of_the_heat_and_told(office: Office) -> None:
    for n in range(4):
        office.letter(LETTER.format(n=n), ident=f"a{n}", title=f"云帆高新园停电{n}", spread={"reposts": 100})
    assess(at=SUNDAY)
    gather_topics(start=None, end=None, at=SUNDAY)
    topic = Topic.objects.get()
    assert topic.heat_because["likes"] > 0
    breadth = breadth_of(topic)
    assert (breadth.likes, breadth.reposts) == (0, 400)
    assert any("400" in part.words for part in parts_of(topic, breadth))
