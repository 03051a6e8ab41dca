"""A new home is made at once, and has what an older one grew to have."""

from typing import Any

import pytest
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

ROOMS = ("people", "intake", "assessment", "handling")


def drawn(*steps: Migration) -> dict[str, Any]:
    """What the database is told of every table of the room when these were taken."""
    state = ProjectState()
    for step in steps:
        step.mutate_state(state, preserve=False)
    return {name: told(model) for (_room, name), model in state.models.items()}


def told(model: ModelState) -> dict[str, Any]:
    named = {mark.name: mark for kind in ("indexes", "constraints") for mark in model.options.get(kind, ())}
    fields = {name: field.deconstruct()[1:] for name, field in model.fields.items()}
    rest = {key: value for key, value in model.options.items() if key not in ("indexes", "constraints")}
    return {"fields": fields, "named": named, "options": rest, "bases": model.bases, "managers": dict(model.managers)}


@pytest.mark.parametrize("room", ROOMS)
def test_what_is_made_at_once_is_what_grew(room: str) -> None:
    steps = {name: step for (app, name), step in MigrationLoader(None).disk_migrations.items() if app == room}
    at_once, grew = (drawn(*taken) for taken in _ways(steps))
    assert at_once.keys() == grew.keys()
    for name, table in grew.items():
        assert at_once[name] == table, f"{room}.{name} is not made as it grew: mend the squashed migration"


def _ways(steps: dict[str, Migration]) -> tuple[list[Migration], list[Migration]]:
    """All steps of a new home, and all of one that is as old as the house."""
    (squashed,) = (step for step in steps.values() if step.replaces)
    replaced = [steps[name] for _room, name in squashed.replaces]
    later = [steps[name] for name in sorted(steps) if steps[name] not in (squashed, *replaced)]
    return [squashed, *later], [*replaced, *later]
