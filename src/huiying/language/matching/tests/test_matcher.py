import numpy as np
import pytest

from huiying.language.matching import Evidence, Matcher, Page, chance
from huiying.language.matching.page import LONGEST, MOST_PASSAGES, passages

PAGES = (
    Page(
        id="rent",
        title="厂房租金补贴怎么申请",
        text="企业持租赁合同到政务大厅三号窗口申请，补贴为实付租金的百分之三十。",
    ),
    Page(
        id="talent", title="人才公寓入住条件", text="全日制硕士以上学历，在本市缴纳社会保险满六个月，可以申请人才公寓。"
    ),
    Page(id="bus", title="园区班车时刻", text="早班七点二十分发车。晚班二十点三十分发车，逢节假日停开。"),
)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(PAGES)


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("租厂房有补贴吗，去哪里办？", "rent"),
        ("我想申請人才公寓，需要什麼條件", "talent"),
        ("晚上的班车几点开", "bus"),
    ],
)
def test_a_question_finds_the_page_that_answers_it(matcher: Matcher, question: str, page: str) -> None:
    first = matcher.search(question)[0]
    assert first.id == page
    assert 0 <= first.score <= 1


def test_the_best_passage_is_told() -> None:
    filling = "本局认真学习有关文件精神，扎实推进各项工作。" * 12
    page = Page(id="p", title="办事指南", text=f"{filling}\n营业执照遗失的，登报声明后三个工作日内补发。\n{filling}")
    (found,) = Matcher([page]).search("营业执照丢了怎么补发")
    assert "补发" in found.passage
    assert len(found.passage) <= 2 * LONGEST


def test_taking_leave_is_no_passage_that_answers() -> None:
    """Where the title is what was asked, every passage is as near; shown is the one that says most of it."""
    answer = "经核实，网传收回补贴的消息不实，已经拨付的补贴不追回。" + "本局从未作出此类决定，请放心生产。" * 12
    leave = "感谢您的监督与支持，如有疑问可在工作时间致电本局，祝您生活愉快，工作顺利，阖家幸福安康。" * 5
    page = Page(id="rumour", title="听说补贴要收回，是真的吗", text=f"{answer}\n{leave}")
    found = Matcher([page, *PAGES]).search("听说补贴要收回，是真的吗")[0]
    assert found.id == "rumour"
    assert found.passage.startswith("经核实")


def test_nothing_is_found_where_nothing_is_published_or_asked(matcher: Matcher) -> None:
    assert Matcher([]).search("有人吗") == []
    assert matcher.search("") == []
    assert matcher.search("   ") == []
    assert len(matcher.search("？！", top=2)) <= 2


def test_what_is_asked_together_is_found_as_what_is_asked_alone(matcher: Matcher) -> None:
    questions = ["厂房租金补贴", "", "班车", "人才公寓条件"]
    together = matcher.search_many(questions, 2)
    assert [[m.id for m in one] for one in together] == [[m.id for m in matcher.search(q, 2)] for q in questions]
    assert matcher.ranks(questions, 2) == [[m.id for m in one] for one in together]


def test_the_same_pages_give_the_same_ranks() -> None:
    asked = ["补贴", "条件是什么", "几点发车"]
    first = Matcher(PAGES).search_many(asked)
    assert first == Matcher(PAGES).search_many(asked)


def test_a_page_says_more_with_what_it_shares() -> None:
    near, far = Evidence(0.9, 0.8, 0.7), Evidence(0.1, 0.05, 0.2)
    assert chance(near) > 0.5 > chance(far)


@pytest.mark.parametrize("text", ["", "。。。", "字" * 100_000, "短。" * 5_000, "\n" * 300])
def test_any_page_is_cut_in_bounded_pieces(text: str) -> None:
    cut = passages(text)
    assert 1 <= len(cut) <= MOST_PASSAGES
    assert all(len(one) <= 2 * LONGEST for one in cut)


def test_a_question_without_end_takes_bounded_work(matcher: Matcher) -> None:
    assert matcher.search("补贴" * 500_000)[0].id


def test_lessons_are_small_and_told_what_they_were_learned_from() -> None:
    plain, learned = Matcher(PAGES, lessons=None), Matcher(PAGES)
    assert plain._lessons is None
    assert learned._lessons is not None
    assert learned._lessons.asked.size + learned._lessons.told.size < 100_000
    assert np.all(np.diff(learned._lessons.documents.astype(np.int64)) > 0)
