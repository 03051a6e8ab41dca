"""What the sheet of a case tells, masked; what nobody knows stays empty. Its numbers are those of the post itself."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils import timezone, translation

from huiying.assessment.spreading import figure
from huiying.core.errors import InputError
from huiying.core.lifecycle import WITHOUT_REPLY
from huiying.handling.clues.offering import IN_PUBLIC
from huiying.handling.models import Case, ClueFile, CluePost
from huiying.intake.models import Attachment, Voice
from huiying.ledger.models import Entry
from huiying.ledger.sentences import sentence
from huiying.reporting import blocks
from huiying.reporting.asked import Asked
from huiying.reporting.figures import Numbers
from huiying.reporting.pictures import IMAGES, drawn

from ..excerpt import excerpt

PREFIX: Final = "case:"
SUMMARY, REPLY, DEED, PLACE = 600, 1200, 160, 60
LARGE: Final = (1000, 900)
MOST_PICTURES: Final = 4
# What was looked at, counted or sent by the machine is no part of what was done about the matter.
LEFT_OUT: Final = ("case.exported", "clock.moved", "delivery.", "note.", "voice.unmasked", "messages.", "answer.copied")


def gather(asked: Asked, _numbers: Numbers) -> dict[str, Any]:
    """Facts of the sheet of the case that `asked.subject` names (`case:2026-00017`)."""
    case = _case(asked)
    with translation.override("zh-hans"):
        return {
            "number": case.number,
            "title": excerpt(case.title, 120),
            "fields": _fields(case),
            "spread": _spread(case),
            "pictures": list(_pictures(case)),
            "deeds": list(_deeds(case)),
        }


def _case(asked: Asked) -> Case:
    number = asked.subject.removeprefix(PREFIX)
    cases = Case.objects.filter(asked.period.within("unit"), number=number).select_related("voice__channel", "unit")
    found = cases.first() if asked.subject.startswith(PREFIX) else None
    if found is None:
        raise InputError(f"没有办件“{number}”", where="subject", fix="请按 case:办件编号 填写，编号见办件页面。")
    return found


def _fields(case: Case) -> dict[str, str]:
    voice, lead = case.voice, case.lead_part()
    proposal = getattr(voice, "proposal", None)
    replies = list(case.replies.order_by("delivered_at"))
    first = replies[0].delivered_at if replies else case.answered_at
    parts = [part.section.name for part in case.parts.select_related("section")]
    return {
        "时间": _moment(voice.said_at),
        "地点": excerpt(proposal.topic.who_where, PLACE) if proposal and proposal.topic else "",
        "承办单位": "、".join(parts),
        "承办人": str(lead.handler) if lead and lead.handler else "",
        "首回时间": _moment(first),
        "办结时间": _moment(case.closed_at) if case.state not in WITHOUT_REPLY else "",
        "办结回复": excerpt(replies[-1].text, REPLY) if replies else "",
        "原贴摘要": excerpt(voice.text, SUMMARY),
        "始发链接": str(voice.raw.get("link") or "") if isinstance(voice.raw, Mapping) else "",
        "发布平台": voice.channel.name,
    }


def _spread(case: Case) -> dict[str, str]:
    """How far it went: the figures of its platform, and of what else was said in public in its topic or its clues."""
    told: Mapping[str, Any] = case.voice.spread
    reposts, comments = figure(told, "reposts"), figure(told, "comments")
    captured = CluePost.objects.filter(clue__case=case).order_by("posted_at")
    platforms = list(dict.fromkeys(captured.values_list("platform", flat=True)))
    trend = [
        f"{_moment(post.figures_at)}：{post.platform}评论{post.spread['comments']}条"
        for post in captured
        if "comments" in post.spread
    ]
    said = [f"截至收集时评论{comments}条"] if comments is not None else []
    return {
        "转发情况": f"收入同一线索的帖文{len(captured)}条" if captured else "",
        "转发数量": "" if reposts is None else str(reposts),
        "转发平台": "、".join(platforms),
        "评论数量及趋势": "；".join([*said, *trend]),
    }


def _pictures(case: Case) -> Iterator[list[str]]:
    captures = ClueFile.objects.filter(clue__case=case, sort=ClueFile.Sort.CAPTURE, withdrawn_at=None)
    public = Voice.objects.filter(IN_PUBLIC, pk=case.voice_id)
    files: list[Attachment | ClueFile] = [*captures, *Attachment.objects.filter(voice__in=public)]
    for file in [file for file in files if file.media_type in IMAGES][:MOST_PICTURES]:
        if content := drawn(file, LARGE):
            yield [blocks.keep(content), excerpt(file.name, PLACE)]


def _deeds(case: Case) -> Iterator[list[str]]:
    """What was done, by the ledger, in its order and in plain words."""
    about = [case.ref, f"voice:{case.voice.number}", *(clue.ref for clue in case.clues.all())]
    for entry in Entry.objects.filter(about__in=about).order_by("at", "pk"):
        if not entry.deed.startswith(LEFT_OUT):
            yield [_moment(entry.at), excerpt(sentence(entry), DEED)]


def _moment(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""
