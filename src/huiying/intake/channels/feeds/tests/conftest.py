from collections.abc import Iterator
from typing import Any

import pytest

from huiying.intake.channels.feeds.connector import CONNECTOR
from huiying.intake.channels.tests.conformance import AT
from huiying.intake.fetching.tests.server import Server, running


@pytest.fixture
def web(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A web server in the office's own network, which the office allows; it is always the same moment."""
    settings.FETCH_PRIVATE = True
    monkeypatch.setattr(CONNECTOR, "now", lambda: AT)
    with running() as server:
        yield server
