"""A release that an editor changes on the portal is noticed, and noticed again when it is put right."""

import pytest
from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import Page

from huiying.handling.models import Release
from huiying.handling.tests.desk import HOUR, signed_in
from huiying.handling.tests.incidents import OPENED, burning, released
from huiying.ledger.models import Entry
from huiying.project.health import findings
from huiying.publication.actions.reviews import set_reviews
from huiying.publication.editors import let_in
from huiying.publication.models import ArticlePage
from huiying.publication.releases import put_up
from huiying.publication.signed import compared
from tests.office import SUNDAY, Office

TEXT = "一、基本情况\n<b>起火</b>已控制，  无人员伤亡。\n\n测试市招商局\n2026年3月15日13时00分"


@pytest.fixture
def release(office: Office) -> Release:
    let_in([office.editor])
    set_reviews(on=False, at=SUNDAY)  # one editor may change anything, and is noticed
    one = released(burning(office), office, OPENED + HOUR, text=TEXT)
    put_up(at=OPENED + HOUR)
    one.refresh_from_db()
    return one


def edited(by: AbstractBaseUser, **told: str) -> None:
    """Change the page and publish it, as the editors' room does."""
    page = ArticlePage.objects.get()
    for name, value in told.items():
        setattr(page, name, value)
    page.save_revision(user=by).publish(user=by)


def wrong() -> list[str]:
    return [finding.what for finding in findings(SUNDAY.date()) if not finding.good and "情况通报" in finding.what]


def test_what_was_put_up_stands_as_signed_however_its_html_is_written(office: Office, release: Release) -> None:
    assert [same for _release, same, _shown in compared()] == [True]
    body = ArticlePage.objects.get().body.replace("<p>", '<p data-block-key="a1b2c">')
    edited(office.editor, body=body)
    release.refresh_from_db()
    assert release.altered_at is None
    assert wrong() == []


@pytest.mark.parametrize("change", [{"body": "<p>起火已控制，有人受伤。</p>"}, {"title": "关于冒烟的通报"}])
def test_a_changed_release_is_noticed_and_its_mending_too(
    office: Office, release: Release, change: dict[str, str]
) -> None:
    before = ArticlePage.objects.get()
    edited(office.editor, **change)
    release.refresh_from_db()
    assert release.altered_at is not None
    entry = Entry.objects.get(deed="release.altered")
    assert (entry.actor.partition(" ")[0], entry.facts["signed"]) == ("editor", release.digest)
    assert entry.facts["digest"] not in ("", release.digest)
    timeline = signed_in(office.leader).get(f"/desk/emergencies/{release.incident.number}/")
    assert timeline.context["altered"] == [release]
    assert len(wrong()) == 1
    edited(office.editor, title=before.title, body=before.body)
    release.refresh_from_db()
    assert release.altered_at is None
    assert Entry.objects.filter(deed="release.restored").count() == 1
    assert wrong() == []


def test_one_taken_down_is_noticed(office: Office, release: Release) -> None:
    ArticlePage.objects.get().unpublish(user=office.editor)
    release.refresh_from_db()
    assert release.altered_at is not None
    assert len(wrong()) == 1


def test_one_deleted_or_moved_to_another_address_is_noticed(office: Office, release: Release) -> None:
    edited(office.editor, slug="elsewhere")
    assert Release.objects.altered().count() == 1
    edited(office.editor, slug=release.page.rstrip("/").rpartition("/")[2])
    assert not Release.objects.altered().exists()
    Page.objects.get(pk=ArticlePage.objects.get().pk).delete()
    assert Release.objects.altered().count() == 1


def test_words_changed_behind_the_desk_are_noticed(office: Office, release: Release) -> None:
    Release.objects.filter(pk=release.pk).update(text=TEXT + "！")
    assert len(wrong()) == 1


def test_the_look_costs_the_same_for_many(office: Office, release: Release, django_assert_num_queries: object) -> None:
    for number in range(2, 12):
        released(release.incident, office, OPENED + number * HOUR, "continuing")
    put_up(at=OPENED + 20 * HOUR)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert all(same for _release, same, _shown in compared())
