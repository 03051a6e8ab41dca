"""The web and the loops in one process, until Ctrl-C."""

import asyncio
import contextlib
import signal
import socket
import threading

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _
from granian.constants import Interfaces
from granian.server.embed import Server

from huiying.core.errors import ConfigError
from huiying.project import loops
from huiying.project.asgi import application


def serve(host: str, port: int) -> None:
    """Serve the office on `host`:`port` and run the loops beside it; returns after SIGINT or SIGTERM."""
    require_free(host, port)
    call_command("collectstatic", verbosity=0, interactive=False)
    stop = threading.Event()
    worker = threading.Thread(target=loops.run, args=(stop,), name="loops")
    worker.start()
    try:
        asyncio.run(_web(host, port))
    finally:
        stop.set()
        worker.join()


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


async def _web(host: str, port: int) -> None:
    server = Server(
        application,
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        websockets=False,
        log_enabled=False,
        static_path_route=[settings.STATIC_URL.rstrip("/")],
        static_path_mount=[settings.STATIC_ROOT],
    )
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers on its loop
            loop.add_signal_handler(name, server.stop)
    await server.serve()
