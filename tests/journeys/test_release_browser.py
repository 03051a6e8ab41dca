"""One text goes from its writer through three reviews into all its forms, each in a browser of its own people."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from huiying.intake.models import Channel, Delivery
from huiying.people.models import Role
from huiying.publication.models import Manuscript, Shape, Spreading
from huiying.publication.tests.texts import BODY, FACTS, picture
from tests.office import Office

pytestmark = pytest.mark.browser
REVIEWERS = ("editor", "head", "leader")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail leaves a rendition open
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_text_is_published_in_all_its_forms(office: Office, sit: Callable[..., Page], tmp_path: Path) -> None:
    for name, connector in (("官方微博", "weibo"), ("公众号", "wechat")):
        Channel.objects.create(slug=connector, name=name, connector=connector, form="social", is_open=True)
    found = _written(sit(office.handler), office, tmp_path)
    for role in REVIEWERS:
        page = sit(getattr(office, role))
        page.goto(f"/desk/releases/{found.pk}/")
        page.locator("button[name=approve]").click()
        expect(page.get_by_text("已审核。")).to_be_visible()
    desk = sit(office.editor)
    forms = f"/desk/releases/{found.pk}/forms/"
    for form in Shape.values:
        if form != Shape.BULLETIN:
            desk.goto(f"{forms}{form}/")
            expect(desk.locator("h1")).to_have_text(str(Shape(form).label))
    desk.goto(f"{forms}poster/")
    assert desk.evaluate("document.querySelector('.sheet-page').decode().then(() => true)")
    desk.goto(forms)
    desk.get_by_role("button", name="发布网页").click()
    for name in ("公众号", "官方微博"):
        desk.get_by_role("button", name=name).click()
    for row in ("公告栏海报", "三折页", "新闻通稿", "广播电视播报稿"):
        line = desk.get_by_role("row", name=row)
        with desk.expect_download() as taken:
            line.get_by_role("button", name="下载").click()
        assert Path(taken.value.path()).stat().st_size > 5000
    _bulletin(desk, found)
    reader = sit()
    found.refresh_from_db()
    reader.goto(found.page)
    expect(reader.get_by_role("heading", name=found.title)).to_be_visible()
    assert reader.evaluate("document.querySelector('.prose img').decode().then(() => true)")
    told = {form for form, deed in Spreading.objects.by_form() if deed == "made"}
    assert told == set(Shape.values)
    assert Delivery.objects.filter(kind="release").count() == 2


def _written(page: Page, office: Office, folder: Path) -> Manuscript:
    page.goto("/desk/releases/new/")
    for name in ("title", "summary", "source", "contact"):
        page.fill(f"#id_{name}", FACTS[name])
    page.fill("#id_body", f"{BODY}\n[图1]")
    page.select_option("#id_column", label="信息发布")
    page.select_option("#id_section", label="项目服务科")
    page.fill("#id_formed_on", (timezone.localdate() - timedelta(days=3)).isoformat())
    page.get_by_role("button", name="保存稿件").click()
    image = folder / "厂房.jpg"
    image.write_bytes(picture())
    page.get_by_text("添加配图").click()
    page.set_input_files("#id_picture", str(image))
    page.fill("#id_caption", "标准厂房")
    page.get_by_role("button", name="添加", exact=True).first.click()
    expect(page.locator(".manuscript-pictures img")).to_have_count(1)
    if page.locator("#looked_at").count():
        page.check("#looked_at")
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("稿件已送审。")).to_be_visible()
    assert office.project.posts.filter(role=Role.SECTION_HEAD).exists()
    return Manuscript.objects.get()


def _bulletin(desk: Page, found: Manuscript) -> None:
    desk.goto("/desk/releases/issues/")
    desk.fill("#id_name", "招商简报")
    desk.get_by_role("button", name="新开").click()
    desk.fill(f"[name=rank-{found.pk}]", "1")
    desk.get_by_role("button", name="保存本期").click()
    with desk.expect_download() as taken:
        desk.get_by_role("button", name="印刷版").click()
    assert Path(taken.value.path()).read_bytes()[:5] == b"%PDF-"
