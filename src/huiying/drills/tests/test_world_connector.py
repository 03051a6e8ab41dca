"""The stage's connector keeps what every channel keeps; what is refused for good does not come from it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings

from huiying.drills.models import Stage, Told, Utterance
from huiying.intake.actions import listen, set_up_channel
from huiying.intake.channel import Listens, Speaks
from huiying.intake.channels.tests.conformance import AT, Listener, Speaker
from huiying.intake.connectors import connector
from huiying.intake.health import healths
from huiying.intake.models import Channel, Connector, Voice
from huiying.intake.outbox import way_back
from tests.office import Office

BY_THE_STAGE = "huiying.drills.stage_connector.connector"


@pytest.fixture
def stage(db: None) -> Iterator[Stage]:
    with override_settings(CHANNEL_CONNECTORS=BY_THE_STAGE):
        yield Stage.objects.create(key="one", title="一场演练", scenario="", seed=1)


class Public:
    """Speaks on the stage, and hears what it is told."""

    def __init__(self, stage: Stage, channel: Channel) -> None:
        self.stage, self.channel = stage, channel
        self.to = {"utterance": "1"}

    def say(self, *texts: str) -> None:
        for text in texts:
            self.utter({"text": text, "said_by": "一位市民", "addressed": True})

    def say_badly(self) -> None:
        self.utter({"text": "  "})

    def utter(self, heard: Any, **more: Any) -> Utterance:
        number = Utterance.objects.count() + 1
        facts = {"ident": f"u{number}", "kind": "letter", "at": AT, "heard": heard} | more
        return Utterance.objects.create(stage=self.stage, channel=self.channel, **facts)

    def said(self) -> list[str]:
        return [told.text for told in Told.objects.filter(channel=self.channel)]

    def go_away(self) -> None:
        Stage.objects.update(state={"down": {self.channel.slug: True}})

    def come_back(self) -> None:
        Stage.objects.update(state={"down": {}})


class Never:
    """A stage turns nobody's account down: it has none."""

    test_a_refused_account_waits_for_a_person = None
    test_the_test_button_tells_good_from_bad = None
    test_what_is_refused_for_good_is_not_tried_again = None


@pytest.mark.django_db(transaction=True)
class TestHears(Never, Listener):
    @pytest.fixture
    def source(self, stage: Stage) -> Public:
        return Public(stage, set_up_channel("weibo", name="微博", connector="weibo", form="social", at=AT))


@pytest.mark.django_db(transaction=True)
class TestSpeaks(Never, Speaker):
    @pytest.fixture
    def ear(self, stage: Stage) -> Public:
        return Public(stage, set_up_channel("mail", name="邮箱", connector="mail", form="mailbox", at=AT))


@pytest.mark.parametrize("name", Connector.values)
def test_every_channel_has_it(stage: Stage, name: str) -> None:
    found = connector(name)
    assert isinstance(found, Listens)
    assert isinstance(found, Speaks)


@pytest.mark.django_db
def test_in_the_office_each_channel_has_its_own() -> None:
    assert not isinstance(connector(Connector.PORTAL), Listens)
    assert connector(Connector.MAIL) is not None
    with override_settings(CHANNEL_CONNECTORS=BY_THE_STAGE):
        assert connector(Connector.PORTAL) is connector(Connector.MAIL)
    assert not isinstance(connector(Connector.PORTAL), Listens)


def test_a_letter_to_a_mailbox_of_the_portal_comes_by_it_and_can_be_answered(stage: Stage, office: Office) -> None:
    public = Public(stage, office.mailbox)
    public.say("补贴为什么降了？")
    assert listen(office.mailbox, at=AT) == 1
    voice = Voice.objects.get()
    assert voice.channel == office.mailbox
    assert voice.reply_to == {"utterance": "u1"}
    way = way_back(voice)
    assert way is not None
    assert way[0] == office.mailbox


def test_a_post_keeps_its_moment_and_its_spread(stage: Stage, office: Office) -> None:
    public = Public(stage, office.files)
    public.utter({"text": "听说要取消补贴", "addressed": False, "spread": {"reposts": 40, "comments": "many"}})
    listen(office.files, at=AT)
    voice = Voice.objects.get()
    assert voice.said_at == AT
    assert voice.spread == {"reposts": 40}
    assert not voice.addressed


def test_of_another_channel_nothing_is_heard(stage: Stage, office: Office) -> None:
    Public(stage, office.files).say("给文件渠道的一条。")
    assert listen(office.mailbox, at=AT) == 0


def test_a_source_that_is_down_is_told_on_the_channels_page(stage: Stage, office: Office) -> None:
    public = Public(stage, office.mailbox)
    public.go_away()
    listen(office.mailbox, at=AT)
    (told,) = [health for health in healths(AT) if health.channel == office.mailbox]
    assert told.good is False
