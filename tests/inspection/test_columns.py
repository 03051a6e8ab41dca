"""网站巡检 · Home page, columns, letters: a site that breaks exactly one rule has exactly that finding."""

from datetime import timedelta

import pytest
from django.utils import translation

from huiying.handling import actions
from huiying.handling.models import Case
from huiying.handling.tests.desk import answered
from huiying.intake.models import Channel
from huiying.publication.columns import CONSULTATIONS, INFORMATION, NEWS, NOTICES
from huiying.publication.freshness import leaves
from huiying.publication.inspection import telling
from huiying.publication.models import ArticlePage, ColumnPage, PublishedAnswer
from tests.inspection.site import NOON, TODAY, aged, article, found, told, waiting
from tests.office import Office


@pytest.mark.usefixtures("sound")
def test_a_sound_site_has_every_point() -> None:
    nothing = found()
    assert told(nothing) == set()
    assert (nothing.score, nothing.passed, nothing.vetoes) == (100, True, 0)


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(("days", "stale"), [(13, set()), (14, {"stale_column"})])
def test_news_go_stale_in_two_weeks(days: int, stale: set[str]) -> None:
    aged(NEWS, days)
    assert told(found()) == stale


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(("days", "stale"), [(181, set()), (182, {"stale_column"})])
def test_notices_go_stale_in_six_months(days: int, stale: set[str]) -> None:
    aged(INFORMATION, days)
    assert told(found()) == stale
    with translation.override("en"):
        assert all("政务公开" in telling.sentence(f.to_json()) for f in found().findings)


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(("days", "stale"), [(181, set()), (182, {"stale_column"})])
def test_the_column_of_notices_has_the_time_of_notices(days: int, stale: set[str]) -> None:
    news = ColumnPage.objects.get(slug=NEWS)
    ArticlePage.objects.child_of(news).first().delete()
    for slug, title, ago in ((NOTICES, "通知公告", days), ("work", "工作动态", 1)):
        news.refresh_from_db()
        news.add_child(instance=ColumnPage(title=title, slug=slug))
        article(slug, title, days=ago)
    assert told(found()) == stale


@pytest.mark.usefixtures("sound")
def test_a_home_page_on_which_nothing_changed_fails_the_site() -> None:
    for column in (NEWS, INFORMATION, CONSULTATIONS):
        aged(column, 15)
    PublishedAnswer.objects.update(published_at=NOON - timedelta(days=15))
    got = found()
    assert told(got) == {"home_unchanged", "stale_column"}
    assert (got.passed, got.vetoes, got.score) == (False, 1, 95)


@pytest.mark.usefixtures("sound")
def test_an_empty_column_is_found_and_five_fail_the_site() -> None:
    parent = ColumnPage.objects.get(slug=NEWS)
    inner = ColumnPage(title="动态", slug="inner")
    parent.add_child(instance=inner)
    ArticlePage.objects.child_of(parent).first().move(inner, pos="last-child")
    for n in range(4):
        parent = ColumnPage.objects.get(slug=INFORMATION)
        parent.add_child(instance=ColumnPage(title=f"空{n}", slug=f"empty{n}"))
    assert told(found()) == {"empty_column"}
    ColumnPage.objects.get(slug=NEWS).add_child(instance=ColumnPage(title="空4", slug="empty4"))
    got = found()
    assert told(got) == {"empty_column", "columns_neglected empty"}
    assert got.counts["empty_column"] == 5
    assert {leaf.title for leaf in leaves(TODAY)} >= {"动态", "空0"}


@pytest.mark.usefixtures("sound")
def test_five_stale_columns_fail_the_site() -> None:
    for n in range(5):
        ColumnPage.objects.get(slug=NEWS).add_child(instance=ColumnPage(title=f"旧{n}", slug=f"old{n}"))
        article(f"old{n}", f"旧闻{n}", days=30)
    got = found()
    assert told(got) == {"stale_column", "columns_neglected stale"}
    assert not got.passed


@pytest.mark.usefixtures("sound")
def test_a_page_of_tomorrow_is_not_there_yet() -> None:
    aged(NEWS, -1)
    assert told(found()) == {"empty_column"}


@pytest.mark.usefixtures("sound")
def test_an_office_to_which_nobody_can_write_fails() -> None:
    Channel.objects.filter(connector="portal").update(is_open=False)
    assert told(found()) == {"no_channel"}
    assert not found().passed


@pytest.mark.parametrize(("days", "is_found"), [(89, False), (91, True), (364, True), (366, False)])
def test_a_message_without_an_answer_for_three_months_fails_the_site(sound: Office, days: int, is_found: bool) -> None:
    waiting(sound, days)
    got = found()
    assert told(got) == ({"unanswered"} if is_found else set())
    assert got.passed is not is_found


def test_answered_and_not_accepted_messages_do_not_count(sound: Office) -> None:
    actions.decline(waiting(sound, 100), ground="outside", by=sound.officer, at=NOON)
    done = answered(sound, ident="2")
    Case.objects.filter(pk=done.pk).update(opened_at=NOON - timedelta(days=100))
    assert told(found()) == set()


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(("days", "expected"), [(59, set()), (60, {"replies_stale"})])
def test_answers_go_stale_in_two_months(days: int, expected: set[str]) -> None:
    PublishedAnswer.objects.update(published_at=NOON - timedelta(days=days))
    assert told(found()) == expected


@pytest.mark.usefixtures("sound")
def test_six_consultations_a_year_are_asked_for() -> None:
    ArticlePage.objects.filter(title="征求意见之0").update(first_published_at=NOON - timedelta(days=366))
    assert told(found()) == {"consultations_few"}
