"""A world is made beside the office: what of the office stands in it, and what never does."""

import json
import os
import stat
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import override_settings

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.drills import clock
from huiying.drills.models import Drill, DrillState
from huiying.drills.scenario.reading import ScenarioError
from huiying.drills.tests.worlds import scenario
from huiying.drills.world import plan, running, structure
from huiying.drills.world.deeds import look_after, look_after_all, make_drill, start_drill, stop_drill, world_of
from huiying.drills.world.making import beginning
from huiying.drills.world.writing import all_of, keep_scenario, own, scenario_named
from huiying.handling.models import Duty
from huiying.intake.models import Channel
from huiying.ledger.models import Entry
from huiying.people.models import Unit
from tests.office import SUNDAY, Office

SECRET, MAIL, LETTER = "a-token-of-weibo", "officer@example.org", "我家电话13800001234，门口的路灯坏了"


@pytest.fixture
def home(tmp_path: Path, office: Office) -> Iterator[Path]:
    """The office with what must not be copied: a letter, secrets, a mail address, a password."""
    office.letter(LETTER)
    office.officer.email = MAIL
    office.officer.set_password("her own words")
    office.officer.save()
    Channel.objects.filter(pk=office.mailbox.pk).update(
        settings={"address": MAIL}, cursor={"seen": 77}, error="away", failures=3
    )
    channel = Channel.objects.get(pk=office.files.pk)
    channel.secrets = {"token": SECRET}
    channel.save()
    with override_settings(HOME=tmp_path):
        yield tmp_path


def made(office: Office, **more: object) -> Drill:
    facts = {"unit": office.unit, "seed": 7, "by": office.officer, "at": SUNDAY} | more
    return make_drill(scenario(), **facts)  # type: ignore[arg-type]


