import re

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from huiying.handling import actions
from huiying.handling.views import status
from tests.office import SUNDAY, Office
from tests.portal import HOUR, REPLY, answered, assigned, reader, written

NOWHERE = "HY20200101-00001"
WRONG = "ABCDEFGH"


@pytest.fixture(autouse=True)
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """No earlier tries, and the pauses told instead of kept."""
    cache.clear()
    told: list[float] = []
    monkeypatch.setattr(status.time, "sleep", told.append)
    return told


def look_up(number: str, code: str, client: Client | None = None, **more: str) -> tuple[int, str]:
    """The answer to a number and a code, without what differs from page to page."""
    page = (client or Client()).post("/status/", {"number": number, "code": code}, **more)  # type: ignore[arg-type]
    html = re.sub(r'(name="csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"', "", page.content.decode())
    return page.status_code, html.replace(number, "N").replace(code, "C")


def test_a_wrong_code_and_a_wrong_number_get_the_same_slow_page(office: Office, slept: list[float]) -> None:
    voice, code = written(office)
    assert look_up(voice.number, WRONG) == look_up(NOWHERE, code)
    assert slept == [status.SLOW_SECONDS] * 2


def test_a_letter_without_a_code_opens_to_none(office: Office) -> None:
    assert look_up(office.letter("从文件来的信，没有查询码。").number, WRONG) == look_up(NOWHERE, WRONG)


def test_too_many_wrong_tries_wait_even_with_the_right_code(office: Office) -> None:
    voice, code = written(office)
    for _ in range(status.WRONG_CODES.most):
        assert look_up(voice.number, WRONG)[0] == 200
    assert look_up(voice.number, code)[0] == 429
    assert look_up(voice.number, code, REMOTE_ADDR="10.0.0.9")[0] == 302


def test_right_codes_are_not_counted_as_tries(office: Office) -> None:
    voice, code = written(office)
    for _ in range(status.WRONG_CODES.most + 1):
        assert look_up(voice.number, code)[0] == 302


@override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
def test_behind_a_proxy_people_are_told_apart_by_what_the_proxy_wrote(office: Office) -> None:
    voice, code = written(office)
    for _ in range(status.WRONG_CODES.most):
        look_up(voice.number, WRONG, HTTP_X_FORWARDED_FOR="1.2.3.4, 10.0.0.1")
    assert look_up(voice.number, code, HTTP_X_FORWARDED_FOR="9.9.9.9, 10.0.0.1")[0] == 429
    assert look_up(voice.number, code, HTTP_X_FORWARDED_FOR="1.2.3.4, 10.0.0.2")[0] == 302


def test_a_number_and_code_are_read_however_they_are_typed(office: Office) -> None:
    voice, code = written(office)
    full_width = "".join(chr(ord(c) + 0xFEE0) for c in voice.number.lower())
    typed = code.lower().replace("o", "0").replace("i", "1").replace("b", "8")
    assert look_up(f" {full_width}", f"{typed[:4]} {typed[4:]}")[0] == 302


def test_a_letter_is_closed_to_whoever_has_not_shown_its_code(office: Office) -> None:
    voice, code = written(office)
    other, _code = written(office, text="另一封信的内容，不该被别人看到。")
    citizen = reader(voice, code)
    assert citizen.get(f"/status/{voice.number}/").status_code == 200
    for client, number in ((Client(), voice.number), (citizen, other.number), (citizen, NOWHERE)):
        assert client.get(f"/status/{number}/").headers["Location"] == "/status/"


def test_the_writer_sees_the_steps_the_day_and_why(office: Office) -> None:
    voice, code = written(office)
    citizen, url = reader(voice, code), f"/status/{voice.number}/"
    fresh = citizen.get(url)
    assert fresh.context["stage"] == status.Stage.TO_EXAMINE
    assert "第7个工作日" in fresh.content.decode()
    assert fresh.context["clock"].due_at.isoformat() == "2026-03-25T00:00:00+08:00"

    assigned(voice, office)
    given = citizen.get(url)
    assert given.context["stage"] == status.Stage.TO_ANSWER
    assert "项目服务科" in given.content.decode()
    assert given.headers["Cache-Control"].startswith("max-age=0")


def test_the_writer_reads_the_reply_as_a_letter_and_may_rate_it(office: Office) -> None:
    voice, code = written(office)
    reply = answered(voice, office)
    page = reader(voice, code).get(f"/status/{voice.number}/")
    html = page.content.decode()
    assert page.context["stage"] == status.Stage.ANSWERED
    assert all(f"<p>{line}</p>" in html for line in REPLY.split("\n"))
    assert reply.signed_as in html
    assert f'href="/status/{voice.number}/rate/"' in html


def test_a_reopened_letter_is_being_answered_again_and_keeps_its_reply(office: Office) -> None:
    voice, code = written(office)
    reply = answered(voice, office)
    actions.reopen(reply.case, reason="班车还是没有加", at=SUNDAY + 9 * HOUR)
    page = reader(voice, code).get(f"/status/{voice.number}/")
    assert page.context["stage"] == status.Stage.TO_ANSWER
    assert page.context["clock"].stopped_at is None
    assert "二十点三十分" in page.content.decode()
