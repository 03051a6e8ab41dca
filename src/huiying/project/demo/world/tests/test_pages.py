"""Two hundred pages: much news, few answers to what people ask."""

import re
from collections import Counter
from datetime import date

import pytest

from huiying.project.demo.world.office import load_office
from huiying.project.demo.world.pages import pages
from huiying.project.demo.world.when import office_calendar

from .world import END, SEED, all_letters, all_pages


def plain(body: str) -> str:
    return re.sub(r"<[^>]+>", "", body)


def test_there_are_two_hundred_in_four_columns_over_thirteen_months() -> None:
    columns = Counter(page.column for page in all_pages())
    months = {(page.published_at.year, page.published_at.month) for page in all_pages()}

    assert len(all_pages()) >= 200
    assert set(columns) == {"zhengwu-gongkai", "xinxi-fabu", "hudong-jiaoliu", "yijian-zhengji"}
    assert columns["xinxi-fabu"] > len(all_pages()) / 2
    assert len(months) == 14


def test_pages_come_in_order_on_working_days_before_the_end() -> None:
    moments = [page.published_at for page in all_pages()]

    assert moments == sorted(moments)
    assert moments[-1].date() < END
    assert all(office_calendar().is_working(at.date()) for at in moments)


def test_titles_are_told_once() -> None:
    assert len({page.title for page in all_pages()}) == len(all_pages())
    assert len({page.body for page in all_pages()}) == len(all_pages())


def test_bodies_are_paragraphs_of_readable_length_with_no_slot_open() -> None:
    sections = {row.name for row in load_office().sections}
    for page in all_pages():
        assert re.fullmatch(r"(<p>[^<>]+</p>){3,4}", page.body), page.title
        assert 135 <= len(plain(page.body)) <= 500, page.title
        assert not re.search(r"[{}]|。。", page.title + page.summary + page.body), page.title
        assert page.summary
        assert page.source
        assert page.section in sections


def test_what_people_ask_most_is_hardly_published() -> None:
    asked = sum(letter.theme in ("政策兑现", "园区配套", "交通出行") for letter in all_letters())
    guides = [page for page in all_pages() if page.column == "hudong-jiaoliu"]

    assert asked / len(all_letters()) > 0.2
    assert not any("兑现" in page.title or "公交" in page.title for page in guides)


def test_consultations_report_what_was_adopted() -> None:
    titles = [page.title for page in all_pages() if page.column == "yijian-zhengji"]
    results = [title for title in titles if title.endswith("征求意见采纳情况")]

    assert len(titles) > len(results) >= 8


@pytest.mark.parametrize("end", [date(2024, 2, 29), date(2026, 3, 31), date(2027, 1, 1)])
def test_any_end_makes_pages(end: date) -> None:
    made = pages(3, end)

    assert len(made) >= 200
    assert all(page.published_at.date() < end for page in made)


def test_the_same_seed_gives_the_same_pages() -> None:
    assert pages(SEED, END) == list(all_pages())
