"""The rows of the ledger, voice by voice: what the rooms keep, masked; what nobody knows stays empty."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import Prefetch
from django.utils import timezone

from huiying.assessment.models import Level
from huiying.assessment.spreading import figure
from huiying.core.lifecycle import WITHOUT_REPLY
from huiying.handling.clues.offering import IN_PUBLIC
from huiying.handling.models import Case, ClueFile, Part, Reply
from huiying.intake.models import Attachment, Voice
from huiying.reporting import blocks
from huiying.reporting.pictures import IMAGES, drawn

from ..excerpt import excerpt

AT_ONCE: Final = 500
TITLE, SUMMARY, SHORT = 80, 150, 100
MOST_PICTURES: Final = 300  # in one ledger; what is beyond them is named
A_ROW: Final = 2
SMALL: Final = (300, 220)


def rows(keys: Sequence[int], until: datetime, titles: Mapping[int, str]) -> Iterator[list[Any]]:
    """A row for each voice in the order of the keys, as it stood at `until`; `titles` are those of the criteria."""
    drawing = _Drawing()
    number = 0
    for some in _batches(keys):
        found = _voices(some)
        drawing.look(some)
        for key in some:
            number += 1
            yield [number, *_row(found[key], until, titles), *drawing.of(key)]


def _batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


def _voices(keys: Sequence[int]) -> dict[int, Voice]:
    parts = Prefetch("case__parts", Part.objects.select_related("section", "handler"))
    replies = Prefetch("case__replies", Reply.objects.only("case_id", "text", "delivered_at", "published_at"))
    voices = Voice.objects.filter(pk__in=keys).defer("reply_to")
    voices = voices.select_related("channel__unit", "proposal__topic", "case__merged_into", "case__inquiry")
    return {voice.pk: voice for voice in voices.prefetch_related(parts, replies)}


def _row(voice: Voice, until: datetime, titles: Mapping[int, str]) -> list[Any]:
    case: Case | None = getattr(voice, "case", None)
    proposal = getattr(voice, "proposal", None)
    parts = list(case.parts.all()) if case else []
    lead = next((part for part in parts if part.is_lead), None)
    replies = [r for r in case.replies.all() if r.delivered_at < until] if case else []
    answered = bool(case and case.answered_at and case.answered_at < until)
    told: Mapping[str, Any] = voice.spread
    return [
        str(voice.channel.unit or ""),
        _moment(voice.said_at),
        voice.channel.name,
        excerpt(voice.headline, TITLE),
        str(voice.raw.get("link") or "") if isinstance(voice.raw, Mapping) else "",
        _responsible(parts),
        proposal.theme if proposal else "",
        str(lead.handler) if lead and lead.handler else "",
        _moment(min((part.assigned_at for part in parts), default=None), until),
        _moment(_first(case, replies), until) if answered else "",
        _moment(case.closed_at, until) if case and case.state not in WITHOUT_REPLY else "",
        figure(told, "reads"),
        figure(told, "comments"),
        excerpt(voice.text, SUMMARY),
        excerpt(replies[-1].text, SUMMARY) if replies else "",
        _online(voice, replies, until),
        _offline(case, until),
        _remark(voice, case, until, titles),
    ]


def _moment(moment: datetime | None, until: datetime | None = None) -> str:
    """A moment as a table writes it; what came after the ledger's last day is not told."""
    if moment is None or (until and moment >= until):
        return ""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def _first(case: Case | None, replies: Sequence[Reply]) -> datetime | None:
    return min((reply.delivered_at for reply in replies), default=case.answered_at if case else None)


def _responsible(parts: Iterable[Part]) -> str:
    named = [(part.section.name, part.is_lead) for part in parts]
    if len(named) < 2:
        return "".join(name for name, _ in named)
    return "、".join(f"{name}（牵头）" if lead else name for name, lead in named)


def _online(voice: Voice, replies: Sequence[Reply], until: datetime) -> str:
    """How far it went, and whether the answer is public."""
    told: Mapping[str, Any] = voice.spread
    reposts = figure(told, "reposts")
    counts = (
        f"转发{reposts}次" if reposts is not None else "",
        f"点赞{voice.likes}次" if voice.likes else "",
        f"反对{voice.against}次" if voice.against else "",
        f"{voice.same}人遇到同样问题" if voice.same else "",
    )
    shown = any(reply.published_at and reply.published_at < until for reply in replies)
    return "，".join(filter(None, (*counts, "答复已在门户网站公开" if shown else "")))


def _offline(case: Case | None, until: datetime) -> str:
    """What was found and done, as its file says."""
    if case is None:
        return ""
    found = getattr(case, "inquiry", None)
    verdict = f"核查结果：{VERDICTS[found.verdict]}" if found and found.found_at < until else ""
    closed = case.summary if case.closed_at and case.closed_at < until else ""
    return "；".join(filter(None, (verdict, excerpt(closed, SHORT))))


VERDICTS: Final = {"justified": "属实", "partly": "部分属实", "unjustified": "不属实"}
ENDED: Final = {"not_accepted": "不予受理", "transferred": "已转出"}


def _remark(voice: Voice, case: Case | None, until: datetime, titles: Mapping[int, str]) -> str:
    proposal = getattr(voice, "proposal", None)
    remarks: list[str] = []
    if proposal:
        remarks += [proposal.level] if proposal.level and proposal.level != Level.GENERAL else []
        remarks += [titles.get(hit["id"], "") for hit in proposal.criteria or []]
        remarks += ["涉突发事件"] if proposal.emergency else []
        remarks += ["疑似谣言"] if proposal.rumour else []
        remarks += [f"热点：{excerpt(proposal.topic.description, SHORT)}"] if proposal.topic else []
    if case and case.closed_at and case.closed_at < until:
        remarks += [ENDED[case.state]] if case.state in ENDED else []
        remarks += [f"并入{case.merged_into.number}"] if case.merged_into else []
    return "；".join((voice.number, *remarks))


class _Drawing:
    """The captures of voices, as long as the ledger has room for them."""

    def __init__(self) -> None:
        self.left = MOST_PICTURES
        self.files: dict[int, list[Attachment | ClueFile]] = {}

    def look(self, keys: Sequence[int]) -> None:
        """Captures of the clues of its case, and pictures that came with what was said in public."""
        self.files = {}
        public = Attachment.objects.filter(voice__in=Voice.objects.filter(IN_PUBLIC, pk__in=keys))
        for file in public.filter(media_type__in=IMAGES):
            self.files.setdefault(file.voice_id, []).append(file)
        captures = ClueFile.objects.filter(
            clue__case__voice__in=keys, sort=ClueFile.Sort.CAPTURE, withdrawn_at=None, media_type__in=IMAGES
        ).select_related("clue__case")
        for capture in captures:
            if capture.clue.case:
                self.files.setdefault(capture.clue.case.voice_id, []).append(capture)

    def of(self, key: int) -> tuple[list[list[str]], int]:
        """The pictures that are drawn, each with its name, and how many more there are."""
        files = self.files.get(key, [])
        pictures = []
        for file in files[:A_ROW] if self.left > 0 else ():
            if content := drawn(file, SMALL):
                pictures.append([blocks.keep(content), excerpt(file.name, SHORT)])
                self.left -= 1
        return pictures, len(files) - len(pictures)
