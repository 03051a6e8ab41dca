"""Mails that no person wrote are heard and never answered."""

import pytest

from huiying.intake.channels.mail.composing import message_id

from .mails import bounce, heard, mail, several

OURS = message_id("receipt:HY20261124-00001:1", "mailbox", "zx@bureau.example")


@pytest.mark.parametrize(
    ("headers", "machine"),
    [
        ({"auto_submitted": "auto-replied"}, "auto-reply"),
        ({"auto_submitted": "auto-generated; x=y"}, "auto-reply"),
        ({"x_autoreply": "yes"}, "auto-reply"),
        ({"precedence": "bulk"}, "list"),
        ({"list_id": "<news.example>"}, "list"),
        ({"return_path": "<>"}, "auto-reply"),
        ({"subject": "自动回复: 路灯"}, "auto-reply"),
        ({"subject": "Out of Office: x"}, "auto-reply"),
        ({"from_": "MAILER-DAEMON@mail.example"}, "bounce"),
        ({"from_": "zx@bureau.example"}, "own"),
    ],
)
def test_machines_are_known(headers: dict[str, str], machine: str) -> None:
    told = heard(mail(**headers))
    assert told.addressed is False
    assert told.reply_to == {}
    assert told.raw["automatic"] == machine


@pytest.mark.parametrize(
    "headers",
    [{"auto_submitted": "no"}, {"subject": "自动回复功能坏了"}, {"precedence": "first-class"}, {"x_mailer": "Foxmail"}],
)
def test_people_are_not_taken_for_machines(headers: dict[str, str]) -> None:
    told = heard(mail(**headers))
    assert told.addressed is None
    assert told.reply_to
    assert "automatic" not in told.raw


@pytest.mark.parametrize("original", [True, False])
def test_a_bounce_tells_what_came_back(original: bool) -> None:
    told = heard(bounce(OURS, original=original))
    assert told.raw["bounce_of"] == OURS
    assert told.continues[0] == OURS
    assert (told.addressed, told.reply_to) == (False, {})


def test_a_bounce_of_what_others_sent_in_our_name_tells_of_no_message_of_ours() -> None:
    assert "bounce_of" not in heard(bounce("<spam@evil.example>")).raw


def test_a_note_that_it_was_read_is_no_bounce() -> None:
    parts = (
        b"Content-Type: text/plain\r\n\r\nIt was displayed.",
        b"Content-Type: message/disposition-notification\r\n\r\nOriginal-Message-ID: " + OURS.encode(),
    )
    told = heard(several(*parts, kind="report; report-type=disposition-notification"))
    assert told.raw["automatic"] == "auto-reply"
    assert "bounce_of" not in told.raw
