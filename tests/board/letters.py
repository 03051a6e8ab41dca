"""A letter to the board, its thread, its answer, and a page as the public reads it."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from huiying.handling import actions
from huiying.handling.models import Case, Reply
from huiying.intake.actions import receive_form
from huiying.intake.channel import Heard
from huiying.intake.models import Channel
from huiying.publication.actions.board import show_letter
from huiying.publication.board.hiding import proposed
from huiying.publication.models import BoardThread
from tests.office import Office
from tests.portal import REPLY

NOW = timezone.now()

HOUR = timedelta(hours=1)

TOKEN = r"[A-Za-z0-9]{64}"

TEXT = "园区北门的路灯坏了两个月，晚上下班很不安全。联系人：王小明，电话13812345678，请尽快修复。"


def on_board(board: Channel, text: str = TEXT, ident: str = "1", **more: object) -> tuple[Case, str]:
    """A letter to the board, its case and its query code."""
    told = {"title": "北门路灯不亮", "said_by": "王小明", **more}
    heard = Heard(external_id=f"board-{ident}", text=text, said_at=NOW - HOUR, **told)  # type: ignore[arg-type]
    voice, code = receive_form(heard, channel=board, at=NOW - HOUR)
    return actions.open_case(voice, by=None, at=NOW - HOUR), code


def shown(office: Office, board: Channel, text: str = TEXT, ident: str = "1", **more: object) -> BoardThread:
    case, _code = on_board(board, text, ident, **more)
    passages = proposed(case.voice.title, case.voice.text)
    return show_letter(case, passages=passages, by=office.officer, at=NOW)


def answer(office: Office, case: Case, text: str = REPLY) -> Reply:
    actions.assign(case, lead=office.project, by=office.officer, at=NOW)
    actions.accept(case, handler=office.handler, by=office.head, at=NOW)
    actions.save_draft(case, text=text, make_public=True, by=office.handler, at=NOW)
    actions.submit(case, by=office.handler, at=NOW)
    actions.approve(case, by=office.head, at=NOW)
    actions.approve(case, by=office.leader, at=NOW)
    return actions.deliver(case, by=office.handler, at=NOW)


def page(url: str, client: Client | None = None, status: int = 200) -> str:
    got = (client or Client()).get(url)
    assert got.status_code == status
    return got.content.decode()
