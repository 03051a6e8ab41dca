"""The web and the loops until Ctrl-C: in one process, or the loops in ours and the web in several."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _
from granian.constants import Interfaces
from granian.server.embed import Server

from huiying.core.errors import ConfigError
from huiying.handling import similar as replies
from huiying.project import crowds, loops
from huiying.project.asgi import application
from huiying.publication import similar as published

FINISH_SECONDS = 20.0  # for the pages that are being made when the server is told to stop
BEHIND = 5  # how much more willingly than the pages the loops leave the processor to others (nice)


def serve(host: str, port: int, *, workers: int = 1, web_only: bool = False) -> None:
    """Serve the office on `host`:`port` and run the loops beside it; returns after SIGINT or SIGTERM.

    More than one of `workers` are processes of their own, and must share a cache (`require_shared_cache`). `web_only`
    leaves the loops to others (`huiying work`), but for drills: their worlds are processes of this machine.
    """
    require_free(host, port)
    call_command("collectstatic", verbosity=0, interactive=False)
    stop = threading.Event()
    beside = loops.run_here if web_only else loops.run
    worker = threading.Thread(target=_loops, args=(beside, stop, workers > 1), name="loops")
    worker.start()
    try:
        if workers > 1:
            _several(host, port, workers)
        else:
            for shelves in (replies, published):  # in the process that shows them; each of several makes its own
                shelves.make_ready()
            asyncio.run(_web(host, port))
    finally:
        stop.set()
        worker.join()


def _loops(beside: Callable[[threading.Event], None], stop: threading.Event, alone: bool) -> None:
    """The loops on this thread; `alone` without pages in the same interpreter, whose lock a patient thread would hold
    against them, they step back: people wait for pages, and what the loops flag has a minute.
    """
    if alone and hasattr(os, "nice"):
        os.nice(BEHIND)  # of this thread, and of those that it starts
    beside(stop)


def require_free(host: str, port: int) -> None:
    """Refuse before anything starts when another program holds the port."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ConfigError(
                _("Port %(port)d is not free.") % {"port": port},
                where=host,
                fix=_("Stop the program that uses it, or choose another with --port."),
            ) from error


def require_shared_cache(workers: int, *, alone: bool = True) -> None:
    """Refuse several processes that do not share what is tried, used up and answered once."""
    if (workers > 1 or not alone) and "locmem" in settings.CACHES["default"]["BACKEND"]:
        raise ConfigError(
            _("Several workers need a cache that they share."),
            where="--workers" if workers > 1 else "--web-only",
            fix=_("Name a Redis in HUIYING_CACHE (redis://127.0.0.1:6379/0), or serve with one process and its loops."),
        )


def _several(host: str, port: int, workers: int) -> None:
    """Granian with so many processes, until it ends; what tells us to stop, tells it."""
    options = {
        "interface": "asginl",
        "host": host,
        "port": port,
        "workers": workers,
        "backlog": crowds.WAITING,
        "backpressure": crowds.connections(),
        "static-path-route": settings.STATIC_URL.rstrip("/"),
        "static-path-mount": settings.STATIC_ROOT,
    }
    told = [f"--{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "granian", "--no-ws", "--no-log", "--respawn-failed-workers", *told]
    with tempfile.TemporaryDirectory(prefix="huiying-counts-") as counts:  # where the processes count together
        environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": counts}
        web = subprocess.Popen(  # noqa: S603
            [*command, "huiying.project.asgi:application"], env=environment, start_new_session=True
        )
        late = threading.Timer(FINISH_SECONDS, _kill, [web])
        late.daemon = True
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: _end(web, late))
        code = web.wait()
    late.cancel()
    if code not in (0, -signal.SIGTERM) and not late.ident:
        raise ConfigError(_("The web server stopped by itself."), where=f"{host}:{port}")


def _end(web: subprocess.Popen[bytes], late: threading.Timer) -> None:
    """Ask the server and its workers to finish; what has not ended by then is ended. Granian's first process sets an
    event in its signal handler that it may be leaving at that moment, and then waits for itself for ever.
    """
    web.terminate()
    if not late.ident:
        late.start()


def _kill(web: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(web.pid, signal.SIGKILL)


async def _web(host: str, port: int) -> None:
    server = Server(
        application,
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        websockets=False,
        backlog=crowds.WAITING,
        backpressure=crowds.connections(),
        log_enabled=False,
        static_path_route=[settings.STATIC_URL.rstrip("/")],
        static_path_mount=[settings.STATIC_ROOT],
    )
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers on its loop
            loop.add_signal_handler(name, server.stop)
    await server.serve()
