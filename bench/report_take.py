"""What `huiying report self-inspection` does, but for reading its arguments, timed in a process that loads no more."""

# ruff: noqa: E402

import json
import os
import resource
import time
from datetime import timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiying.project.settings")
django.setup()

from django.utils import timezone

from huiying.ledger.seal import verify
from huiying.reporting.actions import take_snapshot, write_paper
from huiying.reporting.models import Snapshot, SnapshotRows
from huiying.reporting.proof import prove

YEAR = timedelta(days=365)


def take() -> dict[str, Any]:
    now = timezone.now()
    end = timezone.localdate(now)
    began, worked = time.perf_counter(), time.process_time()
    snapshot = take_snapshot(end - YEAR, end, by=None, at=now)
    frozen, counted = time.perf_counter(), time.process_time()
    write_paper(snapshot, by=None, at=now)
    written = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kept = SnapshotRows.objects.filter(snapshot=snapshot)
    packed = [len(members) for members in kept.values_list("members", flat=True)]
    return {
        "seconds": round(frozen - began, 1),
        "cpu_s": round(counted - worked, 1),
        "paper_s": round(written - frozen, 1),
        "peak_mib": round(peak),
        "numbers": len(packed),
        "rows": sum(kept.values_list("count", flat=True)),
        "kept_kib": round(sum(packed) / 1024),
        "facts_kib": round(len(json.dumps(Snapshot.objects.get(pk=snapshot.pk).facts)) / 1024),
        "ledger": _timed(verify),
        "proof": _timed(prove),
    }


def _timed(prove_it: Any) -> dict[str, Any]:
    began, worked = time.perf_counter(), time.process_time()
    proof = prove_it()
    return {
        "ok": proof.ok,
        "seconds": round(time.perf_counter() - began, 1),
        "cpu_s": round(time.process_time() - worked, 1),
        "entries": getattr(proof, "entries", None),
    }


if __name__ == "__main__":
    print(json.dumps(take()))
