"""过程、曲线、参演人员 · What a result tells of how the day went, and what its chart draws."""

from datetime import datetime, timedelta

import pytest

from huiying.drills.actions_results import earlier
from huiying.drills.models import Drill, DrillState
from huiying.drills.report.chart import course
from huiying.drills.scoring.series import MOST, STEPS, step_of
from huiying.reporting.charts import png, svg
from tests.office import Office

from .played import Day, quick, silent
from .test_score_results import drill_of

pytestmark = pytest.mark.django_db


def test_the_course_is_told_in_the_order_of_time(office: Office) -> None:
    timeline = quick(office).ends()["timeline"]
    moments = [datetime.fromisoformat(event["at"]) for event in timeline]
    assert moments == sorted(moments)
    kinds = [event["kind"] for event in timeline]
    assert (kinds[0], kinds[-1]) == ("began", "ended")
    for kind in ("first_voice", "opened", "rumour", "release", "call", "call_answered", "down", "temper"):
        assert kind in kinds
    release = next(event for event in timeline if event["kind"] == "release")
    assert "仓库内无人员被困" in release["words"]
    assert release["who"] == "沈副局长"


def test_every_voice_is_in_one_bucket(office: Office) -> None:
    result = silent(office).ends()
    buckets = result["series"]["buckets"]
    assert sum(bucket["count"] for bucket in buckets) == result["figures"]["voices"]
    assert all(bucket["count"] == sum(bucket["channels"].values()) for bucket in buckets)
    assert result["series"]["temper"][-1]["value"] == 2.0


@pytest.mark.parametrize("hours", [0.1, 1, 3, 12, 72, 24 * 30])
def test_a_chart_never_has_too_many_bars(hours: float) -> None:
    length = timedelta(hours=hours)
    assert length / timedelta(minutes=step_of(length)) <= MOST or step_of(length) == STEPS[-1]


def test_who_took_part_is_told_by_what_they_did(office: Office) -> None:
    people = {each["name"]: each for each in quick(office).ends()["participants"]}
    assert people.keys() == {"顾信息", "沈副局长"}
    assert people["顾信息"]["calls"] == 1
    assert people["沈副局长"]["deeds"] == 2


def test_the_chart_is_the_same_each_time_and_says_its_finding(office: Office) -> None:
    result = quick(office).ends()
    drawn = course(result)
    assert svg(drawn.spec) == svg(course(result).spec)
    assert png(drawn.spec).startswith(b"\x89PNG")
    assert "公众声音最多，为1条" in drawn.finding
    assert any("发布第1期通报" in row[-1] for row in drawn.rows)


def test_a_day_without_a_voice_is_drawn_too(office: Office) -> None:
    drawn = course(Day.of(office).ends())
    assert drawn.finding == "演练中没有公众声音"
    assert svg(drawn.spec)


def test_drills_of_another_sort_are_not_compared(office: Office) -> None:
    result = silent(office).ends()
    first = drill_of(office, result)
    other = drill_of(office, result, slug="other-1")
    kept = {"state": DrillState.SCORED, "score": 8.0, "digest": "0" * 64, "result": result}
    Drill.objects.update(**kept)
    Drill.objects.filter(pk=other.pk).update(sort="storm")
    third = drill_of(office, result, slug="third-1")
    assert [each["drill"]["key"] for each in earlier(third)] == [first.slug]
