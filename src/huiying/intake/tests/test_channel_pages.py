"""The channels, the outbox and persons on the desk, as their users meet them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from huiying.core.errors import NotAllowed
from huiying.intake.actions import set_channel
from huiying.intake.health import healths
from huiying.intake.models import Channel, Delivery
from huiying.ledger.models import Entry
from huiying.people.actions import appoint
from huiying.people.models import Role
from tests.office import SUNDAY, Office

pytestmark = pytest.mark.django_db


def desk(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


@pytest.fixture
def mail(office: Office) -> Channel:
    return Channel.objects.create(slug="mailbox", name="公务邮箱", connector="mail", form="mailbox")


def message(channel: Channel, state: str = "waiting") -> Delivery:
    return Delivery.objects.create(
        key=f"reply:{state}", channel=channel, kind="reply", title="关于路灯的答复", text="已修好。",
        to={"mail": "zhou@mail.example"}, state=state, put_at=SUNDAY, due_at=SUNDAY,
    )  # fmt: skip


def test_the_page_shows_every_channel_and_what_ails_it(office: Office, mail: Channel) -> None:
    Channel.objects.filter(pk=mail.pk).update(error="密码被拒绝", failures=3)
    page = desk(office.officer).get("/desk/channels/").content.decode()
    assert all(channel.name in page for channel in Channel.objects.all())
    assert "密码被拒绝" in page
    assert 'href="/desk/outbox/"' in page


def test_nothing_is_offered_that_would_be_refused(office: Office, mail: Channel) -> None:
    appoint(office.stranger, role=Role.ADMINISTRATOR, section=None, by=None, at=SUNDAY)
    assert 'href="/desk/outbox/"' not in desk(office.stranger).get("/desk/channels/").content.decode()


def test_what_a_form_is_for_is_chosen_from_a_list(office: Office) -> None:
    Channel.objects.create(slug="letters", name="信箱", connector="portal", form="mailbox")
    page = desk(office.officer).get("/desk/channels/letters/").content.decode()
    assert '<option value="disclosure">' in page
    answer = desk(office.officer).post("/desk/channels/letters/", {"form": "poem", "is_open": "on"})
    assert answer.status_code == 422


def test_a_channel_that_was_long_not_read_is_told(office: Office, mail: Channel) -> None:
    at = timezone.now()
    Channel.objects.filter(pk=mail.pk).update(succeeded_at=at - timedelta(days=1))
    (found,) = [health for health in healths(at) if health.channel == mail]
    assert found.good is False
    assert found.fix


def test_a_secret_is_written_and_never_shown_nor_told(office: Office, mail: Channel) -> None:
    client = desk(office.officer)
    told = {"host": "imap.example.cn", "user": "box", "password": "an-open-secret", "from_address": "box@example.cn"}
    assert client.post("/desk/channels/mailbox/", told | {"is_open": "on"}).status_code == 302
    mail.refresh_from_db()
    assert mail.secrets["password"] == "an-open-secret"
    assert mail.settings["host"] == "imap.example.cn"
    assert "an-open-secret" not in client.get("/desk/channels/mailbox/").content.decode()
    assert "an-open-secret" not in str(list(Entry.objects.values_list("facts", flat=True)))
    client.post("/desk/channels/mailbox/", told | {"password": "", "folder": "来信"})
    mail.refresh_from_db()
    assert mail.secrets["password"] == "an-open-secret"
    assert mail.settings["folder"] == "来信"
    assert not mail.is_open


@pytest.mark.parametrize(
    ("connector", "kept", "elsewhere"),
    [
        ("mail", {"password": "kept"}, {"host": "imap.thief.example"}),
        ("mail", {"password": "kept"}, {"smtp_host": "smtp.thief.example"}),
        ("weibo", {"access_token": "kept"}, {"address": "https://thief.example"}),
        ("wechat", {"appsecret": "kept", "token": "kept"}, {"address": "https://thief.example"}),
    ],
)
def test_a_kept_secret_is_not_sent_to_a_server_that_is_newly_named(
    office: Office, connector: str, kept: dict[str, str], elsewhere: dict[str, str]
) -> None:
    """Whoever may set a channel never reads its secret; nor do they by naming a machine of their own."""
    own = {"host": "imap.example.cn", "user": "box@example.cn", "appid": "wx1", "every": 300}
    channel = Channel.objects.create(slug="own", name="账号", connector=connector, form="mailbox")
    Channel.objects.filter(pk=channel.pk).update(settings=own, secrets=kept)
    client = desk(office.officer)
    answer = client.post("/desk/channels/own/", own | elsewhere)
    assert answer.status_code == 422
    assert "会发到那里" in answer.content.decode()
    channel.refresh_from_db()
    assert channel.settings == own
    secret = next(iter(kept))
    assert client.post("/desk/channels/own/", own | elsewhere | {secret: "told-anew"}).status_code == 302
    channel.refresh_from_db()
    assert channel.secrets == kept | {secret: "told-anew"}


def test_a_new_channel_is_closed_until_it_is_set_up(office: Office) -> None:
    told = {"name": "微博", "slug": "weibo", "connector": "weibo", "form": "social", "addressed": "on"}
    assert desk(office.officer).post("/desk/channels/new/", told).status_code == 302
    assert not Channel.objects.get(slug="weibo").is_open
    again = desk(office.officer).post("/desk/channels/new/", told)
    assert again.status_code == 422
    assert 'value="微博"' in again.content.decode()


def test_only_those_who_keep_the_channels_come_in(office: Office, mail: Channel) -> None:
    for address in ("/desk/channels/", "/desk/channels/new/", "/desk/channels/mailbox/", "/desk/outbox/"):
        assert desk(office.handler).get(address).status_code == 403
        assert Client().get(address).status_code == 302
    with pytest.raises(NotAllowed):
        set_channel(mail, values={}, is_open=True, by=office.handler, at=SUNDAY)


def test_the_outbox_is_narrowed_and_settled(office: Office, mail: Channel) -> None:
    lost = message(mail, "unsure")
    message(mail, "sent")
    client = desk(office.officer)
    page = client.get("/desk/outbox/?state=unsure").content.decode()
    assert page.count("关于路灯的答复") == 1
    assert "zhou@mail.example" not in page
    assert client.post(f"/desk/outbox/{lost.pk}/", {"deed": "sent"}).status_code == 302
    lost.refresh_from_db()
    assert lost.state == Delivery.State.SENT
    client.post(f"/desk/outbox/{lost.pk}/", {"deed": "stop"})
    lost.refresh_from_db()
    assert lost.state == Delivery.State.SENT
    assert client.post(f"/desk/outbox/{lost.pk}/", {"deed": "burn"}).status_code == 400


def test_a_person_is_shown_masked_with_what_they_wrote(office: Office) -> None:
    voice = office.letter("路灯坏了三天。", said_by="周小明", contact={"phone": "13900000001"})
    other = office.letter("站牌看不清。", ident="2", said_by="周小明", contact={"mail": "zhou@mail.example"})
    assert voice.correspondent is not None
    assert other.correspondent is not None
    client = desk(office.officer)
    page = client.get(f"/desk/persons/{voice.correspondent.pk}/").content.decode()
    assert "路灯坏了三天" in page
    assert "13900000001" not in page
    client.post(f"/desk/persons/{voice.correspondent.pk}/join/", {"other": other.correspondent.pk})
    assert voice.correspondent.voices.count() == 2
    joining = voice.correspondent.joined.get()
    client.post(f"/desk/joinings/{joining.pk}/part/")
    assert voice.correspondent.voices.count() == 1
