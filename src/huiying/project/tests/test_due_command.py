"""`huiying due` as people type it: one term, with pauses, extension and restart; and what it says when it cannot."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from huiying.core.errors import HuiyingError, InputError, RuleError
from huiying.project.dueing import moments

pytestmark = pytest.mark.django_db


def due(*arguments: str) -> dict[str, object]:
    out = StringIO()
    call_command("due", *arguments, "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert isinstance(told, dict)
    return told


def refused(*arguments: str) -> HuiyingError:
    with pytest.raises(HuiyingError) as told:
        call_command("due", *arguments, stdout=StringIO())
    return told.value


def test_json_tells_when_and_why_in_two_languages() -> None:
    told = due("letter.simple", "--received", "2026-02-10")
    assert list(told) == ["term", "received", "due", "due_date", "provisional", "because", "because_en"]
    assert (told["due"], told["due_date"]) == ("2026-02-27T00:00:00+08:00", "2026-02-26")
    assert told["provisional"] is False
    assert "第7个工作日为2月26日" in str(told["because"])
    assert "working day 7 is 26 February" in str(told["because_en"])


# 2026: 春节 2月15日至23日, 2月14日 and 2月28日 worked; March has no feast.
@pytest.mark.parametrize(
    ("arguments", "due_date"),
    [
        (["--received", "2026-03-02"], "2026-03-11"),
        (["--received", "2026-03-02", "--pause", "2026-03-03..2026-03-05"], "2026-03-16"),
        (["--received", "2026-03-02", "--pause", "2026-03-03..2026-03-03"], "2026-03-12"),
        (["--received", "2026-03-02", "--pause", "2026-03-03..2026-03-03", "--pause", "2026-03-05..2026-03-06"]
         , "2026-03-16"),
        (["--received", "2026-03-02", "--pause", "2026-03-03T09:30..2026-03-04T14:00"], "2026-03-12"),
        (["--received", "2026-03-02", "--restarted", "2026-03-09"], "2026-03-18"),
        (["--received", "2026年3月2日 下午3点"], "2026-03-11"),
        (["--received", "2026-03-02T23:30Z"], "2026-03-12"),
    ],
)  # fmt: skip
def test_what_lengthens_a_term_is_counted(arguments: list[str], due_date: str) -> None:
    assert due("letter.simple", *arguments)["due_date"] == due_date


def test_an_extension_adds_the_terms_own_units() -> None:
    assert due("disclosure.answer", "--received", "2026-03-02", "--extend", "5")["due_date"] == "2026-04-07"


def test_hours_stand_still_for_as_long_as_the_pause_of_whole_days() -> None:
    told = due("opinion.general", "--received", "2026-03-02T10:00", "--pause", "2026-03-03..2026-03-04")
    assert told["due"] == "2026-03-06T10:00:00+08:00"


def test_a_clock_that_still_stands_still_is_provisional() -> None:
    assert due("letter.simple", "--received", "2026-03-02", "--pause", "2026-03-03..")["provisional"] is True


@pytest.mark.parametrize(
    ("received", "is_said"),
    [("2026-03-02T09:30", True), ("2026-03-02 9:30", True), ("2026-03-02T09:30+08:00", False), ("2026-03-02", False)],
)
def test_a_time_without_a_zone_is_read_in_the_offices_and_said_so(received: str, is_said: bool) -> None:
    assert ("未注明时区" in str(due("letter.simple", "--received", received)["because"])) is is_said


def test_a_term_may_be_named_by_its_title() -> None:
    assert due("一般来信答复", "--received", "2026-03-02")["term"] == "letter.simple"


def test_without_json_it_is_one_sentence() -> None:
    out = StringIO()
    call_command("due", "letter.simple", "--received", "2026-02-10", stdout=out)
    assert out.getvalue().startswith("2026年2月10日收到")


@pytest.mark.parametrize(
    ("arguments", "where", "told"),
    [
        (["letter.none", "--received", "2026-03-02"], "", "letter.simple、letter.complex"),
        (["--received", "2026-03-02"], "", "letter.simple"),
        (["letter.simple"], "--received", "2026-02-10T09:30"),
        (["letter.simple", "--received", "2026-02-30"], "--received", "2026-02-30"),
        (["letter.simple", "--received", "9999-12-31"], "--received", "9999-12-31"),
        (["letter.simple", "--received", "2026-03-02", "--pause", "2026-03-03"], "--pause", "2026-03-03"),
        (["letter.simple", "--received", "2026-03-02", "--pause", "..2026-03-03"], "--pause", ".."),
        (["letter.simple", "--received", "2026-03-02", "--pause", "x..y"], "--pause", "x"),
        (["letter.simple", "--received", "2026-03-02", "--restarted", "soon"], "--restarted", "soon"),
        (["disclosure.answer", "--received", "2026-03-02", "--extend", "ten"], "--extend", "ten"),
        (["disclosure.answer", "--received", "2026-03-02", "--extend", "-1"], "--extend", "-1"),
        (["--in", "f.csv"], "", "--out"),
        (["--out", "g.csv"], "", "--in"),
        (["letter.simple", "--in", "f.csv", "--out", "g.csv"], "", "TERM"),
        (["--pause", "2026-03-02..", "--in", "f.csv", "--out", "g.csv"], "", "--pause"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(arguments: list[str], where: str, told: str) -> None:
    error = refused(*arguments)
    assert isinstance(error, InputError)
    assert where in error.where
    assert told in str(error)


@pytest.mark.parametrize(
    "more",
    [
        ["--extend", "21"],
        ["--pause", "2026-03-05..2026-03-03"],
        ["--pause", "2026-03-03..2026-03-05", "--pause", "2026-03-05..2026-03-06"],
        ["--restarted", "2026-03-01"],
    ],
)
def test_what_the_act_forbids_is_refused_with_the_act(more: list[str]) -> None:
    error = refused("disclosure.answer", "--received", "2026-03-02", *more)
    assert isinstance(error, RuleError)
    assert "政府信息公开条例" in str(error)


def test_the_last_day_of_a_pause_belongs_to_it() -> None:
    start, end = moments.pause("2026-03-10..2026-03-12", where="")
    assert end is not None
    assert (start.isoformat(), end.isoformat()) == ("2026-03-10T00:00:00+08:00", "2026-03-13T00:00:00+08:00")
