"""What `bench archive-gap` measures: the run alone, in a process of its own. Prints JSON."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import django

from bench.archive_run import posts_of
from huiying.assessment.archive.letters import letters
from huiying.publication.demand.matters import Held, matters


def main(archive: str, work: str, processes: str, *same: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiying.project.settings")
    django.setup()
    seconds: dict[str, float] = {}
    begun: dict[str, float] = {}

    def show(step: str, done: int, count: int) -> None:
        begun.setdefault(step, time.perf_counter())
        seconds[step] = round(time.perf_counter() - begun[step], 1)
        print(f"{time.strftime('%H:%M:%S')} {step} {done}/{count}", file=sys.stderr, flush=True)

    with letters(Path(archive), Path(work), processes=int(processes), show=show) as read:
        found = matters(read, show)
        told: dict[str, Any] = {"groups": len(read.groups), "matters": len(found), "step_seconds": seconds}
    if same:
        begun_at = time.perf_counter()
        held = matters(Held(sorted(posts_of(Path(archive)), key=lambda post: (post.at, len(post.id), post.id))))
        told |= {"same": held == found, "held_seconds": round(time.perf_counter() - begun_at, 1)}
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
