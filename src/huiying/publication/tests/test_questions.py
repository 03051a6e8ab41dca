import pytest

from huiying.publication import site
from huiying.publication.tests.small_site import question
from huiying.publication.tests.test_portal_pages import shown

LIST = f"/hudong-jiaoliu/{site.QUESTIONS}/"

pytestmark = pytest.mark.usefixtures("office")


def test_questions_stand_under_their_themes_with_section_and_day_of_the_check() -> None:
    question("班车几点", theme="交通出行")
    question("怎么申请", theme="补贴兑现")
    page = shown(LIST)
    assert page.index("<h2>交通出行</h2>") < page.index("班车几点")
    assert page.index("<h2>补贴兑现</h2>") < page.index("怎么申请")
    assert "2026年3月1日" in page
    assert "政策法规科" in page


def test_a_question_is_answered_on_a_page_of_its_own() -> None:
    page = shown(question().url)
    assert "登录平台提交申请表。" in page
    assert '"FAQPage"' in page
    assert "2026年3月1日" in page


def test_interaction_leads_to_them() -> None:
    assert f'href="{LIST}"' in shown("/hudong-jiaoliu/")


def test_an_empty_list_offers_the_form() -> None:
    assert 'href="/ask/"' in shown(LIST)
