import json

import pytest

from huiying.core.deadline import say
from huiying.core.errors import InputError
from huiying.core.words import LANGUAGES

from .conftest import Due
from .test_pauses import pauses


def test_the_reason_as_a_clerk_says_it(due: Due) -> None:
    because = due("disclosure.correction", "2026-09-28T10:00").because
    assert say(because, "zh-hans") == (
        "2026年9月28日收到，次日起算；跳过10月1日至7日（国庆节）及周末（1天）；10月10日（周六）为调休上班日，计入；"
        "第7个工作日为10月13日（周二），当日24:00到期。依据：《中华人民共和国政府信息公开条例》（国务院令第711号）第三十条。"
    )
    assert say(because, "zh-hant") == (
        "2026年9月28日收到，次日起算；跳過10月1日至7日（國慶節）及週末（1天）；10月10日（週六）為調休上班日，計入；"
        "第7個工作日為10月13日（週二），當日24:00到期。依據：《中華人民共和國政府信息公開條例》（國務院令第711號）第三十條。"
    )
    assert say(because, "en") == (
        "Received 28 September 2026; counting starts the next day; skipped 1–7 October (National Day) and 1 weekend "
        "day; 10 October (Sat) counted as a make-up working day; working day 7 is 13 October (Tue), due at 24:00 that "
        "day. Basis: Regulations on Open Government Information (State Council Decree No. 711), art. 30."
    )


@pytest.mark.parametrize(
    ("term", "received", "more", "told"),
    [
        ("letter.simple", "2024-06-05", {}, "跳过6月8日至10日（端午节与周末连休）及周末（2天）；第7个工作日为6月17日"),
        ("letter.simple", "2026-03-02", {}, "；跳过周末（2天）；"),
        ("error.reply", "2026-03-02", {}, "次日起算；第3个工作日为3月5日（周四），当日24:00到期。"),
        (
            "letter.simple",
            "2025-12-30",
            {},
            "跳过2026年1月1日至3日（元旦）；1月4日（周日）为调休上班日，计入；第7个工作日为1月9日",
        ),
        (
            "petition.notice",
            "2026-09-10",
            {},
            "第15日为9月25日（周五），适逢中秋节，依《民法典》第二百零三条顺延至9月28日",
        ),
        (
            "petition.notice",
            "2026-03-06",
            {},
            "第15日为3月21日（周六），适逢周末，依《民法典》第二百零三条顺延至3月23日",
        ),
        ("petition.notice", "2026-03-02", {}, "第15日为3月17日（周二），当日24:00到期"),
        ("petition.handle", "2026-03-02", {"extend": 30}, "经批准延长30日，共90日；第90日为5月31日（周日）"),
        (
            "disclosure.answer",
            "2026-03-02",
            {"extend": 10},
            "经政府信息公开工作机构负责人批准延长10个工作日，共30个工作日",
        ),
        (
            "opinion.general",
            "2026-09-30T16:00",
            {},
            "2026年9月30日（周三）16:00收到，按小时连续计算，夜间和节假日不停；满48小时为10月2日（周五）16:00，届时到期",
        ),
        (
            "letter.simple",
            "2026-12-25",
            {},
            "日历中尚无《国务院办公厅关于2027年部分节假日安排的通知》，现按周末和法定节假日推算，未计调休，到期日暂定。",
        ),
        # The first day counted is a make-up working day.
        ("error.reply", "2025-10-10", {}, "；10月11日（周六）为调休上班日，计入；第3个工作日为10月14日"),
        ("letter.simple", "2040-03-01", {}, "未计农历节日和调休，到期日暂定"),
        (
            "letter.simple",
            "2026-03-02",
            {"pauses": pauses("2026-03-03..2026-03-05")},
            "3月3日起暂停计时，3月5日恢复，其间2个工作日不计",
        ),
        ("letter.simple", "2026-03-02", {"pauses": pauses("2026-03-03..")}, "3月3日起暂停计时，恢复后到期日相应顺延。"),
        (
            "opinion.general",
            "2026-03-02T10:00",
            {"pauses": pauses("2026-03-03T09:00..2026-03-03T11:30")},
            "3月3日09:00至11:30暂停计时，扣除2小时30分钟",
        ),
        (
            "opinion.general",
            "2026-03-02T10:00",
            {"pauses": pauses("2026-03-03T09:00..2026-03-04T09:20")},
            "3月3日09:00至3月4日09:20暂停计时，扣除24小时20分钟",
        ),
    ],
)
def test_each_thing_that_can_happen_has_its_clause(
    due: Due, term: str, received: str, more: dict[str, object], told: str
) -> None:
    assert told in say(due(term, received, **more).because, "zh-hans")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_stored_reason_reads_the_same(due: Due, lang: str) -> None:
    for term in ("letter.complex", "opinion.general", "petition.notice"):
        told = due(term, "2026-09-10T10:00", pauses=pauses("2026-09-11T09:00..2026-09-12T09:00"))
        stored = json.loads(json.dumps(told.to_json()))["because"]
        assert say(stored, lang) == say(told.because, lang)


def test_paused_days_off_are_not_told_twice(due: Due) -> None:
    told = say(due("letter.simple", "2026-09-28", pauses=pauses("2026-09-29..2026-10-09")).because, "zh-hans")
    assert "国庆节" not in told
    assert "其间3个工作日不计" in told


def test_another_language_is_refused(due: Due) -> None:
    with pytest.raises(InputError, match="zh-hans、zh-hant、en"):
        say(due("letter.simple", "2026-09-28").because, "fr")
