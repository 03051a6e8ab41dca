import numpy as np
import pytest

from huiying.language import encoders
from huiying.language.areas import areas
from huiying.language.similar import SimilarAnswers
from huiying.language.wording_places import Places
from huiying.language.years import last_month, months_fit

PAIRS = [
    ("1", "标准厂房租金补助怎么申报", "租金补助每年三月和九月申报，提交合同、发票。"),
    ("2", "夜班公交能不能增开", "经与公交公司协调，夜班公交延长到零点。"),
    ("3", "园区停电没有通知", "停电系供电线路检修，今后提前三天通知。"),
]


def test_the_answer_to_the_likest_letter_comes_first_with_the_words_they_share():
    first, *_ = SimilarAnswers(PAIRS).search("请问厂房的租金补助什么时候能申报")
    assert first.id == "1"
    assert "租金" in first.words
    assert 0 < first.score <= 1


def test_top_and_nothing_in_common():
    answers = SimilarAnswers(PAIRS)
    assert len(answers.search("租金 公交 停电", top=2)) == 2
    assert answers.search("abcdefg") == []


def test_an_empty_library_finds_nothing():
    assert SimilarAnswers([]).search("停电") == []


def test_scores_fall_and_the_same_search_gives_the_same():
    answers = SimilarAnswers([*PAIRS, *((f"{i}", f"路灯坏了{i}号", "路灯已修好。") for i in range(4, 90))])
    found = answers.search("路灯坏了，公交也停了", top=100)
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert len({match.id for match in found}) == len(found) > 60
    assert answers.search("路灯坏了，公交也停了", top=100) == found


def test_a_long_letter_does_not_push_its_answer_out():
    pairs = [("long", "啊" * 2900, "共有产权房须满五年方可转让。"), ("short", "公交", "公交已增开。")]
    assert SimilarAnswers(pairs).search("共有产权房转让")[0].id == "long"


def test_of_two_answers_that_of_the_same_district_comes_first():
    pairs = [
        ("hang", "", "余杭区小学报名在五月，带户口本和房产证到学校登记。"),
        ("west", "", "西湖区小学报名在五月，带户口本和房产证到学校登记。"),
    ]
    assert SimilarAnswers(pairs).search("西湖区小学什么时候报名")[0].id == "west"


@pytest.mark.parametrize("near", ["甲", "乙"])
def test_meaning_ranks_again(near):
    class Near:
        """An encoder that finds one text near to every letter, and all others far."""

        name, width, length = f"near {near}", 2, 300

        def encode(self, texts):
            return np.array([[1, 0] if near in t or "？" in t else [0, 1] for t in texts], dtype=np.float32)

    pairs = [("甲", "", "班车已加密，甲线。"), ("乙", "", "班车已加密，乙线。")]
    assert SimilarAnswers(pairs, encoder=Near()).search("班车加密？")[0].id == near


@pytest.mark.parametrize("text", ["", "\ud800", "😀" * 50, "x", "停电" * 200_000, "\n\n", "請問租金補助"])
def test_any_text_is_searched(text):
    SimilarAnswers(PAIRS).search(text)
    SimilarAnswers([("1", text, text), *PAIRS], encoder=encoders.lexical()).search("停电")


def test_areas_are_names_not_kinds_of_place():
    assert areas("西湖区和余杭区的小区、社区、工业区") == {("区", "西湖区"), ("区", "余杭区")}
    assert areas("a3区") == {("code", "a"), ("coded", "a3区")}


def test_an_answer_that_names_no_place_is_placed_by_its_wording():
    answers = [
        "西湖区的朋友您好，留言收悉。",
        "西湖区的朋友您好，已办理。",
        "致余杭区来信人：",
        "的朋友您好，留言收悉。已处理",
    ]
    named = [areas(text) for text in answers]
    support = Places(answers, named).support(areas("西湖区"))
    assert support[0] > support[3] > support[2]
    assert list(Places(answers, named).elsewhere(areas("西湖区"))) == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("letter", "answer", "fit"),
    [
        ("2026年3月起停水", "2026年4月已恢复", 1),
        ("2026年3月起停水", "2025年4月已恢复", -1),
        ("2026年3月起停水", "2028年1月已恢复", -1),
        ("2026年3月起停水", "2026年9月已恢复", 0),
        ("停水", "2026年9月已恢复", 0),
    ],
)
def test_an_answer_of_the_months_after_fits(letter, answer, fit):
    assert months_fit(last_month(letter), [last_month(answer)]).tolist() == [fit]


def test_a_search_encodes_no_answer_that_was_met(monkeypatch):
    class Asked:
        name, width, length = "asked", 2, 1000

        def __init__(self):
            self.texts = []

        def encode(self, texts):
            self.texts += texts
            return np.ones((len(texts), 2), dtype=np.float32)

    asked = Asked()
    monkeypatch.setattr(encoders, "stream", lambda: asked)
    answers = SimilarAnswers([(ident, letter, f"{answer}（一次读完）") for ident, letter, answer in PAIRS])
    answers.meet_all()
    assert len(asked.texts) == len(PAIRS)
    asked.texts.clear()
    answers.search("请问厂房的租金补助什么时候能申报")
    assert asked.texts == ["请问厂房的租金补助什么时候能申报"]
