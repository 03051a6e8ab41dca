"""The replies that are kept for similar answers: a large shelf is read beside the work, never by who needs it."""

import pytest

from huiying.handling import similar
from huiying.handling.shelves import Library
from tests.office import Office
from tests.patience import until

from .desk import answered

LETTER = "云帆路12号标准厂房的施工许可卡在消防审查，已经两周没有回复。"


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(similar, "LARGE", 1)
    monkeypatch.setattr(similar, "_library", Library(similar._Shelving()))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_large_shelf_is_made_ready_beside(office: Office, large: None, monkeypatch: pytest.MonkeyPatch) -> None:
    first = answered(office, ident="first", text=LETTER)
    voice = office.letter(LETTER, ident="now")
    similar.make_ready()
    assert until(lambda: [found.number for found in similar.similar_answers(voice)] == [first.number])
    second = answered(office, ident="second", text=LETTER)
    assert [found.number for found in similar.similar_answers(voice)] == [first.number]  # until the next reading
    monkeypatch.setattr(similar._library, "_next", {})
    assert until(lambda: {found.number for found in similar.similar_answers(voice)} == {first.number, second.number})


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_fails_beside_is_logged_and_tried_again(
    office: Office, large: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    answered(office, ident="first", text=LETTER)
    voice = office.letter(LETTER, ident="now")
    with monkeypatch.context() as broken:
        broken.setattr(similar, "_built", lambda kept: 1 / 0)
        assert similar.similar_answers(voice) == []
        assert until(lambda: "not made ready" in caplog.text)
    monkeypatch.setattr(similar._library, "_next", {})
    assert until(lambda: similar.similar_answers(voice))


@pytest.mark.django_db
def test_a_small_one_shows_the_reply_that_has_just_gone_out(office: Office) -> None:
    voice = office.letter(LETTER, ident="now")
    assert similar.similar_answers(voice) == []
    case = answered(office, ident="first", text=LETTER)
    assert [found.number for found in similar.similar_answers(voice)] == [case.number]
