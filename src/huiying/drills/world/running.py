"""A world's process: started beside the office's own, watched by asking it, and stopped by a signal. Only what is known
to be that world is ever signalled.
"""

import contextlib
import hmac
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from huiying.core.errors import ConfigError, RuleError

from .plan import LOG, Plan

# What a process needs of its surroundings; nothing that tells where the office's own database or servers are.
KEPT = (
    *("PATH", "HOME", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "TEMP", "TMP", "HUIYING_LOG"),
    *("VIRTUAL_ENV", "PYTHONPATH", "LD_LIBRARY_PATH", "OPENBLAS_NUM_THREADS", "SYSTEMROOT", "USERPROFILE", "APPDATA"),
)
ASKED_SECONDS = 1.5
RESULT_SECONDS = 120
TOLD_LINES = 12
TOLD_CHARACTERS = 480

_children: dict[int, subprocess.Popen[bytes]] = {}  # of this process: reaped when they are looked at


def environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {"HUIYING_HOME": str(folder)}


def command(port: int) -> list[str]:
    return [sys.executable, "-m", "huiying", "drill", "serve", "--port", str(port)]


def spawn(folder: Path, port: int) -> int:
    """Start the process of this world, which outlives whoever started it; its number."""
    _reap()
    log = os.open(folder / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        child = subprocess.Popen(  # noqa: S603 - our own program, and no shell
            command(port),
            env=environment(folder),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    finally:
        os.close(log)
    _children[child.pid] = child
    return child.pid


def answers(plan: Plan, port: int) -> int | None:
    """The number of the process that is this world and answers at the port; None where nobody or another does."""
    asked = secrets.token_hex(16)
    url = f"http://{_near(settings.DRILL_HOST)}:{port}/drill/alive/?asked={asked}"
    try:
        with _direct().open(url, timeout=ASKED_SECONDS) as answer:
            told = json.loads(answer.read(1000))
    except (OSError, ValueError, urllib.error.URLError):
        return None
    process = told.get("process") if isinstance(told, dict) else None
    if not isinstance(process, int) or not hmac.compare_digest(str(told.get("mark")), plan.mark(asked, process)):
        return None
    return process


def _direct() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))


def lives(process: int, folder: Path) -> bool:
    """Whether the process of this number is still the one that was started for this folder: numbers are used again."""
    _reap()
    if process in _children:
        return True
    with contextlib.suppress(OSError):
        return os.readlink(f"/proc/{process}/cwd") == str(folder.resolve())
    return False


def stop(plan: Plan, folder: Path, *, process: int | None, port: int | None) -> bool:
    """Tell the world to stop; False where no process is known to be it."""
    answering = answers(plan, port) if port else None
    known = answering or (process if process and lives(process, folder) else None)
    if known is None:
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(known, signal.SIGTERM)
    return True


def wait(process: int | None, seconds: float = 30) -> None:
    """Until a process that we started has ended, or for so long."""
    child = _children.get(process or 0)
    if child is not None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(seconds)
        _reap()


def last_words(folder: Path) -> str:
    """What the world's log says at its end."""
    with contextlib.suppress(OSError):
        lines = (folder / LOG).read_text("utf-8", "replace").strip().splitlines()
        return "\n".join(lines[-TOLD_LINES:])[-TOLD_CHARACTERS:]
    return ""


def free_port(taken: Iterable[int], *, wanted: int | None = None) -> int:
    """A port of the setting `drill_ports` on which nobody listens and for which no drill is set up; RuleError where
    there is none.
    """
    first, _dash, last = settings.DRILL_PORTS.partition("-")
    held = set(taken)
    for port in (wanted,) if wanted else range(int(first), int(last) + 1):
        if port not in held and is_free(port):
            return port
    if wanted:
        raise ConfigError(_("Port %(port)d is not free.") % {"port": wanted}, where=settings.DRILL_HOST)
    raise RuleError(
        _("No port for drills is free."),
        where=settings.DRILL_PORTS,
        fix=_("Stop a drill first, or give more ports in drill_ports."),
    )


def is_free(port: int) -> bool:
    host = settings.DRILL_HOST
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            probe.bind((host, port))
            return True
    return False


def _near(host: str) -> str:
    """How this machine reaches what listens there."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - asked, not bound
    return f"[{near}]" if ":" in near else near


def _reap() -> None:
    for number, child in list(_children.items()):
        if child.poll() is not None:
            _children.pop(number, None)


def result_of(folder: Path) -> dict[str, object]:
    """What the world makes of its drill, told by a process of its own world on its standard output."""
    nothing = RuleError(_("The drill gives no result."), where=folder.name)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "huiying", "drill", "result"],
            env=environment(folder),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=RESULT_SECONDS,
        )
        told = json.loads(done.stdout) if not done.returncode else None
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise nothing from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise RuleError(_("The drill gives no result."), where=folder.name, fix=said[-1][:300] if said else "")
    if not isinstance(told, dict):
        raise nothing
    return told
