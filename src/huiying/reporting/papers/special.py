"""专报 · What a special report tells of one event, gathered: its course, its spread, what is said and asked, how it is
judged, what is due.
"""

from collections.abc import Iterator
from typing import Any, Final

from django.utils import timezone

from huiying.assessment.models import Proposal
from huiying.handling.models import Clock, Release, ReleaseState
from huiying.handling.rulebook import regulation
from huiying.intake.models import Channel, Form, Voice
from huiying.reporting.asked import Asked
from huiying.reporting.figures import Numbers, Period, named
from huiying.reporting.models import PaperKind

from .daily import title_of
from .issues import issue
from .matters import highest, sections_of
from .outside import due, safe, stamp, the_moment
from .periodical import editor, releases_on
from .spans import LONGEST_BY_DAY, days, last_months, span
from .special_course import course
from .special_questions import LONGEST, members, questions, sentence_of
from .special_subject import Event, event
from .told import narrowed, take_all

OF_ALL: Final = ("received", "replied", "open", "rumours", "emergencies", "likes", "reads", "reposts", "comments")
KINDS: Final = ("投诉", "举报", "求助", "咨询", "建议", "感谢")
MOST_READ: Final = 2000  # voices whose words are grouped
MOST_QUOTED: Final = 3
MEDIA: Final = f"form={Form.NEWS.value}"


def gather(asked: Asked, numbers: Numbers) -> dict[str, Any]:
    about, period = event(asked), asked.period
    take_all(numbers, (narrowed(key, about.by) for key in OF_ALL))
    take_all(numbers, (narrowed("received", f"{about.by}:kind={kind}") for kind in KINDS))
    voices = named(f"received:{about.by}").rows(period)
    proposals = list(Proposal.objects.filter(voice__in=voices).order_by("pk"))
    read = list(voices.order_by("-said_at", "-pk")[:MOST_READ])
    return {
        "issue": issue(asked, PaperKind.SPECIAL),
        "editor": editor(period),
        "event": about.title,
        "by": about.by,
        "sort": _sort(about),
        "level": about.incident.level if about.incident else highest(each.level for each in proposals),
        "first": stamp(read[-1].said_at) if read else "",
        "last": stamp(read[0].said_at) if read else "",
        "place": about.incident.place if about.incident else "",
        "days": _days(numbers, about, period, read),
        "marks": releases_on(about.incident.topic_id or 0, period) if about.incident else [],
        "channels": list(_channels(numbers, about, voices)),
        "media": _media(numbers, about, voices),
        "nodes": course(about, voices, period.closes),
        "official": _official(numbers, about),
        "quotes": _quotes(read),
        "questions": questions(numbers, read),
        "criteria": list(_criteria(numbers, proposals)),
        "level_by": "由工作人员启动处置时确定" if about.incident else "按来件研判的最高等级确定",
        "sections": sections_of(voices.values("case")),
        "due": _due(about, voices),
        "next_release": _next_release(about),
        "disposal": _disposal(about, numbers),
        "brief": _brief(),
    }


def _sort(about: Event) -> str:
    if about.incident is None:
        return "舆情"
    return "突发事件" if about.incident.sort == "emergency" else "舆情"


def _days(numbers: Numbers, about: Event, period: Period, read: list[Voice]) -> list[dict[str, str]]:
    """Voices by day from the first to the last, by month where there are very many days."""
    if not read:
        return []
    first, last = (timezone.localdate(voice.said_at) for voice in (read[-1], read[0]))
    whole = Period(first, last, period.units)
    stretches = list(days(whole)) if (last - first).days < LONGEST_BY_DAY else last_months(whole)
    told = [{"name": name, "of": narrowed("received", about.by, span(each))} for name, each in stretches]
    take_all(numbers, (row["of"] for row in told))
    return told


def _channels(numbers: Numbers, about: Event, voices: Any) -> Iterator[dict[str, str]]:
    found = Channel.objects.filter(pk__in=voices.order_by().values("channel"))
    rows = [(channel.name, narrowed("received", f"{about.by}:channel={channel.pk}")) for channel in found]
    take_all(numbers, (of for _, of in rows))
    for name, of in sorted(rows, key=lambda row: -(numbers.take(row[1]) or 0)):
        yield {"name": name, "of": of}


