"""`huiying COMMAND`: Django's commands underneath, the same by hand, in cron and in tests."""

import gc
import os
import sys

import django
from django.core.management import ManagementUtility, call_command
from django.core.management.base import CommandError

from huiying.core.errors import HuiyingError
from huiying.project import home

# These speak of the office's rows; an office that is not made yet is made, empty, before they run.
NEEDS_OFFICE = frozenset(
    {
        "appoint",
        "archive",
        "assess",
        "calendar",
        "factors",
        "hot",
        "import",
        "ledger",
        "regulation",
        "report",
        "token",
        "webhook",
        "work",
    }
)
# The home and its secret key must stand before the settings read them.
NEEDS_HOME = NEEDS_OFFICE | {"demo", "init", "serve"}
# What a drill is asked without an office: to check a file, and what its own world says from inside.
DRILLS_ALONE = frozenset({"check", "list", "serve", "result"})


def main() -> None:
    """Run one command; a refusal is printed as sentences, not as a traceback, with exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiying.project.settings")
    gc.set_threshold(50_000, 20, 100)  # what starting loads stays to the end: looking through it is a tenth of starting
    command = sys.argv[1] if len(sys.argv) > 1 and not {"--help", "-h"} & set(sys.argv) else ""
    try:
        _prepare(command, sys.argv[2:3])
        utility = ManagementUtility(sys.argv)
        utility.prog_name = "huiying"
        utility.execute()
    except (HuiyingError, CommandError) as error:
        print(f"huiying: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # whoever read our output has read enough
        sys.stdout = None
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)


def _prepare(command: str, first: list[str]) -> None:
    if command in NEEDS_HOME or (command == "drill" and not DRILLS_ALONE & set(first)):
        home.make(home.path(), demo=command == "demo")
    if command in NEEDS_OFFICE:
        django.setup()
        call_command("init", "--if-missing", stdout=sys.stderr)
