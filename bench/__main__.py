"""`python -m bench NAME …`: one module of this folder a benchmark; figures as lines, or as JSON with --json."""

import argparse
import importlib
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

FOLDER = Path(__file__).parent


def names() -> list[str]:
    """The benchmarks by name: every module here that says what it takes."""
    found = (path for path in FOLDER.glob("*.py") if "def arguments(" in path.read_text("utf-8"))
    return sorted(path.stem.replace("_", "-") for path in found if path.stem != "__main__")


def main() -> None:
    """Import only the benchmark that was named: one that lacks a package keeps no other from running."""
    first = argparse.ArgumentParser(prog="python -m bench", description=__doc__, epilog=f"NAME: {', '.join(names())}")
    first.add_argument("name", metavar="NAME", choices=names())
    name = first.parse_args(sys.argv[1:2]).name
    module = importlib.import_module(f"bench.{name.replace('-', '_')}")
    options = _parser(name, module).parse_args(sys.argv[2:])
    figures: dict[str, Any] = module.run(options)
    if options.peers and hasattr(module, "peers"):
        figures["peers"] = module.peers(options)
    _print(figures, as_json=options.json)


def _parser(name: str, module: ModuleType) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m bench {name}", description=module.__doc__)
    module.arguments(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--peers", action="store_true", help="run the baselines too, and print ratios")
    return parser


def _print(figures: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        json.dump(figures, sys.stdout, ensure_ascii=False)
        print()
        return
    for name, value in figures.items():
        print(f"{name}: {json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value}")


if __name__ == "__main__":
    main()
