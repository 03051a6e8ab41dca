"""The interfaces on the desk: who may open them, what they tell once and never again, and that they work."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from huiying.intake.actions import set_up_channel
from huiying.intake.models import ApiToken, Channel, Subscription
from huiying.intake.webhooks.events import OFFERED
from huiying.ledger.models import Entry
from huiying.ledger.sentences import NAMES
from huiying.people.actions import appoint
from huiying.people.models import Role, User
from tests.office import SUNDAY, Office

pytestmark = pytest.mark.django_db
HERE = "/desk/interfaces/"
TOKEN = {"name": "12345平台", "scopes": ["intake.write", "status.read"], "rate": "600", "days": "365"}
WEBHOOK = {"url": "https://platform.example/told?key=abc", "events": ["case.", "reply.delivered"]}


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def administrator(office: Office) -> User:
    user = User.objects.create(username="admin", name="罗管理")
    appoint(user, role=Role.ADMINISTRATOR, section=None, by=None, at=SUNDAY)
    return user


@pytest.fixture
def desk(administrator: User) -> Client:
    return signed_in(administrator)


@pytest.fixture
def hotline(office: Office) -> Channel:
    cache.clear()
    return set_up_channel("hotline", name="12345热线", connector="api", form="hotline", at=SUNDAY)


def shown(answer: Any) -> str:
    """The secret that an answer shows."""
    found = re.search(r'id="secret">([^<]+)<', answer.content.decode())
    assert found
    return found[1]


def asks(secret: str, number: str) -> int:
    """What the interface answers to whoever holds this secret."""
    return Client().get(f"/api/v1/voices/{number}", headers={"Authorization": f"Bearer {secret}"}).status_code


def made(desk: Client, hotline: Channel) -> tuple[ApiToken, str]:
    secret = shown(desk.post(f"{HERE}tokens/new/", TOKEN | {"channel": hotline.pk}))
    return ApiToken.objects.latest("pk"), secret


def added(desk: Client) -> tuple[Subscription, str]:
    secret = shown(desk.post(f"{HERE}webhooks/new/", WEBHOOK))
    return Subscription.objects.latest("pk"), secret


def test_only_an_administrator_comes_in(office: Office, desk: Client, hotline: Channel) -> None:
    (token, _secret), (row, _) = made(desk, hotline), added(desk)
    pages = (HERE, f"{HERE}tokens/new/", f"{HERE}webhooks/new/")
    deeds = (*pages[1:], f"{HERE}tokens/{token.pk}/revoke/", f"{HERE}webhooks/{row.pk}/")
    for person in (office.officer, office.handler, office.head, office.leader, office.editor, office.auditor):
        client = signed_in(person)
        assert {client.get(page).status_code for page in pages} == {403}
        assert {client.post(deed, {"deed": "stop"}).status_code for deed in deeds} == {403}
    assert {Client().get(page).status_code for page in pages} == {302}
    assert {desk.get(page).status_code for page in pages} == {200}
    assert ApiToken.objects.get().revoked_at is None
    assert Subscription.objects.get().is_open


def test_the_door_is_shown_to_those_for_whom_it_opens(office: Office, desk: Client) -> None:
    for client, opens in ((desk, True), (signed_in(office.officer), False)):
        page = client.get("/desk/channels/")
        assert (HERE in {line["url"] for line in page.context["rail"]}) is opens
        assert page.content.decode().count(f'href="{HERE}"') == 2 * opens  # in the rail, and at the head of the page


def test_what_only_changes_something_is_not_to_be_looked_at(desk: Client, hotline: Channel) -> None:
    (token, _secret), (row, _) = made(desk, hotline), added(desk)
    assert desk.get(f"{HERE}tokens/{token.pk}/revoke/").status_code == 405
    assert desk.get(f"{HERE}webhooks/{row.pk}/").status_code == 405
    assert desk.post(HERE).status_code == 405
    assert desk.post(f"{HERE}tokens/{token.pk + 1}/revoke/").status_code == 404
    assert desk.post(f"{HERE}webhooks/{row.pk + 1}/", {"deed": "stop"}).status_code == 404
    assert desk.post(f"{HERE}webhooks/{row.pk}/", {"deed": "burn"}).status_code == 400


def test_a_secret_is_shown_once_and_opens_the_interface(
    office: Office, administrator: User, desk: Client, hotline: Channel
) -> None:
    voice = office.letter("路灯坏了三天。")
    answer = desk.post(f"{HERE}tokens/new/", TOKEN | {"channel": hotline.pk})
    secret, token = shown(answer), ApiToken.objects.get()
    assert "no-store" in answer["Cache-Control"]
    assert secret not in str(dict(desk.session))
    assert asks(secret, voice.number) not in (401, 403)
    assert (token.by, token.channel, token.scopes) == (administrator.ledger_name, hotline, TOKEN["scopes"])
    assert token.expires_at == token.made_at + timedelta(days=365)
    page = desk.get(HERE).content.decode()
    assert secret not in page
    assert all(words in page for words in ("12345平台", "12345热线", "罗管理", str(token.scopes_in_words()[0])))
    assert secret not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_without_days_a_token_is_valid_until_it_is_revoked(desk: Client) -> None:
    shown(desk.post(f"{HERE}tokens/new/", TOKEN | {"scopes": ["figures.read"], "days": ""}))
    assert ApiToken.objects.get().expires_at is None


def test_a_revoked_token_opens_nothing(office: Office, desk: Client, hotline: Channel) -> None:
    number = office.letter("路灯坏了三天。").number
    token, secret = made(desk, hotline)
    assert f"{HERE}tokens/{token.pk}/revoke/" in desk.get(HERE).content.decode()
    assert desk.post(f"{HERE}tokens/{token.pk}/revoke/").status_code == 302
    assert asks(secret, number) == 401
    assert f"{HERE}tokens/{token.pk}/revoke/" not in desk.get(HERE).content.decode()
    again = desk.post(f"{HERE}tokens/{token.pk}/revoke/", follow=True)
    assert "message--error" in again.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "长" * 61}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"channel": ""}, "channel"),
        ({"channel": "999999"}, "channel"),
        ({"rate": "0"}, "rate"),
        ({"rate": "many"}, "rate"),
        ({"days": "-1"}, "days"),
        ({"days": "99999999999"}, "days"),
    ],
)
def test_a_wrong_token_is_refused_at_its_field_and_nothing_typed_is_lost(
    desk: Client, hotline: Channel, wrong: dict[str, Any], field: str
) -> None:
    answer = desk.post(f"{HERE}tokens/new/", TOKEN | {"channel": hotline.pk, "rate": "77"} | wrong)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    page = answer.content.decode()
    assert field == "name" or 'value="12345平台"' in page
    assert field == "rate" or 'value="77"' in page
    assert field == "scopes" or len(re.findall(r'value="(?:intake.write|status.read)"[^>]* checked', page)) == 2
    assert field == "channel" or f'value="{hotline.pk}" selected' in page
    assert not ApiToken.objects.exists()


def test_an_empty_form_is_refused_too(desk: Client) -> None:
    assert desk.post(f"{HERE}tokens/new/").status_code == 422
    assert desk.post(f"{HERE}webhooks/new/").status_code == 422


def test_a_webhook_is_added_stopped_and_resumed(desk: Client) -> None:
    answer = desk.post(f"{HERE}webhooks/new/", WEBHOOK)
    row = Subscription.objects.get()
    assert shown(answer) == row.secret
    assert "no-store" in answer["Cache-Control"]
    assert (row.url, row.events) == (WEBHOOK["url"], WEBHOOK["events"])
    page = desk.get(HERE).content.decode()
    assert "platform.example" in page
    assert "key=abc" not in page
    assert row.secret not in page
    for deed, is_open in (("stop", False), ("resume", True)):
        assert desk.post(f"{HERE}webhooks/{row.pk}/", {"deed": deed}).status_code == 302
        assert Subscription.objects.get().is_open is is_open
        again = desk.post(f"{HERE}webhooks/{row.pk}/", {"deed": deed}, follow=True)
        assert "message--error" in again.content.decode()
    assert list(Entry.objects.filter(about=f"webhook:{row.pk}").values_list("deed", flat=True).order_by("pk")) == [
        "webhook.opened", "webhook.closed", "webhook.opened",
    ]  # fmt: skip


@pytest.mark.parametrize("url", ["", "platform.example", "ftp://platform.example/", "https://me@platform.example/"])
def test_a_wrong_address_is_refused_and_what_was_chosen_stays(desk: Client, url: str) -> None:
    answer = desk.post(f"{HERE}webhooks/new/", WEBHOOK | {"url": url})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["url"]
    page = answer.content.decode()
    assert f'value="{url}"' in page or not url
    assert len(re.findall(r'name="events"[^>]* checked', page)) == 2
    assert not Subscription.objects.exists()


def test_a_webhook_in_trouble_tells_what_happened_and_what_to_do(desk: Client) -> None:
    row, _secret = added(desk)
    at = timezone.now()
    trouble = Subscription.objects.filter(pk=row.pk)
    trouble.update(failures=3, error="该地址回应了 503", retry_at=at)
    trying = desk.get(HERE).content.decode()
    trouble.update(failures=12, retry_at=None, is_open=False)
    closed = desk.get(HERE).content.decode()
    assert "该地址回应了 503" in trying
    assert "该地址回应了 503" in closed
    assert 'value="stop"' in trying
    assert 'value="resume"' in closed


def test_the_desk_offers_deeds_that_there_are() -> None:
    assert all(any(deed.startswith(event) for deed in NAMES) for event in OFFERED)


def test_names_are_words_and_never_markup(desk: Client, hotline: Channel) -> None:
    answer = desk.post(f"{HERE}tokens/new/", TOKEN | {"channel": hotline.pk, "name": "<b>平台"})
    row, _secret = added(desk)
    Subscription.objects.filter(pk=row.pk).update(error="<b>不通", events=["<b>事件"])
    for page in (answer.content.decode(), desk.get(HERE).content.decode()):
        assert "<b>" not in page
        assert "&lt;b&gt;平台" in page
    revoked = desk.post(f"{HERE}tokens/{ApiToken.objects.get().pk}/revoke/", follow=True)
    assert "<b>" not in revoked.content.decode()


def test_the_page_costs_the_same_with_many_rows(
    desk: Client, hotline: Channel, django_assert_max_num_queries: Any
) -> None:
    for _n in range(8):
        made(desk, hotline)
        added(desk)
    ApiToken.objects.filter(pk__lte=ApiToken.objects.earliest("pk").pk + 3).update(expires_at=SUNDAY)
    desk.get(HERE)
    with django_assert_max_num_queries(10):
        page = desk.get(HERE).content.decode()
    assert page.count("platform.example<br>") == 8
