from collections.abc import Iterator
from typing import Any

import pytest

from .server import Server, running


@pytest.fixture
def web(settings: Any) -> Iterator[Server]:
    """A web server in the office's own network, which the office allows."""
    settings.FETCH_PRIVATE = True
    with running() as server:
        yield server
