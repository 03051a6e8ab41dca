"""The office's pages of its drills: who sees what, how one is set up and stopped, how a scenario is written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from huiying.drills.models import Drill, DrillState, OwnScenario
from huiying.drills.tests.worlds import scenario
from huiying.drills.world import plan
from huiying.drills.world.deeds import make_drill, world_of
from huiying.handling.tests.desk import signed_in
from huiying.people.models import Unit, User
from tests.office import SUNDAY, Office

SPOILS = scenario().moments[0].text[:20]


@pytest.fixture
def home(tmp_path: Path, office: Office) -> Iterator[Path]:
    with override_settings(HOME=tmp_path):
        yield tmp_path


@pytest.fixture
def drill(home: Path, office: Office) -> Drill:
    players = [office.handler]
    return make_drill(scenario(), unit=office.unit, players=players, seed=7, by=office.officer, at=SUNDAY)


def password(drill: Drill) -> str:
    told = plan.read(world_of(drill))
    assert told is not None
    return told.password


def test_the_password_is_for_players_and_those_who_lead(drill: Drill, office: Office) -> None:
    Drill.objects.filter(pk=drill.pk).update(state=DrillState.STOPPED)
    page = f"/desk/drills/{drill.slug}/"
    for person, shown in (
        (office.officer, True),
        (office.leader, True),
        (office.handler, True),
        (office.stranger, False),
        (office.auditor, False),
        (office.head, False),
    ):
        answer = signed_in(person).get(page)
        assert answer.status_code == 200
        assert (password(drill) in answer.content.decode()) is shown, person.username
        assert "no-store" in answer["Cache-Control"]


def test_a_drill_of_another_unit_is_not_there(drill: Drill, office: Office) -> None:
    other = Unit.objects.create(name="另一个局")
    User.objects.filter(pk=office.officer.pk).update(unit=other)
    Drill.objects.filter(pk=drill.pk).update(unit=other)
    assert signed_in(office.handler).get(f"/desk/drills/{drill.slug}/").status_code == 404
    assert drill.slug not in signed_in(office.handler).get("/desk/drills/").content.decode()


def test_players_are_not_told_what_will_happen(home: Path, office: Office) -> None:
    page = f"/desk/drills/scenarios/{scenario().key}/"
    leading = signed_in(office.officer).get(page).content.decode()
    assert SPOILS in leading
    assert scenario().streams[0].name in leading
    assert "MomentKind" not in leading
    answer = signed_in(office.handler).get(page)
    assert answer.status_code == 200
    assert SPOILS not in answer.content.decode()
    assert scenario().title in answer.content.decode()
    assert signed_in(office.handler).get(f"{page}text/").status_code == 403


def test_setting_one_up_starts_its_process(home: Path, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process itself is started for real in test_world_processes."""
    spawned: list[tuple[Path, int]] = []
    monkeypatch.setattr("huiying.drills.world.running.spawn", lambda folder, port: spawned.append((folder, port)) or 1)
    told = {"scenario": scenario().key, "players": [office.handler.pk], "speed": "60", "seed": "5"}
    answer = signed_in(office.officer).post("/desk/drills/new/", told)
    made = Drill.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/desk/drills/{made.slug}/"
    assert (made.speed, made.seed, made.state) == (60, 5, DrillState.PREPARING)
    assert list(made.players.all()) == [office.handler]
    assert spawned == [(world_of(made), made.port)]


WRONG = ({"speed": "0"}, {"speed": "x"}, {"seed": "-3"}, {"scenario": "none"}, {"players": "9999"})


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_wish_is_told_at_its_field(home: Path, office: Office, wrong: dict[str, str]) -> None:
    told = {"scenario": scenario().key, "speed": "1", "seed": ""} | wrong
    answer = signed_in(office.officer).post("/desk/drills/new/", told)
    assert answer.status_code == 422
    assert not Drill.objects.exists()
    assert not (home / "drills").exists()


def test_who_may_not_lead_stops_nothing(drill: Drill, office: Office) -> None:
    for deed in ("start", "stop"):
        assert signed_in(office.handler).post(f"/desk/drills/{drill.slug}/{deed}/").status_code == 403
    drill.refresh_from_db()
    assert drill.state == DrillState.PREPARING
    assert signed_in(office.officer).post(f"/desk/drills/{drill.slug}/stop/").status_code == 302
    drill.refresh_from_db()
    assert drill.state == DrillState.STOPPED


def test_mistakes_stand_beside_the_text_with_their_lines(home: Path, office: Office) -> None:
    lines = scenario().text.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("sort:"))
    lines[at] = "sort: nothing-known"
    answer = signed_in(office.officer).post("/desk/drills/scenarios/write/", {"text": "\n".join(lines), "check": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<code>sort: nothing-known</code>" in page
    assert f"{at + 1}" in page
    assert not OwnScenario.objects.exists()


HOSTILE = ("", "&a [*a]", "x: " * 5000, "!!python/object/apply:os.system ['true']", "\x00", "- 1")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_told_not_run(home: Path, office: Office, text: str) -> None:
    answer = signed_in(office.officer).post("/desk/drills/scenarios/write/", {"text": text, "keep": ""})
    assert answer.status_code == 422
    assert not OwnScenario.objects.exists()


def test_a_right_text_is_kept_and_taken_again(home: Path, office: Office) -> None:
    text = scenario().text.replace(f"key: {scenario().key}", "key: our-own", 1)
    officer = signed_in(office.officer)
    answer = officer.post("/desk/drills/scenarios/write/", {"text": text, "keep": ""})
    assert answer["Location"] == "/desk/drills/scenarios/our-own/"
    row = OwnScenario.objects.get()
    assert officer.get(f"/desk/drills/scenarios/version/{row.pk}/").content.decode() == row.text
    assert officer.get("/desk/drills/scenarios/write/?from=our-own").status_code == 200
    assert "our-own" in officer.get("/desk/drills/").content.decode()


def test_in_the_world_of_a_drill_none_is_set_up(home: Path, office: Office) -> None:
    officer = signed_in(office.officer)
    with override_settings(DRILL="one"):
        for page in ("", "new/", "scenarios/write/", f"scenarios/{scenario().key}/"):
            assert officer.get(f"/desk/drills/{page}").status_code == 404
        assert "/desk/drills/" not in officer.get("/desk/").content.decode()
    assert "/desk/drills/" in officer.get("/desk/").content.decode()


def test_the_office_tells_nobody_that_it_is_a_drill(home: Path, office: Office) -> None:
    assert signed_in(office.officer).get("/drill/alive/").status_code == 404
    assert signed_in(office.officer).get("/drill/clock/").status_code == 404
