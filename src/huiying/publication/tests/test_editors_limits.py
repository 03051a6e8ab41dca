"""What an editor may not do in the editors' room, whatever the browser sends."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.contrib.redirects.models import Redirect
from wagtail.embeds.embeds import get_embed
from wagtail.embeds.exceptions import EmbedUnsupportedProviderException
from wagtail.users.models import UserProfile

from huiying.people.models import Role, User
from huiying.publication.editors import let_in
from tests.office import Office


def stored(text: str, *, kind: str, entity: str = "LINK", **data: str) -> str:
    """What is stored of a text whose every sign the browser says is such an entity."""
    block = {
        "key": "a", "text": text, "type": kind, "depth": 0,
        "inlineStyleRanges": [{"offset": 0, "length": 2, "style": "X"}],
        "entityRanges": [{"offset": 0, "length": len(text), "key": 0}],
    }  # fmt: skip
    told = {"blocks": [block], "entityMap": {"0": {"type": entity, "mutability": "MUTABLE", "data": data}}}
    features = get_rich_text_editor_widget().features
    return str(ContentstateConverter(features).to_database_format(json.dumps(told)))


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "\x01javascript:alert(1)", "data:text/html,<script>", "vbscript:x"],
)
def test_a_link_leads_to_an_address_and_runs_nothing(address: str) -> None:
    assert "href" not in stored("办事指南", kind="unstyled", url=address)
    assert 'href="https://zs.example.gov.cn/"' in stored("办事指南", kind="unstyled", url="https://zs.example.gov.cn/")


def test_what_is_typed_is_text() -> None:
    found = stored("<script>alert(1)</script><img src=x onerror=alert(1)>", kind="unstyled", url="https://a.example/")
    assert "<script" not in found
    assert "<img" not in found


def test_another_site_is_shown_on_no_page_and_asked_for_nothing(db: None) -> None:
    assert "embed" not in get_rich_text_editor_widget().features
    with pytest.raises(EmbedUnsupportedProviderException):
        get_embed("https://www.youtube.com/watch?v=dQw4w9WgXcQ")


@pytest.fixture(params=[Role.EDITOR, Role.SECTION_HEAD, Role.LEADER])
def inside(office: Office, request: pytest.FixtureRequest) -> Client:
    """Somebody whose post has work in the editors' room."""
    people = {Role.EDITOR: office.editor, Role.SECTION_HEAD: office.head, Role.LEADER: office.leader}
    person = people[request.param]
    let_in([person], request.param)
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(
    "room",
    [
        "redirects/",
        "redirects/add/",
        "redirects/import/",
        "users/",
        "groups/",
        "sites/",
        "collections/",
        "workflows/list/",
    ],
)
def test_what_is_the_administrators_is_closed(inside: Client, room: str) -> None:
    assert inside.get("/cms/").status_code == 200
    answer = inside.get(f"/cms/{room}")
    assert (answer.status_code, answer["Location"]) == (302, "/cms/")


def test_its_help_leads_to_no_other_site(inside: Client) -> None:
    page = inside.get("/cms/").content.decode()
    assert "keyboard-shortcuts-trigger" in page
    assert "whats-new-in-wagtail" not in page
    assert "Asia/Tokyo" not in inside.get("/cms/account/").content.decode()  # an office has one zone


def test_no_address_of_the_portal_leads_away(inside: Client) -> None:
    told = {"old_path": "/ask/now", "redirect_link": "https://enemy.example/", "is_permanent": "on"}
    inside.post("/cms/redirects/add/", told)
    assert not Redirect.objects.exists()


def test_ones_own_settings_are_no_door_for_names_and_files(inside: Client) -> None:
    person = User.objects.get(pk=inside.session["_auth_user_id"])
    picture = BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    page = inside.get("/cms/account/").content.decode()
    assert "locale-preferred_language" in page
    for name in ("name_email", "avatar", "password"):
        assert f'name="{name}-' not in page
    told = {
        "name_email-first_name": "别人", "name_email-last_name": "x", "name_email-email": "enemy@enemy.example",
        "avatar-avatar": SimpleUploadedFile("a.png", picture.getvalue(), "image/png"),
        "locale-preferred_language": "zh-hant",
        "theme-theme": "system", "theme-density": "default", "theme-contrast": "system",
    }  # fmt: skip
    assert inside.post("/cms/account/", told).status_code == 302
    after = User.objects.get(pk=person.pk)
    assert (after.first_name, after.email) == (person.first_name, person.email)
    profile = UserProfile.objects.get(user=person)
    assert (profile.preferred_language, bool(profile.avatar)) == ("zh-hant", False)
