from datetime import date, timedelta

import pytest

from huiying.publication.demand.asked import Asked, distinct
from huiying.publication.demand.supply import Published, says_something
from huiying.publication.demand.thresholds import thresholds
from huiying.publication.demand.verdict import Best, Ruling, judge
from huiying.publication.demand.weighing import Supply, tried_at
from huiying.publication.demand.words import because

TODAY = date(2026, 3, 15)
LIMITS = thresholds()


def days(*counts: tuple[int, int]) -> dict[date, int]:
    """So many asked so many days ago."""
    return {TODAY - timedelta(days=ago): n for ago, n in counts}


def asked(questions: tuple[str, ...] = ("厂房租金补贴怎么申请",), **more: object) -> Asked:
    return Asked(key="1", matter="厂房租金补贴", questions=questions, people=5, **more)  # type: ignore[arg-type]


def best(*, age: int = 100, share: float = 0.8, found: float | None = 1.0, passage: str = "", clicks: int = 2) -> Best:
    on = TODAY - timedelta(days=age)
    thing = Published(key="page:1", title="租金补贴指南", text=passage, url="/a/", on=on, clicks=clicks)
    return Best(thing=thing, share=share, score=0.7, passage=passage, question="怎么申请", found=found)


@pytest.mark.parametrize(
    ("found", "ruling"),
    [
        (None, Ruling.MISSING),
        (best(share=0.3), Ruling.MISSING),
        (best(age=731), Ruling.OUT_OF_DATE),
        (best(age=730), Ruling.FINE),
        (best(passage="本办法有效期至2025年12月31日。"), Ruling.OUT_OF_DATE),
        (best(passage="本办法有效期至2026年12月31日。"), Ruling.FINE),
        (best(passage="有效期至2025年。"), Ruling.OUT_OF_DATE),
        (best(found=0.4), Ruling.HARD_TO_FIND),
        (best(clicks=4), Ruling.HARD_TO_FIND),
        (best(found=None), Ruling.FINE),
    ],
)
def test_the_first_thing_that_is_wrong_is_the_verdict(found: Best | None, ruling: Ruling) -> None:
    verdict = judge(asked(), found, today=TODAY, limits=LIMITS)
    assert verdict.ruling is ruling
    assert because(verdict)


@pytest.mark.parametrize(
    ("asking", "ruling"),
    [
        (days((200, 10), (50, 10)), Ruling.UNCLEAR),
        (days((200, 10), (50, 2)), Ruling.FINE),  # two people are no sign
        (days((110, 40), (50, 3)), Ruling.FINE),  # far fewer than before
        (days((200, 10)), Ruling.FINE),
    ],
)
def test_a_page_is_unclear_where_people_ask_on(asking: dict[date, int], ruling: Ruling) -> None:
    assert judge(asked(days=asking), best(), today=TODAY, limits=LIMITS).ruling is ruling


def test_a_page_is_not_unclear_before_people_could_read_it() -> None:
    asking = days((30, 10), (3, 9))
    assert judge(asked(days=asking), best(age=7), today=TODAY, limits=LIMITS).ruling is Ruling.FINE


def test_growth_compares_the_last_thirty_days_with_those_before() -> None:
    assert asked(days=days((0, 1), (29, 2), (30, 4), (59, 8), (60, 16))).growth(TODAY) == (3, 12)


def test_questions_are_kept_once_in_one_line() -> None:
    assert distinct(["一个\n问题", "一个 问题", "", "另一个"]) == ("一个 问题", "另一个")
    assert distinct([f"第{n}问" for n in range(99)], 3) == ("第0问", "第1问", "第2问")


THINGS = (
    Published(
        key="page:1",
        title="厂房租金补贴申请指南",
        text="企业申请厂房租金补贴，持租赁合同到政务大厅三号窗口办理。",
        url="/rent/",
        on=TODAY,
    ),
    Published(key="page:2", title="园区班车时刻", text="早班七点二十分发车。", url="/bus/", on=TODAY),
)


def test_the_best_thing_answers_most_of_the_questions() -> None:
    matter = asked(("厂房租金补贴怎么申请", "租金补贴到哪里办理", "厂房补贴申请窗口"))
    (found,) = Supply(THINGS).best_of([matter], LIMITS)
    assert found is not None
    assert found.thing.key == "page:1"
    assert found.share >= 0.6
    assert "租赁合同" in found.passage


def test_what_a_person_refused_is_not_found_again() -> None:
    matter = asked(("厂房租金补贴怎么申请",))
    (found,) = Supply(THINGS).best_of([matter], LIMITS, {"1": {"page:1"}})
    assert found is None or found.thing.key != "page:1"


def test_nothing_answers_what_nobody_wrote_about() -> None:
    (found,) = Supply(THINGS).best_of([asked(("小狗走丢了找不到怎么办",))], LIMITS)
    assert judge(asked(), found, today=TODAY, limits=LIMITS).ruling is Ruling.MISSING


def test_the_search_is_tried_with_a_few_of_the_questions() -> None:
    tried: list[str] = []

    def search(words: str) -> list[str]:
        tried.append(words)
        return ["/x/", "/a/"] if len(tried) % 2 else []

    found = tried_at(search, best(), [f"第{n}问" for n in range(30)], LIMITS)
    assert len(tried) == LIMITS.searched
    assert found.found == 0.6


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("网友：您反映的问题已转市交警支队等单位调查核处。2018年11月1日", False),
        ("“UU0081931”您好。你反映的情况已转相关部门。有关情况将及时反馈，感谢您的留言。", False),
        ("网友：您好！留言已收悉", False),
        ("您好！留言已收悉，现回复如下：身份证过期换领请到市政务服务中心二楼办理。感谢您的支持！", True),
        ("", True),  # a title alone may tell
    ],
)
def test_a_reply_that_only_passes_a_letter_on_answers_nothing(text: str, tells: bool) -> None:
    assert says_something(text) is tells
    thing = Published(key="answer:1", title="厂房租金补贴怎么申请", text=text, url="/a/", on=TODAY)
    (found,) = Supply([thing]).best_of([asked()], LIMITS)
    assert (found is not None) is tells


def test_the_passage_shown_does_not_repeat_the_question() -> None:
    letter = "您好！您反映的厂房租金补贴怎么申请的问题收悉，现将厂房租金补贴申请的有关情况答复如下："
    answer = "租金补贴每年四月受理，请持租赁合同到三号窗口申请。"
    thing = Published(key="answer:1", title="租金补贴怎么申请", text=letter + answer, url="/a/", on=TODAY)
    (found,) = Supply([thing]).best_of([asked()], LIMITS)
    assert found is not None
    assert found.passage == answer
