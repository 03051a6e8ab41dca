"""Making all tables of a room in one step of the migrations."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class AllTables(Operation):
    """Several `CreateModel` of which Django draws the models once, and not all that hang together anew for each."""

    reversible = True

    def __init__(self, tables: Sequence[CreateModel]) -> None:
        self.tables = tables

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # what is drawn already would be drawn again with every table
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, *states: ProjectState) -> None:
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, *states)

    def database_backwards(self, app_label: str, schema_editor: Any, *states: ProjectState) -> None:
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, *states)

    def describe(self) -> str:
        return "Make all tables"
