"""Ask an advisory service about every locked package: `python -m tools.audit [SERVICE]`.

Found advisories fail (1). A service that cannot be reached does not (0), since a closed network is no fault of the
packages; it is said plainly, so that nobody takes it for a clean answer. The service is OSV (https://osv.dev), asked by
`uv audit` from `uv.lock`, with what the tests and checks need too.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 120  # seconds
UNREACHED = ("error sending request", "Request failed", "timed out", "dns error", "Connection refused")


def main(service: str = "") -> int:
    uv = shutil.which("uv")
    if uv is None:
        return _not_asked("there is no uv on this machine")
    command = [uv, "audit", "--frozen", "--preview-features", "audit-command"]
    try:
        told = subprocess.run(  # noqa: S603 - a program and options of ours
            [*command, *(["--service-url", service] if service else [])],
            cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return _not_asked("no answer in two minutes")
    if told.returncode and any(words in told.stderr for words in UNREACHED):
        return _not_asked(told.stderr.strip().splitlines()[-1].strip())
    sys.stdout.write(told.stdout)
    sys.stderr.write(told.stderr)
    return 1 if told.returncode else 0


def _not_asked(why: str) -> int:
    sys.stdout.write(
        f"NOT ASKED: the advisories could not be read ({why}). Nothing is known about the locked packages.\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
