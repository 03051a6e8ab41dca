"""Cases that name their writers wherever one may write, for the tests of taking personal data out."""

from datetime import timedelta

import pytest
from django.apps import apps

from huiying.core import regulation
from huiying.feedback.actions import rate
from huiying.handling import actions
from huiying.handling.keeping import due as keeping
from huiying.handling.models import Case
from huiying.handling.tests.desk import proposed
from huiying.intake.actions import receive
from huiying.intake.channel import Attached, Heard
from huiying.intake.models import Delivery, Voice
from huiying.intake.tests.hostile import PDF
from tests.office import SUNDAY, Office

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NAME, PHONE, MAIL = "欧阳明月", "13812345678", "ouyang@example.cn"
TEXT = f"我叫{NAME}，电话{PHONE}，厂房施工许可一直办不下来，请协调。"
SECRETS = (NAME, "明月", PHONE, MAIL, "ouyang")
BASIS = "本局来信办理规定第九条，保存三年"


def letter(office: Office, ident: str = "p1", **more: object) -> Voice:
    told = {
        "said_by": NAME,
        "contact": {"phone": PHONE, "mail": MAIL},
        "title": f"{NAME}的施工许可",
        "raw": {"text": TEXT, "who": NAME},
        "reply_to": {"mail": MAIL},
        "attached": (Attached(name=f"{NAME}身份证.pdf", content=PDF),),
    } | more
    heard = Heard(external_id=ident, text=TEXT, said_at=SUNDAY, **told)  # type: ignore[arg-type]
    voice = receive([heard], channel=office.files, by=None, at=SUNDAY).new[0]
    proposal = proposed(voice, office)
    proposal.said = {**proposal.said, "notes": [f"来信人{NAME}"]}
    proposal.save()
    return voice


def over(office: Office, ident: str = "p1", **more: object) -> Case:
    """A closed, published and rated case that names its writer wherever one may write."""
    case = actions.open_case(letter(office, ident, **more), by=None, at=SUNDAY)
    actions.assign(case, lead=office.project, because=f"{NAME}来信", by=office.officer, at=SUNDAY + HOUR)
    actions.return_to_information(case, reason=f"{NAME}不在本辖区", by=office.head, at=SUNDAY + 2 * HOUR)
    actions.assign(case, lead=office.project, by=office.officer, at=SUNDAY + 3 * HOUR)
    actions.accept(case, handler=office.handler, by=office.head, at=SUNDAY + 4 * HOUR)
    actions.ask_writer(case, question=f"{NAME}，请补充", by=office.handler, at=SUNDAY + 5 * HOUR)
    actions.answer_question(case, answer=f"我的电话{PHONE}", by=office.handler, at=SUNDAY + 6 * HOUR)
    actions.save_draft(case, text=f"{NAME}您好，已办结。", make_public=True, by=office.handler, at=SUNDAY + 7 * HOUR)
    actions.submit(case, by=office.handler, at=SUNDAY + 8 * HOUR)
    actions.send_back(case, comment=f"请核对{NAME}的电话", by=office.head, at=SUNDAY + 9 * HOUR)
    actions.save_draft(
        case, text=f"{NAME}您好，已全部办结。", make_public=True, by=office.handler, at=SUNDAY + 10 * HOUR
    )
    actions.submit(case, by=office.handler, at=SUNDAY + 11 * HOUR)
    actions.approve(case, by=office.head, at=SUNDAY + 12 * HOUR)
    actions.approve(case, by=office.leader, at=SUNDAY + 13 * HOUR)
    reply = actions.deliver(case, by=office.handler, at=SUNDAY + 14 * HOUR)
    actions.close(case, summary=f"已电话告知{NAME}", by=office.handler, at=SUNDAY + 15 * HOUR)
    rate(reply, stars=4, solved=True, comment=f"{NAME}满意", at=SUNDAY + 16 * HOUR)
    Delivery.objects.update(state="sent", sent_text=f"{NAME}您好", error="")
    return case


def everything(skip: tuple[str, ...] = ()) -> str:
    """Every row of every table of the house, as text."""
    told = []
    for model in apps.get_models():
        if model._meta.app_label in {"ledger", "people", "intake", "assessment", "handling", "feedback"}:
            names = [f.attname for f in model._meta.concrete_fields if f.attname not in skip]
            told += [f"{model._meta.label} {row}" for row in model._default_manager.values(*names)]
    return "\n".join(told)


def anonymised(office: Office, case: Case) -> Case:
    actions.anonymise(case, basis=BASIS, by=office.officer, at=SUNDAY + 400 * DAY)
    return Case.objects.get(pk=case.pk)


def own_term(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    told = regulation.parse(
        f'extends = "national"\nname = "本局规定"\nversion = "1"\neffective = 2026-01-01\n[retention]\n{text}\n',
        where="ours.toml",
    )
    monkeypatch.setattr(keeping, "regulation", lambda at: told)
