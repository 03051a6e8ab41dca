"""Fixtures of the journeys: a real browser."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from huiying.people.models import User
from tests.needs import CHROMIUM_FLAGS, chromium
from tests.patience import BROWSERS_PATIENCE

WIDE = {"width": 1440, "height": 900}
expect.set_options(timeout=BROWSERS_PATIENCE)


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """The system's Chromium, headless."""
    path = chromium()
    migrated = getattr(connection, "_test_serialized_contents", "[]")
    # Playwright keeps a loop running in this thread, and Django would refuse the database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        # Beside a running loop Django takes another connection, which would not know what the migrations wrote; the
        # second test that empties the tables would begin without it.
        connection._test_serialized_contents = migrated
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new window with no cookies; a script error in a page fails the test."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900})
    context.set_default_timeout(BROWSERS_PATIENCE)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda told: errors.append(told.text) if told.type == "error" else None)
    yield opened
    context.close()
    assert not errors, errors


def sign_in(context: BrowserContext, person: User, url: str) -> None:
    """Give a browser the session of somebody who is signed in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])


@pytest.fixture
def sit(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Let somebody sit down at a browser of their own, staff signed in; a script error in any of their pages fails."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def seated(person: User | None = None, **screen: Any) -> Page:
        context = browser.new_context(**{"locale": "zh-CN", "base_url": live_server.url, "viewport": WIDE} | screen)
        contexts.append(context)
        context.set_default_timeout(BROWSERS_PATIENCE)
        if person:
            sign_in(context, person, live_server.url)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        page.on("console", lambda told: errors.append(f"{page.url}: {told.text}") if told.type == "error" else None)
        return page

    yield seated
    for context in contexts:
        context.close()
    assert not errors, errors
