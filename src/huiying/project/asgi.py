"""The application that the server asks: Django's, with all of a request's work done on one thread.

Django's own ASGI handler passes from the loop to a thread and back for every middleware, some twenty-five times a page,
and each passage waits for the interpreter's lock when others work; and it gives each request a thread of its own, which
opens the database anew. Decision 13 has the figures.
"""

import asyncio
import gc
import os
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from time import perf_counter
from typing import Any

import django
from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler
from django.db import connections
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from huiying.project.places import Place, Places, whose

Receive = Callable[[], Awaitable[Any]]
PLACE, ASKED = "huiying.place", "huiying.asked"  # in the scope of a request

MOST_SENT = 128 * 1024**2  # bytes of a request: more than any form of ours takes, so that its own page speaks first
IDLE = 16  # threads that wait with their connection to the database


class Application(ASGIHandler):
    """Reads a request on the loop, so that a slow sender holds up nobody, and answers it on a thread that is kept. Who
    waits for a place has no thread yet: each of them has a connection to the database, and a hundred new ones would
    cost more than the pages.
    """

    def __init__(self) -> None:
        super().__init__()
        self._places = Places()
        self._threads: list[ThreadPoolExecutor] = []

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            raise ValueError("only HTTP is spoken here")
        body = _Body(receive)
        try:
            body.whole = await super().read_body(body)
        except RequestAborted:
            if body.is_too_much:
                await self.send_response(HttpResponse(render_to_string("413.html"), status=413), send)
            return
        place, asked = Place(self._places, whose(scope["path"])), perf_counter()
        try:
            if not await place.comes_before(body.left()):
                body.whole.close()
                return
            with self._a_thread() as thread:
                async with ThreadSensitiveContext(executor=thread):
                    await self.handle(scope | {PLACE: place, ASKED: asked}, body, send)
        finally:
            place.leave()
            body.rest()

    async def read_body(self, receive: Any) -> Any:
        return receive.whole

    async def get_response_async(self, request: Any) -> HttpResponseBase:
        place: Place = request.scope[PLACE]
        try:
            response = await sync_to_async(self.get_response, thread_sensitive=True)(request)
            if response.streaming:  # a file may take an hour to reach a slow reader
                await sync_to_async(connections.close_all, thread_sensitive=True)()
        finally:
            place.leave()  # whoever receives slowly holds up nobody either
        if request.path.startswith("/desk/"):  # for us and for the bench; the public learns nothing from our time
            response["Server-Timing"] = f"app;dur={1000 * (perf_counter() - request.scope[ASKED]):.1f}"
        return response

    @contextmanager
    def _a_thread(self) -> Iterator[ThreadPoolExecutor]:
        """The thread that was used last, whose connection is warm; a new one where all are in use."""
        thread = self._threads.pop() if self._threads else ThreadPoolExecutor(max_workers=1)
        try:
            yield thread
        finally:
            if len(self._threads) < IDLE:
                self._threads.append(thread)
            else:
                # By itself a connection would last until the collector comes by, and PostgreSQL has a hundred.
                thread.submit(connections.close_all)
                thread.shutdown(wait=False)


class _Body:
    """What a request sends: the pieces of its body as they come, and at last that the asker left. Django writes all
    pieces to the disk before anybody is asked, so that a body without an end is told to it as broken off.
    """

    whole: Any

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._came = 0
        self._left: asyncio.Future[Any] | None = None

    @property
    def is_too_much(self) -> bool:
        return self._came > MOST_SENT

    def left(self) -> asyncio.Future[Any]:
        """Done when the asker leaves; asked for after the body."""
        self._left = asyncio.ensure_future(self._receive())
        return self._left

    def rest(self) -> None:
        """Nobody listens any more."""
        if self._left:
            self._left.cancel()

    async def __call__(self) -> Any:
        if self._left:
            return await self._left
        message = await self._receive()
        self._came += len(message.get("body", b""))
        return {"type": "http.disconnect"} if self.is_too_much else message


def _calm_the_collector() -> None:
    """What was loaded stays: a page makes some ten thousand objects, and to look through all that lives after each
    seven hundred of them takes a fifth of its time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiying.project.settings")
django.setup(set_prefix=False)
application = Application()
_calm_the_collector()
