from huiying.language.similar import SimilarAnswers

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
