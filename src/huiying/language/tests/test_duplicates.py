import random
import time

from huiying.language.duplicates import groups, repeats

LONG = (
    "我公司在松溪产业园租用三号厂房，去年申报的租金补助已经公示三个月，"
    "至今没有拨付到账，多次打电话都说在走流程，请问到底卡在哪个环节。"
)


def test_copies_are_found_whatever_their_blanks_marks_and_width():
    assert groups(["停电了！ＡＢ１２", "别的事", "停电了  ab12", "停电了,AB12。"]) == [[0, 2, 3]]


def test_an_edited_copy_is_near_enough_and_another_letter_is_not():
    edited = LONG.replace("三个月", "四个月") + "谢谢。"
    other = "请问专利资助怎么申报，需要准备哪些材料，今年什么时候截止，能不能网上办理，谢谢。"
    assert groups([LONG, other, f"尊敬的领导：{edited}"]) == [[0, 2]]


def test_short_texts_are_the_same_only_if_equal():
    assert groups(["路灯不亮", "路灯不亮了", "路灯不亮"]) == [[0, 2]]


def test_nothing_and_odd_texts():
    assert groups([]) == []
    assert groups(["", "😀", "", "😀", "\ud800"]) == [[0, 2], [1, 3]]


def test_twenty_thousand_texts_take_bounded_time():
    rng = random.Random(1)
    texts = ["".join(rng.choices(LONG, k=70)) for _ in range(20_000)]
    begun = time.process_time()
    assert groups([*texts, texts[7]]) == [[7, 20_000]]
    assert time.process_time() - begun < 60


def test_one_person_who_says_it_again_in_other_words_repeats_and_another_person_does_not():
    again = "又来问一次：" + LONG.replace("三个月", "半年").replace("多次打电话都说在走流程", "窗口和电话都没有结果")
    other = "请问专利资助怎么申报，需要准备哪些材料，今年什么时候截止，能不能网上办理，谢谢。"
    assert repeats([LONG, other, again, again], ["甲", "甲", "甲", "乙"]) == [[0, 2]]
    assert repeats([LONG, LONG], ["", ""]) == []


def test_a_million_copies_take_bounded_time():
    begun = time.process_time()
    assert [len(group) for group in groups([LONG] * 1_000_000)] == [1_000_000]
    assert time.process_time() - begun < 60
