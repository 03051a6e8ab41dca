"""个人信息 · The personal data of a case that is over leaves it for good; figures and the chain stay."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import CharField, Field, FileField, ForeignKey, JSONField, Model, TextField
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from huiying.core import regulation
from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.feedback.actions import rate
from huiying.handling import actions
from huiying.handling.keeping import due as keeping
from huiying.handling.keeping.places import EMPTIED, KEPT, OF_ITS_VOICES, OF_THE_CASE, TELLS_NOTHING
from huiying.handling.models import Case, Draft, Hold, Reply
from huiying.handling.tests.complaints import concluded, sent, suggestion
from huiying.handling.tests.desk import at_once, opened, proposed, signed_in
from huiying.handling.tests.writers import speaking_mail
from huiying.intake.actions import receive
from huiying.intake.channel import Attached, Heard
from huiying.intake.models import Address, Attachment, Channel, Correspondent, Delivery, Voice
from huiying.intake.tests.hostile import PDF
from huiying.ledger.models import TAKEN_OUT, Entry
from huiying.ledger.seal import seal, verify
from huiying.reporting.figures import FIGURES, Period
from tests.office import SUNDAY, Office
from tests.portal import written

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NAME, PHONE, MAIL = "欧阳明月", "13812345678", "ouyang@example.cn"
TEXT = f"我叫{NAME}，电话{PHONE}，厂房施工许可一直办不下来，请协调。"
SECRETS = (NAME, "明月", PHONE, MAIL, "ouyang")
BASIS = "本局来信办理规定第九条，保存三年"
YEARS = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def _mail(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Channel]:
    yield from speaking_mail(monkeypatch)


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
    before = {figure.key: figure.query(YEARS) for figure in FIGURES}
    assert before["returned"] == 1
    assert before["satisfied"] == 1
    Delivery.objects.update(state="sent")
    for each in (case, decided, found):
        anonymised(office, each)
    assert {figure.key: figure.query(YEARS) for figure in FIGURES} == before


def test_the_chain_holds_and_says_how_many_lost_their_words(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    case = over(office)
    assert (verify().ok, verify().anonymised) == (True, 0)
    anonymised(office, case)
    proof = verify()
    # heard, returned and sent back held words; what else was done held none
    assert (proof.ok, proof.anonymised, proof.first_broken) == (True, 3, None)
    with translation.override("en"):
        call_command("ledger", "verify")
    assert "3" in capsys.readouterr().out
    entry = Entry.objects.get(deed="case.anonymised")
    assert entry.facts["basis"] == BASIS
    assert (entry.facts["voices"], entry.facts["files"]) == (1, 1)


def as_before_words_could_leave(number: int) -> None:
    """Write the chain from entry `number` on as it was sealed before: with the words in the facts themselves."""
    previous = Entry.objects.filter(pk__lt=number).order_by("-pk").values_list("digest", flat=True).first() or "0" * 64
    for entry in Entry.objects.filter(pk__gte=number).order_by("pk"):
        entry.facts, entry.said, entry.previous = entry.told, None, previous
        entry.digest = previous = seal(entry)
        entry.save()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_head SET digest = %s", [previous])


def test_a_chain_from_before_holds_and_loses_its_words_too(office: Office) -> None:
    case = over(office)
    as_before_words_could_leave(1)
    assert verify().ok
    assert NAME in json.dumps(list(Entry.objects.values_list("facts", flat=True)), ensure_ascii=False)
    anonymised(office, case)
    assert (verify().ok, verify().anonymised) == (True, 3)
    assert NAME not in json.dumps(list(Entry.objects.values_list("facts", flat=True)), ensure_ascii=False)
    assert Entry.objects.get(deed="case.returned").facts == {TAKEN_OUT: ["reason"]}


@pytest.mark.parametrize("old", [True, False])
@pytest.mark.parametrize(
    "tamper",
    [
        lambda entry: entry.facts.update(lead="别的科室"),
        lambda entry: entry.facts.pop("section"),
        lambda entry: setattr(entry, "actor", "nobody"),
    ],
)
def test_what_is_left_is_still_proved(office: Office, old: bool, tamper: object) -> None:
    case = over(office)
    if old:
        as_before_words_could_leave(1)
    anonymised(office, case)
    entry = Entry.objects.get(deed="case.accepted")
    tamper(entry)  # type: ignore[operator]
    entry.save()
    assert (verify().ok, verify().first_broken) == (False, entry.pk)


@pytest.mark.parametrize("old", [True, False])
def test_the_rest_of_an_entry_without_words_is_proved(office: Office, old: bool) -> None:
    case = over(office)
    if old:
        as_before_words_could_leave(1)
    anonymised(office, case)
    entry = Entry.objects.get(deed="draft.reviewed", said__isnull=True, facts__decision="sent_back")
    entry.facts["version"] = 9
    entry.save()
    assert (verify().ok, verify().first_broken) == (False, entry.pk)


def test_words_that_no_deed_took_out_are_missed(office: Office) -> None:
    over(office)
    entry = Entry.objects.get(deed="case.returned")
    entry.said = None
    entry.save()
    assert (verify().first_broken, verify().why) == (entry.pk, "changed")
    entry.said = {"reason": "另一个理由", "salt": "0"}
    entry.save()
    assert verify().first_broken == entry.pk


def test_a_ledger_that_does_not_hold_is_left_as_it_is(office: Office) -> None:
    case = over(office)
    Entry.objects.filter(deed="case.returned").update(actor="nobody")
    with pytest.raises(RuleError):
        anonymised(office, case)
    assert NAME in Case.objects.get().voice.text


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


@pytest.mark.parametrize("role", ["handler", "head", "leader", "editor", "auditor", "stranger"])
def test_only_the_information_section_does_it(office: Office, role: str) -> None:
    case = over(office)
    with pytest.raises(NotAllowed):
        actions.anonymise(case, basis=BASIS, by=getattr(office, role), at=SUNDAY + 400 * DAY)
    with pytest.raises(NotAllowed):
        actions.hold(case, ground="litigation", reason="在诉", by=getattr(office, role), at=SUNDAY + DAY)


@pytest.mark.parametrize("basis", ["", " ", "长" * 301, f"应{PHONE}机主要求"])
def test_a_basis_is_said_without_personal_data(office: Office, basis: str) -> None:
    with pytest.raises(InputError):
        actions.anonymise(over(office), basis=basis, by=office.officer, at=SUNDAY + 400 * DAY)


def test_a_case_under_way_keeps_what_it_needs(office: Office) -> None:
    with pytest.raises(RuleError):
        anonymised(office, opened(office))


def test_it_is_done_once_and_nothing_follows(office: Office) -> None:
    case = opened(office)
    actions.decline(case, ground="outside", by=office.officer, at=SUNDAY + HOUR)
    case = anonymised(office, case)
    with pytest.raises(RuleError):
        anonymised(office, case)
    with pytest.raises(RuleError):
        actions.take_up_again(case, reason="再办", by=office.officer, at=SUNDAY + 401 * DAY)
    assert Entry.objects.filter(deed="case.anonymised").count() == 1


def test_a_message_on_its_way_is_waited_for(office: Office) -> None:
    case = over(office)
    Delivery.objects.create(
        key="k", channel=office.files, voice=case.voice, kind="reply", text="答复", put_at=SUNDAY, due_at=SUNDAY
    )
    with pytest.raises(RuleError):
        anonymised(office, case)
    assert not keeping.due(Case.objects.all(), SUNDAY + 400 * DAY, 1).exists()


def test_what_is_held_stays_until_it_is_let_go(office: Office) -> None:
    case = over(office)
    held = actions.hold(case, ground="litigation", reason="已提起行政诉讼", by=office.officer, at=SUNDAY + DAY)
    with pytest.raises(RuleError):
        actions.hold(case, ground="petition", reason="又信访", by=office.officer, at=SUNDAY + DAY)
    with pytest.raises(RuleError):
        anonymised(office, case)
    assert not keeping.due(Case.objects.all(), SUNDAY + 400 * DAY, 1).exists()
    actions.lift(held, by=office.officer, at=SUNDAY + 2 * DAY)
    with pytest.raises(RuleError):
        actions.lift(held, by=office.officer, at=SUNDAY + 3 * DAY)
    assert keeping.due(Case.objects.all(), SUNDAY + 400 * DAY, 1).get() == case
    assert NAME not in anonymised(office, case).voice.text


def test_due_counts_whole_years_from_the_end(office: Office) -> None:
    case = over(office)
    ended = timezone.localtime(SUNDAY + 15 * HOUR)
    on_the_day = ended.replace(year=2027, hour=23)
    assert not keeping.due(Case.objects.all(), on_the_day, 1).exists()
    assert keeping.due(Case.objects.all(), on_the_day + timedelta(hours=2), 1).get() == case
    assert not keeping.due(Case.objects.all(), on_the_day + timedelta(hours=2), 2).exists()


def test_a_merged_case_is_due_once_its_writer_was_answered(office: Office) -> None:
    into, other = opened(office, ident="a"), opened(office, ident="b")
    actions.merge([other], into=into, by=office.officer, at=SUNDAY + HOUR)
    assert not keeping.due(Case.objects.all(), SUNDAY + 800 * DAY, 1).exists()
    Case.objects.filter(pk=other.pk).update(answered_at=SUNDAY + DAY)
    assert keeping.due(Case.objects.all(), SUNDAY + 800 * DAY, 1).get() == other


def own_term(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    told = regulation.parse(
        f'extends = "national"\nname = "本局规定"\nversion = "1"\neffective = 2026-01-01\n[retention]\n{text}\n',
        where="ours.toml",
    )
    monkeypatch.setattr(keeping, "regulation", lambda at: told)


@pytest.mark.parametrize(("text", "taken"), [("", 0), ("years = 3", 0), ("years = 3\nautomatic = true", 1)])
def test_the_machine_does_it_where_the_regulation_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch, text: str, taken: int
) -> None:
    over(office)
    own_term(monkeypatch, text)
    assert actions.anonymise_due(at=SUNDAY + 1000 * DAY) == 0
    assert actions.anonymise_due(at=SUNDAY + 1200 * DAY) == taken
    assert Entry.objects.filter(deed="case.anonymised", actor="machine").count() == taken
    assert actions.anonymise_due(at=SUNDAY + 1200 * DAY) == 0


def test_the_page_asks_twice(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    case, officer = over(office), signed_in(office.officer)
    page = officer.get("/desk/keeping/")
    assert (page.context["due"], page.context["retention"].years) == (0, None)
    Case.objects.update(closed_at=timezone.now() - 800 * DAY)
    own_term(monkeypatch, "years = 2")
    assert officer.get("/desk/keeping/").context["due"] == 1
    page = officer.get("/desk/keeping/due/")
    assert case.number in page.content.decode()
    assert PHONE not in page.content.decode()
    page = officer.post("/desk/keeping/due/", {"cases": "2"})
    assert page.status_code == 422
    assert Case.objects.get().anonymised_at is None
    assert officer.post("/desk/keeping/due/", {"cases": "1"}, follow=True).status_code == 200
    assert Case.objects.get().anonymised_at is not None
    html = officer.get(f"/desk/cases/{case.number}/").content.decode()
    assert NAME not in html
    assert officer.get("/desk/keeping/").context["anonymised"] == 1


def test_one_case_at_its_writers_request(office: Office) -> None:
    case, officer = over(office), signed_in(office.officer)
    told = {"number": case.number, "again": "2026-99999", "basis": "来信人申请删除"}
    page = officer.post("/desk/keeping/one/", told)
    assert page.status_code == 422
    assert page.context["one_form"].errors["again"]
    assert "来信人申请删除" in page.content.decode()
    assert officer.post("/desk/keeping/one/", {**told, "again": case.number}).status_code == 302
    assert Case.objects.get().anonymised_at is not None


def test_holds_on_the_page(office: Office) -> None:
    case, officer = over(office), signed_in(office.officer)
    page = officer.post("/desk/keeping/hold/", {"number": "none", "ground": "petition", "reason": "信访中"})
    assert page.status_code == 422
    assert page.context["hold_form"].errors["number"]
    told = {"number": case.number, "ground": "petition", "reason": "信访中"}
    assert officer.post("/desk/keeping/hold/", told).status_code == 302
    assert officer.post("/desk/keeping/hold/", told).status_code == 422
    assert "信访中" in officer.get("/desk/keeping/").content.decode()
    held = Hold.objects.get()
    assert officer.post(f"/desk/keeping/{held.pk}/lift/").status_code == 302
    assert officer.post(f"/desk/keeping/{held.pk}/lift/").status_code == 404


@pytest.mark.parametrize("role", ["handler", "head", "leader", "editor", "auditor"])
@pytest.mark.parametrize("path", ["", "due/", "one/", "hold/"])
def test_the_page_is_for_the_information_section(office: Office, role: str, path: str) -> None:
    client = signed_in(getattr(office, role))
    ask = client.get if path in ("", "due/") else client.post
    assert ask(f"/desk/keeping/{path}").status_code == 403


def test_the_page_costs_the_same_however_much_is_held(office: Office) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as told:
            assert client.get("/desk/keeping/").status_code == 200
        return len(told)

    client = signed_in(office.officer)

    def held(number: int) -> None:
        case = opened(office, ident=f"h{number}")
        actions.hold(case, ground="petition", reason="信访中", by=office.officer, at=SUNDAY)

    held(0)
    one = cost()
    for number in range(1, 15):
        held(number)
    assert cost() == one


@pytest.mark.django_db(transaction=True)
def test_two_at_once_take_it_out_once(office: Office) -> None:
    number = over(office).number

    def work() -> None:
        case = Case.objects.get(number=number)
        actions.anonymise(case, basis=BASIS, by=office.officer, at=timezone.now())

    failed = at_once(work)
    assert len(failed) == 3
    assert all(isinstance(error, RuleError) for error in failed)
    assert Entry.objects.filter(deed="case.anonymised").count() == 1
    assert verify().ok


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