def _media(numbers: Numbers, about: Event, voices: Any) -> dict[str, Any]:
    """Pieces of the news that the office listens to."""
    of = narrowed("received", f"{about.by}:{MEDIA}")
    numbers.take(of)
    pieces = voices.filter(channel__form=Form.NEWS).order_by("said_at")[:MOST_QUOTED]
    return {"of": of, "titles": [safe(piece.headline) for piece in pieces]}


def _official(numbers: Numbers, about: Event) -> dict[str, Any]:
    """What the office itself said: its releases, and the measures that the last of them names."""
    if about.incident is None:
        return {"of": "", "last": ""}
    of = narrowed("releases", f"case={about.incident.number}")
    numbers.take(of)
    last = Release.objects.signed().filter(incident=about.incident).last()
    return {"of": of, "last": safe(last.measures or last.verified, 80) if last else ""}


def _quotes(read: list[Voice]) -> list[str]:
    """Of those with which most people agreed, then of the earliest, a sentence each; none that another said too."""
    ordered = sorted(read, key=lambda voice: (-(voice.likes + voice.same), voice.said_at, voice.pk))
    told = dict.fromkeys(safe(sentence, LONGEST) for voice in ordered if (sentence := sentence_of(voice.text)))
    return list(told)[:MOST_QUOTED]


def _criteria(numbers: Numbers, proposals: list[Proposal]) -> Iterator[dict[str, Any]]:
    """Each criterion that is met, the voices that meet it, the words that speak for it and its act."""
    for criterion in regulation().criteria:
        hits = [(each, hit) for each in proposals for hit in each.criteria or () if hit["id"] == criterion.id]
        if hits:
            of = members(each.voice_id for each, _ in hits)
            numbers.take(of)
            words = dict.fromkeys(safe(word, 12) for _, hit in hits for word in hit.get("evidence", ()))
            yield {"title": criterion.title, "citation": criterion.citation, "of": of, "words": list(words)[:5]}


def _due(about: Event, voices: Any) -> list[dict[str, str]]:
    """The terms that run on its cases, the first to end first."""
    clocks = Clock.objects.ticking().filter(case__voice__in=voices)
    if about.incident:
        clocks = clocks | Clock.objects.ticking().filter(case=about.incident.case)
    told = {(title_of(clock), due(clock.due_at)): None for clock in clocks.order_by("due_at").select_related("case")}
    return [{"term": term, "due": moment} for term, moment in list(told)[:MOST_QUOTED]]


def _next_release(about: Event) -> dict[str, str]:
    """Whether a text waits for a signature, and when the next release was promised."""
    if about.incident is None or not about.incident.is_running:
        return {}
    waiting = Release.objects.filter(incident=about.incident, state=ReleaseState.WAITING).first()
    last = Release.objects.signed().filter(incident=about.incident).last()
    promised = last.next_at if last else None
    return {
        "released": "yes" if last else "",
        "waiting": safe(waiting.title) if waiting else "",
        "promised": the_moment(stamp(promised)) if promised else "",
    }


BY_KIND: Final = {
    "建议": "suggestion",
    "求助": "difficulty",
    "投诉": "serious",
    "举报": "serious",
    "咨询": "unclear",
}


def _disposal(about: Event, numbers: Numbers) -> dict[str, str]:
    """What the regulation does with opinion of this sort: as a person chose, else by what most of the voices are."""
    chosen = about.incident.disposal if about.incident else ""
    if not chosen and numbers.take(narrowed("rumours", about.by)):
        chosen = "false"
    if not chosen:
        counts = {kind: numbers.take(narrowed("received", f"{about.by}:kind={kind}")) or 0 for kind in BY_KIND}
        most = max(counts, key=lambda kind: counts[kind])
        chosen = BY_KIND[most] if counts[most] else ""
    found = next((each for each in regulation().dispositions if each.id == chosen), None)
    return {"title": found.title, "action": found.action, "citation": found.citation} if found else {}


def _brief() -> str:
    """By which act the first release has its four parts."""
    found = regulation().terms.get("emergency.first")
    return found.citation if found else ""
