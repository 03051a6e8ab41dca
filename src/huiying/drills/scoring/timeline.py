"""过程 · All that happened, in order: who spoke first, what the office did and said, how the temper turned."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huiying.drills.actions.channels import Channels
from huiying.drills.models import Utterance
from huiying.drills.scenario.model import Moment, MomentKind
from huiying.handling.models import Conferral, Instruction

from .record import Record, text_of
from .telling import MINUTE, clean, quoted, stamp

MOST_LINE = 200
MOST_TEXT = 1500
"""Characters of a release that the timeline keeps; the whole of it stays in the drill's world."""
DOWN_UP = {MomentKind.DOWN: "渠道中断", MomentKind.UP: "渠道恢复"}
KEY_DEEDS = {
    "incident.graded": ("graded", "调整定级"),
    "incident.corrected": ("graded", "更正时间"),
    "release.submitted": ("submitted", "通报送签"),
    "release.sent_back": ("sent_back", "通报退回修改"),
    "release.altered": ("altered", "门户文字与签发的不一致"),
    "clue.made": ("clue", "登记涉谣线索"),
    "clue.signed": ("clue", "签发涉谣线索"),
    "instruction.reported": ("reported", "回报批示落实情况"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    at: datetime
    kind: str
    what: str
    who: str = ""
    ref: str = ""
    words: str = ""

    def told(self, began: datetime) -> dict[str, Any]:
        minute = round((self.at - began) / MINUTE, 1)
        shown = {"kind": self.kind, "what": quoted(self.what, MOST_LINE), "who": quoted(self.who, MOST_LINE)}
        shown |= {"ref": self.ref, "words": clean(self.words, MOST_TEXT)}
        return {"at": stamp(self.at), "minute": minute, **shown}


def events(record: Record) -> list[Event]:
    told = [
        Event(at=record.began, kind="began", what="演练开始"),
        *_voices(record),
        *_channels_down(record),
        *_calls(record),
        *_incidents(record),
        *_words(record),
        *_clues(record),
        *_deeds(record),
        *_instructions(record),
        *_temper(record),
        *_hints(record),
        Event(at=record.ended, kind="ended", what="演练结束"),
    ]
    within = [each for each in told if record.began <= each.at <= record.ended]
    return sorted(within, key=lambda each: (each.at, each.kind == "ended", each.kind != "began"))


def _voices(record: Record) -> Iterator[Event]:
    """The first voice by each channel, the first of each rumour, and what came but once: letters, news."""
    channels: set[int] = set()
    rumours: set[str] = set()
    for each in record.said:
        if each.channel_id not in channels:
            channels.add(each.channel_id)
            what = f"{each.channel.name}出现首条声音" if len(channels) > 1 else f"首条声音出现在{each.channel.name}"
            yield _of(each, "first_voice", what)
        if each.rumour and each.rumour not in rumours:
            rumours.add(each.rumour)
            yield _of(each, "rumour", "谣言首次出现")
        elif each.kind == MomentKind.NEWS or each.injected_by_id:
            yield _of(each, str(each.kind), f"{each.channel.name}报道" if each.kind == MomentKind.NEWS else "导调注入")


def _of(each: Utterance, kind: str, what: str) -> Event:
    told = each.heard if isinstance(each.heard, dict) else {}
    who, words = str(told.get("said_by") or told.get("who") or ""), quoted(text_of(each))
    return Event(at=each.at, kind=kind, what=what, who=who, ref=f"utterance:{each.ident}", words=words)


def _channels_down(record: Record) -> Iterator[Event]:
    """As the scenario has them: they happen whatever the office does."""
    for moment in record.scenario.moments:
        if moment.kind in DOWN_UP:
            at = record.began + moment.at
            yield Event(at=at, kind=str(moment.kind), what=f"{DOWN_UP[moment.kind]}（{_channel(moment)}）")


def _channel(moment: Moment) -> str:
    found = Channels.all_there_are().find(moment.channel, moment.kind)
    return found.name if found else moment.channel


def _calls(record: Record) -> Iterator[Event]:
    for call in record.calls:
        ref = f"call:{call.pk}"
        yield Event(at=call.at, kind="call", what=f"{call.who}来电", who=call.who, ref=ref, words=quoted(call.text))
        if call.answered_at is not None:
            who, words = str(call.answered_by or ""), quoted(call.answer)
            what = f"答复{call.who}来电"
            yield Event(at=call.answered_at, kind="call_answered", what=what, who=who, ref=ref, words=words)
        elif call.due_at <= record.ended:
            yield Event(at=call.due_at, kind="call_missed", what=f"{call.who}来电到时没有答复", ref=ref)


def _incidents(record: Record) -> Iterator[Event]:
    for row in record.incidents:
        ref = row.case.ref
        what = f"启动{row.get_sort_display()}处置，定为{row.level}"
        yield Event(at=row.opened_at, kind="opened", what=what, who=str(row.opened_by), ref=ref, words=row.title)
        for conferral in Conferral.objects.filter(incident=row).select_related("by"):
            who, words = str(conferral.by), quoted(conferral.decisions)
            yield Event(at=conferral.held_at, kind="conferral", what="会商", who=who, ref=ref, words=words)
        if row.ended_at is not None:
            words = quoted(row.end_reason)
            yield Event(at=row.ended_at, kind="closed", what="处置结束", who=str(row.ended_by), ref=ref, words=words)


def _words(record: Record) -> Iterator[Event]:
    """What everybody heard, in full; answers to calls stand with their calls, replies one by one with their cases."""
    for word in record.words:
        if word.release is not None:
            what, who = f"发布{word.name}", str(word.release.signed_by)
            yield Event(at=word.at, kind="release", what=what, who=who, ref=word.ref, words=word.text)
        elif word.is_public:
            yield Event(at=word.at, kind="post", what=f"发布{word.name}", ref=word.ref, words=word.text)
        elif word.ref.startswith("reply:"):
            yield Event(at=word.at, kind="reply", what="答复来件", ref=word.ref, words=quoted(word.text))


def _clues(record: Record) -> Iterator[Event]:
    for clue in record.clues:
        handover = getattr(clue, "handover", None)
        if handover is not None:
            what, words = f"移交{clue.number}号涉谣线索", quoted(clue.title)
            yield Event(at=handover.at, kind="handed_over", what=what, who=handover.given_by, ref=clue.ref, words=words)


def _deeds(record: Record) -> Iterator[Event]:
    for entry in record.deeds:
        if entry.deed in KEY_DEEDS:
            kind, what = KEY_DEEDS[entry.deed]
            yield Event(at=entry.at, kind=kind, what=what, who=name_of(entry.actor), ref=entry.about)


def name_of(actor: str) -> str:
    """A person's name out of the ledger's login and name."""
    return actor.partition(" ")[2] or actor


def _instructions(record: Record) -> Iterator[Event]:
    given = Instruction.objects.filter(given_at__gte=record.began, given_at__lte=record.ended).select_related("by")
    for row in given:
        who, words = str(row.by), quoted(row.text)
        yield Event(at=row.given_at, kind="instruction", what=f"{who}批示", who=who, ref=row.ref, words=words)


def _temper(record: Record) -> Iterator[Event]:
    for pulse in record.pulses:
        turned = "升至" if pulse.after > pulse.before else "降至"
        what = f"公众情绪由{pulse.before:.2f}{turned}{pulse.after:.2f}"
        yield Event(at=pulse.at, kind="temper", what=what, ref=pulse.ref, words=quoted(pulse.because))


def _hints(record: Record) -> Iterator[Event]:
    for prompt in record.stage.prompts.filter(at__lte=record.ended).select_related("by"):
        yield Event(at=prompt.at, kind="hint", what="导调提示", who=str(prompt.by or ""), words=quoted(prompt.text))
