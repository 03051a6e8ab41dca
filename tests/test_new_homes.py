"""A new home is made at once; one that is as old as the house has nothing to do, and one in between is told what."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import CreateModel
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from django.db.utils import ConnectionHandler

from huiying.core.errors import ConfigError
from huiying.ledger.migrations._at_once import AllTables
from huiying.project.health import findings
from huiying.project.steps import require_passable
from tests.office import SUNDAY

ROOMS = ("assessment", "handling", "intake", "ledger", "people", "publication", "reporting")
WHOLE = "0001_all_tables"
MEMORY = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}

taken = MigrationRecorder.Migration.objects


def waiting() -> list[Any]:
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def test_wagtail_comes_before_the_rooms_that_hang_on_people() -> None:
    graph = MigrationLoader(None).graph
    plan = graph._generate_plan(sorted(graph.leaf_nodes()), at_end=True)
    first = min(plan.index((room, WHOLE)) for room in ROOMS if room not in ("people", "ledger"))
    late = [step for step in plan[first:] if step[0].startswith(("wagtail", "taggit"))]
    assert len(late) < 5, f"a new home takes much longer, see decision 0012: {late}"  # newer versions add some


@pytest.mark.django_db
def test_all_tables_are_made_and_taken_away_like_one_by_one() -> None:
    parent, child = (
        CreateModel(name, [("id", models.BigAutoField(primary_key=True)), *more])
        for name, more in (("Parent", []), ("Child", [("parent", models.ForeignKey("hall.Parent", models.CASCADE))]))
    )
    before, after = ProjectState(), ProjectState()
    step = AllTables([parent, child])
    step.state_forwards("hall", after)
    database = ConnectionHandler(MEMORY)["default"]
    with database.schema_editor() as editor:
        step.database_forwards("hall", editor, before, after)
    assert set(database.introspection.table_names()) == {"hall_parent", "hall_child"}
    with database.schema_editor() as editor:
        step.database_backwards("hall", editor, after, before)
    assert not database.introspection.table_names()
    database.close()


@pytest.mark.django_db
def test_a_home_that_took_all_steps_has_nothing_to_do() -> None:
    assert taken.filter(app__in=ROOMS, name=WHOLE).delete()[0] == len(ROOMS)
    require_passable()
    assert not waiting()


@pytest.mark.django_db
@pytest.mark.parametrize("room", ROOMS)
def test_a_home_that_stands_in_the_middle_is_told_what_to_do(room: str) -> None:
    last = taken.filter(app=room).exclude(name=WHOLE).order_by("-name")[0]
    taken.filter(app=room, name__in=(last.name, WHOLE)).delete()
    for go_on in (require_passable, lambda: call_command("migrate", verbosity=0)):
        with pytest.raises(ConfigError) as refused:
            go_on()
        assert all(word in str(refused.value) for word in (room, last.name, WHOLE, "huiying migrate"))
    told = next(findings(SUNDAY.date()))
    assert not told.good
    assert last.name in told.what
