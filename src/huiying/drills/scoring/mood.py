"""公众情绪 · How the temper went: over the whole time, at its worst, and at the end."""

import math
from datetime import datetime

from .curves import ANGER, along
from .point import Evidence, Judged
from .record import Record
from .telling import quoted

OVER_TIME, AT_THE_END, AT_WORST = 0.5, 0.3, 0.2
CALM = 1.0


def mood(record: Record) -> Judged:
    if not record.scenario.reactions:
        return Judged(None, ("脚本没有设定公众情绪的变化，不评。",))
    steps = temper(record)
    mean, worst, last = mean_of(steps, record.ended), max(steps, key=lambda step: step[1]), steps[-1][1]
    points = OVER_TIME * _points(mean) + AT_THE_END * _points(last) + AT_WORST * _points(worst[1])
    reason = (
        f"公众情绪以{CALM:.0f}为常态，全程平均{mean:.2f}，最高{worst[1]:.2f}（{record.hour(worst[0])}），"
        f"结束时{last:.2f}。"
    )
    risen = sorted(record.pulses, key=lambda pulse: pulse.before - pulse.after)
    evidence = [
        Evidence(f"由{pulse.before:.2f}变为{pulse.after:.2f}", pulse.at, pulse.ref, quoted(pulse.because))
        for pulse in risen
    ]
    return Judged(points, (reason,), tuple(evidence))


def _points(value: float) -> float:
    return along(ANGER, math.log2(max(value, 0.01)))


def temper(record: Record) -> list[tuple[datetime, float]]:
    """The temper from the beginning, and each time that it changed."""
    return [(record.began, CALM), *((max(pulse.at, record.began), pulse.after) for pulse in record.pulses)]


def mean_of(steps: list[tuple[datetime, float]], ended: datetime) -> float:
    """The mean over time, of doublings: twice as angry and half as angry weigh the same."""
    ends = [*(at for at, _ in steps[1:]), ended]
    spans = [max((end - at).total_seconds(), 0.0) for (at, _), end in zip(steps, ends, strict=True)]
    if not sum(spans):
        return steps[-1][1]
    told = (span * math.log2(max(value, 0.01)) for span, (_, value) in zip(spans, steps, strict=True))
    return float(2 ** (sum(told) / sum(spans)))
