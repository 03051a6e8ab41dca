from datetime import UTC, datetime

import pytest

from huiying.core.errors import InputError, NotAllowed
from huiying.intake import codes
from huiying.intake.actions import channel_named, receive, receive_form
from huiying.intake.channel import Heard, PastAnswer
from huiying.intake.models import Channel, Correspondent, Voice
from huiying.ledger.models import Entry
from huiying.people.models import Post, Role, User

AT = datetime(2026, 3, 15, 1, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def heard(ident: str, text: str = "厂房漏雨，请尽快修。", **more: object) -> Heard:
    return Heard(external_id=ident, text=text, said_at=AT, **more)  # type: ignore[arg-type]


@pytest.fixture
def channel() -> Channel:
    return Channel.objects.create(slug="files", name="文件导入", connector="files", form="file")


def test_a_voice_is_kept_untouched_under_a_number(channel: Channel) -> None:
    raw = {"留言详情": " 厂房漏雨，请尽快修。 "}
    receive([heard("1", raw=raw, title="厂房漏雨")], channel=channel, by=None, at=AT)
    voice = Voice.objects.get()
    assert (voice.number, voice.title, voice.raw) == ("HY20260315-00001", "厂房漏雨", raw)
    assert Entry.objects.get().about == f"voice:{voice.number}"


def test_the_same_batch_twice_adds_nothing(channel: Channel) -> None:
    batch = [heard(str(n), f"第{n}封信") for n in range(20)]
    receive(batch, channel=channel, by=None, at=AT)
    again = receive(batch, channel=channel, by=None, at=AT)
    assert (len(again.new), len(again.known), Voice.objects.count()) == (0, 20, 20)


def test_one_letter_twice_in_a_batch_is_heard_once(channel: Channel) -> None:
    told = receive([heard("7"), heard("7")], channel=channel, by=None, at=AT)
    assert (len(told.new), len(told.known)) == (1, 1)


def test_another_letter_under_a_taken_number_is_not_lost_silently(channel: Channel) -> None:
    receive([heard("7", "第一封")], channel=channel, by=None, at=AT)
    told = receive([heard("7", "完全不同的一封")], channel=channel, by=None, at=AT)
    assert [h.text for h in told.conflicting] == ["完全不同的一封"]
    assert Voice.objects.get().text == "第一封"


def test_one_number_in_two_channels_is_two_letters(channel: Channel) -> None:
    board = Channel.objects.create(slug="board", name="百姓畅言", connector="files", form="board")
    receive([heard("7")], channel=channel, by=None, at=AT)
    receive([heard("7")], channel=board, by=None, at=AT)
    assert Voice.objects.count() == 2


def test_a_person_is_known_by_phone_across_channels(channel: Channel) -> None:
    board = Channel.objects.create(slug="board", name="百姓畅言", connector="files", form="board")
    contact = {"phone": "13900000001"}
    receive([heard("1", said_by="周某", contact=contact)], channel=channel, by=None, at=AT)
    receive([heard("2", said_by="周先生", contact=contact)], channel=board, by=None, at=AT)
    assert Correspondent.objects.count() == 1
    assert Correspondent.objects.get().voices.count() == 2


def test_a_past_answer_comes_along(channel: Channel) -> None:
    answer = PastAnswer(text="已修好。", at=AT, by="园区协作科")
    receive([heard("1", answer=answer)], channel=channel, by=None, at=AT)
    assert Voice.objects.get().answered_text == "已修好。"


def test_only_the_information_section_imports(channel: Channel) -> None:
    user = User.objects.create(username="handler")
    Post.objects.create(user=user, role=Role.HANDLER)
    with pytest.raises(NotAllowed):
        receive([heard("1")], channel=channel, by=user, at=AT)
    assert Voice.objects.count() == 0


def test_an_unknown_channel_lists_the_known_ones(channel: Channel) -> None:
    with pytest.raises(InputError, match="files"):
        channel_named("fax")


def test_a_connector_names_its_first_channel(channel: Channel) -> None:
    mailbox = Channel.objects.create(slug="mayor-mailbox", name="市长信箱", connector="portal", form="mailbox")
    assert channel_named("portal") == mailbox


def test_a_form_sent_twice_is_one_letter_with_one_receipt(channel: Channel) -> None:
    first = receive_form(heard("token-1"), channel=channel, at=AT)
    second = receive_form(heard("token-1"), channel=channel, at=AT)
    assert first == second
    assert Voice.objects.count() == 1


def test_a_code_opens_its_own_letter_only(channel: Channel) -> None:
    voice, code = receive_form(heard("token-1"), channel=channel, at=AT)
    other, other_code = receive_form(heard("token-2", "另一封信"), channel=channel, at=AT)
    assert codes.matches(code.lower(), voice.code)
    assert not codes.matches(other_code, voice.code)
    assert not codes.matches("", other.code)
    assert not codes.matches("", "")
    assert code not in voice.code


def test_a_closed_channel_takes_no_form(channel: Channel) -> None:
    channel.is_open = False
    with pytest.raises(InputError):
        receive_form(heard("token-1"), channel=channel, at=AT)
