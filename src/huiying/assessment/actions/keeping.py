"""The topics that were found are written where they differ from those that stand, and each keeps its key."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from huiying.language.topics import Topic as Found

from ..heat import burst_as_json
from ..models import FormerTopic, Proposal, Topic

CHUNK = 500
COLUMNS = (
    "description",
    "who_where",
    "heat",
    "heat_because",
    "curve",
    "burst",
    "first_at",
    "last_at",
    "voices_count",
)


@transaction.atomic
def keep(found: Sequence[Found], *, same: Iterable[Sequence[int]] | None, unit: int | None = None) -> bool:
    """Write the topics of a unit and, where they were looked for, the groups of voices that say the same; whether
    anything changed.

    A topic that holds most of an earlier one's voices goes on under its key. The key of one that went into another
    leads there from now on.
    """
    members = [[int(ident) for ident in topic.ids] for topic in found]
    rows = {topic.pk: topic for topic in Topic.objects.filter(unit=unit)}
    known = dict(Proposal.objects.filter(topic__unit=unit, topic__isnull=False).values_list("voice", "topic"))
    keys = keys_of(members, known, named={pk for pk, row in rows.items() if row.named})
    topics, changed = _topics(found, keys, rows, unit)
    wanted = {voice: topic.pk for topic, voices in zip(topics, members, strict=True) for voice in voices}
    changed |= _point("topic_id", known, wanted)
    changed |= _retire(set(rows) - {key for key in keys if key}, known, wanted)
    if same is not None:
        changed |= _same(same, unit)
    return changed


def keys_of(
    members: Sequence[Sequence[int]], known: Mapping[int, int], *, named: Iterable[int] = ()
) -> list[int | None]:
    """For each new topic the key of the earlier one with which it shares most voices, each key given once.

    Those that a person described come first, so that what was said of them is not lost.
    """
    first = set(named)
    shared = [
        (key not in first, -count, place, key)
        for place, voices in enumerate(members)
        for key, count in Counter(known[voice] for voice in voices if voice in known).items()
    ]
    keys: list[int | None] = [None] * len(members)
    given: set[int] = set()
    for _named, _count, place, key in sorted(shared):
        if keys[place] is None and key not in given:
            keys[place] = key
            given.add(key)
    return keys


def columns_of(topic: Found) -> dict[str, Any]:
    return {
        "description": topic.description[:200],
        "who_where": topic.who_where[:120],
        "heat": topic.heat,
        "heat_because": dict(topic.heat_because),
        "curve": [list(point) for point in topic.curve],
        "burst": burst_as_json(topic.burst),
        "first_at": topic.start,
        "last_at": topic.end,
        "voices_count": len(topic.ids),
    }


def _topics(
    found: Sequence[Found], keys: Sequence[int | None], rows: Mapping[int, Topic], unit: int | None
) -> tuple[list[Topic], bool]:
    """The rows in the order of `found`, new ones made and others mended; whether any had to be."""
    topics, fresh, mended = [], [], []
    for one, key in zip(found, keys, strict=True):
        columns = columns_of(one)
        row = rows[key] if key else Topic(unit_id=unit)
        if row.named:
            columns.pop("description")
        differs = any(getattr(row, name) != value for name, value in columns.items())
        for name, value in columns.items():
            setattr(row, name, value)
        topics.append(row)
        if key is None:
            fresh.append(row)
        elif differs:
            mended.append(row)
    Topic.objects.bulk_create(fresh, batch_size=CHUNK)
    Topic.objects.bulk_update(mended, COLUMNS, batch_size=CHUNK)
    return topics, bool(fresh or mended)


def _point(column: str, known: Mapping[int, int], wanted: Mapping[int, int]) -> bool:
    """Let the proposals of voices point where they are wanted to; whether any pointed elsewhere."""
    moved: dict[int | None, list[int]] = defaultdict(list)
    for voice in known.keys() | wanted.keys():
        if known.get(voice) != (target := wanted.get(voice)):
            moved[target].append(voice)
    changed = 0
    for target, voices in moved.items():
        for start in range(0, len(voices), CHUNK):
            some = Proposal.objects.filter(voice__in=sorted(voices)[start : start + CHUNK])
            changed += some.update(**{column: target})
    return changed > 0


def _retire(gone: set[int], known: Mapping[int, int], wanted: Mapping[int, int]) -> bool:
    """Earlier topics that are none any more: the address of one leads to where most of its voices went."""
    went: dict[int, Counter[int]] = defaultdict(Counter)
    for voice, topic in known.items():
        if topic in gone and voice in wanted:
            went[topic][wanted[voice]] += 1
    for topic, targets in went.items():
        forward(topic, to=targets.most_common(1)[0][0])
    for start in range(0, len(some := sorted(gone)), CHUNK):
        Topic.objects.filter(pk__in=some[start : start + CHUNK]).delete()
    return bool(gone)


def forward(key: int, *, to: int) -> None:
    """The address of the topic that had this key leads to another one from now on, and so do those that led to it."""
    FormerTopic.objects.filter(topic=key).update(topic=to)
    FormerTopic.objects.update_or_create(key=key, defaults={"topic_id": to})


def _same(groups: Iterable[Sequence[int]], unit: int | None) -> bool:
    """Of voices that say the same, the first stands for all."""
    wanted = {voice: group[0] for group in groups for voice in group[1:]}
    pointing = Proposal.objects.filter(voice__channel__unit=unit, same_as__isnull=False)
    known = dict(pointing.values_list("voice", "same_as"))
    return _point("same_as_id", known, wanted)
