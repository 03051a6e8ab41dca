"""A text is written, checked, reviewed by three people who wrote nothing of it, and goes out in its forms."""

import gc
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling.tests.desk import signed_in
from huiying.ledger.models import Entry
from huiying.people.actions import found_office
from huiying.people.models import Role, User
from huiying.publication import signed
from huiying.publication.actions.enclosing import add_enclosure, add_picture, take_out
from huiying.publication.actions.manuscripts import (
    change_manuscript,
    may_review,
    recall_manuscript,
    submit_manuscript,
)
from huiying.publication.actions.reviews import set_reviews
from huiying.publication.actions.spreading import give_channel, publish_page, take_file, tell_delivered
from huiying.publication.editors import let_in
from huiying.publication.manuscripts.checks import check
from huiying.publication.manuscripts.copying import copy_of
from huiying.publication.models import ArticlePage, ColumnPage, Manuscript, Shape, Spreading
from tests.office import SUNDAY, Office

from .texts import BODY, FACTS, HOUR, WRITTEN, approved, column, picture, reviewed, written

TODAY = WRITTEN.date()
PNG_1 = picture(sort="PNG")


def changed(found: Manuscript, office: Office, by: User, **facts: object) -> Manuscript:
    told = {"section": office.project, "column": column(), "facts": {**FACTS, **facts}}
    return change_manuscript(found, **told, seen=found.version, by=by, at=WRITTEN)  # type: ignore[arg-type]


def test_three_people_who_wrote_nothing_of_it_review_a_text(office: Office) -> None:
    found = written(office)
    submit_manuscript(found, by=office.handler, at=WRITTEN)
    found.refresh_from_db()
    assert found.state == "editor"
    with pytest.raises(NotAllowed):
        reviewed(found, office.head)
    found = reviewed(found, office.editor)
    with pytest.raises(NotAllowed):
        reviewed(found, office.leader)
    found = reviewed(found, office.head)
    found = reviewed(found, office.leader)
    assert (found.state, found.approved_at) == ("approved", WRITTEN + HOUR)
    assert [row.by for row in found.reviews.all()] == [office.editor, office.head, office.leader]
    assert Entry.objects.filter(deed="manuscript.reviewed", about=found.ref).count() == 3


def test_whoever_wrote_any_of_it_does_not_review_it(office: Office) -> None:
    found = written(office)
    found = changed(found, office, office.editor, title="编辑改过的标题")
    submit_manuscript(found, by=office.handler, at=WRITTEN)
    found.refresh_from_db()
    assert not may_review(found, office.editor)
    with pytest.raises(NotAllowed):
        reviewed(found, office.editor)
    assert may_review(found, office.officer)
    assert list(Manuscript.objects.waiting_for(office.officer)) == [found]
    assert not Manuscript.objects.waiting_for(office.editor).exists()
    found = reviewed(found, office.officer)
    office.officer.posts.create(role=Role.LEADER, unit=office.unit)
    both = User.objects.get(pk=office.officer.pk)
    found = reviewed(found, office.head)
    with pytest.raises(NotAllowed):
        reviewed(found, both)


def test_a_text_goes_back_with_a_reason_and_is_reviewed_anew(office: Office) -> None:
    found = written(office)
    submit_manuscript(found, by=office.handler, at=WRITTEN)
    with pytest.raises(InputError):
        reviewed(found, office.editor, approved=False)
    found = reviewed(found, office.editor, approved=False, comment="补充办理时限。")
    assert (found.state, found.version) == ("draft", 2)
    assert Entry.objects.get(deed="manuscript.sent_back").told["reason"] == "补充办理时限。"
    assert approved(office, found).state == "approved"


def test_what_was_read_is_what_is_signed(office: Office) -> None:
    found = written(office)
    submit_manuscript(found, by=office.handler, at=WRITTEN)
    with pytest.raises(RuleError):
        changed(Manuscript.objects.get(), office, office.handler)
    with pytest.raises(RuleError):
        add_picture(found, content=picture(), caption="图", by=office.handler, at=WRITTEN)
    Manuscript.objects.update(body="换掉的正文。")
    with pytest.raises(RuleError):
        reviewed(found, office.editor)
    recall_manuscript(found, by=office.handler, at=WRITTEN)
    assert Manuscript.objects.get().state == "draft"


def test_a_change_meanwhile_is_not_overwritten(office: Office) -> None:
    found = written(office)
    changed(found, office, office.editor, title="别人的标题")
    with pytest.raises(RuleError):
        changed(found, office, office.handler, title="我的标题")
    assert Manuscript.objects.get().title == "别人的标题"


