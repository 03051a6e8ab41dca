"""The pages of the stage: who enters, what they show, what a hostile form does, and that the real world has none."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from huiying.drills import actions, clock
from huiying.drills.models import Stage
from huiying.drills.tests.stages import BEGAN, HOUR, MINUTE, SCENARIO, answering, begun, listened, played, staged
from huiying.handling.tests.desk import signed_in
from huiying.handling.tests.incidents import released
from huiying.ledger.models import Entry
from huiying.people.models import User
from tests.office import Office

PEOPLE = ("officer", "handler", "head", "leader", "editor", "auditor")
PLAYERS = {"officer", "handler", "head", "leader"}
PAGES: dict[str, set[str]] = {
    "/desk/stage/": {"officer"},  # who also is the trainer
    "/desk/stage/roles/": {"officer"},
    "/desk/stage/wall/": set(PEOPLE),
    "/desk/stage/figures/": set(PEOPLE),
    "/desk/stage/voices.svg": set(PEOPLE),
    "/desk/stage/temper.svg": set(PEOPLE),
    "/desk/stage/calls/": PLAYERS,
    "/desk/stage/strip/": set(PEOPLE),
}
DEEDS = ("begin", "finish", "pause", "go-on", "speed", "step", "bring", "hint")
HOSTILE = "<script>alert(1)</script>&\"'"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_a_drill(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DRILL = "test-1"
    settings.CHANNEL_CONNECTORS = "huiying.drills.stage_connector.connector"
    clock.make(tmp_path, begins=BEGAN, speed=1, real=time.time())
    made = clock.DrillClock(tmp_path)
    monkeypatch.setattr(clock, "current", lambda: made)
    monkeypatch.setattr("django.utils.timezone.now", made.now)


@pytest.fixture
def stage(office: Office) -> Stage:
    """A stage an hour old, with a call, hints, an incident and a release; the time is held."""
    stage = begun(office)
    clock.current().pause()  # type: ignore[union-attr]
    clock.current().step(HOUR)  # type: ignore[union-attr]
    played(stage, BEGAN + 30 * MINUTE)
    listened(BEGAN + 30 * MINUTE)
    incident = answering(office, BEGAN + 35 * MINUTE)
    released(incident, office, BEGAN + 50 * MINUTE, text="桶装水检测合格。", every=60)
    return played(stage, BEGAN + HOUR)


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_post_opens_its_pages_and_no_other(office: Office, stage: Stage) -> None:
    got = {
        page: {who for who in PEOPLE if signed_in(getattr(office, who)).get(page).status_code == 200} for page in PAGES
    }
    assert got == PAGES


def test_only_the_trainer_steers(office: Office, stage: Stage) -> None:
    before = Entry.objects.count()
    for who in set(PEOPLE) - {"officer"}:
        for deed in DEEDS:
            assert signed_in(getattr(office, who)).post(f"/desk/stage/{deed}/").status_code == 403, (who, deed)
    assert Entry.objects.count() == before


def test_nobody_enters_unsigned(office: Office, stage: Stage) -> None:
    for page in PAGES:
        assert Client().get(page).status_code == 302


def test_the_real_world_has_no_stage(office: Office, stage: Stage, settings: Any) -> None:
    settings.DRILL = ""
    client = signed_in(office.officer)
    for page in PAGES:
        assert client.get(page).status_code == 404, page
    for deed in (*DEEDS, "act"):
        assert client.post(f"/desk/stage/{deed}/").status_code == 404, deed
    assert "stage-strip" not in words(client.get("/desk/cases/"))


def test_every_page_of_the_desk_has_the_place_of_the_strip(office: Office, stage: Stage) -> None:
    assert 'hx-get="/desk/stage/strip/?seen=none" hx-trigger="load, every 5s"' in words(
        signed_in(office.handler).get("/desk/cases/")
    )


def test_the_drill_is_begun_from_the_panel(office: Office) -> None:
    stage = staged(office)
    client = signed_in(office.officer)
    before = words(client.get("/desk/stage/"))
    assert "/desk/stage/begin/" in before
    assert "/desk/stage/finish/" not in before
    assert client.post("/desk/stage/begin/").status_code == 302
    stage.refresh_from_db()
    assert stage.began_at is not None
    after = words(client.get("/desk/stage/"))
    assert "/desk/stage/begin/" not in after
    assert "江岚晚报记者" in after  # what is to come


def test_the_panel_tells_what_was_and_what_comes(office: Office, stage: Stage) -> None:
    shown = words(signed_in(office.officer).get("/desk/stage/"))
    for told in ("桶装水疑云", "通报说清了情况", "记者的电话没有人接", "关于松溪产业园仓库起火的情况通报", "×0.8"):
        assert told in shown, told
    assert 'tag--warn"' in shown  # a source is down


def test_players_do_not_see_what_comes(office: Office, stage: Stage) -> None:
    for page in ("/desk/stage/wall/", "/desk/stage/calls/", "/desk/stage/strip/", "/desk/stage/figures/"):
        assert "桶装水疑云" not in words(signed_in(office.head).get(page))


def test_the_wall_refreshes_itself_and_shows_the_hours_of_the_law(office: Office, stage: Stage) -> None:
    shown = words(signed_in(office.auditor).get("/desk/stage/wall/"))
    assert 'hx-get="/desk/stage/wall/" hx-trigger="every 5s" hx-select="#stage-view"' in shown
    assert "桶装水传言" in shown
    assert "clock-words" in shown
    assert "<script>" not in shown
    picture = signed_in(office.auditor).get("/desk/stage/voices.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<svg")


def test_the_figures_stand_behind_the_curves(office: Office, stage: Stage) -> None:
    answer = signed_in(office.auditor).get("/desk/stage/figures/")
    points = answer.context["curves"].points
    assert sum(point.voices for point in points) == stage.utterances.count()
    assert points[-1].temper == pytest.approx(stage.temper)
    assert [mark.time for mark in answer.context["curves"].marks] == ["10:50"]


def test_the_time_is_moved_from_the_panel_and_played_on(office: Office, stage: Stage) -> None:
    client = signed_in(office.officer)
    before = stage.utterances.count()
    assert client.post("/desk/stage/step/", {"minutes": "15"}).status_code == 302
    stage.refresh_from_db()
    assert stage.utterances.count() > before
    assert client.post("/desk/stage/go-on/").status_code == 302
    assert client.post("/desk/stage/speed/", {"speed": "10"}).status_code == 302
    assert clock.current().state().speed == 10  # type: ignore[union-attr]
    assert client.post("/desk/stage/pause/").status_code == 302
    assert client.post("/desk/stage/finish/").status_code == 302
    stage.refresh_from_db()
    assert stage.finished_at is not None
    assert client.get("/desk/stage/").status_code == 200


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("speed", {"speed": "0"}),
        ("speed", {"speed": "nan"}),
        ("speed", {"speed": "9" * 400}),
        ("speed", {}),
        ("step", {"minutes": "-5"}),
        ("step", {"minutes": "1e9"}),
        ("step", {"minutes": "1441"}),
        ("hint", {"text": ""}),
        ("hint", {"text": "长" * 501}),
        ("bring", {}),
        ("bring", {"kind": "post"}),
        ("bring", {"kind": "post", "text": "长" * 4001}),
        ("bring", {"kind": "post", "text": "有毒", "channel": "鸽子"}),
        ("bring", {"kind": "post", "wording": "99:0"}),
        ("bring", {"kind": "instruction", "text": "请办"}),
        ("bring", {"kind": "call", "text": "请问"}),
        ("bring", {"kind": "call", "text": "请问", "who": "记者", "minutes": "0"}),
    ],
)
def test_a_hostile_form_changes_nothing(office: Office, stage: Stage, path: str, told: dict[str, str]) -> None:
    before = (stage.utterances.count(), stage.calls.count(), stage.prompts.count(), Entry.objects.count())
    answer = signed_in(office.officer).post(f"/desk/stage/{path}/", told)
    assert answer.status_code == 422
    assert "field-error" in words(answer)
    assert before == (stage.utterances.count(), stage.calls.count(), stage.prompts.count(), Entry.objects.count())


def test_a_wording_of_the_scenario_is_brought_in_with_what_belongs_to_it(office: Office, stage: Stage) -> None:
    answer = signed_in(office.officer).post("/desk/stage/bring/", {"kind": "post", "wording": "0:1"})
    assert answer.status_code == 302
    row = stage.utterances.get(injected_by=office.officer)
    assert (row.heard["text"], row.stream, row.rumour) == ("桶装水到底能不能喝，有人管吗。", "微博议论", "poison")
    assert row.channel.connector == "weibo"


def test_what_a_scenario_and_a_trainer_write_is_escaped(office: Office) -> None:
    text = SCENARIO.replace("桶装水疑云", HOSTILE.replace('"', "'"))
    text = text.replace(
        "who: 江岚晚报记者, text: 请问桶装水是否有毒？", f"who: 记者, text: '{HOSTILE.replace(chr(39), '')}'"
    )
    stage = played(begun(office, text), BEGAN + 25 * MINUTE)
    trainer = signed_in(office.officer)
    assert trainer.post("/desk/stage/hint/", {"text": HOSTILE}).status_code == 302
    told = {"kind": "post", "text": HOSTILE, "title": HOSTILE, "who": HOSTILE[:30]}
    assert trainer.post("/desk/stage/bring/", told).status_code == 302
    for page in PAGES:
        assert "<script>alert(1)" not in words(trainer.get(page)), page
    assert "&lt;script&gt;" in words(trainer.get("/desk/stage/calls/"))
    assert "&lt;script&gt;" in words(trainer.get("/desk/stage/strip/"))
    assert stage.prompts.last().text == HOSTILE


def test_a_player_sees_the_call_on_the_strip_and_answers_it(office: Office, stage: Stage) -> None:
    call = stage.calls.get()
    client = signed_in(office.handler)
    assert f"/desk/stage/calls/#call-{call.pk}" in words(client.get("/desk/stage/strip/"))
    assert "江岚晚报记者" in words(client.get("/desk/stage/calls/"))
    assert client.post(f"/desk/stage/calls/{call.pk}/", {"text": ""}).status_code == 422
    assert client.post(f"/desk/stage/calls/{call.pk}/", {"text": "长" * 4001}).status_code == 422
    assert client.post("/desk/stage/calls/999999/", {"text": "在查"}).status_code == 404
    assert client.post(f"/desk/stage/calls/{call.pk}/", {"text": "正在检测。"}).status_code == 302
    assert f"#call-{call.pk}" not in words(client.get("/desk/stage/strip/"))
    assert "正在检测。" in words(client.get("/desk/stage/calls/"))
    assert client.post(f"/desk/stage/calls/{call.pk}/", {"text": "再来"}).status_code == 302  # told, not changed
    call.refresh_from_db()
    assert call.answer == "正在检测。"


def test_who_answers_no_calls_sees_none(office: Office, stage: Stage) -> None:
    assert "江岚晚报记者" not in words(signed_in(office.auditor).get("/desk/stage/strip/"))


def test_a_hint_is_closed_for_whoever_closed_it(office: Office, stage: Stage) -> None:
    hint = actions.give_hint(stage, text="先核实再说话。", by=office.officer, at=BEGAN + HOUR)
    one, other = signed_in(office.handler), signed_in(office.head)
    assert "先核实再说话。" in words(one.get("/desk/stage/strip/"))
    closed = one.post(f"/desk/stage/hints/{hint.pk}/close/", headers={"hx-request": "true"})
    assert "先核实再说话。" not in words(closed)
    assert "先核实再说话。" not in words(one.get("/desk/stage/strip/"))
    assert "先核实再说话。" in words(other.get("/desk/stage/strip/"))
    actions.give_hint(stage, text="注意下一次通报的时间。", by=office.officer, at=BEGAN + HOUR)
    assert "注意下一次通报的时间。" in words(one.get("/desk/stage/strip/"))


def test_the_strip_sends_nothing_while_nothing_changes(office: Office, stage: Stage) -> None:
    client = signed_in(office.handler)
    first = words(client.get("/desk/stage/strip/?seen=none"))
    seen = re.search(r"strip/\?seen=(\w+)", first)[1]  # type: ignore[index]
    assert client.get(f"/desk/stage/strip/?seen={seen}").status_code == 204
    actions.give_hint(stage, text="换一个办法。", by=office.officer, at=BEGAN + HOUR)
    assert client.get(f"/desk/stage/strip/?seen={seen}").status_code == 200


def test_a_leaders_instruction_is_seen_at_once(office: Office, stage: Stage) -> None:
    actions.give_hint(stage, text="先核实再说话。", by=office.officer, at=BEGAN + HOUR)
    shown = words(signed_in(office.handler).get("/desk/stage/strip/"))
    assert "沈副局长批示：请尽快核实" in shown
    assert shown.index("先核实再说话。") < shown.index("沈副局长批示")


def test_one_person_plays_every_role_in_turn(office: Office, stage: Stage) -> None:
    client = signed_in(office.officer)
    assert "陆承办" in words(client.get("/desk/stage/roles/"))
    assert client.post("/desk/stage/act/", {"player": office.handler.pk}).status_code == 302
    assert User.objects.get(pk=client.session["_auth_user_id"]) == office.handler
    assert client.get("/desk/stage/").status_code == 403  # a handler steers nothing
    assert "顾信息" in words(client.get("/desk/stage/strip/"))
    assert client.post("/desk/stage/act/", {"player": office.leader.pk}).status_code == 302
    assert client.get("/desk/stage/roles/").status_code == 200
    entry = Entry.objects.filter(deed="drill.acted_as").latest("pk")
    assert (entry.actor, entry.told["player"]) == (office.officer.ledger_name, office.leader.ledger_name)
    assert client.post("/desk/stage/act/", {"player": office.officer.pk}).status_code == 302
    assert client.get("/desk/stage/").status_code == 200
    assert "stage_acting" not in client.session


def test_nobody_but_the_trainer_acts_as_another(office: Office, stage: Stage) -> None:
    for who in set(PEOPLE) - {"officer"}:
        client = signed_in(getattr(office, who))
        assert client.post("/desk/stage/act/", {"player": office.officer.pk}).status_code == 403
        assert User.objects.get(pk=client.session["_auth_user_id"]) == getattr(office, who)


def test_a_trainer_acts_as_nobody_without_a_post(office: Office, stage: Stage) -> None:
    nobody = User.objects.create(username="nobody", name="无岗位")
    gone = User.objects.create(username="gone", name="离职", is_active=False)
    client = signed_in(office.officer)
    for player in (nobody.pk, gone.pk):
        assert client.post("/desk/stage/act/", {"player": player}).status_code == 409
    assert client.post("/desk/stage/act/", {"player": 99999999}).status_code == 404
    assert User.objects.get(pk=client.session["_auth_user_id"]) == office.officer


def test_a_trainer_who_lost_the_post_acts_as_nobody_any_more(office: Office, stage: Stage) -> None:
    client = signed_in(office.officer)
    client.post("/desk/stage/act/", {"player": office.handler.pk})
    stage.trainers.clear()
    assert client.post("/desk/stage/act/", {"player": office.leader.pk}).status_code == 403
