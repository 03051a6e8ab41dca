"""政务公开: guide, catalogue, documents, annual reports."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from huiying.publication import site
from huiying.publication.models import Effect, PolicyAttachment, PolicyPage
from huiying.publication.site import furnish
from huiying.publication.statutory import Statutory
from huiying.publication.tables import tables_of
from huiying.publication.tests.small_site import document, fill, guide, policy, put, report
from huiying.publication.tests.test_portal_pages import shown

LIST = f"/zhengwu-gongkai/{site.POLICIES}/"
CATALOGUE = f"/zhengwu-gongkai/{site.CATALOGUE}/"
STATUTORY = f"/zhengwu-gongkai/{site.STATUTORY}/"

pytestmark = pytest.mark.usefixtures("office")


def test_a_document_tells_its_number_issuer_dates_class_and_effect() -> None:
    one = policy(expires_on=date(2020, 1, 1))
    page = shown(one.url)
    for told in ("江招〔2026〕3号", "测试市招商局", "2026年3月2日", "招商引资", "失效", "2020年1月1日"):
        assert told in page
    assert "<h2>第一条</h2>" in page


@pytest.mark.parametrize(
    ("effect", "expires_on", "today", "standing"),
    [
        ("in_force", None, date(2026, 3, 15), Effect.IN_FORCE),
        ("in_force", date(2026, 3, 15), date(2026, 3, 15), Effect.IN_FORCE),  # its last day is a day in force
        ("in_force", date(2026, 3, 15), date(2026, 3, 16), Effect.EXPIRED),
        ("amended", date(2026, 3, 14), date(2026, 3, 15), Effect.EXPIRED),
        ("repealed", date(2026, 3, 14), date(2026, 3, 15), Effect.REPEALED),
        ("expired", None, date(2026, 3, 15), Effect.EXPIRED),
    ],
)
def test_a_document_stands_by_its_word_and_its_last_day(
    effect: str, expires_on: date | None, today: date, standing: Effect
) -> None:
    one = policy(effect=effect, expires_on=expires_on)
    assert one.standing(today) == standing
    for other in Effect:
        found = PolicyPage.objects.standing(other, today)
        assert (one.pk in [page.pk for page in found]) is (other == standing)


def test_a_document_has_the_index_under_which_the_catalogue_has_it() -> None:
    one = policy()
    index = f"2026-{one.statutory}-{one.pk:05d}"
    assert index in shown(one.url)
    assert index in shown("/zhengwu-gongkai/gongkai-mulu/")


def test_documents_are_listed_by_class_year_and_effect() -> None:
    policy("甲办法")
    policy("乙办法", theme="人才", dated=date(2024, 5, 1), effect="repealed")
    for query, there, not_there in (
        ({"theme": "人才"}, "乙办法", "甲办法"),
        ({"year": "2026"}, "甲办法", "乙办法"),
        ({"effect": "repealed"}, "乙办法", "甲办法"),
        ({"effect": "nonsense", "year": "٢٠٢٦"}, "甲办法", "丙办法"),
    ):
        page = shown(LIST, **query)
        assert there in page
        assert f">{not_there}<" not in page
    assert "没有符合条件的文件" in shown(LIST, theme="这一类没有")


def test_the_list_costs_the_same_with_many(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(25):
        policy(f"办法{number}")
    shown(LIST)
    with django_assert_max_num_queries(14):
        assert shown(LIST).count("item-title") == 20


def test_a_file_of_a_document_is_downloaded_and_never_opened_as_a_page() -> None:
    one = policy()
    PolicyAttachment.objects.create(page=one, document=document("申请表.pdf"))
    page = shown(one.url)
    assert "申请表" in page
    file = one.attachments.get().document
    answer = Client().get(file.url)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    answer.close()


def test_an_explanation_that_was_taken_down_is_not_linked() -> None:
    fill()
    one = PolicyPage.objects.get()
    assert "《办法》解读" in shown(one.url)
    one.explained_by.unpublish()
    assert "《办法》解读" not in shown(one.url)


def test_the_guide_says_where_information_is_given() -> None:
    page = shown(guide().url)
    for told in ("综合信息科", "望桥东路16号", "8860 1101"):
        assert told in page


def test_the_catalogue_has_index_name_gist_and_day_of_each_piece() -> None:
    fill()
    page = shown(CATALOGUE)
    one = PolicyPage.objects.get()
    assert f"2026-01-{one.pk:05d}" in page
    for told in ("江岚市标准厂房租赁管理办法", "规范厂房租赁。", "《办法》解读", "年度报告", "政府信息公开指南"):
        assert told in page
    assert ">重点项目开工</a>" not in page  # news without an item does not belong there
    assert "《办法》解读" in shown(CATALOGUE, item="09")
    assert "江岚市标准厂房租赁管理办法" not in shown(CATALOGUE, item="09")
    assert "江岚市标准厂房租赁管理办法" in shown(CATALOGUE, item="99")


def test_the_statutory_content_lists_every_item_of_the_act() -> None:
    fill()
    page = shown(STATUTORY)
    for item in Statutory:
        assert str(item.label) in page
    assert "?item=01" in page
    assert "?item=14" not in page  # nothing stands there, so nothing is linked
    assert "江岚市标准厂房租赁管理办法" in shown(STATUTORY, item="01")


def test_a_report_shows_its_tables_as_tables() -> None:
    page = shown(report(document=document("年报.docx")).url)
    assert "<caption>收到和处理申请情况</caption>" in page
    assert '<th scope="row">本年新收</th><td>3</td><td>3</td>' in page
    assert "DOCX" in page
    assert "2025年" in shown(f"/zhengwu-gongkai/{site.REPORTS}/")


def test_tables_are_read_from_what_was_pasted() -> None:
    first, second = tables_of("表一\n项目\t数\n甲\t1\n\n| 项目 | 数 |\n| 乙 | 2 | 3 |\n")
    assert (first.caption, first.head, first.rows) == ("表一", ("项目", "数"), (("甲", "1"),))
    assert (second.caption, second.head, second.rows) == ("", ("项目", "数", ""), (("乙", "2", "3"),))
    assert tables_of("\n \n") == []
    assert tables_of("只有名称")[0].rows == ()


def test_markup_in_a_cell_is_words() -> None:
    assert "&lt;b&gt;1" in shown(report(tables="表\n项目\t数\n甲\t<b>1").url)


def test_a_portal_made_earlier_is_completed_once() -> None:
    home = guide().get_parent().get_parent().specific
    assert furnish(home) == 0
    put("xinxi-fabu", policy().__class__(title="x", slug="x", issuer="x", dated=date(2026, 1, 1), body="x")).delete()
    list_of_reports = type(report().get_parent().specific).objects.get()
    list_of_reports.delete()
    assert furnish(home) == 1
