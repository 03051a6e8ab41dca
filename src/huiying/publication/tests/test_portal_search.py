"""搜索 as the public meets it: what is found, what is meant, what is kept of what was not."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.ledger.models import Entry
from huiying.publication.actions.counting import count_terms
from huiying.publication.actions.missed import forget_missed, note_missed
from huiying.publication.actions.synonyms import keep_synonyms
from huiying.publication.columns import CONSULTATIONS, INFORMATION, NEWS
from huiying.publication.models import ArticlePage, ColumnPage, MissedSearch, PublishedAnswer
from huiying.publication.search import excerpt
from huiying.publication.searching import visitors
from tests.office import SUNDAY, Office

pytestmark = pytest.mark.usefixtures("office")
PERSON = {"HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux) Firefox/130.0"}


def answer(reference: str, title: str, text: str = "已办结。", on: date = date(2026, 3, 18)) -> PublishedAnswer:
    return PublishedAnswer.objects.create(
        reference=reference,
        title=title,
        question=title,
        answer=text,
        channel="市长信箱",
        section="政策法规科",
        accepted_on=date(2026, 3, 15),
        replied_on=on,
        published_at=timezone.now(),
    )


def article(column: str, title: str, body: str = "<p>正文</p>") -> ArticlePage:
    page = ArticlePage(title=title, slug=f"s{ArticlePage.objects.count()}", body=body, first_published_at=SUNDAY)
    ColumnPage.objects.get(slug=column).add_child(instance=page)
    return page


def search(**query: str) -> str:
    page = Client(**PERSON).get("/search/", query)
    assert page.status_code == 200
    return page.content.decode()


def count_all() -> None:
    while count_terms():
        pass


def test_traditional_characters_find_simplified_ones() -> None:
    answer("A1", "标准厂房租金补助")
    page = search(q="標準廠房租金補助")
    assert 'href="/answers/A1/"' in page
    assert "<mark>租金</mark>" in page


def test_a_typing_error_is_put_right_and_one_may_insist() -> None:
    answer("A1", "标准厂房租金补助")
    count_all()
    page = search(q="厂房组金")
    assert 'href="/answers/A1/"' in page
    assert "厂房租金" in page
    assert "exact=1" in page
    assert not MissedSearch.objects.exists()
    assert "厂房租金”" not in search(q="厂房组金", exact="1")
    assert MissedSearch.objects.get().words == "厂房组金"


def test_a_better_word_is_offered_where_something_was_found() -> None:
    for number in range(6):
        answer(f"A{number}", f"租金补助第{number}批")
    answer("B1", "组金会议纪要")
    count_all()
    page = search(q="组金")
    assert 'href="/answers/B1/"' in page


def test_the_title_weighs_more_and_every_word_comes_before_most_of_them() -> None:
    answer("A1", "班车几点", "租金补助另行通知。")
    answer("A2", "租金补助怎么算", "按季度。")
    answer("A3", "厂房租金补助申报条件", "材料齐全。")
    page = search(q="租金补助")
    assert page.index("/answers/A2/") < page.index("/answers/A1/")
    page = search(q="厂房租金补助申报时间")
    assert page.index("/answers/A3/") > 0
    assert "/answers/A1/" not in page


def test_results_are_narrowed_sorted_and_paged() -> None:
    answer("A1", "招商政策问答", on=date(2025, 1, 2))
    answer("A2", "招商政策问答二", on=date(2026, 2, 2))
    article(NEWS, "招商政策发布会")
    article(INFORMATION, "招商政策文件")
    assert "/answers/A1/" not in search(q="招商政策", kind="page")
    assert "招商政策发布会" not in search(q="招商政策", column=INFORMATION).replace("<mark>", "").replace("</mark>", "")
    page = search(q="招商政策", since="2026-01-01")
    assert "/answers/A1/" not in page
    assert "/answers/A2/" in page
    newest = search(q="招商政策", sort="newest", kind="answer")
    assert newest.index("/answers/A2/") < newest.index("/answers/A1/")
    for number in range(40):
        answer(f"C{number}", f"园区道路维修{number}")
    assert 'rel="next"' in search(q="园区道路")
    assert "31" in search(q="园区道路", page="2")


def test_nonsense_in_the_address_is_passed_over() -> None:
    answer("A1", "租金")
    page = search(q="租金", kind="'", column="../", since="yesterday", until="9999-99-99", sort="x", page="-3")
    assert "/answers/A1/" in page


HOSTILE = (
    "租金 " * 1_000_000,
    "\x00\x01\x1f租金\u202e\ufeff",
    '"租金" AND (NOT "x") NEAR(a b) * ^ title : {x} \'; DROP TABLE publication_searchwords; --',
    "租" * 100_000,
    "%' OR 1=1 --",
    "<script>alert(1)</script>",
    "\ud800",
    "🙂" * 200,
    "！？，。…",
    "-租金 +补助 租*",
    "租",
    "租金 مرحبا \u200f\u2067",
)


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_bad_input_is_answered_in_words(typed: str) -> None:
    answer("A1", "租金补助")
    told = typed.encode("utf-8", "surrogatepass")
    page = Client(**PERSON).get("/search/", {"q": told})
    assert page.status_code == 200
    assert b"<script>alert" not in page.content
    posted = told.decode("utf-8", "replace")[:100_000]
    assert Client(**PERSON).post("/search/suggest/", {"q": posted}).status_code == 200
    assert all(len(row.words) <= 60 for row in MissedSearch.objects.all())
    if len(typed) > 400:
        assert "只检索了前 100 个字" in page.content.decode()


@pytest.mark.parametrize("typed", ["！？，。", "🙂🙂", '"*" - ^'])
def test_signs_alone_are_no_words(typed: str) -> None:
    page = search(q=typed)
    assert "没有可以检索的词" in page
    assert "每封来信都会答复" not in page
    assert not MissedSearch.objects.exists()


def test_an_excerpt_begins_with_a_sentence_and_does_not_say_the_title_again() -> None:
    far = "前面说了许多别的事情，" * 30
    told = excerpt(f"厂房租金怎么补\n{far}谢谢。租金补助按季度申报。", ("租金",), title="厂房租金怎么补")
    assert told.startswith("…租金补助按季度")
    assert excerpt("厂房租金怎么补\n已办结。", ("租金",), title="厂房租金怎么补") == "已办结。"
    assert excerpt("厂房租金怎么补", ("租金",), title="厂房租金怎么补") == ""


def test_a_page_that_is_hidden_is_found_no_more_and_a_draft_never() -> None:
    page = article(NEWS, "招商大会开幕", "<p>详情见公告。</p>")
    assert page.url in search(q="招商大会")
    page.title = "尚未公布的新标题"
    page.save_revision()
    assert page.url not in search(q="尚未公布的新标题")
    page.save_revision().publish()
    assert page.url in search(q="尚未公布的新标题")
    assert page.url not in search(q="招商大会")
    page.unpublish()
    assert page.url not in search(q="尚未公布的新标题")


def test_a_column_behind_a_wall_is_not_found_with_what_stands_in_it() -> None:
    page = article(NEWS, "内部通讯录")
    column = ColumnPage.objects.get(slug=NEWS)
    wall = column.view_restrictions.create(restriction_type="login")
    assert page.url not in search(q="内部通讯录")
    wall.delete()
    assert page.url in search(q="内部通讯录")


def test_an_answer_that_is_taken_away_is_found_no_more() -> None:
    one = answer("A1", "租金补助")
    one.title = "房租扶持"
    one.question = "房租扶持"
    one.save()
    assert "/answers/A1/" in search(q="扶持")
    assert "/answers/A1/" not in search(q="租金补助")
    one.delete()
    assert "/answers/A1/" not in search(q="扶持")


def test_a_moved_page_is_found_at_its_new_address() -> None:
    page = article(NEWS, "招商大会开幕")
    page.move(ColumnPage.objects.get(slug=CONSULTATIONS), pos="last-child")
    shown = search(q="招商大会开幕")
    assert f'href="/{CONSULTATIONS}/{page.slug}/"' in shown
    assert f'href="/{NEWS}/{page.slug}/"' not in shown


def test_synonyms_find_each_other(
    office: Office, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    answer("A1", "通勤班车时刻")
    assert "/answers/A1/" not in search(q="摆渡车")
    with django_capture_on_commit_callbacks(execute=True):
        keep_synonyms("摆渡车，通勤班车", by=office.editor, at=SUNDAY)
    page = search(q="摆渡车")
    assert "/answers/A1/" in page
    assert "<mark>通勤班车</mark>" in page
    entry = Entry.objects.filter(deed="synonyms.kept").get()
    assert entry.told["words"] == "摆渡车、通勤班车"


@pytest.mark.parametrize(
    "typed", ["", "一个", "短 a", "词" * 21 + " 两个", "甲乙 <b>", " ".join(f"词语{n}" for n in range(9))]
)
def test_a_group_that_cannot_be_used_is_refused(office: Office, typed: str) -> None:
    with pytest.raises(InputError):
        keep_synonyms(typed, by=office.editor, at=SUNDAY)


def test_synonyms_are_kept_once_by_those_who_may(office: Office) -> None:
    keep_synonyms("甲乙 丙丁", by=office.editor, at=SUNDAY)
    with pytest.raises(RuleError):
        keep_synonyms("甲乙、丙丁", by=office.officer, at=SUNDAY)
    with pytest.raises(NotAllowed):
        keep_synonyms("戊己 庚辛", by=office.handler, at=SUNDAY)


def test_what_was_not_found_is_counted_by_day_without_its_searcher() -> None:
    search(q="火星移民補貼")
    search(q=" 火星移民补贴 ")
    search(q="火星移民补贴", page="2")
    search(q="火星移民补贴", kind="answer")
    Client(HTTP_USER_AGENT="Googlebot/2.1").get("/search/", {"q": "火星移民补贴"})
    row = MissedSearch.objects.get()
    assert (row.words, row.count) == ("火星移民补贴", 2)


def test_numbers_of_people_are_not_kept_and_names_are_masked() -> None:
    page = search(q="13812345678 退款")
    assert "不会保留" in page
    search(q="430102199003070012")
    search(q="囍囍囍囍")  # nobody looks for this
    assert not MissedSearch.objects.exists()
    assert "不会保留" not in search(q="火星移民补贴")


def test_a_flood_of_searches_fills_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitors, "MOST", 3)
    for number in range(6):
        search(q=f"火星移民{number}号城市")
    assert MissedSearch.objects.count() == 3
    monkeypatch.setattr("huiying.publication.actions.missed.MOST_A_DAY", 4)
    assert note_missed("木星移民", at=timezone.now())
    assert not note_missed("土星移民", at=timezone.now())
    assert note_missed("木星移民", at=timezone.now())


def test_what_was_looked_for_a_year_ago_is_dropped() -> None:
    note_missed("火星移民", at=SUNDAY)
    assert forget_missed(at=SUNDAY.replace(year=SUNDAY.year + 1)) == 0
    assert forget_missed(at=SUNDAY.replace(year=SUNDAY.year + 1, day=SUNDAY.day + 2)) == 1


def test_what_is_offered_while_typing_is_posted() -> None:
    answer("A1", "标准厂房租金补助")
    told = Client().post("/search/suggest/", {"q": "租金补"}).content.decode()
    assert 'href="/answers/A1/"' in told
    assert Client().post("/search/suggest/", {"q": ""}).content == b""
    assert Client().get("/search/suggest/", {"q": "租金"}).status_code == 405
    assert 'hx-post="/search/suggest/"' in search(q="租金")
