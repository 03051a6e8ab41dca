"""The bill of materials: `python -m tools.bill FILE` writes every locked package as CycloneDX 1.5, from `uv.lock`."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
FORMAT = ("--format", "cyclonedx1.5", "--preview-features", "sbom-export")
ALL = ("--all-extras", "--all-groups")


def bill(*which: str) -> str:
    """CycloneDX as JSON; `which` are options of `uv export` that choose among the packages, all of them by default."""
    uv = shutil.which("uv")
    if uv is None:
        raise SystemExit("there is no uv on this machine: pip install uv")
    command = [uv, "export", "--frozen", "--quiet", *FORMAT, *(which or ALL)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - options of ours
    return told.stdout


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(bill(*sys.argv[2:]), "utf-8")