def test_an_approved_text_that_is_changed_is_reviewed_anew(office: Office) -> None:
    found = approved(office)
    found = changed(found, office, office.handler, title="改过的标题")
    assert found.state == "draft"
    with pytest.raises(RuleError):
        publish_page(found, by=office.editor, at=WRITTEN)


@pytest.mark.parametrize(
    ("facts", "quote", "stops"),
    [
        ({"body": "联系人身份证号110101199003074530，请记录在案。" * 2}, "110*", True),
        ({"body": "联系人手机13812345678，请与其联系办理补助事项，感谢支持。"}, "13812345678", False),
        ({"summary": "最高补助800万元。"}, "800万", False),
        ({"title": "2027年政策开始受理"}, "2027", False),
        ({"body": BODY + "\n2月30日截止。"}, "2月30日", False),
        ({"body": BODY + "\n2026年3月16日（星期二）受理。"}, "2026年3月16日（星期二）", False),
        ({"body": BODY + "\n[图3]"}, "[图3]", True),
        ({"body": BODY + "\n二、没有内容"}, "二、没有内容", False),
        ({"body": ""}, "", True),
    ],
)
def test_the_check_finds_it(office: Office, facts: dict[str, str], quote: str, stops: bool) -> None:
    found = written(office, **facts)
    told = check(copy_of(found, today=TODAY))
    assert any(each.stops is stops and each.quote.startswith(quote.rstrip("*")) for each in told), told
    with pytest.raises(InputError):
        submit_manuscript(found, by=office.handler, at=WRITTEN)
    if stops:
        with pytest.raises(InputError):
            submit_manuscript(found, looked_at=True, by=office.handler, at=WRITTEN)


def test_a_clean_text_has_nothing_to_look_at(office: Office) -> None:
    assert not check(copy_of(written(office), today=TODAY))


def test_a_section_without_a_head_is_said_before_anybody_waits(office: Office) -> None:
    told = {"section": office.policy, "column": column(), "facts": FACTS}
    found = changed(written(office), office, office.editor)
    found = change_manuscript(found, **told, seen=found.version, by=office.editor, at=WRITTEN)  # type: ignore[arg-type]
    with pytest.raises(RuleError, match="政策法规科"):
        submit_manuscript(found, looked_at=True, by=office.editor, at=WRITTEN)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail leaves a rendition open
def test_a_page_stands_on_the_portal_with_its_picture_and_file(office: Office) -> None:
    found = written(office, body=BODY + "\n<b>粗</b>")
    row = add_picture(found, content=picture(), caption="厂房<效果>图", by=office.handler, at=WRITTEN)
    add_enclosure(found, name="目录.txt", content="一、目录".encode(), by=office.handler, at=WRITTEN)
    found = approved(office, Manuscript.objects.get())
    page = publish_page(found, by=office.editor, at=WRITTEN)
    found.refresh_from_db()
    shown = Client().get(found.page)
    assert shown.status_code == 200
    text = shown.content.decode()
    assert "&lt;b&gt;粗" in text
    assert "厂房&lt;效果&gt;图" in text
    assert "<img" in text
    assert "目录.txt" in text
    places = re.findall(r'(?:src|href)="(/(?:media|documents)/[^"]+)"', text)
    for place in places:
        file = Client().get(place)
        assert file.status_code == 200
        assert ("attachment" in file.get("Content-Disposition", "")) is place.endswith(".txt")
        assert b"".join(file.streaming_content)
    (linked,) = (place for place in places if place.startswith("/documents/"))
    tag = Client().get(linked)["ETag"]
    assert len(tag) > 20
    assert Client(headers={"if-none-match": tag}).get(linked).status_code == 304
    assert sorted(place.split("/")[1] for place in places) == ["documents", "media"]
    assert (page.source, page.section) == ("测试市招商局", "项目服务科")
    publish_page(found, by=office.editor, at=WRITTEN + HOUR)
    assert ArticlePage.objects.filter(slug=f"manuscript-{found.pk}").count() == 1
    assert found.spread.by_form()["page", "made"] == 1
    assert row.media_type == "image/jpeg"
    gc.collect()


