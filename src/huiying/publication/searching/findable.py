"""What can be found on the portal: what there is of each thing to be found by, and the things that are rows of ours."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..columns import CONSULTATIONS, INTERACTION
from ..models import BoardThread, Consultation, ConsultationResult, PublishedAnswer

ANSWER, PAGE, COLUMN, DOCUMENT = "answer", "page", "column", "document"
POLICY, QUESTION, CONSULTATION, THREAD = "policy", "question", "consultation", "thread"
KINDS: Mapping[str, Any] = {
    ANSWER: _("Published answer"),
    QUESTION: _("Question often asked"),
    POLICY: _("Policy document"),
    CONSULTATION: _("Consultations"),
    THREAD: _("Public board"),
    PAGE: _("Page"),
    COLUMN: _("Column"),
    DOCUMENT: _("Document"),
}


@dataclass(frozen=True, slots=True)
class Findable:
    """A text of the portal as it is found. `column` is the slug of the column it stands under, `place` the title of the
    page above it.
    """

    source: str
    kind: str
    title: str
    text: str
    url: str
    dated: date
    section: str = ""
    column: str = ""
    place: str = ""


def of_answers(keys: Iterable[int]) -> list[Findable]:
    return [_of_answer(answer) for answer in PublishedAnswer.objects.filter(pk__in=list(keys))]


def _of_answer(answer: PublishedAnswer) -> Findable:
    return Findable(
        source=f"{ANSWER}:{answer.pk}",
        kind=ANSWER,
        title=answer.title,
        text=f"{answer.question}\n{answer.answer}",
        url=reverse("answer", args=[answer.reference]),
        dated=answer.replied_on,
        section=answer.section,
        column=INTERACTION,
    )


def of_threads(keys: Iterable[int]) -> list[Findable]:
    """Those of the threads that stand on the board, as they are shown there; their answers are found by themselves."""
    return [
        Findable(
            source=f"{THREAD}:{thread.pk}",
            kind=THREAD,
            title=thread.title,
            text=thread.text,
            url=reverse("board-thread", args=[thread.reference]),
            dated=timezone.localdate(thread.shown_at),
            column=INTERACTION,
        )
        for thread in BoardThread.objects.public().filter(pk__in=list(keys))
    ]


def of_consultations(keys: Iterable[int]) -> list[Findable]:
    """Those of the consultations that stand on the portal, with the result once it is published."""
    shown = Consultation.objects.public().filter(pk__in=list(keys))
    shown = shown.select_related("section", "result").prefetch_related("files")
    return [_of_consultation(one) for one in shown]


def _of_consultation(one: Consultation) -> Findable:
    day = one.result_published_at or one.published_at or one.made_at
    return Findable(
        source=f"{CONSULTATION}:{one.pk}",
        kind=CONSULTATION,
        title=one.title,
        text="\n".join(filter(None, _told_of(one))),
        url=one.get_absolute_url(),
        dated=timezone.localdate(day),
        section=one.section.name,
        column=CONSULTATIONS,
    )


def _told_of(one: Consultation) -> Iterator[str]:
    """What its page tells. The draft is last: a long one is cut, and the result must not be."""
    yield one.called_off_because
    if one.result_published_at is not None:
        result: ConsultationResult = one.result
        yield result.text
        for point in result.content["points"]:
            yield f"{point['name']} {point['reason']}"
    yield from (one.background, one.who, one.how)
    yield from (file.name for file in one.files.all())
    yield one.draft
