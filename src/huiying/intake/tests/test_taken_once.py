"""A message is one worker's, however close two come: what is sent twice cannot be taken back."""

import threading
import time

import pytest
from django.db import connection, connections, transaction

from huiying.intake.actions import sending
from huiying.intake.models import Channel, Delivery
from tests.office import SUNDAY
from tests.patience import PATIENCE


def somebody_waits() -> bool:
    """Whether another's statement stands before the row that we hold; SQLite cannot tell, and lets one writer in."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        (waiting,) = cursor.fetchone()
    return bool(waiting)


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_who_come_at_once_one_has_the_message() -> None:
    channel = Channel.objects.create(slug="mailbox", name="公务邮箱", connector="mail", form="mailbox")
    row = Delivery.objects.create(
        key="receipt:1", channel=channel, kind="receipt", text="已收到。", to={"mail": "zhou@mail.example"},
        put_at=SUNDAY, due_at=SUNDAY,
    )  # fmt: skip
    theirs: list[bool] = []

    def another() -> None:
        try:
            theirs.append(sending._taken(Delivery.objects.get(pk=row.pk), SUNDAY))
        finally:
            connections.close_all()

    thread = threading.Thread(target=another)
    with transaction.atomic():
        assert sending._taken(row, SUNDAY)
        thread.start()
        latest = time.monotonic() + PATIENCE
        while not somebody_waits():
            assert time.monotonic() < latest, "nobody came"
            time.sleep(0.02)
    thread.join()
    assert theirs == [False]
    row.refresh_from_db()
    assert row.tries == 1


@pytest.mark.django_db
def test_a_closed_channel_sends_nothing() -> None:
    channel = Channel.objects.create(slug="mailbox", name="公务邮箱", connector="mail", form="mailbox", is_open=False)
    row = Delivery.objects.create(
        key="receipt:1", channel=channel, kind="receipt", text="已收到。", to={}, put_at=SUNDAY, due_at=SUNDAY
    )
    assert not sending._taken(row, SUNDAY)
