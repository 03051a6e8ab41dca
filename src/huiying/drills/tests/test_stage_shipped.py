"""The scenarios that come with Huiying are played in a whole office: heard, assessed, answered, or left to run."""

from typing import Any

import pytest

from huiying.assessment.actions import assess
from huiying.assessment.models import Proposal
from huiying.drills import actions
from huiying.drills.models import Stage
from huiying.drills.scenario.model import Scenario, Sort
from huiying.drills.scenario.reading import shipped
from huiying.drills.tests.stages import BEGAN, HOUR, MINUTE, answering, begun, listened, played
from huiying.handling.models import Instruction
from huiying.handling.tests.incidents import released
from huiying.intake.models import Channel, Voice
from tests.office import Office

pytestmark = pytest.mark.django_db
RUMOUR = next(scenario for scenario in shipped() if scenario.sort is Sort.RUMOUR)


@pytest.fixture(autouse=True)
def _in_a_drill(settings: Any) -> None:
    settings.DRILL = "test-1"
    settings.CHANNEL_CONNECTORS = "huiying.drills.stage_connector.connector"


@pytest.mark.parametrize("scenario", shipped(), ids=lambda scenario: scenario.key)
def test_a_scenario_runs_to_its_end_in_any_office(office: Office, scenario: Scenario) -> None:
    stage = played(begun(office, scenario.text), BEGAN + scenario.lasts, every=2 * HOUR)
    assert stage.utterances.count() > 30
    assert stage.calls.count() == sum(moment.kind == "call" for moment in scenario.moments)
    assert stage.temper > 1, "a public that is told nothing does not stay calm"
    assert set(stage.utterances.values_list("channel__is_open", flat=True)) == {True}


def test_voices_of_a_drill_are_heard_and_assessed(office: Office) -> None:
    stage = played(begun(office, RUMOUR.text), BEGAN + 20 * MINUTE)
    heard = listened(BEGAN + 20 * MINUTE)
    assert heard == stage.utterances.count() > 3
    while assess(at=BEGAN + 21 * MINUTE):
        pass
    assert Proposal.objects.filter(voice__heard_at__gte=BEGAN).count() == heard
    assert Voice.objects.filter(channel__in=Channel.objects.filter(form="social")).exists()


def test_who_answers_the_rumour_early_has_a_calmer_day(office: Office) -> None:
    silent = played(begun(office, RUMOUR.text), BEGAN + RUMOUR.lasts, every=HOUR)
    alone, rumours = silent.temper, _spread(silent)
    Stage.objects.filter(pk=silent.pk).update(key="silent")

    spoken = played(begun(office, RUMOUR.text), BEGAN + 20 * MINUTE)
    listened(BEGAN + 20 * MINUTE)
    incident = answering(office, BEGAN + 25 * MINUTE)
    words = "。".join([*(rumour.answers[0] for rumour in RUMOUR.rumours), *(truth.tells[0] for truth in RUMOUR.truths)])
    released(incident, office, BEGAN + 40 * MINUTE, text=f"情况通报。{words}。", every=120)
    played(spoken, BEGAN + 45 * MINUTE)
    _answers(spoken, office)
    released(incident, office, BEGAN + 2 * HOUR, "continuing", text=f"续报。{words}。", every=120)
    played(spoken, BEGAN + RUMOUR.lasts, every=HOUR)
    _answers(spoken, office)
    assert spoken.temper < alone
    assert _spread(spoken) < rumours
    assert any(ref.startswith("release:") for ref in spoken.pulses.values_list("ref", flat=True))
    instructions = sum(moment.kind == "instruction" for moment in RUMOUR.moments)
    assert Instruction.objects.count() >= min(instructions, 1)


def _spread(stage: Stage) -> int:
    """How often a rumour was said."""
    return stage.utterances.exclude(rumour="").count()


def _answers(stage: Stage, office: Office) -> None:
    for call in stage.calls.filter(answered_at=None):
        actions.answer_call(call, text="请以通报为准。", by=office.officer, at=call.at + MINUTE)
