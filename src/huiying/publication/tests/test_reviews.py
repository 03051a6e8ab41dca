"""三审三校 and the hours of pages, through the editors' own room."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, Page

from huiying.ledger.models import Entry
from huiying.people.models import Role, User
from huiying.publication.actions.reviews import set_reviews
from huiying.publication.actions.schedule import publish_scheduled
from huiying.publication.columns import NEWS
from huiying.publication.editors import let_in, let_out
from huiying.publication.models import ArticlePage, ColumnPage
from huiying.publication.reviewing import is_on
from huiying.publication.tests.test_editors import BACKEND
from tests.office import SUNDAY, Office

HOUR = timedelta(hours=1)
LINE = {"key": "a", "text": "正文", "type": "unstyled", "depth": 0}
LINE |= {"inlineStyleRanges": [], "entityRanges": [], "data": {}}
BODY = json.dumps({"blocks": [LINE], "entityMap": {}})


class Room:
    """The editors' room with the three who review, each in the group of their post."""

    def __init__(self, office: Office) -> None:
        let_in([office.editor])
        let_in([office.head], Role.SECTION_HEAD)
        let_in([office.leader], Role.LEADER)
        self.column = ColumnPage.objects.get(slug=NEWS)

    def post(self, by: AbstractBaseUser, place: str, told: dict[str, Any]) -> Any:
        client = Client()
        client.force_login(by, backend=BACKEND)
        return client.post(f"/cms/{place}", told)

    def write(self, by: AbstractBaseUser, *, then: str = "action-submit", **more: str) -> ArticlePage:
        told = {"title": "新的消息", "slug": "xin", "body": BODY, "summary": "", "source": "", "section": "", **more}
        told |= {"statutory": "", then: "1", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
        answer = self.post(by, f"pages/add/publication/articlepage/{self.column.pk}/", told)
        assert answer.status_code == 302, answer.context["form"].errors
        return ArticlePage.objects.get()

    def approve(self, by: AbstractBaseUser) -> int:
        page = ArticlePage.objects.get()
        state = page.current_workflow_task_state
        return int(self.post(by, f"pages/workflow/action/{page.pk}/approve/{state.pk}/", {"comment": ""}).status_code)


@pytest.fixture
def room(office: Office) -> Room:
    return Room(office)


def live() -> bool:
    return bool(Page.objects.filter(slug="xin", live=True).exists())


def test_a_page_is_published_when_the_third_has_approved(office: Office, room: Room) -> None:
    page = room.write(office.editor)
    assert page.current_workflow_task_state.task.name == "初审（编辑）"
    for reviewer in (office.editor, office.head, office.leader):
        assert not live()
        room.approve(reviewer)
    assert live()
    assert "新的消息" in Client().get(f"/{NEWS}/").content.decode()


def test_an_editor_does_not_publish_alone(office: Office, room: Room) -> None:
    page = room.write(office.editor, then="action-publish")  # a button that the editor's page does not show
    assert not live()
    assert not page.permissions_for_user(office.editor).can_publish()


@pytest.mark.parametrize("who", ["head", "leader", "handler", "stranger"])
def test_each_review_is_its_groups(office: Office, room: Room, who: str) -> None:
    room.write(office.editor)
    assert room.approve(getattr(office, who)) in (302, 403)
    assert ArticlePage.objects.get().current_workflow_task_state.task.name == "初审（编辑）"


def test_nobody_reviews_twice(office: Office, room: Room) -> None:
    let_in([office.editor], Role.SECTION_HEAD)
    room.write(office.editor)
    room.approve(office.editor)
    room.approve(office.editor)
    assert ArticlePage.objects.get().current_workflow_task_state.task.name == "复审（科室负责人）"
    let_in([office.head], Role.LEADER)
    room.approve(office.head)
    room.approve(office.head)
    assert not live()
    room.approve(office.leader)
    assert live()


def test_who_wrote_it_makes_no_later_review_though_another_asked_for_them(office: Office, room: Room) -> None:
    other = User.objects.create(username="bian.ji", name="另一位编辑", unit=office.unit)
    let_in([other])
    let_in([office.editor], Role.SECTION_HEAD)
    page = room.write(office.editor, then="action-draft")
    assert page.current_workflow_state is None
    page.get_workflow().start(page, other)
    room.approve(other)
    room.approve(office.editor)
    assert ArticlePage.objects.get().current_workflow_task_state.task.name == "复审（科室负责人）"
    room.approve(office.head)
    assert ArticlePage.objects.get().current_workflow_task_state.task.name == "终审（分管领导）"


def test_a_reviewer_sends_back_with_a_reason(office: Office, room: Room) -> None:
    page = room.write(office.editor)
    room.approve(office.editor)
    state = ArticlePage.objects.get().current_workflow_task_state
    room.post(office.head, f"pages/workflow/action/{page.pk}/reject/{state.pk}/", {"comment": "数字请核对"})
    page = ArticlePage.objects.get()
    assert page.current_workflow_state.status == "needs_changes"
    assert page.current_workflow_state.task_states.filter(comment="数字请核对").exists()
    assert not live()


def test_the_office_turns_the_reviews_off_and_on(office: Office, room: Room) -> None:
    set_reviews(on=False, at=SUNDAY)
    assert not is_on()
    room.write(office.editor, then="action-publish")
    assert live()
    set_reviews(on=True, at=SUNDAY)
    set_reviews(on=True, at=SUNDAY)
    assert not ArticlePage.objects.get().permissions_for_user(office.editor).can_publish()
    deeds = Entry.objects.filter(deed__startswith="portal.").order_by("pk")
    assert list(deeds.values_list("deed", flat=True)) == ["portal.reviews_off", "portal.reviews_on"]


def test_where_the_reviews_are_off_no_other_is_offered(office: Office, room: Room) -> None:
    assert room.column.get_workflow().name == "三审三校"
    set_reviews(on=False, at=SUNDAY)
    assert room.column.get_workflow() is None


def test_who_loses_the_post_loses_the_room(office: Office, room: Room) -> None:
    let_out([office.leader], Role.LEADER)
    client = Client()
    client.force_login(office.leader, backend=BACKEND)
    assert client.get("/cms/").status_code == 302
    let_in([office.handler], Role.HANDLER)  # no work there
    client.force_login(office.handler, backend=BACKEND)
    assert client.get("/cms/").status_code == 302


def told(at: Any) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def test_a_page_goes_up_and_comes_down_at_its_hours(office: Office, room: Room) -> None:
    now = timezone.now()
    up, down = now + 2 * HOUR, now + 5 * HOUR
    room.write(office.editor, go_live_at=told(up), expire_at=told(down))
    for reviewer in (office.editor, office.head, office.leader):
        room.approve(reviewer)
    assert not live()
    assert publish_scheduled(at=now + HOUR) == 0
    ArticlePage.objects.get()  # it waits, approved
    later = up + timedelta(minutes=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: later)
        assert publish_scheduled(at=later) == 1
        assert live()
        assert "新的消息" in Client().get(f"/{NEWS}/").content.decode()
    assert publish_scheduled(at=later) == 0
    assert publish_scheduled(at=down + timedelta(minutes=1)) == 1
    page = ArticlePage.objects.get()
    assert (page.live, page.expired) == (False, True)
    assert "新的消息" not in Client().get(f"/{NEWS}/").content.decode()


def test_a_page_that_cannot_go_up_keeps_no_other_waiting(
    office: Office, room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for slug in ("yi", "er"):
        page = ArticlePage(title=slug, slug=slug, body="<p>x</p>", live=False)
        room.column.add_child(instance=page)
        revision = page.save_revision()
        type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=SUNDAY)
    usual = ArticlePage.full_clean

    def refused(self: ArticlePage, *args: Any, **kwargs: Any) -> None:
        if self.slug == "yi":
            raise ValueError
        usual(self, *args, **kwargs)

    monkeypatch.setattr(ArticlePage, "full_clean", refused)
    assert publish_scheduled(at=timezone.now()) == 1
    assert ArticlePage.objects.get(slug="er").live
    assert not ArticlePage.objects.get(slug="yi").live
    assert "could not be published" in caplog.text


@pytest.fixture
def shown(office: Office, room: Room) -> Any:
    """A document to which a page refers that three have reviewed."""
    kept = get_document_model().objects.create(title="公示", file=ContentFile("公示".encode(), name="a.txt"))
    room.write(office.editor)
    for reviewer in (office.editor, office.head, office.leader):
        room.approve(reviewer)
    page = ArticlePage.objects.get()
    page.body = f'<p><a linktype="document" id="{kept.pk}">公示</a></p>'
    page.save_revision().publish()
    return kept


def test_what_a_reviewed_page_shows_is_not_put_in_its_place_by_one(office: Office, room: Room, shown: Any) -> None:
    told = {"title": "公示", "collection": Collection.get_first_root_node().pk, "tags": ""}
    answer = room.post(office.editor, f"documents/edit/{shown.pk}/", told | {"file": SimpleUploadedFile("b.txt", b"x")})
    assert answer.status_code == 200
    room.post(office.editor, f"documents/delete/{shown.pk}/", {})
    with get_document_model().objects.get().open_file() as kept:
        assert kept.read().decode() == "公示"
    assert room.post(office.editor, f"documents/edit/{shown.pk}/", told | {"title": "公示（一）"}).status_code == 302
    ArticlePage.objects.get().unpublish()
    room.post(office.editor, f"documents/delete/{shown.pk}/", {})
    assert not get_document_model().objects.exists()
