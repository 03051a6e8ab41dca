"""发现 · From the first voice of the matter to the first deed by which a person of the office took it up."""

from datetime import datetime, timedelta

from huiying.ledger.models import Entry

from .curves import DETECTION, along
from .point import Evidence, Judged
from .record import Record, text_of
from .telling import percent, quoted, took
from .term import first_due

TAKEN_UP = {
    "incident.opened": "启动舆情或者突发事件处置",
    "case.opened": "由工作人员立件",
    "proposal.confirmed": "确认研判",
    "topic.renamed": "确认热点",
    "topic.split": "整理热点",
    "topics.merged": "整理热点",
    "clue.made": "登记涉谣线索",
    "instruction.given": "领导批示",
}


def detection(record: Record) -> Judged:
    first, due = record.matter[0] if record.matter else None, first_due(record)
    if first is None or due is None:
        return Judged(None, ("演练中没有出现与事件有关的声音，不评。",))
    seen = Evidence(f"首条声音（{first.channel.name}）", first.at, f"utterance:{first.ident}", quoted(text_of(first)))
    found = taken_up(record)
    if found is None:
        return Judged(0, (f"{record.hour(first.at)}出现首条声音，至演练结束没有人研判、立件或者启动处置。",), (seen,))
    what, at, ref = found
    passed = max(at - first.at, timedelta())
    share = passed / due.length
    told = f"{record.hour(first.at)}出现首条声音，{record.hour(at)}{what}"
    reason = f"{told}，用时{took(passed)}，为首次发布时限的{percent(share)}。"
    return Judged(along(DETECTION, share), (reason,), (seen, Evidence(what, at, ref)))


def taken_up(record: Record) -> tuple[str, datetime, str] | None:
    """The first such deed: what it was, when, and about which thing."""
    about = _refs(record)
    fit = [entry for entry in record.deeds if entry.deed in TAKEN_UP and _is_of_it(entry, about)]
    if not fit:
        return None
    order = list(TAKEN_UP)
    first = min(fit, key=lambda entry: (entry.at, order.index(entry.deed), entry.pk))
    return TAKEN_UP[first.deed], first.at, first.about


def _is_of_it(entry: Entry, about: frozenset[str]) -> bool:
    """A voice or a case has to be one of the matter; of topics, clues and instructions the drill has no others."""
    return entry.about in about or not entry.about.startswith(("voice:", "case:"))


def _refs(record: Record) -> frozenset[str]:
    voices = [voice for each in record.matter if (voice := record.voice_of(each))]
    cases = [case for each in record.matter if (case := record.case_of(each))]
    own = [incident.case.ref for incident in record.incidents]
    return frozenset([*(f"voice:{voice.number}" for voice in voices), *(case.ref for case in cases), *own])
