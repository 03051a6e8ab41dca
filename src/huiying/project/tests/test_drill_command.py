"""`huiying drill` where no world is needed: checking a file, listing, and saying what is wrong."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from huiying.core.errors import ConfigError, InputError
from huiying.drills.models import Drill, DrillState
from huiying.drills.scenario.reading import ScenarioError, shipped
from huiying.drills.world.deeds import make_drill
from tests.office import SUNDAY, Office


def said(*words: str, **more: object) -> str:
    out = StringIO()
    call_command("drill", *words, stdout=out, **more)
    return out.getvalue()


def test_a_right_file_is_green(tmp_path: Path) -> None:
    file = tmp_path / "one.yaml"
    file.write_text(shipped()[0].text, "utf-8")
    assert shipped()[0].title in said("check", str(file))


def test_mistakes_are_told_with_their_lines_and_the_exit_is_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = shipped()[0].text.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("sort:"))
    lines[at] = "sort: nothing-known"
    file = tmp_path / "one.yaml"
    file.write_text("\n".join(lines), "utf-8")
    with pytest.raises(SystemExit) as ended:
        call_command("drill", "check", str(file))
    assert ended.value.code == 2
    assert f"{file}:{at + 1}: " in capsys.readouterr().out


def test_a_file_that_is_not_there_or_is_wrong_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        said("check", str(tmp_path / "none.yaml"))


@pytest.mark.usefixtures("office")
def test_an_unknown_scenario_is_named_with_the_nearest(tmp_path: Path) -> None:
    with override_settings(HOME=tmp_path), pytest.raises(InputError) as refused:
        said(shipped()[0].key[:-1])
    assert shipped()[0].key in str(refused.value)
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("key: x", "utf-8")
    with override_settings(HOME=tmp_path), pytest.raises(ScenarioError):
        said(str(wrong))
    assert not Drill.objects.exists()


def test_the_list_has_scenarios_and_drills(tmp_path: Path, office: Office) -> None:
    with override_settings(HOME=tmp_path):
        drill = make_drill(shipped()[0], unit=office.unit, seed=1, by=None, at=SUNDAY)
        Drill.objects.update(state=DrillState.STOPPED)
        told = said("list")
    assert all(one.key in told for one in shipped())
    assert drill.slug in told


def test_a_drill_that_nobody_knows(tmp_path: Path, office: Office) -> None:
    for word in ("stop", "score"):
        with pytest.raises(InputError):
            said(word, "../../etc")


def test_the_office_is_no_world() -> None:
    for word in ("serve", "result"):
        with pytest.raises(ConfigError):
            said(word, port=8801)


@pytest.mark.usefixtures("office")
def test_no_drill_in_a_drill(tmp_path: Path) -> None:
    with override_settings(HOME=tmp_path, DRILL="one"), pytest.raises(ConfigError):
        said(shipped()[0].key)


def test_the_score_is_written_as_the_world_tells_it(
    tmp_path: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The world itself is asked in test_world_processes; here is what becomes of its answer."""
    with override_settings(HOME=tmp_path):
        drill = make_drill(shipped()[0], unit=office.unit, seed=1, by=None, at=SUNDAY)
        monkeypatch.setattr("huiying.drills.world.running.result_of", lambda folder: {"world": folder.name})
        said("score", drill.slug, out=tmp_path / "result.json")
    assert json.loads((tmp_path / "result.json").read_text("utf-8")) == {"world": drill.slug}
