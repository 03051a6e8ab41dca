"""卷宗 · The rows of a drill's world that the score is read from, gathered once; no rule looks further."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.drills.models import Call, Pulse, Stage, Utterance
from huiying.drills.scenario.model import MomentKind, Scenario
from huiying.handling.models import Case, Clue, Incident, Instruction
from huiying.intake.models import Voice
from huiying.ledger.actions import MACHINE, PUBLIC
from huiying.ledger.models import Entry

from .spoken import Word, words_of
from .telling import hour

INSTRUCTS = (MomentKind.INSTRUCTION,)
MOST_INSTRUCTION = 1000
SPEAKS = (MomentKind.LETTER, MomentKind.POST, MomentKind.NEWS)


@dataclass(frozen=True, kw_only=True)
class Record:
    """What happened between `began` and `ended`. `voices` are those of the utterances that the office took in."""

    stage: Stage
    scenario: Scenario
    began: datetime
    ended: datetime
    utterances: Sequence[Utterance]
    calls: Sequence[Call]
    pulses: Sequence[Pulse]
    words: Sequence[Word]
    incidents: Sequence[Incident]
    clues: Sequence[Clue]
    entries: Sequence[Entry]
    voices: Mapping[int, Voice] = field(default_factory=dict)
    cases: Mapping[int, Case] = field(default_factory=dict)

    @cached_property
    def said(self) -> tuple[Utterance, ...]:
        """What people said, without what merely happens."""
        return tuple(each for each in self.utterances if each.kind in SPEAKS)

    @cached_property
    def matter(self) -> tuple[Utterance, ...]:
        """What was said of the matter itself: not the everyday voices, which no temper moves."""
        everyday = {stream.name for stream in self.scenario.streams if not stream.follows_temper and not stream.rumour}
        return tuple(each for each in self.said if each.stream not in everyday)

    @cached_property
    def public_words(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.is_public)

    @cached_property
    def deeds(self) -> tuple[Entry, ...]:
        """What people of the office did; what the stage wrote in a leader's name is none of it."""
        told = (each for each in self.entries if each.actor not in (MACHINE, PUBLIC))
        return tuple(each for each in told if (each.actor, each.at) not in self._staged)

    @cached_property
    def _staged(self) -> frozenset[tuple[str, datetime]]:
        """Who is said to have done something when: the scenario's own instructions, and the cases opened for them."""
        own = {moment.text[:MOST_INSTRUCTION] for moment in self.scenario.moments if moment.kind in INSTRUCTS}
        given = Instruction.objects.filter(given_at__gte=self.began, given_at__lte=self.ended, text__in=own)
        return frozenset((row.by.ledger_name, row.given_at) for row in given.select_related("by"))

    def hour(self, at: datetime) -> str:
        """9时05分, and the day before it where it is not the day of the beginning."""
        local, first = timezone.localtime(at), timezone.localtime(self.began)
        return hour(at) if local.date() == first.date() else f"{local.month}月{local.day}日{hour(at)}"

    @property
    def incident(self) -> Incident | None:
        """The one opened first."""
        return self.incidents[0] if self.incidents else None

    def voice_of(self, utterance: Utterance) -> Voice | None:
        return self.voices.get(utterance.pk)

    def case_of(self, utterance: Utterance) -> Case | None:
        voice = self.voice_of(utterance)
        return self.cases.get(voice.pk) if voice else None


def gathered(stage: Stage, scenario: Scenario, *, at: datetime) -> Record:
    """RuleError where the stage has not begun: there is nothing to judge."""
    if stage.began_at is None:
        raise RuleError(_("This drill has not begun."), where=stage.key, fix=_("Begin it, play it, then score it."))
    began, ended = stage.began_at, min(stage.finished_at or at, at)
    utterances = list(stage.utterances.filter(at__lte=ended).select_related("channel"))
    voices = _voices(utterances)
    incidents = Incident.objects.filter(opened_at__gte=began, opened_at__lte=ended).select_related("case", "unit")
    clues = Clue.objects.filter(made_at__gte=began, made_at__lte=ended).prefetch_related("posts", "writers")
    return Record(
        stage=stage,
        scenario=scenario,
        began=began,
        ended=ended,
        utterances=utterances,
        calls=list(stage.calls.filter(at__lte=ended).select_related("answered_by")),
        pulses=list(stage.pulses.filter(at__lte=ended)),
        words=words_of(stage, began, ended),
        incidents=list(incidents.order_by("opened_at", "pk")),
        clues=list(clues.select_related("handover", "signed_by").order_by("pk")),
        entries=list(Entry.objects.filter(at__gte=began, at__lte=ended).order_by("pk")),
        voices=voices,
        cases={case.voice_id: case for case in _cases(voices)},
    )


def _voices(utterances: Sequence[Utterance]) -> dict[int, Voice]:
    """By the key of the utterance: a channel hears it under its ident."""
    heard = {
        (voice.channel_id, voice.external_id): voice
        for voice in Voice.objects.filter(channel__in={each.channel_id for each in utterances})
    }
    found = ((each.pk, heard.get((each.channel_id, each.ident))) for each in utterances)
    return {key: voice for key, voice in found if voice is not None}


def _cases(voices: Mapping[int, Voice]) -> Sequence[Case]:
    keys = [voice.pk for voice in voices.values()]
    found = Case.objects.filter(voice__in=keys).select_related("merged_into")
    return list(found.prefetch_related("clocks", "replies", "parts__section"))


def text_of(utterance: Utterance) -> str:
    """What was said: its title where it has one, then its words."""
    told = utterance.heard if isinstance(utterance.heard, Mapping) else {}
    title, text = str(told.get("title") or ""), str(told.get("text") or "")
    return f"{title} {text}".strip() if title not in text else text
