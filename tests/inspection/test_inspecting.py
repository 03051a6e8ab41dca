"""网站巡检 · The machine looks once a day and a person again; the page tells verdict, findings and the past."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings

from huiying.core.errors import ConfigError, NotAllowed
from huiying.handling.models import Case
from huiying.handling.tests.desk import signed_in
from huiying.ledger.models import Entry
from huiying.people.models import Unit
from huiying.publication.actions.inspection import inspect, inspect_when_due
from huiying.publication.columns import NEWS
from huiying.publication.inspection import inspecting, telling
from huiying.publication.inspection.figures import figures
from huiying.publication.models import Inspection
from tests.inspection.site import NOON, aged, article, found, waiting
from tests.office import Office


def test_every_finding_has_its_sentence(sound: Office) -> None:
    rules = set(figures().rules)
    assert rules == set(telling.TITLES) == set(telling.TO_DO)
    assert {key.split(" ", 1)[0] for key in telling.FOUND} == rules
    assert {*inspecting.BY_DAY, "dead_link", "wrong_words", "personal_data", "page_facts"} == rules
    assert telling.sentence({"rule": "gone"}) == "gone"
    assert telling.sentence({"rule": "stale_column"}) == telling.title("stale_column")


@pytest.fixture
def own(settings: LazySettings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path / "inspection.toml"


def test_the_office_sets_its_own_points(sound: Office, own: Path) -> None:
    aged(NEWS, 20)
    assert found().score == 95
    own.write_text("[deduct.stale_column]\npoints = 50\nmost = 50\n[scale]\npass = 60\n", "utf-8")
    got = found()
    assert (got.score, got.passed) == (50, False)


@pytest.mark.parametrize(
    "text",
    [
        "[deduct.nothing]\npoints = 1",
        "[deduct.stale_column]\npoints = -1",
        "[deduct.stale_column]\npoints = 'x'",
        "[veto.unanswered]\ncite = 3",
        "[scale]\nnone = 1",
        "points = 3",
        "][",
    ],
)
def test_settings_that_cannot_be_read_say_so(own: Path, text: str) -> None:
    own.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=r"inspection\.toml"):
        figures()


def test_the_machine_looks_once_a_day_and_a_person_again(sound: Office) -> None:
    assert inspect_when_due(at=NOON.replace(hour=4)) == 0
    assert inspect_when_due(at=NOON.replace(hour=6)) == 1
    assert inspect_when_due(at=NOON) == 0
    Inspection.objects.update(at=NOON.replace(hour=1), by=sound.editor)  # a person looked in the night
    assert (inspect_when_due(NOON.replace(hour=4)), inspect_when_due(NOON.replace(hour=5))) == (0, 1)
    aged(NEWS, 20)
    row = inspect(by=sound.editor, at=NOON)
    assert (Inspection.objects.count(), row.score, row.by) == (1, 95, sound.editor)
    assert Entry.objects.filter(deed="site.inspected").count() == 3
    for role in ("handler", "head", "stranger"):
        with pytest.raises(NotAllowed):
            inspect(by=getattr(sound, role), at=NOON)


def test_the_page_tells_verdict_findings_and_the_past(sound: Office) -> None:
    desk = signed_in(sound.leader)
    assert desk.get("/desk/inspection/").status_code == 200
    aged(NEWS, 20)
    article(NEWS, "<script>坏</script>", days=20, source="")
    inspect(by=sound.editor, at=NOON)
    Inspection.objects.create(day=date(2026, 3, 1), at=NOON, score=80, passed=True)
    page = desk.get("/desk/inspection/").content.decode()
    assert "94.5" in page
    assert "信息发布" in page
    assert "<script>坏" not in page
    assert desk.get("/desk/inspection/curve.svg").content.startswith(b"<svg")
    assert desk.get("/desk/inspection/look/").status_code == 405
    assert desk.post("/desk/inspection/look/").status_code == 302
    assert signed_in(sound.handler).post("/desk/inspection/look/").status_code == 403


def test_another_units_letters_are_not_told(sound: Office) -> None:
    waiting(sound, 100)
    other = Unit.objects.create(name="别的局", parent=None)
    Case.objects.update(unit=other)
    inspect(by=sound.editor, at=NOON)
    assert Inspection.objects.get().findings[0]["unit"] == other.pk
    page = signed_in(sound.editor).get("/desk/inspection/").content.decode()
    assert "months=3" not in page
    assert "desk/cases/?state=open" not in page
