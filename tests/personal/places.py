"""One letter of the marked person in every room, and what a page or a file of the office lets a reader see of it."""

import io
import zipfile
from datetime import timedelta
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from pypdf import PdfReader

from huiying.assessment.models import Topic
from huiying.handling import actions
from huiying.handling.actions.emergencies import open_incident
from huiying.handling.actions.supervising import freeze_late_lists, give_cards, instruct, issue_chase
from huiying.handling.models import Card, Case, Review
from huiying.handling.tests.desk import HOUR, indexed, proposed
from huiying.handling.tests.incidents import OPENED, account
from huiying.intake.actions import receive, receive_form
from huiying.intake.channel import Attached, Heard
from huiying.intake.models import Channel, Voice
from huiying.publication.actions.answers import publish_answer
from huiying.publication.actions.board import show_letter
from huiying.publication.actions.consultations_opinions import receive_opinion
from huiying.publication.board.hiding import proposed as to_hide
from huiying.publication.tests.consulting import open_now
from huiying.reporting.actions import take_snapshot, write_paper
from tests.office import SUNDAY, Office

from .marked import MAIL, NAME, PHONE, TEXT

TITLE = f"我叫{NAME}，青石巷路灯坏了（{PHONE}）"


def said(ident: str, **more: Any) -> Heard:
    told = {"text": TEXT, "title": TITLE, "said_at": SUNDAY, "said_by": NAME} | more
    return Heard(external_id=ident, contact={"phone": PHONE, "mail": MAIL}, reply_to={"mail": MAIL}, **told)


def case_of(office: Office, ident: str) -> Case:
    voice = receive([said(ident)], channel=office.files, by=None, at=SUNDAY).new[0]
    proposed(voice, office)
    return actions.open_case(voice, by=None, at=SUNDAY)


def in_review(office: Office, ident: str) -> Case:
    case = case_of(office, ident)
    actions.assign(case, lead=office.project, by=office.officer, at=SUNDAY + HOUR)
    actions.accept(case, handler=office.handler, by=office.head, at=SUNDAY + 2 * HOUR)
    actions.save_draft(case, text="路灯本周内修复。", make_public=True, by=office.handler, at=SUNDAY + 3 * HOUR)
    actions.submit(case, by=office.handler, at=SUNDAY + 4 * HOUR)
    return case


def everything(office: Office, board: Channel) -> dict[str, Any]:
    """Keys and numbers of one thing of each kind, all from the marked person's letters."""
    answered, waiting, urgent = (in_review(office, ident) for ident in ("answered", "waiting", "urgent"))
    note = Attached(name=f"{PHONE}.txt", content=TEXT.encode())
    more = said("more", continues=("answered",), attached=(note,))
    receive([more], channel=office.files, by=None, at=SUNDAY + 4 * HOUR)
    actions.approve(answered, by=office.head, at=SUNDAY + 5 * HOUR)
    actions.approve(answered, by=office.leader, at=SUNDAY + 6 * HOUR)
    reply = actions.deliver(answered, by=office.handler, at=SUNDAY + 7 * HOUR)
    publish_answer(reply, by=office.editor, at=SUNDAY + 8 * HOUR)
    open_incident(urgent, account(), by=office.officer, at=OPENED)
    now = timezone.now()
    on_board, _code = receive_form(said("board", said_at=now), channel=board, at=now)
    proposed(on_board, office)
    thread = show_letter(
        actions.open_case(on_board, by=None, at=now), passages=to_hide(TITLE, TEXT), by=office.officer, at=now
    )
    unopened = receive([said("unopened")], channel=office.files, by=None, at=SUNDAY).new[0]
    topic = Topic.objects.create(description="青石巷路灯", first_at=SUNDAY, last_at=SUNDAY, voices_count=4, heat=7.5)
    answered.voice.proposal.topic = topic
    answered.voice.proposal.save()
    consultation = open_now(office)
    token = "6f1b6c1e-6b52-4f38-9b0e-5f1d1c1f7a11"
    receive_opinion(consultation, token=token, text=TEXT, writer=NAME, contact={"phone": PHONE}, at=now)  # type: ignore[arg-type]
    snapshot = take_snapshot(SUNDAY.date(), SUNDAY.date(), by=office.officer, at=SUNDAY)
    late, due = SUNDAY + timedelta(days=60), SUNDAY + timedelta(days=5)
    told: dict[str, Any] = {"due_at": due, "at": SUNDAY}
    chase = issue_chase(case=waiting, section=office.project, demanded="核实", by=office.officer, **told)
    instruction = instruct(case=waiting, text="办好", sections=[office.project], by=office.leader, **told)
    give_cards(at=late)
    freeze_late_lists(at=late)
    indexed()
    return {
        "card": Card.objects.earliest("pk").pk,
        "chase": chase.pk,
        "instruction": instruction.pk,
        "case": answered.number,
        "voice": answered.voice.number,
        "unopened": unopened.number,
        "waiting": waiting.number,
        "review": Review.objects.filter(draft__case=waiting).earliest("pk").pk,
        "topic": topic.pk,
        "snapshot": snapshot.pk,
        "incident": urgent.number,
        "paper": write_paper(snapshot, by=office.officer, at=SUNDAY).pk,
        "reply": reply.pk,
        "person": Voice.objects.get(pk=answered.voice_id).correspondent_id,
        "thread": thread.reference,
        "consultation": consultation.slug,
    }


def readable(answer: HttpResponseBase) -> str:
    """What a reader finds in an answer: the text of a page, and of a file all that is in it."""
    streamed = getattr(answer, "streaming_content", None)
    content = b"".join(streamed) if streamed is not None else answer.content  # type: ignore[attr-defined]
    return "\n".join([*map(str, answer.headers.values()), unpacked(content)])


def unpacked(content: bytes) -> str:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(f"{name}\n{unpacked(archive.read(name))}" for name in archive.namelist())
    if content.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\n", "")
    return content.decode("utf-8", "replace")
