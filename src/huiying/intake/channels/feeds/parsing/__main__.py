"""`python -m huiying.intake.channels.feeds.parsing HOW MEMORY SECONDS`: a text comes in, its entries go out as JSON."""

import json
import sys
from collections.abc import Mapping
from typing import Any

from . import hot, pages, syndication
from .unreadable import Unreadable

if sys.platform != "win32":
    import resource


def main(how: Mapping[str, str], memory: int, seconds: int) -> None:
    """Print the entries, or `{"error": code}`."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    try:
        told: Any = entries(text, how)
    except Unreadable as error:
        told = {"error": error.code}
    except (MemoryError, RecursionError):
        told = {"error": "too_much"}
    sys.stdout.write(json.dumps(told))


def entries(text: str, how: Mapping[str, str]) -> list[dict[str, Any]]:
    match how["kind"]:
        case "hot":
            return hot.entries(text, how)
        case "page":
            return pages.entries(text, how["select"])
        case _:
            return syndication.entries(text)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
