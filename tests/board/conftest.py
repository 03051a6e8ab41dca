"""Fixtures of this folder."""

from collections.abc import Iterator

import pytest

from huiying.handling.tests.writers import speaking_mail
from huiying.intake.actions import set_up_channel
from huiying.intake.models import Channel
from tests.board.letters import NOW
from tests.office import Office


@pytest.fixture
def board(office: Office) -> Channel:
    return set_up_channel("public-board", name="百姓畅言", connector="portal", form="board", unit=office.unit, at=NOW)


@pytest.fixture
def mail(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Channel]:
    assert office
    yield from speaking_mail(monkeypatch)
