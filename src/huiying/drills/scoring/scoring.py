"""评分 · The whole result of a drill, from the rows of its world at one moment."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.utils import translation

from huiying.drills.models import Stage
from huiying.drills.scenario.model import Scenario
from huiying.drills.scenario.reading import read
from huiying.handling import rulebook
from huiying.people.models import Section, Unit

from .lessons import lessons
from .people import IN_CHINESE, participants
from .record import Record, gathered
from .rubric import RUBRIC
from .series import series
from .telling import MINUTE, clean, quoted, stamp
from .timeline import events

VERSION: Final = 1
MOST_ABOUT: Final = 2000


def score(stage: Stage, *, at: datetime) -> dict[str, Any]:
    """The result as JSON. RuleError where the stage has not begun, ScenarioError where its scenario is none."""
    return score_of(stage, read(stage.scenario, where=stage.key), at=at)


def score_of(stage: Stage, scenario: Scenario, *, at: datetime) -> dict[str, Any]:
    record = gathered(stage, scenario, at=at)
    with translation.override(IN_CHINESE):
        points = [point.told(record, scenario.weights) for point in RUBRIC]
        return {
            "version": VERSION,
            "drill": _drill(record),
            "began_at": stamp(record.began),
            "ended_at": stamp(record.ended),
            "minutes": round((record.ended - record.began) / MINUTE),
            "score": total(points),
            "points": points,
            "figures": _figures(record),
            "timeline": [event.told(record.began) for event in events(record)],
            "series": series(record),
            "participants": participants(record),
            "lessons": lessons(record, points),
        }


def total(points: Sequence[dict[str, Any]]) -> float:
    """The weighted mean of the points that came up; 0 where none did."""
    told = [(each["points"], each["weight"]) for each in points if each["points"] is not None]
    weight = sum(weight for _, weight in told)
    return round(sum(points * weight for points, weight in told) / weight, 1) if weight else 0.0


def _drill(record: Record) -> dict[str, Any]:
    scenario, stage = record.scenario, record.stage
    founding = Unit.objects.founding()
    unit = record.incident.unit if record.incident else founding
    information = Section.objects.filter(unit=unit, is_information=True).first()
    return {
        "key": stage.key,
        "title": quoted(stage.title),
        "scenario": scenario.key,
        "scenario_title": quoted(scenario.title),
        "about": clean(scenario.about, MOST_ABOUT),
        "sort": str(scenario.sort),
        "level": scenario.level,
        "place": quoted(scenario.place),
        "seed": stage.seed,
        "organ": unit.name if unit else "",
        "information": information.name if information else "",
        "regulation": rulebook.regulation(record.began).key,
    }


def _figures(record: Record) -> dict[str, Any]:
    """How many of what there were; the report takes its numbers here."""
    channels = Counter(each.channel.name for each in record.said)
    releases = [word for word in record.words if word.release is not None]
    return {
        "voices": len(record.said),
        "matter": len(record.matter),
        "taken_in": len(record.voices),
        "injected": sum(1 for each in record.said if each.injected_by_id),
        "channels": dict(channels.most_common()),
        "rumours": len({each.rumour for each in record.said if each.rumour}),
        "releases": len(releases),
        "posts": len(record.public_words) - len(releases),
        "replies": sum(1 for word in record.words if word.ref.startswith("reply:")),
        "calls": len(record.calls),
        "calls_answered": sum(1 for call in record.calls if call.answered_at),
        "incidents": len(record.incidents),
        "clues": len(record.clues),
        "peak_temper": round(max([1.0, *(pulse.after for pulse in record.pulses)]), 2),
        "last_temper": round(record.pulses[-1].after if record.pulses else 1.0, 2),
    }
