import re
from datetime import date, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from huiying.publication.actions.answers import publish_answer
from huiying.publication.columns import CONSULTATIONS, INTERACTION, NEWS
from huiying.publication.models import ArticlePage, ColumnPage, PublishedAnswer
from huiying.publication.search import words_of
from tests.office import SUNDAY, Office
from tests.portal import HOUR, answered, written


def answer(reference: str, title: str, text: str = "您好，答复如下：已办结。", **more: object) -> PublishedAnswer:
    facts = {"question": title, "channel": "市长信箱", "theme": "惠企政策", "section": "政策法规科", **more}
    facts.setdefault("replied_on", date(2026, 3, 18))
    return PublishedAnswer.objects.create(
        reference=reference,
        title=title,
        answer=text,
        accepted_on=date(2026, 3, 15),
        published_at=timezone.now(),
        **facts,
    )


def article(column: str, title: str, *, at: datetime = SUNDAY, **more: object) -> ArticlePage:
    more = {"body": "<p>正文</p>", **more}
    page = ArticlePage(title=title, slug=f"p{ArticlePage.objects.count()}", first_published_at=at, **more)
    ColumnPage.objects.get(slug=column).add_child(instance=page)
    return page


def shown(url: str, **query: str) -> str:
    page = Client().get(url, query)
    assert page.status_code == 200
    return page.content.decode()


@pytest.fixture
def busy(office: Office) -> None:
    """A portal with more answers and articles than its front page shows."""
    today = timezone.localdate()
    for n in range(30):
        answer(f"A{n}", f"第{n}个问题", replied_on=today - timedelta(days=n), theme=f"主题{n % 7}")
        article(NEWS, f"第{n}条消息", at=SUNDAY + n * HOUR)
        article(CONSULTATIONS, f"第{n}次征求意见", at=SUNDAY + n * HOUR)


@pytest.mark.usefixtures("busy")
def test_the_home_page_costs_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    shown("/")
    with django_assert_max_num_queries(15):
        page = shown("/")
    for column in ("政务公开", "信息发布", "互动交流", "意见征集"):
        assert f"{column}</strong>" in page
    assert page.count("button--strong") == 1
    assert "第0个问题" in page
    assert "第29条消息" in page
    assert page.count("次征求意见") == 2


@pytest.mark.usefixtures("office")
def test_an_empty_portal_says_so() -> None:
    for url in ("/", "/answers/", f"/{NEWS}/", f"/{INTERACTION}/", f"/{CONSULTATIONS}/", "/search/"):
        assert 'href="/ask/"' in shown(url)


PAGES = (
    "/",
    "/answers/",
    "/answers/A3/",
    "/search/?q=问题",
    "/ask/",
    "/ask/mayor-mailbox/",
    "/status/",
    f"/{INTERACTION}/",
    f"/{CONSULTATIONS}/",
)


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_every_page_is_there_in_each_language(language: str) -> None:
    client = Client(headers={"accept-language": language})
    for url in PAGES:
        page = client.get(url)
        assert page.status_code == 200
        html = page.content.decode()
        assert f'<html lang="{language}">' in html
        assert html.count("<h1") == 1
        # what the content security policy would refuse
        assert not re.search(r"\bstyle=|<script>| on[a-z]+=", html)


@pytest.mark.usefixtures("office")
def test_interaction_opens_the_mailboxes_the_query_and_the_answers_by_month() -> None:
    answer("A1", "甲")
    answer("A2", "乙")
    answer("A3", "丙", replied_on=date(2026, 2, 3))
    article(INTERACTION, "问：怎样写信", summary="写信的方法")
    page = shown(f"/{INTERACTION}/")
    for door in ("/ask/mayor-mailbox/", "/status/", "/answers/", "/answers/?month=2026-03", "/answers/?month=2026-02"):
        assert f'href="{door}"' in page
    assert "问：怎样写信" in page
    assert re.search(r"month=2026-03.*?<span>2\b", page, re.DOTALL)


@pytest.mark.usefixtures("office")
def test_the_foot_names_who_runs_the_site(settings: LazySettings) -> None:
    settings.FOOTER = ("网站标识码 3300000000", "浙ICP备00000000号 https://beian.miit.gov.cn/")
    html = shown("/")
    assert "<li>网站标识码 3300000000</li>" in html
    assert '<a href="https://beian.miit.gov.cn/" rel="noopener">浙ICP备00000000号</a>' in html


@pytest.mark.usefixtures("office")
def test_an_older_article_on_a_draft_leads_to_the_consultations() -> None:
    page = article(CONSULTATIONS, "关于《测试办法》征求意见的公告", body="<p>欢迎提出意见。</p>")
    assert page.title in shown(f"/{CONSULTATIONS}/")
    html = shown(page.url)
    assert 'href="/consultations/"' in html
    assert "/ask/?about=" not in html
    assert Client().get("/ask/", {"about": "关于《测试办法》"}).context["about"] == "关于《测试办法》"  # kept addresses