class TestStanding:
    """The page says what was signed, or the desk says that it does not."""

    @pytest.fixture
    def page(self, office: Office) -> ArticlePage:
        let_in([office.editor])
        set_reviews(on=False, at=SUNDAY)  # one editor may change anything, and is noticed
        return publish_page(approved(office), by=office.editor, at=WRITTEN)

    @staticmethod
    def altered() -> bool:
        return Manuscript.objects.get().altered_at is not None

    def test_it_stands_however_its_html_is_written(self, office: Office, page: ArticlePage) -> None:
        assert not self.altered()
        page.body = page.body.replace("<p>", '<p data-block-key="a1b2c">')
        page.save_revision(user=office.editor).publish(user=office.editor)
        assert not self.altered()

    @pytest.mark.parametrize(
        "change",
        [
            {"title": "改过的标题"},
            {"summary": "最高补助900万元。"},
            {"source": "别的单位"},
            {"body": "<p>别的话。</p>"},
            {"slug": "elsewhere"},
        ],
    )
    def test_a_change_in_the_editors_room_is_noticed_and_so_is_its_mending(
        self, office: Office, page: ArticlePage, change: dict[str, str]
    ) -> None:
        before = {name: getattr(page, name) for name in change}
        for told, noticed in ((change, True), (before, False)):
            for name, value in told.items():
                setattr(page, name, value)
            page.save_revision(user=office.editor).publish(user=office.editor)
            assert self.altered() is noticed
        deeds = Entry.objects.filter(deed__in=("manuscript.altered", "manuscript.restored")).order_by("pk")
        assert [(entry.deed, entry.actor.partition(" ")[0]) for entry in deeds] == [
            ("manuscript.altered", "editor"),
            ("manuscript.restored", "editor"),
        ]

    def test_only_the_text_of_the_page_is_looked_at(
        self, office: Office, page: ArticlePage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        looked: list[object] = []
        monkeypatch.setattr(signed, "compare_pages", lambda *, texts, by, at: looked.append(texts))
        page.save_revision(user=office.editor).publish(user=office.editor)
        other = column().add_child(instance=ArticlePage(title="别的", slug="others", body="<p>别的</p>"))
        other.save_revision(user=office.editor).publish(user=office.editor)
        column().specific.save_revision(user=office.editor).publish(user=office.editor)
        assert looked == [{Manuscript.objects.get().pk}, None]

    def test_one_taken_down_is_noticed_and_put_back_from_the_desk(self, office: Office, page: ArticlePage) -> None:
        page.unpublish(user=office.editor)
        found = Manuscript.objects.get()
        assert found.altered_at is not None
        place = f"/desk/releases/{found.pk}/"
        client = signed_in(office.editor)
        for where in (place, f"{place}forms/", "/desk/releases/"):
            assert "late-mark" in (text := client.get(where).content.decode()) or "message--error" in text
        client.post(f"{place}forms/publish/")
        assert not self.altered()

    def test_another_column_that_was_signed_moves_the_page(self, office: Office, page: ArticlePage) -> None:
        found = Manuscript.objects.get()
        other = ColumnPage.objects.exclude(pk=column().pk).first()
        told = {"section": office.project, "facts": FACTS, "seen": found.version, "by": office.handler}
        change_manuscript(found, column=other, **told, at=WRITTEN)  # type: ignore[arg-type]
        assert not self.altered()
        moved = publish_page(approved(office, Manuscript.objects.get()), by=office.editor, at=WRITTEN + HOUR)
        assert (moved.pk, moved.get_parent().pk) == (page.pk, other.pk if other else 0)
        assert Client().get(Manuscript.objects.get().page).status_code == 200
        assert not self.altered()


def test_a_picture_that_is_taken_out_makes_another_version(office: Office) -> None:
    found = written(office)
    row = add_picture(found, content=picture(), caption="图", by=office.handler, at=WRITTEN)
    take_out(row, by=office.handler, at=WRITTEN)
    now = Manuscript.objects.get()
    assert (now.version, now.pictures.count()) == (3, 0)
    with pytest.raises(InputError):
        add_picture(found, content=b"no picture", caption="图", by=office.handler, at=WRITTEN)
    with pytest.raises(InputError):
        add_enclosure(found, name="a.exe", content=b"MZ", by=office.handler, at=WRITTEN)
    with pytest.raises(NotAllowed):
        add_picture(found, content=picture(), caption="图", by=office.stranger, at=WRITTEN)


def test_each_form_is_counted_by_month(office: Office) -> None:
    found = approved(office)
    for form in (Shape.POSTER, Shape.BROCHURE, Shape.PRESS, Shape.ALOUD):
        take_file(found, form=form, by=office.editor, at=WRITTEN)
        take_file(found, form=form, press_ready=True, by=office.editor, at=WRITTEN + timedelta(days=31))
    tell_delivered(found, form="poster", to=" 一楼公告栏 ", by=office.editor, at=WRITTEN)
    told = Spreading.objects.by_form()
    assert (told["poster", "made"], told["poster", "downloaded"], told["poster", "delivered"]) == (1, 2, 1)
    months = {(row["month"].month, row["form"], row["deed"]): row["count"] for row in Spreading.objects.by_month()}
    assert months[4, "press", "downloaded"] == 1
    assert (4, "press", "made") not in months
    april = (WRITTEN + timedelta(days=31)).date()
    assert Spreading.objects.between(april, april).count() == 4
    with pytest.raises(RuleError):
        tell_delivered(found, form="poster", to=" ", by=office.editor, at=WRITTEN)


def test_a_draft_goes_nowhere(office: Office) -> None:
    found = written(office)
    for deed in (
        lambda: publish_page(found, by=office.editor, at=WRITTEN),
        lambda: take_file(found, form="poster", by=office.editor, at=WRITTEN),
        lambda: give_channel(found, form="weibo", channel=1, by=office.editor, at=WRITTEN),
    ):
        with pytest.raises(RuleError):
            deed()
    with pytest.raises(NotAllowed):
        publish_page(found, by=office.head, at=WRITTEN)


def test_the_desk_writes_reviews_and_previews(office: Office) -> None:
    handler, editor = signed_in(office.handler), signed_in(office.editor)
    told = {**FACTS, "column": column().pk, "section": office.project.pk, "formed_on": "2026-03-02"}
    assert handler.post("/desk/releases/new/", {**told, "title": ""}).status_code == 422
    assert handler.post("/desk/releases/new/", told).status_code == 302
    found = Manuscript.objects.get()
    place = f"/desk/releases/{found.pk}/"
    upload = SimpleUploadedFile("a.png", PNG_1)
    assert handler.post(f"{place}pictures/", {"picture": upload, "caption": "厂房"}).status_code == 302
    bad = SimpleUploadedFile("a.png", b"no")
    assert handler.post(f"{place}pictures/", {"picture": bad, "caption": "厂房"}).status_code == 422
    assert handler.get(f"{place}pictures/{found.pictures.get().pk}/")["Content-Type"] == "image/png"
    handler.post(f"{place}submit/", {"looked_at": "1"})
    found.refresh_from_db()
    assert found.state == "editor"
    page = editor.get(place)
    assert page.context["may_review"]
    editor.post(f"{place}review/", {"approve": "1", "seen": found.digest})
    signed_in(office.head).post(f"{place}review/", {"approve": "1", "seen": found.digest})
    signed_in(office.leader).post(f"{place}review/", {"approve": "1", "seen": found.digest})
    for form in ("page", "wechat", "weibo", "poster", "brochure", "press", "aloud"):
        assert editor.get(f"{place}forms/{form}/").status_code == 200, form
    assert editor.get(f"{place}forms/bulletin/").status_code == 404
    assert editor.get(f"{place}forms/poster/1.png").content[:4] == b"\x89PNG"
    assert editor.get(f"{place}forms/poster/2.png").status_code == 404
    assert editor.get(f"{place}forms/").status_code == 200
    file = editor.post(f"{place}forms/poster/file/", {"press_ready": "1"})
    assert file.content[:5] == b"%PDF-"
    assert "attachment" in file["Content-Disposition"]
    assert editor.post(f"{place}forms/publish/").status_code == 302
    found.refresh_from_db()
    assert found.published_at is not None
    assert editor.get("/desk/releases/counts/").context["rows"]
    assert found.title in editor.get("/desk/releases/?state=approved").content.decode()


def test_a_stranger_learns_nothing_of_a_text(office: Office) -> None:
    found = written(office)
    other = found_office("别的局", (("综合信息科", "来信。", True),), at=SUNDAY)
    foreign = User.objects.create(username="foreign", name="外单位", unit=other)
    other.sections.get().posts.create(user=foreign, role=Role.EDITOR)
    for client in (signed_in(office.stranger), signed_in(User.objects.get(pk=foreign.pk))):
        for path in ("", "edit/", "forms/", "forms/poster/", "forms/poster/1.png"):
            assert client.get(f"/desk/releases/{found.pk}/{path}").status_code == 404
        assert client.post(f"/desk/releases/{found.pk}/review/", {"approve": "1"}).status_code == 404
        assert found.title not in client.get("/desk/releases/").content.decode()


def test_the_list_asks_the_same_whatever_its_length(office: Office, django_assert_max_num_queries: object) -> None:
    client = signed_in(office.editor)
    for number in range(12):
        written(office, title=f"第{number}篇")
    client.get("/desk/releases/")
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        assert client.get("/desk/releases/").status_code == 200
