"""Drills as their users run them: real processes, real ports, real tables; the office's own rows stay as they are."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from huiying.drills.models import Drill, DrillState
from huiying.drills.scenario.reading import shipped
from huiying.drills.tests.worlds import (
    Visitor,
    differing,
    digests,
    own_digests,
    scenario,
    spare_tables,
)
from huiying.drills.world import plan, running
from huiying.drills.world.deeds import look_after, make_drill, start_drill, stop_drill, world_of
from huiying.handling.tests.desk import signed_in
from tests.migrated import spare_migrating
from tests.office import SUNDAY, Office
from tests.patience import PATIENCE, until

OF_DRILLS = {"drills_drill", "drills_drill_players", "sqlite_sequence", "ledger_entry", "ledger_head"}
NEWEST = "SELECT name FROM pragma_table_info('handling_draft') WHERE name = 'writers'"


def huiying(home: Path, *arguments: str) -> str:
    environment = {**os.environ, "HUIYING_HOME": str(home)}
    command = [sys.executable, "-m", "huiying", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=2 * PATIENCE)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A real office with one officer and a letter, in a folder of its own."""
    found = tmp_path / "office"
    spare_migrating(found)
    huiying(found, "init")
    spare_tables(found)
    huiying(found, "appoint", "wang.li", "--name", "王莉", "--role", "information", "--section", "综合信息科")
    letters = tmp_path / "letters.csv"
    letters.write_text("内容,时间\n我家电话13800001234，路灯坏了三天,2026-03-02 09:00\n", "utf-8")
    huiying(found, "import", str(letters))
    return found


