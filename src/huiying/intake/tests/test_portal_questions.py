"""The question for people: when it is put, what answers it, and that it is good once."""

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from huiying.intake.channels.portal import questions, suspicion
from huiying.intake.models import Voice
from tests.office import Office

AT = datetime(2026, 3, 15, 2, 0, tzinfo=UTC)
FORM = "/ask/mayor-mailbox/"
RIGHT = (
    "苹果 梨 西瓜 葡萄 老虎 兔子 马 羊 红色 绿色 黄色 紫色 "
    "apple pear watermelon grape tiger rabbit horse sheep red green yellow purple"
)
ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
DIGITS = {**{word: n for n, word in enumerate("零一二三四五六七八九十")}, **{word: n for n, word in enumerate(ENGLISH)}}


@pytest.fixture(autouse=True)
def _nobody_wrote_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def letter(**more: str) -> dict[str, str]:
    told = {"title": "园区班车", "text": "园区班车能不能加一班，我们下班赶不上。", "wants_public": "on"}
    return {"token": str(uuid.uuid4()), **told, **more}


def solved(text: str) -> str:
    """The answer, found as a person finds it: by reading."""
    offered = re.split("[：:]", text)[-1]
    for word in RIGHT.split():
        if re.search(rf"(?<![A-Za-z]){word}(?![A-Za-z])", offered):
            return word
    if "much" in text:
        one, other = (DIGITS[word] for word in re.findall(r"[a-z]+|[一-龥]", text) if word in DIGITS)
        return str(one - other if "minus" in text else one + other)
    one, other = (DIGITS[character] for character in text if character in DIGITS)
    return str(one - other if "减" in text else one + other)


def put(page: str) -> tuple[str, str]:
    """The words of the question on a page, and what goes back with its answer."""
    words = re.search(r'<label class="field-label" for="id_reply">(.*?)</label>', page)
    token = re.search(r'name="question" value="([^"]+)"', page)
    assert words
    assert token
    return words[1], token[1]


def second_letter(citizen: Client, **more: str) -> tuple[dict[str, str], str]:
    """A second letter from the same address, and the page that asks a question about it."""
    citizen.post(FORM, letter())
    told = letter(**more)
    page = citizen.post(FORM, told)
    assert page.status_code == 422
    return told, page.content.decode()


def test_the_first_letter_is_asked_nothing_and_the_next_ones_are(office: Office) -> None:
    citizen = Client()
    assert 'id="id_reply"' not in citizen.get(FORM).content.decode()
    told, page = second_letter(citizen)
    assert told["text"] in page
    assert 'id="id_reply"' in citizen.get(FORM).content.decode()
    assert 'id="id_reply"' not in Client(REMOTE_ADDR="10.0.0.9").get(FORM).content.decode()
    assert Voice.objects.count() == 1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_whoever_reads_can_answer(office: Office, language: str) -> None:
    citizen = Client(headers={"accept-language": language})
    told, page = second_letter(citizen)
    words, token = put(page)
    assert citizen.post(FORM, {**told, "question": token, "reply": f" {solved(words)} "}).status_code == 302
    assert Voice.objects.count() == 2


def test_an_answer_is_good_for_its_form_and_once(office: Office) -> None:
    citizen = Client()
    told, page = second_letter(citizen)
    words, token = put(page)
    reply = {"question": token, "reply": solved(words)}
    other = citizen.post(FORM, letter(**reply))
    assert other.status_code == 422
    assert citizen.post(FORM, {**told, **reply}).status_code == 302
    cheat = citizen.post(FORM, letter(**reply))
    assert cheat.status_code == 422
    assert put(cheat.content.decode())[1] != token
    assert Voice.objects.count() == 2


def test_a_wrong_answer_uses_the_question_up(office: Office) -> None:
    citizen = Client()
    told, page = second_letter(citizen)
    words, token = put(page)
    wrong = citizen.post(FORM, {**told, "question": token, "reply": "999"}).content.decode()
    assert put(wrong)[1] != token
    assert citizen.post(FORM, {**told, "question": token, "reply": solved(words)}).status_code == 422
    words, token = put(wrong)
    assert citizen.post(FORM, {**told, "question": token, "reply": solved(words)}).status_code == 302