def test_its_folder_has_keys_of_its_own_and_is_nobody_elses(home: Path, office: Office) -> None:
    one, two = made(office), made(office)
    assert one.slug != two.slug
    assert one.port != two.port
    told = [tomllib.loads((world_of(drill) / "huiying.toml").read_text("utf-8")) for drill in (one, two)]
    for name in ("secret_key", "sealing_keys", "fingerprint_key"):
        assert told[0][name] != told[1][name]
    assert told[0]["drill"] == one.slug
    assert not {"database", "cache", "search", "model", "demo", "behind_proxy"} & told[0].keys()
    for name in ("huiying.toml", "drill.json"):
        assert stat.S_IMODE((world_of(one) / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(world_of(one).stat().st_mode) == 0o700


def test_nothing_that_anybody_wrote_is_copied(home: Path, office: Office) -> None:
    drill = made(office)
    for file in filter(Path.is_file, world_of(drill).rglob("*")):
        text = file.read_text("utf-8")
        for secret in (LETTER, "13800001234", SECRET, MAIL, office.officer.password.rpartition("$")[2]):
            assert secret not in text, file.name


def test_who_works_there_and_how_is_copied(home: Path, office: Office) -> None:
    Duty.objects.create(unit=office.unit, day=SUNDAY.date(), leader=office.leader, officer=office.officer)
    Duty.objects.create(unit=office.unit, day=SUNDAY.date() - timedelta(9), leader=office.leader, officer=office.head)
    told = json.loads((world_of(made(office)) / plan.STRUCTURE).read_text("utf-8"))
    rows: dict[str, list[dict[str, object]]] = {}
    for row in told:
        rows.setdefault(row["model"], []).append(row)
    assert {row["fields"]["name"] for row in rows["people.section"]} == {"综合信息科", "项目服务科", "政策法规科"}  # type: ignore[index]
    assert len(rows["people.post"]) == 7
    assert len(rows["people.leadinggroupseat"]) == 2
    assert len(rows["handling.duty"]) == 1
    channel = next(row for row in rows["intake.channel"] if row["pk"] == office.mailbox.pk)
    assert channel["fields"]["settings"] == structure.EVERY  # type: ignore[index]
    assert not {"secrets", "cursor", "error", "failures"} & channel["fields"].keys()  # type: ignore[attr-defined]
    person = next(row for row in rows["people.user"] if row["pk"] == office.officer.pk)
    assert not {"password", "email", "last_login", "groups"} & person["fields"].keys()  # type: ignore[attr-defined]


def test_a_table_that_nobody_named_is_not_loaded(home: Path, office: Office, tmp_path: Path) -> None:
    """Whoever writes into the folder of a world brings no row of another table into it."""
    file = tmp_path / "structure.json"
    row = {"model": "ledger.entry", "pk": 999, "fields": {"deed": "x"}}
    file.write_text(json.dumps([row]))
    before = Entry.objects.count()
    structure.load(file)
    assert Entry.objects.count() == before


def test_its_clock_waits_at_the_hour_of_the_scenario(home: Path, office: Office) -> None:
    drill = made(office, speed=30)
    own = clock.DrillClock(world_of(drill))
    assert own.state().waits
    assert own.state().speed == 30
    assert own.now() == beginning(scenario().begins, SUNDAY)


@pytest.mark.parametrize(
    ("hour", "begins"),
    [("10:00", (15, 2, 0)), ("10:01", (15, 2, 1)), ("09:59", (16, 1, 59)), ("00:00", (15, 16, 0)), ("", (15, 2, 0))],
)
def test_a_drill_begins_at_the_next_such_hour(hour: str, begins: tuple[int, int, int]) -> None:
    assert beginning(hour, SUNDAY) == datetime(2026, 3, *begins, tzinfo=UTC)


def test_who_may_not_lead_one_makes_none(home: Path, office: Office) -> None:
    with pytest.raises(NotAllowed):
        made(office, by=office.handler)
    other = Unit.objects.create(name="另一个局")
    with pytest.raises(NotAllowed):
        made(office, unit=other)
    assert not Drill.objects.exists()
    assert not (home / "drills").exists()


def test_what_cannot_be_made_leaves_nothing_behind(home: Path, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huiying.drills.world.making.clock.make", lambda *_a, **_k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        made(office)
    assert not Drill.objects.exists()
    assert list((home / "drills").iterdir()) == []


@pytest.mark.parametrize("wrong", [{"speed": 0}, {"speed": 1e9}, {"seed": -1}, {"seed": 2**40}])
def test_a_wrong_speed_or_seed_is_refused(home: Path, office: Office, wrong: dict[str, float]) -> None:
    with pytest.raises((InputError, RuleError)):
        made(office, **wrong)
    assert not Drill.objects.exists()


def test_where_every_port_is_taken_it_says_so(home: Path, office: Office) -> None:
    first = next(port for port in range(8801, 8899) if running.is_free(port) and running.is_free(port + 1))
    with override_settings(DRILL_PORTS=f"{first}-{first + 1}"):
        made(office)
        made(office)
        with pytest.raises(RuleError):
            made(office)


def test_a_process_that_is_not_known_as_ours_is_never_signalled(home: Path, office: Office) -> None:
    """Its number was used again by another program: a drill that is stopped leaves that alone."""
    drill = made(office)
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], cwd="/") as other:
        Drill.objects.filter(pk=drill.pk).update(state=DrillState.RUNNING, process=other.pid)
        drill.refresh_from_db()
        assert not stop_drill(drill, by=office.officer, at=SUNDAY)
        time.sleep(0.3)
        assert other.poll() is None
        other.kill()
    assert drill.state == DrillState.STOPPED


def test_a_world_that_ends_by_itself_has_failed_with_its_last_words(home: Path, office: Office) -> None:
    drill = made(office)
    (world_of(drill) / plan.LOG).write_text("one\nNo space left on device\n")
    with subprocess.Popen([sys.executable, "-c", "pass"], cwd=world_of(drill)) as ended:
        ended.wait()
    Drill.objects.filter(pk=drill.pk).update(process=ended.pid)
    assert look_after_all(at=SUNDAY) == 1
    drill.refresh_from_db()
    assert drill.state == DrillState.FAILED
    assert "No space left" in drill.error
    assert Entry.objects.filter(deed="drill.failed").count() == 1
    assert look_after(drill, at=SUNDAY) == DrillState.FAILED
    assert Entry.objects.filter(deed="drill.failed").count() == 1


def test_a_scored_drill_is_not_started_again(home: Path, office: Office) -> None:
    drill = made(office)
    Drill.objects.filter(pk=drill.pk).update(state=DrillState.SCORED, score=80, digest="x")
    with pytest.raises(RuleError):
        start_drill(drill, by=office.officer, at=SUNDAY)
    with pytest.raises(RuleError):
        stop_drill(drill, by=office.officer, at=SUNDAY)


def test_its_process_knows_nothing_of_the_offices_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HUIYING_DATABASE", "postgresql://real@db/office")
    monkeypatch.setenv("HUIYING_CACHE", "redis://real")
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    told = running.environment(tmp_path)
    assert told["HUIYING_HOME"] == str(tmp_path)
    assert not {"HUIYING_DATABASE", "HUIYING_CACHE", "OPENAI_API_KEY", "DJANGO_SETTINGS_MODULE"} & told.keys()


def test_and_would_not_use_it_if_it_did(tmp_path: Path) -> None:
    """Whatever stands in the environment or in its file, a drill's home has its own tables and nothing outside."""
    clock.make(tmp_path, begins=SUNDAY, speed=1, real=time.time())
    (tmp_path / "huiying.toml").write_text(
        'secret_key = "x"\ndrill = "one"\ndatabase = "postgresql://u:p@db/office"\ncache = "redis://cache"\n'
        'search = "http://search/index"\nmodel = "http://model/v1"\ninspect_links = true\nfetch_private = true\n'
    )
    program = """
from django.conf import settings
print(settings.DATABASES["default"]["NAME"], settings.CACHES["default"]["BACKEND"].rpartition(".")[2])
print(repr(settings.PORTAL_SEARCH), settings.LANGUAGE_MODEL, settings.MESSAGE_SCHEMES)
print(settings.INSPECT_LINKS, settings.FETCH_PRIVATE, settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
print(settings.SESSION_COOKIE_AGE >= 240 * 12 * 3600, settings.CHANNEL_CONNECTORS)
"""
    named = {
        "HUIYING_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "huiying.project.settings",
        "HUIYING_DATABASE": "postgresql://u:p@db/office",
        "HUIYING_CACHE": "redis://cache",
        "HUIYING_SEARCH": "http://search/index",
        "HUIYING_MODEL": "http://model/v1",
    }
    done = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | named, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == [
        f"{tmp_path / 'huiying.sqlite3'} LocMemCache",
        "'' None ()",
        "False False huiying_drill_one huiying_drill_one_form",
        "True huiying.drills.stage_connector.connector",
    ], done.stderr


def test_a_scenario_of_ones_own_is_kept_as_versions(office: Office) -> None:
    text = scenario().text.replace(f"key: {scenario().key}", "key: our-own", 1)
    first = keep_scenario(text, unit=office.unit, by=office.officer, at=SUNDAY)
    second = keep_scenario(text + "\n# again\n", unit=office.unit, by=office.officer, at=SUNDAY)
    assert (first.version, second.version) == (1, 2)
    assert [row.version for row in own()] == [2]
    found = scenario_named("our-own", unit=office.unit)
    assert found is not None
    assert found.text.endswith("# again\n")
    assert "our-own" in {one.key for one in all_of(office.unit)}
    other = Unit.objects.create(name="另一个局")
    assert scenario_named("our-own", unit=other) is None


def test_a_scenario_that_is_wrong_or_takes_a_name_is_not_kept(office: Office) -> None:
    with pytest.raises(ScenarioError):
        keep_scenario("key: x\ntitle: 1", unit=office.unit, by=office.officer, at=SUNDAY)
    with pytest.raises(InputError):
        keep_scenario(scenario().text, unit=office.unit, by=office.officer, at=SUNDAY)
    with pytest.raises(NotAllowed):
        keep_scenario(scenario().text, unit=office.unit, by=office.leader, at=SUNDAY)
    with pytest.raises(InputError):
        keep_scenario("#" * 300_000, unit=office.unit, by=office.officer, at=SUNDAY)
    assert not own().exists()
