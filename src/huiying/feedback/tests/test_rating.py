import pytest
from django.test import Client

from huiying.core.errors import InputError, RuleError
from huiying.feedback.actions import rate
from huiying.feedback.models import Rating
from huiying.handling.models import CaseState
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office
from tests.portal import HOUR, answered, reader, written

LATER = SUNDAY + 8 * HOUR


@pytest.fixture
def letter(office: Office) -> tuple[Client, str]:
    """The writer of an answered letter, and the page on which it is rated."""
    voice, code = written(office)
    answered(voice, office)
    return reader(voice, code), f"/status/{voice.number}/rate/"


def test_a_reply_is_rated_once(letter: tuple[Client, str]) -> None:
    citizen, url = letter
    done = citizen.post(url, {"stars": "5", "solved": "yes", "comment": "办得很快"}, follow=True)
    assert done.redirect_chain == [(url.removesuffix("rate/"), 302)]
    again = citizen.post(url, {"stars": "1", "solved": "no"})
    rating = Rating.objects.get()
    assert (rating.stars, rating.solved, rating.comment) == (5, True, "办得很快")
    assert "办得很快" in again.content.decode()
    assert 'name="stars"' not in again.content.decode()
    assert Entry.objects.filter(deed="reply.rated").count() == 1


def test_two_ratings_at_the_same_moment_are_one(letter: tuple[Client, str], office: Office) -> None:
    citizen, url = letter
    reply = citizen.get(url).context["reply"]
    rate(reply, stars=4, solved=None, comment="", at=LATER)
    with pytest.raises(RuleError):
        rate(reply, stars=2, solved=None, comment="", at=LATER)
    assert Rating.objects.get().stars == 4


def test_a_rating_without_stars_is_asked_for_again_and_keeps_its_words(letter: tuple[Client, str]) -> None:
    citizen, url = letter
    page = citizen.post(url, {"comment": "写了半天的意见"}).content.decode()
    assert "写了半天的意见" in page
    assert '<a href="#id_stars">' in page
    assert not Rating.objects.exists()


def test_who_is_not_helped_may_have_the_case_opened_again(letter: tuple[Client, str]) -> None:
    citizen, url = letter
    reply = citizen.get(url).context["reply"]
    citizen.post(url, {"stars": "2", "solved": "no", "reopen": "on", "comment": "班车没有加"})
    reply.case.refresh_from_db()
    assert reply.case.state == CaseState.REOPENED
    assert reply.case.running_clock() is not None


def test_a_solved_matter_is_not_opened_again(letter: tuple[Client, str]) -> None:
    citizen, url = letter
    page = citizen.post(url, {"stars": "2", "solved": "yes", "reopen": "on"})
    assert page.context["form"].errors.keys() == {"solved"}
    assert not Rating.objects.exists()


def test_only_the_writer_rates(letter: tuple[Client, str]) -> None:
    _citizen, url = letter
    stranger = Client().post(url, {"stars": "1"})
    assert stranger.headers["Location"] == "/status/"
    assert not Rating.objects.exists()


def test_a_letter_without_a_reply_has_nothing_to_rate(office: Office) -> None:
    voice, code = written(office)
    assert reader(voice, code).get(f"/status/{voice.number}/rate/").status_code == 404


@pytest.mark.parametrize("stars", [0, 6])
def test_stars_are_one_to_five(office: Office, stars: int) -> None:
    voice, _code = written(office)
    with pytest.raises(InputError):
        rate(answered(voice, office), stars=stars, solved=None, comment="", at=LATER)
