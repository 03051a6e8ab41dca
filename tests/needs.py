"""What a test needs beyond Python. It is skipped where the need is not met, and fails where it must be met."""

import os
import shutil
import socket
from typing import NoReturn

import pytest

# The shell draws the same pages with half the processor's time: it has no window, no tabs and nothing of its own.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without these, a browser on a closed network tries its maker's hosts at every start.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def missing(need: str, why: str) -> NoReturn:
    """Skip, or fail where HUIYING_REQUIRE names the need."""
    if need in os.environ.get("HUIYING_REQUIRE", "").split():
        pytest.fail(f"{need} is required here: {why}")
    pytest.skip(why)


def redis() -> str:
    """The machine's Redis, a database of it that nobody else uses."""
    try:
        socket.create_connection(("127.0.0.1", 6379), timeout=2).close()
    except OSError:
        missing("redis", "no Redis on this machine")
    return "redis://127.0.0.1:6379/15"


def chromium() -> str:
    """The system's Chromium."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    return found or missing("browser", "no Chromium on this machine")
