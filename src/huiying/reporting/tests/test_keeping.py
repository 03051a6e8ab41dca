"""个人信息 · The personal data of a case that is over leaves it for good; figures and the chain stay."""

from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import CharField, Field, FileField, ForeignKey, JSONField, Model, TextField

from huiying.assessment.models import Topic
from huiying.handling import actions
from huiying.handling.keeping.places import EMPTIED, KEPT, OF_ITS_VOICES, OF_THE_CASE, TELLS_NOTHING
from huiying.handling.models import Case, Draft, Reply
from huiying.handling.tests.complaints import concluded, sent, suggestion
from huiying.handling.tests.desk import proposed
from huiying.intake.actions import receive
from huiying.intake.channel import Heard
from huiying.intake.models import Address, Attachment, Correspondent, Delivery, Voice
from huiying.ledger.models import Entry
from huiying.publication.models import Asking, Demand
from huiying.reporting.figures import FIGURES, Period
from tests.office import SUNDAY, Office
from tests.portal import written

from .keeping import BASIS, DAY, HOUR, NAME, PHONE, SECRETS, TEXT, anonymised, everything, letter, over

YEARS = Period(date(2026, 1, 1), date(2026, 12, 31))


def test_nothing_personal_is_left_anywhere(office: Office) -> None:
    case = over(office)
    before = everything()
    assert all(secret in before for secret in (NAME, PHONE))
    file = Attachment.objects.get().file
    anonymised(office, case)
    after = everything()
    assert [secret for secret in SECRETS if secret in after] == []
    assert not Attachment.objects.exists()
    assert not Correspondent.objects.exists()
    assert not Address.objects.exists()
    assert file.storage.exists(file.name)  # until the transaction is through


@pytest.mark.django_db(transaction=True)
def test_the_file_goes_with_the_row(office: Office) -> None:
    case = over(office)
    place = Path(Attachment.objects.get().file.path)
    assert place.exists()
    anonymised(office, case)
    assert not place.exists()


def test_what_is_no_personal_data_stays(office: Office) -> None:
    case = over(office)
    kept = Case.objects.values("number", "state", "opened_at", "answered_at", "closed_at", "kind", "returns").get()
    clocks, parts = list(case.clocks.values()), list(case.parts.values("section", "handler", "accepted_at"))
    deeds = list(Entry.objects.values_list("deed", "actor", "at"))
    spans = case.voice.proposal.said["spans"]
    anonymised(office, case)
    now = Case.objects.get()
    assert {name: getattr(now, name) for name in kept} == kept
    assert (list(now.clocks.values()), list(now.parts.values("section", "handler", "accepted_at"))) == (clocks, parts)
    assert list(Entry.objects.values_list("deed", "actor", "at"))[:-1] == deeds
    assert "厂房施工许可一直办不下来，请协调。" in now.voice.text
    assert len(now.voice.text) == len(TEXT)
    assert now.voice.proposal.said["spans"] == spans
    assert now.replies.get().text.endswith("您好，已全部办结。")


def test_every_figure_is_as_before(office: Office) -> None:
    case = over(office)
    decided = suggestion(office, ident="s")
    actions.decide_adoption(decided, outcome="adopted", reason="已采纳。", by=office.handler, at=SUNDAY + DAY)
    actions.close(decided, by=office.handler, at=SUNDAY + 2 * DAY)
    found = sent(concluded(office, ident="c"), office)
    actions.close(found, by=office.handler, at=SUNDAY + 5 * DAY)
    before = {figure.key: figure.value(YEARS) for figure in FIGURES}
    assert before["returned"] == 1
    assert before["satisfied"] == 1
    Delivery.objects.update(state="sent")
    for each in (case, decided, found):
        anonymised(office, each)
    assert {figure.key: figure.value(YEARS) for figure in FIGURES} == before


def test_what_was_made_of_several_letters_names_nobody(office: Office) -> None:
    case = over(office)
    proposal = case.voice.proposal
    proposal.topic = Topic.objects.create(
        description=f"{NAME}的施工许可", who_where=NAME, first_at=SUNDAY, last_at=SUNDAY, voices_count=1
    )
    proposal.save()
    demand = Demand.objects.create(matter=f"{NAME}的施工许可", questions=[f"{NAME}怎么办"], measured_at=SUNDAY)
    Asking.objects.create(proposal=proposal, demand=demand)
    anonymised(office, case)
    topic, demand = Topic.objects.get(), Demand.objects.get()
    assert not any(NAME in str(told) for told in (topic.description, topic.who_where, demand.matter, demand.questions))
    assert "施工许可" in topic.description


