"""Nothing leaves a drill's world: the last wall, in the interpreter itself.

Channels, webhooks, messages and inspections are off in a drill, each where it would send. What was overlooked meets
this: every connection, every question for an address and every program of another's is refused before it is made.
Accepting connections is none of these, so the world can be looked at.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from huiying.core.errors import HuiyingError

HOUSE = Path(__file__).parents[1].resolve()


class NothingLeaves(HuiyingError):
    """演练世界不对外连接 · Something in a drill wanted to reach what is outside."""


def close() -> None:
    """Close this process, for as long as it lives: no audit hook can be taken away."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    asked = WALLS.get(event)
    if asked is not None and not asked(arguments):
        raise NothingLeaves("演练世界不对外连接", where=event)  # the catalogues may not be there yet


def _never(_arguments: tuple[Any, ...]) -> bool:
    return False


def _our_own(arguments: tuple[Any, ...]) -> bool:
    """Our own interpreter with one of our own scripts: workbooks and feeds are read in a process of their own, which
    has its limits and knows no network.
    """
    _executable, command, *_rest = arguments
    if not isinstance(command, Sequence) or isinstance(command, str | bytes):
        return False
    words = [os.fsdecode(word) for word in command if isinstance(word, str | bytes | os.PathLike)]
    return bool(words) and words[0] == sys.executable and _is_ours(words[1:])


def _is_ours(words: list[str]) -> bool:
    while words and words[0].startswith("-") and words[0] not in ("-c", "-m"):
        words = words[1:]
    return bool(words) and words[0].endswith(".py") and HOUSE in Path(words[0]).resolve().parents


WALLS: Mapping[str, Callable[[tuple[Any, ...]], bool]] = MappingProxyType(
    {
        "socket.connect": _never,
        "socket.sendto": _never,
        "socket.sendmsg": _never,
        "socket.getaddrinfo": _never,
        "socket.gethostbyname": _never,
        "socket.gethostbyaddr": _never,
        "socket.getnameinfo": _never,
        "subprocess.Popen": _our_own,
        "os.system": _never,
        "os.exec": _never,
        "os.posix_spawn": _never,
        "os.spawn": _never,
        "os.startfile": _never,
        "pty.spawn": _never,
        "webbrowser.open": _never,
        "ftplib.connect": _never,
        "smtplib.connect": _never,
        "imaplib.open": _never,
        "urllib.Request": _never,
    }
)
