"""演练结果的页面 · The result stands on the desk for those who may read it: its evidence, its chart, its report."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from huiying.drills import views_results
from huiying.drills.actions_results import take_result
from huiying.drills.models import Drill, DrillState
from huiying.handling.tests.desk import signed_in
from huiying.people.actions import appoint
from huiying.people.models import Role, TrainingItem, Unit, User
from tests.office import SUNDAY, Office

from .played import silent
from .test_score_results import NOW, drill_of

pytestmark = pytest.mark.django_db
PAGE = "/desk/drills/warehouse-fire-1/result/"


def scored(office: Office) -> Drill:
    result = silent(office).ends()
    drill = drill_of(office, result)
    take_result(drill, result, by=office.officer, at=NOW)
    return drill


def body(response: Any) -> str:
    return str(response.content.decode())


def test_the_page_tells_each_point_with_its_evidence(office: Office) -> None:
    drill = scored(office)
    response = signed_in(office.handler).get(PAGE)
    assert response.status_code == 200
    told = body(response)
    for point in drill.result["points"]:
        assert point["name"] in told
        assert all(each["what"] in told for each in point["evidence"] if point["points"] is not None)
    assert drill.digest in told
    assert f"{PAGE}report.docx" in told
    assert "<style" not in told
    assert "<script>" not in told


def test_the_chart_and_the_files_are_served(office: Office) -> None:
    scored(office)
    client = signed_in(office.leader)
    drawn = client.get(f"{PAGE}chart.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert "公众声音" in body(drawn)
    assert client.get(f"{PAGE}report.docx").content.startswith(b"PK")
    assert client.get(f"{PAGE}report.pdf").content.startswith(b"%PDF")
    assert client.get(f"{PAGE}report.xlsx").status_code == 404


@pytest.mark.parametrize("path", ["", "chart.svg", "report.docx", "report.pdf"])
def test_a_result_of_another_unit_is_not_there(office: Office, path: str) -> None:
    scored(office)
    other = Unit.objects.create(name="另一局")
    stranger = User.objects.create(username="other", name="外局领导", unit=other)
    appoint(stranger, role=Role.LEADER, section=None, unit=other, by=None, at=SUNDAY)
    assert signed_in(stranger).get(f"{PAGE}{path}").status_code == 404
    assert Client().get(f"{PAGE}{path}").status_code == 302


def test_a_drill_without_a_result_has_no_page(office: Office) -> None:
    drill = scored(office)
    Drill.objects.filter(pk=drill.pk).update(state=DrillState.STOPPED)
    assert signed_in(office.leader).get(PAGE).status_code == 404


def test_words_of_another_world_are_words_on_the_page(office: Office) -> None:
    result = silent(office).ends()
    result["points"][0]["evidence"][0]["words"] = "<script>alert(1)</script>"
    take_result(drill_of(office, result), result, by=office.officer, at=NOW)
    assert "<script>alert" not in body(signed_in(office.officer).get(PAGE))


def test_the_page_compares_with_the_drill_before(office: Office) -> None:
    result = silent(office).ends()
    take_result(drill_of(office, result), result, by=office.officer, at=NOW)
    second = {**result, "drill": {**result["drill"], "key": "warehouse-fire-2"}}
    later = NOW + timedelta(hours=1)
    take_result(drill_of(office, second, made_at=NOW), second, by=office.officer, at=later)
    client = signed_in(office.officer)
    with translation.override("zh-hans"):
        assert "得分与上次相同" in body(client.get("/desk/drills/warehouse-fire-2/result/"))
        assert "以往没有" in body(client.get(PAGE))


def test_the_result_is_taken_from_the_world_by_who_may(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the world's own process tells stands for the world; the world itself is played in the tests of worlds."""
    result = silent(office).ends()
    drill = drill_of(office, result)
    asked: list[Path] = []

    def of(folder: Path) -> dict[str, Any]:
        asked.append(folder)
        return result

    monkeypatch.setattr(views_results, "result_of", of)
    address = f"/desk/drills/{drill.slug}/score/"
    assert signed_in(office.handler).post(address).status_code == 403
    assert asked == []
    response = signed_in(office.officer).post(address)
    assert response.headers["Location"] == PAGE
    assert [folder.name for folder in asked] == [drill.slug]
    drill.refresh_from_db()
    assert drill.state == DrillState.SCORED
    assert TrainingItem.objects.filter(source=f"drill:{drill.slug}").exists()
    again = signed_in(office.officer).post(address)
    assert again.headers["Location"] == f"/desk/drills/{drill.slug}/"