@pytest.mark.usefixtures("office")
def test_an_article_shows_its_source_and_nothing_that_runs() -> None:
    page = article(
        NEWS, "<b>标题</b>", body="<p>正文</p><script>alert(1)</script>", source="本局", section="项目服务科"
    )
    html = shown(page.url)
    assert "&lt;b&gt;标题" in html
    assert "<p>正文</p>" in html
    assert "本局" in html


@pytest.mark.usefixtures("office")
def test_answers_are_found_by_theme_and_month() -> None:
    answer("A1", "租金补助怎么算")
    answer("A2", "班车几点", theme="交通出行")
    answer("A3", "去年的问题", replied_on=date(2025, 12, 31))
    assert "班车几点" not in shown("/answers/", theme="惠企政策")
    march = shown("/answers/", month="2026-03")
    assert "去年的问题" not in march
    assert "租金补助怎么算" in march
    assert "去年的问题" in shown("/answers/", month="2026-13")


@pytest.mark.usefixtures("office")
def test_a_list_says_what_was_answered_without_the_courtesies() -> None:
    answer("A1", "租金补助", "您好，感谢来信。您反映的事项答复如下：租金补助按季度拨付。")
    page = shown("/answers/")
    assert ">租金补助按季度拨付。<" in page
    assert "感谢来信" not in page


@pytest.mark.usefixtures("office")
def test_an_answer_reads_like_a_letter_with_others_of_its_theme() -> None:
    answer("A1", "租金补助", "您好。\n按季度拨付。", question="<script>alert(1)</script>")
    answer("A2", "奖补兑现")
    answer("A3", "班车几点", theme="交通出行")
    page = shown("/answers/A1/")
    assert "<p>按季度拨付。</p>" in page
    assert "<script>alert" not in page
    assert "政策法规科" in page
    assert "奖补兑现" in page
    assert "班车几点" not in page
    assert Client().get("/answers/A9/").status_code == 404


@pytest.mark.usefixtures("office")
def test_a_sentence_is_searched_by_its_words() -> None:
    answer("A1", "标准厂房租金补助", "租金补助按季度申请。")
    answer("A2", "班车几点")
    assert {"厂房", "租金", "补助"} <= set(words_of("厂房租金补助怎么申请"))
    page = shown("/search/", q="厂房租金补助怎么申请")
    assert 'href="/answers/A1/"' in page
    assert 'href="/answers/A2/"' not in page
    assert "<mark>厂房</mark>" in page


@pytest.mark.usefixtures("office")
def test_a_search_marks_words_and_not_markup() -> None:
    answer("A1", "<b>租金</b>", "<i>租金</i>按季度拨付。")
    page = shown("/search/", q="租金")
    assert "&lt;b&gt;<mark>租金</mark>&lt;/b&gt;" in page
    assert "<i>" not in page


@pytest.mark.usefixtures("busy")
def test_a_search_names_the_columns_of_its_articles_at_no_cost_a_hit(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    shown("/search/", q="消息")
    with django_assert_max_num_queries(6):
        page = shown("/search/", q="消息")
    assert page.count("<span>信息发布</span>") == 30


@pytest.mark.usefixtures("office")
def test_a_search_that_finds_nothing_shows_what_comes_close() -> None:
    answer("A1", "标准厂房租金补助申报条件", "租金补助按季度申报。")
    page = shown("/search/", q="标准厂房租金补助申报条件和火星")
    assert 'href="/answers/A1/"' in page
    assert 'href="/ask/"' in page


@pytest.mark.usefixtures("office")
def test_who_writes_is_shown_what_others_were_told() -> None:
    answer("A1", "标准厂房租金补助申报条件", "租金补助按季度申报，材料齐全的十日内办结。")
    answer("A2", "园区班车几点")
    told = Client().post("/search/similar/", {"text": "请问标准厂房租金补助的申报条件是什么"}).content.decode()
    assert 'href="/answers/A1/"' in told
    assert 'href="/answers/A2/"' not in told
    for text in ("", "你好", "abcdefghijk", "园区绿化带里的树死了一片"):  # the last shares one word
        assert Client().post("/search/similar/", {"text": text}).content == b""


def test_a_published_letter_hides_the_phone_number_in_it(office: Office) -> None:
    voice, _code = written(office, text="请给我回电话 13812345678，我是园区职工。", title="请回电13812345678")
    copy = publish_answer(answered(voice, office), by=office.editor, at=SUNDAY + 9 * HOUR)
    page = shown(f"/answers/{copy.reference}/")
    assert "13812345678" not in page + shown("/answers/") + shown("/search/", q="园区职工")
    assert "138****5678" in page
    assert "王小明" not in page
