"""Offices that kept contacts in plain columns lose none of them when they are sealed."""

from collections.abc import Iterator
from typing import Any

import pytest
import pytest_django
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.utils import ConnectionHandler

from huiying.intake.sealing import fingerprint
from tests.office import SUNDAY

BEFORE, AFTER = [("intake", "0002_spread_of_a_voice")], [("intake", "0004_seal_contacts")]
NEW = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}


@pytest.fixture
def old(django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[Any]:
    """The room as it was then, in a database of its own: one that is made today never stood there."""
    today = connections["default"]
    connections["default"] = ConnectionHandler(NEW)["default"]
    try:
        with django_db_blocker.unblock():
            executor = MigrationExecutor(connection)
            executor.loader = MigrationLoader(connection, replace_migrations=False)
            executor.migrate(BEFORE)
            yield executor.loader.project_state(BEFORE).apps
            connection.close()
    finally:
        connections["default"] = today


def test_contacts_are_sealed_and_found_again(old: Any) -> None:
    people, channels = old.get_model("intake", "Correspondent"), old.get_model("intake", "Channel")
    voices = old.get_model("intake", "Voice")
    reached = people.objects.create(key="a", name="周某", phone="+8613900000001", mail="Zhou@mail.example")
    named = people.objects.create(key="b", name="网友甲")
    channel = channels.objects.create(slug="old-board", name="百姓畅言", connector="files", form="board")
    voices.objects.create(number="HY1", channel=channel, external_id="1", correspondent=named, text="路灯", digest="",
                          said_at=SUNDAY, heard_at=SUNDAY)  # fmt: skip
    executor = MigrationExecutor(connection)
    executor.migrate(AFTER)
    addresses = executor.loader.project_state(AFTER).apps.get_model("intake", "Address")
    kept = dict(addresses.objects.values_list("digest", "correspondent"))
    assert kept == {
        fingerprint("phone", "13900000001"): reached.pk,
        fingerprint("mail", "zhou@mail.example"): reached.pk,
        fingerprint("name", "old-board 网友甲"): named.pk,
    }
    assert not addresses.objects.filter(value__contains="1390000").exists()
