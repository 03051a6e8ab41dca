import numpy as np
import pytest

from huiying.language.calibration import Calibration
from huiying.language.judge import Example, Judge, Office
from huiying.language.neighbourhood import Neighbourhood
from huiying.language.scores import Verdict

from .desk import PARK, WIDER

MATTERS = {
    "交通运输": "客运班车{}路绕道不停站，司机态度差",
    "教育文体": "小学{}年级学位不够，家长着急",
    "卫生计生": "医院{}号诊室收费太高，医生不解释",
}


def confirmed(count):
    themes = list(MATTERS)
    return [Example(MATTERS[themes[n % 3]].format(n), theme=themes[n % 3]) for n in range(count)]


def said_of(rng, right, noise):
    said = rng.normal(0, noise, (len(right), 4)).astype(np.float32)
    said[np.arange(len(right)), right] += 1
    return said


@pytest.mark.parametrize("noise", [0.2, 0.6, 1.2])
def test_a_chance_is_the_share_that_comes_true(noise):
    rng = np.random.default_rng(5)
    right = rng.integers(0, 4, 4000)
    calibration = Calibration.of(said_of(rng, right, noise), right)
    fresh = rng.integers(0, 4, 4000)
    shares = calibration.shares(said_of(rng, fresh, noise))
    told = np.array([calibration.chance(float(share)) for share in shares.max(axis=1)])
    came_true = shares.argmax(axis=1) == fresh
    for low in (0.3, 0.5, 0.7, 0.9):
        those = (told >= low) & (told < low + 0.2)
        if those.sum() > 200:
            assert abs(told[those].mean() - came_true[those].mean()) < 0.08


def test_three_letters_hardly_move_the_calibration():
    right = np.array([0, 1, 2])
    few = Calibration.of(np.eye(4, dtype=np.float32)[:3], right)
    assert few.sharpness == pytest.approx(7, rel=0.15)
    assert few.chance(0.9) < 0.95


def test_the_nearest_vote_and_unlike_ones_have_no_say():
    near = Neighbourhood(np.array([0, 0, 1]), 2)
    votes = near.votes(np.array([[0.6, 0.5, 0.1], [0.0, 0.0, 0.0]], dtype=np.float32))
    assert votes[0, 0] > 0.95
    assert votes[1].tolist() == [0.0, 0.0]
    assert near.note(np.array([0.6, 0.5, 0.1], dtype=np.float32), 0) == "与2件已确认的来件相近"


def test_the_second_is_what_else_it_may_be():
    assert Verdict("投诉", 0.4, {"咨询": 0.2, "投诉": 0.5, "求助": 0.3}).second == "求助"
    assert Verdict("投诉", 0.4, {"投诉": 1.0}).second == ""


def test_an_answer_unknown_to_the_tree_can_be_taught():
    taught = Judge(WIDER, [Example("渡轮的鸣笛吵醒了半条街", theme="水上安静")])
    assert taught.judge("渡轮的鸣笛又吵醒了半条街").theme == "水上安静"


def test_same_examples_same_judgement():
    one, other = (Judge(WIDER, confirmed(60)).judge("客运班车不停站").to_evidence() for _ in range(2))
    assert one == other


def test_one_more_confirmation_is_learned_at_once():
    before = confirmed(500)
    Judge(Office(()), before).judge("医院")
    taught = Judge(Office(()), [Example("码头的鸥鸟食摊", theme="商贸旅游"), *before])
    assert taught.judge("码头的鸥鸟食摊").theme == "商贸旅游"


def test_the_same_letter_confirmed_two_ways_is_not_sure():
    text = "北门的伸缩柱"
    halves = [Example(text, section=name) for name in (PARK, "投诉维权科") for _ in range(8)]
    assert Judge(WIDER, halves).judge(text).section_score < 0.8