def rows(home: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{home / 'huiying.sqlite3'}?mode=ro", uri=True)) as database:
        return database.execute(question).fetchall()


def test_a_drill_is_made_played_and_stopped_and_the_office_is_as_it_was(home: Path) -> None:
    before = digests(home / "huiying.sqlite3")
    entries = rows(home, "SELECT * FROM ledger_entry ORDER BY id")
    command = [sys.executable, "-m", "huiying", "drill", scenario().key, "--speed", "240", "--seed", "7"]
    environment = {**os.environ, "HUIYING_HOME": str(home), "HUIYING_CACHE": "", "HUIYING_MODEL": ""}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as leader:
        try:
            world = _played(home)
            leader.send_signal(signal.SIGINT)
            said, wrong = leader.communicate(timeout=PATIENCE)
        finally:
            leader.kill()
    assert leader.returncode == 0, wrong
    assert "wang.li" in said
    assert differing(before, digests(home / "huiying.sqlite3")) <= OF_DRILLS
    now = rows(home, "SELECT * FROM ledger_entry ORDER BY id")
    assert now[: len(entries)] == entries
    assert {row[0] for row in rows(home, f"SELECT DISTINCT deed FROM ledger_entry WHERE id > {len(entries)}")} == {  # noqa: S608
        "drill.made",
        "drill.started",
        "drill.stopped",
    }
    assert rows(world, "SELECT COUNT(*) FROM intake_voice")[0][0]  # something did happen there
    assert not rows(world, "SELECT 1 FROM intake_voice WHERE text LIKE '%13800001234%'")
    assert rows(home, "SELECT state FROM drills_drill") == [("stopped",)]


def _played(home: Path) -> Path:
    """Wait for the world, begin as its trainer, and see the public speak; its folder."""
    assert until(lambda: [state for (state,) in rows(home, "SELECT state FROM drills_drill")] == ["running"])
    ((slug, port),) = rows(home, "SELECT slug, port FROM drills_drill")
    world = home / "drills" / str(slug)
    told = plan.read(world)
    assert told is not None
    trainer = Visitor(f"http://127.0.0.1:{port}")
    trainer.sign_in("wang.li", told.password)
    status, page, headers = trainer.get("/desk/")
    assert status == 200
    assert "drill-mark" in page
    assert headers.get("x-huiying-drill", headers.get("X-Huiying-Drill")) == slug
    assert {cookie.name for cookie in trainer.jar} == {f"huiying_drill_{slug}", f"huiying_drill_{slug}_form"}
    assert trainer.post("/desk/stage/", "/desk/stage/begin/")[0] == 200
    assert until(lambda: rows(world, "SELECT COUNT(*) FROM drills_utterance")[0][0]), (world / plan.LOG).read_text()
    assert until(lambda: rows(world, "SELECT COUNT(*) FROM intake_voice")[0][0]), (world / plan.LOG).read_text()
    assert "Traceback" not in (world / plan.LOG).read_text()
    return world


@pytest.fixture
def at_home(tmp_path: Path, office: Office) -> Iterator[Path]:
    """The small bureau, in the database of this test, with folders for its drills."""
    office.letter("门口的路灯坏了三天，电话13800001234")
    spare_tables(tmp_path)
    with override_settings(HOME=tmp_path, DRILL_PORTS="8801-8899"):
        yield tmp_path
        for drill in Drill.objects.filter(state__in=(DrillState.PREPARING, DrillState.RUNNING)):
            told = plan.read(world_of(drill))
            assert told is not None
            running.stop(told, world_of(drill), process=drill.process, port=drill.port)


def test_ten_worlds_at_once_touch_no_row_of_the_office(at_home: Path, office: Office) -> None:
    """Ten are made, of every scenario that ships; two are served, looked at and stopped, and one is started again with
    tables of an earlier version.
    """
    officer = signed_in(office.officer)
    before = own_digests()
    chosen = shipped()
    drills = [
        make_drill(chosen[n % len(chosen)], unit=office.unit, seed=n, speed=60, by=office.officer, at=SUNDAY)
        for n in range(10)
    ]
    assert len({drill.slug for drill in drills}) == len({drill.port for drill in drills}) == 10
    served = drills[:2]
    for drill in served:
        start_drill(drill, by=office.officer, at=timezone.now())
    for drill in served:
        assert until(partial(_is_settled, drill), every=1)
        assert drill.state == DrillState.RUNNING, drill.error
        _look_at(drill, officer)
    told = [plan.read(world_of(drill)) for drill in served]
    assert running.answers(told[0], served[1].port) is None  # type: ignore[arg-type]
    for drill in served:
        process = drill.process
        assert stop_drill(drill, by=office.officer, at=timezone.now())
        running.wait(process, PATIENCE)
        assert not running.lives(process or 0, world_of(drill))
    again = served[0]
    _make_older(world_of(again))
    start_drill(again, by=office.officer, at=timezone.now())
    assert until(partial(_is_settled, again), every=1)
    assert again.state == DrillState.RUNNING, again.error
    assert rows(world_of(again), NEWEST)
    assert stop_drill(again, by=office.officer, at=timezone.now())
    assert differing(before, own_digests()) <= OF_DRILLS


def _make_older(world: Path) -> None:
    """As it was before the last step of a room."""
    with closing(sqlite3.connect(world / "huiying.sqlite3")) as database, database:
        database.execute("ALTER TABLE handling_draft DROP COLUMN writers")
        database.execute("DELETE FROM django_migrations WHERE app = 'handling' AND name = '0003_writers_of_a_draft'")
    assert not rows(world, NEWEST)


def _is_settled(drill: Drill) -> bool:
    return look_after(drill, at=timezone.now()) != DrillState.PREPARING


def _look_at(drill: Drill, officer: Client) -> None:
    told = plan.read(world_of(drill))
    assert told is not None
    visitor = Visitor(f"http://127.0.0.1:{drill.port}")
    visitor.sign_in("head", told.password)
    status, page, _headers = visitor.get("/desk/cases/")
    assert status == 200
    assert "路灯" not in page
    assert visitor.get("/")[0] == 200
    assert "【演练】" in visitor.get("/nowhere/")[1]
    address = officer.get(f"/desk/drills/{drill.slug}/").content.decode()
    assert f":{drill.port}/desk/" in address


def test_a_world_that_cannot_wake_says_why(at_home: Path, office: Office) -> None:
    drill = make_drill(scenario(), unit=office.unit, seed=1, by=office.officer, at=SUNDAY)
    (world_of(drill) / plan.STRUCTURE).write_text("{ not json")
    start_drill(drill, by=office.officer, at=timezone.now())
    assert until(partial(_is_settled, drill), every=1)
    assert drill.state == DrillState.FAILED
    assert "JSON" in drill.error
    page = signed_in(office.officer).get(f"/desk/drills/{drill.slug}/").content.decode()
    assert "JSON" in page


def test_who_only_listened_cannot_answer_for_a_world(at_home: Path, office: Office) -> None:
    """Another program at the port of a drill gives back what a world once answered, with a number of its choice."""
    drill = make_drill(scenario(), unit=office.unit, seed=1, by=office.officer, at=SUNDAY)
    told = plan.read(world_of(drill))
    assert told is not None
    assert drill.port is not None
    once = {"drill": drill.slug, "mark": told.mark("earlier", 4242), "process": 4242}

    class Pretending(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = parse_qs(urlsplit(self.path).query)["asked"][0]
            answer = once | ({"mark": told.mark(asked, 4242)} if knows_the_token else {})
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_told: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", drill.port), Pretending) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        knows_the_token = False
        assert running.answers(told, drill.port) is None
        knows_the_token = True
        assert running.answers(told, drill.port) == 4242
        server.shutdown()
        thread.join()