def test_other_mistakes_do_not_use_it_up(office: Office) -> None:
    citizen = Client()
    told, page = second_letter(citizen)
    words, token = put(page)
    mistaken = {**told, "title": "", "question": token, "reply": solved(words)}
    again = citizen.post(FORM, mistaken).content.decode()
    assert put(again) == (words, token)
    assert f'name="reply" value="{mistaken["reply"]}"' in again
    assert citizen.post(FORM, {**mistaken, "title": "园区班车"}).status_code == 302


@pytest.mark.parametrize("token", ["", "x", "eyJmb3JtIjoiIn0:forged", "a:b:c:d"])
def test_a_question_that_is_not_ours_is_no_question(office: Office, token: str) -> None:
    citizen = Client()
    told, _page = second_letter(citizen)
    assert citizen.post(FORM, {**told, "question": token, "reply": "8"}).status_code == 422
    assert Voice.objects.count() == 1


def test_it_is_good_for_ten_minutes() -> None:
    form = str(uuid.uuid4())
    with translation.override("zh-hans"):
        asked = questions.new(form, AT)
        late = AT + questions.GOOD_FOR + timedelta(seconds=1)
        assert questions.asked(asked.token, form, late) is None
        assert not questions.settle(asked.token, form, solved(asked.text), late)
        assert questions.settle(asked.token, form, solved(asked.text), AT + questions.GOOD_FOR)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("8", "8"),
        ("８", "8"),
        ("八", "8"),
        ("eight", "8"),
        ("十二", "12"),
        ("一十", "10"),
        (" 12。", "12"),
        ("“苹果”", "苹果"),
    ],
)
def test_an_answer_is_read_however_it_is_typed(typed: str, plain: str) -> None:
    assert questions._plain(typed) == plain


def test_the_page_tells_the_answer_to_nobody_who_does_not_read() -> None:
    for _ in range(50):
        asked = questions.new("f", AT)
        facts = questions._signer.unsign_object(asked.token)
        assert set(facts) == {"form", "nonce", "at", "text", "is"}
        assert len(facts["is"]) == 64


def test_a_machine_that_fills_the_hidden_field_is_asked_and_a_person_gets_through(office: Office) -> None:
    citizen, told = Client(), letter()
    page = citizen.post(FORM, {**told, "website": "http://example.cn"})
    html = page.content.decode()
    assert page.status_code == 422
    assert "http://example.cn" not in html
    assert not Voice.objects.exists()
    words, token = put(html)
    reply = {"question": token, "reply": solved(words)}
    assert citizen.post(FORM, {**told, **reply, "website": "http://example.cn"}).status_code == 302


def test_a_letter_written_in_no_time_is_asked(office: Office) -> None:
    told = letter()
    hasty = suspicion.opened(told["token"], datetime.now(UTC))
    assert Client().post(FORM, {**told, "opened": hasty}).status_code == 422
    cache.clear()
    slow = suspicion.opened(told["token"], datetime.now(UTC) - timedelta(seconds=30))
    assert Client().post(FORM, {**told, "opened": slow}).status_code == 302


def test_the_moment_of_another_form_says_nothing() -> None:
    assert suspicion.is_hasty(suspicion.opened("a", AT), "a", AT + timedelta(seconds=2))
    assert not suspicion.is_hasty(suspicion.opened("a", AT), "b", AT)
    assert not suspicion.is_hasty(suspicion.opened("a", AT), "a", AT + timedelta(seconds=3))
    assert not suspicion.is_hasty("forged", "a", AT)


def test_a_fresh_question_can_be_fetched_for_a_form_that_takes_long(office: Office) -> None:
    citizen = Client()
    told, _page = second_letter(citizen)
    fresh = citizen.get(f"/question/{told['token']}/").content.decode()
    words = re.search(r"<p data-words>(.*?)</p>", fresh)
    token = re.search(r'name="question" value="([^"]+)"', fresh)
    assert words
    assert token
    assert citizen.post(FORM, {**told, "question": token[1], "reply": solved(words[1])}).status_code == 302


def test_a_form_sent_twice_is_not_asked_the_second_time(office: Office) -> None:
    citizen, told = Client(), letter()
    assert citizen.post(FORM, told)["Location"] == citizen.post(FORM, told)["Location"]
