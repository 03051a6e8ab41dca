"""What `bench archive-gap` measures: the run alone, in a process of its own. Prints JSON."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import django

from bench.archive_run import Steps, posts_of
from huiying.assessment.archive.letters import letters
from huiying.publication.demand.matters import Held, matters


def main(archive: str, work: str, processes: str, *same: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiying.project.settings")
    django.setup()
    steps = Steps()
    with letters(Path(archive), Path(work), processes=int(processes), show=steps.show) as read:
        found = matters(read, steps.show)
        told: dict[str, Any] = {"groups": len(read.groups), "matters": len(found), "step_seconds": steps.seconds}
    if same:
        begun_at = time.perf_counter()
        held = matters(Held(sorted(posts_of(Path(archive)), key=lambda post: (post.at, len(post.id), post.id))))
        told |= {"same": held == found, "held_seconds": round(time.perf_counter() - begun_at, 1)}
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