def test_a_writer_of_other_letters_is_kept_for_those(office: Office) -> None:
    case = over(office)
    other = actions.open_case(letter(office, "p2"), by=None, at=SUNDAY)
    anonymised(office, case)
    assert Correspondent.objects.get().name == NAME
    assert Address.objects.count() == 2
    assert Case.objects.get(pk=case.pk).voice.correspondent is None
    assert Voice.objects.get(pk=other.voice_id).correspondent is not None
    assert Attachment.objects.get().voice_id == other.voice_id


def test_what_the_writer_added_goes_too(office: Office) -> None:
    case = over(office)
    told = letter(office, "p3")
    Voice.objects.filter(pk=told.pk).update(continues=case.voice)
    anonymised(office, case)
    assert NAME not in everything()
    assert Entry.objects.get(deed="case.anonymised").facts["voices"] == 2


def test_files_stay_where_the_rule_says_so(office: Office) -> None:
    case = over(office)
    actions.anonymise(case, basis=BASIS, remove_files=False, by=office.officer, at=SUNDAY + 400 * DAY)
    assert NAME not in Attachment.objects.get().name
    assert Entry.objects.get(deed="case.anonymised").facts["files"] == 0


def test_an_applicant_tells_nothing_any_more(office: Office) -> None:
    told = {"name": NAME, "document": "身份证", "document_number": "110101199003074514", "address": "柳林街道12号3栋"}
    voice, code = written(office, f"申请公开。{NAME}，{told['address']}", reply_to={"particulars": told})
    proposed(voice, office)
    case = actions.open_case(voice, by=None, at=SUNDAY)
    actions.decline(case, ground="outside", by=office.officer, at=SUNDAY + HOUR)
    Delivery.objects.update(state="sent")
    case = anonymised(office, case)
    assert case.voice.reply_to == {}
    assert (case.voice.code, code != "") == ("", True)
    assert [secret for secret in (NAME, told["address"], told["document_number"]) if secret in everything()] == []


def test_the_same_piece_is_not_heard_again(office: Office) -> None:
    anonymised(office, over(office))
    heard = Heard(external_id="p1", text=TEXT, said_at=SUNDAY, said_by=NAME, title=f"{NAME}的施工许可")
    assert receive([heard], channel=office.files, by=None, at=SUNDAY + 401 * DAY).new == []


def leads_to_a_case(model: type[Model], seen: frozenset[type[Model]] = frozenset()) -> bool:
    """Whether a row of this model hangs on a case or a voice, by however many steps."""
    if model in (Case, Voice):
        return True
    if model in seen:
        return False
    keys = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    return any(leads_to_a_case(key.related_model, seen | {model}) for key in keys)  # type: ignore[arg-type]


def may_tell(field: Field[object, object]) -> bool:
    return isinstance(field, CharField | TextField | JSONField | FileField) and not field.choices


def test_every_text_about_a_case_says_what_becomes_of_it() -> None:
    """Whoever adds a text to what hangs on a case or a letter says in `handling.keeping.places` what it may hold."""
    told: dict[str, set[str]] = {}
    for place in (*OF_THE_CASE, *OF_ITS_VOICES):
        told.setdefault(place.model, set()).update(place.texts)
    for table in (EMPTIED, KEPT, TELLS_NOTHING):
        for model, names in table.items():
            told.setdefault(model, set()).update(names)
    missing = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in {"intake", "assessment", "handling", "feedback"} and leads_to_a_case(model)
        for field in model._meta.concrete_fields
        if may_tell(field) and field.name not in told.get(model._meta.label, set())
    ]
    assert not missing, f"say in handling/keeping/places.py what becomes of these: {missing}"


def test_drafts_and_replies_are_masked_alike(office: Office) -> None:
    case = anonymised(office, over(office))
    assert {draft.text for draft in Draft.objects.all()} >= {Reply.objects.get().text}
    assert NAME[0] in case.replies.get().text
