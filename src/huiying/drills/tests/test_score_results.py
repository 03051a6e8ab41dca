"""收回结果 · What comes from a drill's world is looked at like anything from outside; what is right is kept, written up
and turned into what is to be trained.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.drills.actions_results import take_result
from huiying.drills.models import Drill, DrillPaper, DrillState
from huiying.drills.report import report
from huiying.drills.scoring import canonical, digest_of, read_result
from huiying.drills.scoring.reading import MOST_BYTES
from huiying.ledger.models import Entry
from huiying.people.models import TrainingItem
from huiying.reporting.official import Heading, check
from huiying.reporting.papers.sorts import docx
from tests.office import SUNDAY, Office

from .played import quick, silent

pytestmark = pytest.mark.django_db
NOW = SUNDAY + timedelta(days=1)
Change = Callable[[dict[str, Any]], object]


def drill_of(office: Office, result: dict[str, Any], **more: Any) -> Drill:
    told = result["drill"]
    values = {"slug": told["key"], "title": told["title"], "sort": told["sort"], "seed": told["seed"], "scenario": ""}
    values |= {"unit": office.unit, "state": DrillState.STOPPED, "made_at": SUNDAY, "made_by": office.officer}
    return Drill.objects.create(**(values | more))


def test_a_result_is_read_as_it_was_written(office: Office) -> None:
    for day in (silent(office),):
        result = day.ends()
        assert read_result(canonical(result)) == result
        assert read_result(json.dumps(result)) == result


def changed(change: Change) -> Change:
    return change


HOSTILE: list[tuple[str, Change]] = [
    ("version", lambda told: told.update(version=2)),
    ("version", lambda told: told.update(version=True)),
    ("not the names", lambda told: told.update(more=1)),
    ("not the names", lambda told: told.pop("lessons")),
    ("drill.title", lambda told: told["drill"].update(title={"a": 1})),
    ("drill.title", lambda told: told["drill"].update(title="长" * 501)),
    ("drill.title", lambda told: told["drill"].update(title="a\x00b")),
    ("drill.organ", lambda told: told["drill"].update(organ="两\n行")),
    ("sort", lambda told: told["drill"].update(sort="<script>")),
    ("began_at", lambda told: told.update(began_at="yesterday")),
    ("began_at", lambda told: told.update(began_at="2026-03-15T10:00:00")),
    ("before it began", lambda told: told.update(ended_at=told["began_at"].replace("2026", "2025"))),
    ("score", lambda told: told.update(score=101)),
    ("score", lambda told: told.update(score=True)),
    ("mean of its points", lambda told: told.update(score=99.0)),
    ("points\\[0\\].points", lambda told: told["points"][0].update(points="100")),
    ("not those of the score", lambda told: told["points"].pop()),
    ("points\\[1\\].evidence", lambda told: told["points"][1].update(evidence=told["points"][1]["evidence"] * 60)),
    ("figures.channels", lambda told: told["figures"].update(channels={"weibo": -1})),
    ("figures.channels", lambda told: told["figures"].update(channels=["weibo"])),
    ("timeline", lambda told: told.update(timeline=told["timeline"] * 3000)),
    ("lesson", lambda told: told["lessons"][0].update(days=10**8)),
    ("lesson", lambda told: told["lessons"][0].update(what=" ")),
    ("curves", lambda told: told["series"].update(temper=[])),
    ("curves", lambda told: told["series"].update(step=0)),
]


@pytest.mark.parametrize(("word", "change"), HOSTILE)
def test_a_result_of_another_form_is_refused(office: Office, word: str, change: Change) -> None:
    result = silent(office).ends()
    change(result)
    with translation.override("en"), pytest.raises(InputError, match=word):
        read_result(json.dumps(result))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"version": NaN}',
        '{"version": 1, "version": 1}',
        '{"version": 1',
        b"\xff\xfe\x00",
        '{"a": "' + "x" * MOST_BYTES + '"}',
        '{"version": 1e999}',
        '{"version": ' + "9" * 10_000 + "}",
    ],
)
def test_what_is_no_result_is_refused(text: str | bytes) -> None:
    with translation.override("en"), pytest.raises(InputError, match="not the result of a drill"):
        read_result(text)


def test_a_result_is_kept_written_up_and_taught(office: Office) -> None:
    result = silent(office).ends()
    drill = drill_of(office, result)
    take_result(drill, json.dumps(result), by=office.officer, at=NOW)
    assert (drill.state, drill.score, drill.digest) == (DrillState.SCORED, result["score"], digest_of(result))
    papers = {paper.form: bytes(paper.content) for paper in DrillPaper.objects.filter(drill=drill)}
    assert papers.keys() == {"docx", "pdf"}
    assert check(papers["docx"]) == []
    assert papers["pdf"].startswith(b"%PDF")
    entry = Entry.objects.get(deed="drill.scored")
    assert entry.told["digest"] == drill.digest
    assert entry.told["papers"] == {form: hashlib.sha256(content).hexdigest() for form, content in papers.items()}
    items = TrainingItem.objects.filter(unit=office.unit, source=f"drill:{drill.slug}")
    assert [item.what for item in items.order_by("pk")] == [lesson["what"] for lesson in result["lessons"]]
    assert {(item.due_on - NOW.date()).days for item in items if item.due_on} == {14, 30}


def test_a_result_is_taken_once_and_of_a_drill_that_is_over(office: Office) -> None:
    result = silent(office).ends()
    drill = drill_of(office, result, state=DrillState.RUNNING)
    with translation.override("en"), pytest.raises(RuleError, match="still goes on"):
        take_result(drill, result, by=office.officer, at=NOW)
    assert not DrillPaper.objects.exists()
    Drill.objects.update(state=DrillState.STOPPED)
    take_result(drill, result, by=office.leader, at=NOW)
    with translation.override("en"), pytest.raises(RuleError, match="scored already"):
        take_result(drill, result, by=office.officer, at=NOW)
    assert DrillPaper.objects.count() == 2


def test_a_result_of_another_drill_is_refused(office: Office) -> None:
    result = silent(office).ends()
    drill = drill_of(office, result, seed=8)
    with translation.override("en"), pytest.raises(InputError, match="another drill"):
        take_result(drill, result, by=office.officer, at=NOW)


@pytest.mark.parametrize("who", ["handler", "head", "editor", "auditor"])
def test_who_may_not_run_drills_takes_no_result(office: Office, who: str) -> None:
    result = silent(office).ends()
    drill = drill_of(office, result)
    with pytest.raises(NotAllowed):
        take_result(drill, result, by=getattr(office, who), at=NOW)


def test_a_second_drill_of_the_sort_is_compared_with_the_first(office: Office) -> None:
    first = silent(office).ends()
    take_result(drill_of(office, first), first, by=office.officer, at=NOW)
    second = json.loads(json.dumps(first))
    second["drill"]["key"] = "warehouse-fire-2"
    drill = drill_of(office, second, made_at=NOW)
    take_result(drill, second, by=office.officer, at=NOW + timedelta(hours=1))
    told = words(report(second, [first], dated=NOW.date()))
    assert f"本次{first['score']:g}分，与其持平" in told
    assert "本单位以往没有评分的" not in told
    assert TrainingItem.objects.filter(source="drill:warehouse-fire-2").count() == len(second["lessons"])


def words(document: Any) -> str:
    return str(document)


# ── 报告 ──


def test_the_report_says_when_there_was_no_drill_before(office: Office) -> None:
    told = words(report(silent(office).ends(), [], dated=NOW.date()))
    assert "本单位以往没有评分的安全事故类演练" in told


def test_the_report_of_a_good_day_keeps_the_standard_and_praises_nobody(office: Office) -> None:
    result = quick(office).ends()
    document = report(result, [], dated=NOW.date())
    assert check(docx(document)) == []
    told = words(document)
    for empty in ("高度重视", "圆满", "取得良好", "充分体现", "有力", "切实"):
        assert empty not in told


def test_every_low_point_is_a_problem_with_its_words(office: Office) -> None:
    result = silent(office).ends()
    blocks = report(result, [], dated=NOW.date()).blocks
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    low = [each for each in result["points"] if each["points"] is not None and each["points"] < 80]
    for each in low:
        assert any(f"{each['name']}得{each['points']:g}分" in heading for heading in headings)


def test_words_from_outside_cite_no_numbers(office: Office) -> None:
    result = silent(office).ends()
    result["drill"]["about"] = "\ue000received\ue0019999件\ue002"
    assert "\ue000" not in words(report(result, [], dated=NOW.date()))
