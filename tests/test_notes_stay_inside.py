"""What staff tell each other about a case reaches neither its writer, nor the public, nor whoever gets its file."""

from huiying.handling import actions
from huiying.handling.actions.noting import add_note
from huiying.handling.dossier.contents import dossier
from huiying.handling.models import Case
from huiying.handling.publishable import publishable
from huiying.intake.models import Delivery
from huiying.publication.actions.answers import publish_answer
from tests.office import SUNDAY, Office
from tests.portal import HOUR, reader, written

SECRET = "与住建局老李通过电话，周五能办"


def test_notes_go_neither_to_the_writer_nor_into_publication_nor_into_the_exported_file(office: Office) -> None:
    voice, code = written(office)
    case = actions.open_case(voice, by=None, at=SUNDAY)
    actions.assign(case, lead=office.project, by=office.officer, at=SUNDAY + HOUR)
    actions.accept(case, handler=office.handler, by=office.head, at=SUNDAY + 2 * HOUR)
    add_note(case, text=f"@郑科长 {SECRET}", by=office.handler, at=SUNDAY + 4 * HOUR)
    actions.save_draft(case, text="已核发许可证。", make_public=True, by=office.handler, at=SUNDAY + 5 * HOUR)
    actions.submit(case, by=office.handler, at=SUNDAY + 5 * HOUR)
    actions.approve(case, by=office.head, at=SUNDAY + 6 * HOUR)
    actions.approve(case, by=office.leader, at=SUNDAY + 6 * HOUR)
    reply = actions.deliver(case, by=office.handler, at=SUNDAY + 7 * HOUR)
    assert SECRET not in reader(voice, code).get(f"/status/{voice.number}/").content.decode()
    assert SECRET not in str(publishable(reply))
    published = publish_answer(reply, by=office.editor, at=SUNDAY + 8 * HOUR)
    assert SECRET not in f"{published.title}{published.question}{published.answer}"
    assert not any(SECRET in delivery.text for delivery in Delivery.objects.all())
    assert SECRET not in str(dossier(Case.objects.get(pk=case.pk), unmasked=True, by="", at=SUNDAY))
