"""How many connections one process holds open at once.

A browser keeps its connections between two pages, and a proxy keeps a pool of them: a few hundred readers are a few
hundred connections on which nothing happens. Granian's embedded server takes 128 and lets the next one wait until
somebody goes, a minute and more, while the processor has nothing to do.
"""

import sys

if sys.platform != "win32":
    import resource

WAITING = 2048  # connections that the kernel holds until they are taken; its own limit (somaxconn) may be lower
OPEN = 8192
OWN_FILES = 512  # databases, attachments, logs, what is sent out
LEAST = 128


def connections() -> int:
    """How many this process may hold open. What it may open of files is raised to that, as far as the system lets it
    (systemd begins with 1,024, and allows more).
    """
    if sys.platform == "win32":
        return OPEN
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    endless = resource.RLIM_INFINITY
    files = raised(soft, hard, endless=endless)
    if files != soft:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    return OPEN if files == endless else within(files)


def raised(soft: int, hard: int, *, endless: int) -> int:
    """The limit of open files that is wanted, between what holds now and what may be asked for."""
    if soft == endless or soft >= OPEN + OWN_FILES:
        return soft
    return OPEN + OWN_FILES if hard == endless else min(OPEN + OWN_FILES, hard)


def within(files: int) -> int:
    """Of so many open files those that may be connections."""
    return max(LEAST, min(OPEN, files - OWN_FILES))
