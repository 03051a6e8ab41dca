"""The server's side of a request: which thread answers it, and who waits for whom."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from huiying.project import asgi
from huiying.project.asgi import IDLE, Application
from huiying.project.places import AT_ONCE, Who
from tests.patience import PATIENCE

AT_WORK = AT_ONCE[Who.PUBLIC]
ASKED = 20 * AT_WORK
SCOPE = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [], "server": ("test", 80)}


@pytest.fixture
def application(monkeypatch: pytest.MonkeyPatch) -> Application:
    """Ours, but that a page is the number of the thread that made it."""
    made = Application()
    monkeypatch.setattr(made, "get_response", _tell_thread)
    return made


def _tell_thread(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(threading.get_ident()))


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    """On a thread of its own: a browser's loop may run on ours."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()


async def _asked(application: Application, scope: dict[str, Any] = SCOPE) -> str:
    client = ApplicationCommunicator(application, dict(scope))
    await client.send_input({"type": "http.request", "body": b""})
    assert (await client.receive_output(PATIENCE))["status"] == 200
    told: str = (await client.receive_output(PATIENCE))["body"].decode()
    await client.wait(PATIENCE)
    return told


def test_one_request_after_the_other_has_the_same_thread(application: Application) -> None:
    async def three() -> list[str]:
        return [await _asked(application) for _ in range(3)]

    threads = _run(three())
    assert len(set(threads)) == 1
    assert threads[0] != str(threading.get_ident())


@pytest.mark.django_db
def test_a_thread_that_is_not_kept_closes_its_connection(application: Application) -> None:
    def connected() -> BaseDatabaseWrapper:
        connection.ensure_connection()
        return connections["default"]

    with ExitStack() as stack:
        threads = [stack.enter_context(application._a_thread()) for _ in range(IDLE + 3)]
        opened = [thread.submit(connected).result(PATIENCE) for thread in threads]
    for thread in threads:
        thread.shutdown()
    assert sum(each.connection is None for each in opened) == 3
    for each in opened:
        each.inc_thread_sharing()
        each.close()


@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume synchronous iterators")
@pytest.mark.django_db
def test_a_slow_download_holds_no_connection(application: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []

    def page(request: HttpRequest) -> StreamingHttpResponse:
        connection.ensure_connection()
        return StreamingHttpResponse(_pieces())

    def _pieces() -> Iterator[bytes]:
        seen.append(connections["default"].connection is None)
        yield b"done"

    async def to_the_end() -> list[bytes]:
        client = ApplicationCommunicator(application, dict(SCOPE))
        await client.send_input({"type": "http.request", "body": b""})
        told = [await client.receive_output(PATIENCE) for _message in range(3)]
        await client.wait(PATIENCE)
        return [message.get("body", b"") for message in told[1:]]

    monkeypatch.setattr(application, "get_response", page)
    assert _run(to_the_end()) == [b"done", b""]
    assert seen == [True]


@pytest.mark.parametrize(("path", "told"), [("/desk/", True), ("/answers/", False)])
def test_the_desk_says_how_long_the_server_took_and_the_portal_does_not(
    application: Application, path: str, told: bool
) -> None:
    async def headers() -> dict[bytes, bytes]:
        client = ApplicationCommunicator(application, SCOPE | {"path": path})
        await client.send_input({"type": "http.request", "body": b""})
        answer = await client.receive_output(PATIENCE)
        await client.receive_output(PATIENCE)
        await client.wait(PATIENCE)
        return {name.lower(): value for name, value in answer["headers"]}

    assert _run(headers()).get(b"server-timing", b"").startswith(b"app;dur=") is told


def test_a_sender_that_never_ends_holds_up_nobody(application: Application) -> None:
    async def among_slow_senders() -> str:
        slow = [ApplicationCommunicator(application, SCOPE | {"method": "POST"}) for _ in range(3 * AT_WORK)]
        for sender in slow:
            await sender.send_input({"type": "http.request", "body": b"a", "more_body": True})
        told = await _asked(application)
        for sender in slow:
            await sender.send_input({"type": "http.disconnect"})
            await sender.wait(PATIENCE)
        return told

    assert _run(among_slow_senders())
    assert len(application._threads) == 1  # who still sends has none


def test_so_many_work_at_once_and_no_more(application: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most, free = [0], [0], threading.Event()
    lock = threading.Lock()

    def work(request: HttpRequest) -> HttpResponse:
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            if inside[0] == AT_WORK:
                free.set()
        assert free.wait(PATIENCE)
        with lock:
            inside[0] -= 1
        return HttpResponse("done")

    async def many() -> list[str]:
        return await asyncio.gather(*(_asked(application) for _ in range(ASKED)))

    made = [0]

    def thread(**told: Any) -> ThreadPoolExecutor:
        made[0] += 1
        return ThreadPoolExecutor(**told)

    monkeypatch.setattr(asgi, "ThreadPoolExecutor", thread)
    monkeypatch.setattr(application, "get_response", work)
    assert _run(many()) == ["done"] * ASKED
    assert most[0] == AT_WORK
    # Who waits has no thread, and no connection to the database; whose answer is on its way has theirs for a moment.
    assert made[0] <= ASKED / 5


def test_who_leaves_before_there_is_a_place_is_not_answered(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths: list[str] = []
    begun, go_on = threading.Semaphore(0), threading.Event()

    def work(request: HttpRequest) -> HttpResponse:
        paths.append(request.path)
        begun.release()
        go_on.wait(PATIENCE)
        return HttpResponse("done")

    async def leave_the_queue() -> list[str]:
        busy = [asyncio.ensure_future(_asked(application)) for _ in range(AT_WORK)]
        for _one in busy:
            assert await asyncio.to_thread(begun.acquire, timeout=PATIENCE)
        left = ApplicationCommunicator(application, SCOPE | {"path": "/left"})
        await left.send_input({"type": "http.request", "body": b""})
        await left.send_input({"type": "http.disconnect"})
        await left.wait(PATIENCE)
        go_on.set()
        return [*await asyncio.gather(*busy), await _asked(application)]

    monkeypatch.setattr(application, "get_response", work)
    assert _run(leave_the_queue()) == ["done"] * (AT_WORK + 1)
    assert "/left" not in paths


def test_a_page_that_was_given_up_holds_up_nobody(application: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work(request: HttpRequest) -> HttpResponse:
        if request.path == "/slow":
            begun.set()
            go_on.wait(PATIENCE)
        return HttpResponse("done")

    async def leave_and_come_again() -> str:
        slow = ApplicationCommunicator(application, SCOPE | {"path": "/slow"})
        await slow.send_input({"type": "http.request", "body": b""})
        await asyncio.to_thread(begun.wait, PATIENCE)
        await slow.send_input({"type": "http.disconnect"})
        await asyncio.sleep(0.2)
        try:
            return await asyncio.wait_for(_asked(application), PATIENCE / 2)
        finally:
            go_on.set()
            await slow.wait(PATIENCE)

    monkeypatch.setattr(application, "get_response", work)
    assert _run(leave_and_come_again()) == "done"


def test_only_http_is_spoken(application: Application) -> None:
    with pytest.raises(ValueError, match="only HTTP"):
        _run(application({"type": "websocket"}, None, None))
