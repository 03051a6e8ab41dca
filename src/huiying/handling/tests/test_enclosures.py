"""Files that staff put in a case: checked by content, frozen with the draft in review, sent with its reply."""

import hashlib
from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.actions.enclosing import MOST_FILES_OF_A_CASE, enclose, take_out
from huiying.handling.models import Case, CaseFile
from huiying.handling.tests import writers
from huiying.handling.tests.desk import HOUR, drafted, signed_in
from huiying.intake import outbox
from huiying.intake.actions.sending import _outgoing
from huiying.intake.channel import Account, Attached
from huiying.intake.channels.mail.composing import compose
from huiying.intake.channels.mail.options import options
from huiying.intake.tests.hostile import EXE, PDF, PNG
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office
from tests.portal import reader, written

mail = pytest.fixture(writers.speaking_mail)
MAP = Attached(name="现场示意图.png", content=PNG)
AT = SUNDAY + 3 * HOUR
MAILBOX = {"host": "x", "user": "a@example.cn", "from_address": "a@example.cn"}


def put(case: Case, office: Office, *, to_writer: bool = False, by: str = "handler", file: Attached = MAP) -> CaseFile:
    told = {"description": "现场示意图", "to_writer": to_writer}
    return enclose(case, [file], **told, by=getattr(office, by), at=AT)[0]  # type: ignore[arg-type]


def post(client: Client, case: Case, *files: SimpleUploadedFile, **told: str) -> int:
    told = {"description": "说明", **told}
    return client.post(f"/desk/cases/{case.number}/files/", {"chosen": list(files), **told}).status_code


def test_a_file_is_kept_by_its_content_and_its_download_is_recorded(office: Office) -> None:
    case = drafted(office)
    handler = signed_in(office.handler)
    assert post(handler, case, SimpleUploadedFile("a/../图.png", PNG), SimpleUploadedFile("合同.pdf", PDF)) == 302
    first, second = CaseFile.objects.all()
    assert (first.name, first.media_type, first.size) == ("图.png", "image/png", len(PNG))
    assert second.digest == hashlib.sha256(PDF).hexdigest()
    assert not first.to_writer
    answer = signed_in(office.head).get(f"/desk/files/{first.pk}/")
    assert b"".join(answer.streaming_content) == PNG  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert Entry.objects.get(deed="file.taken").facts == {"file": first.pk, "digest": first.digest}
    assert "图.png" not in str(Entry.objects.get(deed="file.enclosed", facts__file=first.pk).facts)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("病毒.pdf", EXE, {}),
        ("程序.exe", EXE, {}),
        ("空.png", b"", {}),
        ("图.png", PNG, {"description": " "}),
    ],
)
def test_what_is_not_taken_is_named_in_the_form(
    office: Office, name: str, content: bytes, told: dict[str, str]
) -> None:
    case = drafted(office)
    assert post(signed_in(office.handler), case, SimpleUploadedFile(name, content), **told) == 422
    assert not CaseFile.objects.exists()


def test_one_bad_file_keeps_the_others_out_too(office: Office) -> None:
    case = drafted(office)
    with pytest.raises(InputError):
        enclose(case, [MAP, Attached(name="x.png", content=EXE)], description="x", by=office.handler, at=AT)
    assert not CaseFile.objects.exists()


def test_a_case_takes_no_more_than_it_holds(office: Office) -> None:
    case = drafted(office)
    enclose(case, [MAP] * MOST_FILES_OF_A_CASE, description="图", by=office.handler, at=AT)
    with pytest.raises(RuleError):
        put(case, office)


@pytest.mark.parametrize(
    ("by", "to_writer", "status"),
    [
        ("officer", False, 302),
        ("handler", True, 302),
        ("head", False, 302),
        ("leader", False, 403),
        ("auditor", False, 403),
        ("editor", False, 403),
        ("stranger", False, 404),
    ],
)
def test_who_may_put_files_in(office: Office, by: str, to_writer: bool, status: int) -> None:
    case = drafted(office)
    told = {"to_writer": "on"} if to_writer else {}
    assert post(signed_in(getattr(office, by)), case, SimpleUploadedFile("图.png", PNG), **told) == status
    assert CaseFile.objects.filter(to_writer=to_writer).count() == (status == 302)


def test_only_who_drafts_the_reply_decides_what_goes_with_it(office: Office) -> None:
    case = drafted(office)
    with pytest.raises(NotAllowed):
        put(case, office, to_writer=True, by="officer")
    assert post(signed_in(office.officer), case, SimpleUploadedFile("图.png", PNG), to_writer="on") == 302
    assert not CaseFile.objects.get().to_writer


def test_files_are_frozen_with_the_draft_in_review(office: Office) -> None:
    case = drafted(office)
    kept, inner = put(case, office, to_writer=True), put(case, office)
    actions.submit(case, by=office.handler, at=SUNDAY + 4 * HOUR)
    page = signed_in(office.head).get("/desk/review/", follow=True).content.decode()
    assert f"/desk/files/{kept.pk}/" in page
    assert f"/desk/files/{inner.pk}/" not in page
    with pytest.raises(RuleError):
        take_out(kept, by=office.handler, at=SUNDAY + 4 * HOUR)
    with pytest.raises(RuleError):
        put(case, office, to_writer=True)
    later = put(case, office)
    take_out(inner, by=office.handler, at=SUNDAY + 4 * HOUR)
    actions.send_back(case, comment="换一张图", by=office.head, at=SUNDAY + 5 * HOUR)
    case.refresh_from_db()
    take_out(kept, by=office.handler, at=SUNDAY + 5 * HOUR)
    other = put(case, office, to_writer=True, file=Attached(name="新图.png", content=PNG + b"\0"))
    actions.save_draft(case, text="请看新图。", make_public=True, by=office.handler, at=SUNDAY + 5 * HOUR)
    actions.submit(case, by=office.handler, at=SUNDAY + 6 * HOUR)
    actions.approve(case, by=office.head, at=SUNDAY + 6 * HOUR)
    actions.approve(case, by=office.leader, at=SUNDAY + 6 * HOUR)
    reply = actions.deliver(case, by=office.handler, at=SUNDAY + 7 * HOUR)
    assert [draft.files.get() for draft in case.drafts.all()] == [kept, other]
    assert list(reply.files.all()) == [other]
    assert later not in reply.files.all()
    with pytest.raises(RuleError):
        take_out(other, by=office.handler, at=SUNDAY + 8 * HOUR)
    with pytest.raises(RuleError):
        put(case, office, to_writer=True)


def test_the_writer_reads_what_went_with_the_reply_and_nothing_else(office: Office) -> None:
    voice, code = written(office)
    case = actions.open_case(voice, by=None, at=SUNDAY)
    actions.assign(case, lead=office.project, by=office.officer, at=SUNDAY + HOUR)
    actions.accept(case, handler=office.handler, by=office.head, at=SUNDAY + 2 * HOUR)
    sent, inner = put(case, office, to_writer=True), put(case, office)
    client = reader(voice, code)
    assert client.get(f"/status/{voice.number}/files/{sent.pk}/").status_code == 404
    actions.save_draft(case, text="请看图。", make_public=True, by=office.handler, at=SUNDAY + 3 * HOUR)
    actions.submit(case, by=office.handler, at=SUNDAY + 4 * HOUR)
    for signer in (office.head, office.leader):
        actions.approve(case, by=signer, at=SUNDAY + 5 * HOUR)
    actions.deliver(case, by=office.handler, at=SUNDAY + 7 * HOUR)
    assert f"/status/{voice.number}/files/{sent.pk}/" in client.get(f"/status/{voice.number}/").content.decode()
    answer = client.get(f"/status/{voice.number}/files/{sent.pk}/")
    assert b"".join(answer.streaming_content) == PNG  # type: ignore[attr-defined]
    assert client.get(f"/status/{voice.number}/files/{inner.pk}/").status_code == 404
    assert Client().get(f"/status/{voice.number}/files/{sent.pk}/").status_code == 302
    other, other_code = written(office)
    assert reader(other, other_code).get(f"/status/{other.number}/files/{sent.pk}/").status_code == 404


def test_mail_carries_the_files_of_the_reply(office: Office, mail: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers.Post, "carries_files", True, raising=False)
    case, _code = writers.mailed(office)
    actions.assign(case, lead=office.project, by=office.officer, at=SUNDAY + HOUR)
    actions.accept(case, handler=office.handler, by=office.head, at=SUNDAY + 2 * HOUR)
    put(case, office, to_writer=True)
    actions.save_draft(case, text="请看图。", make_public=True, by=office.handler, at=SUNDAY + 3 * HOUR)
    page = signed_in(office.handler).get(f"/desk/cases/{case.number}/")
    assert page.context["by_mail"] is True
    actions.submit(case, by=office.handler, at=SUNDAY + 4 * HOUR)
    for signer in (office.head, office.leader):
        actions.approve(case, by=signer, at=SUNDAY + 5 * HOUR)
    actions.deliver(case, by=office.handler, at=SUNDAY + 7 * HOUR)
    (delivery,) = writers.told(case)
    account = Account(slug="m", name="局邮箱", settings=MAILBOX, secrets={"password": "x"})
    composed: EmailMessage = compose(_outgoing(delivery), options(account), slug="m", at=SUNDAY)
    (along,) = composed.iter_attachments()
    assert (along.get_filename(), along.get_content_type()) == ("现场示意图.png", "image/png")
    assert along.get_content() == PNG


def test_too_much_for_a_mail_is_left_to_the_link(office: Office, mail: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers.Post, "carries_files", True, raising=False)
    monkeypatch.setattr(outbox, "MOST_BYTES_ALONG", len(PNG) - 1)
    case, _code = writers.mailed(office)
    file = outbox.Enclosed("图.png", "image/png", "aa/bb", len(PNG))
    laid = outbox.put(case.voice, kind="reply", about="1", text="x", link="https://x", files=[file], at=SUNDAY)
    assert laid is not None
    assert laid.files == []
    assert laid.link


def test_whoever_may_not_read_the_case_finds_no_file(office: Office) -> None:
    row = put(drafted(office), office)
    stranger = signed_in(office.stranger)
    assert stranger.get(f"/desk/files/{row.pk}/").status_code == 404
    assert stranger.post(f"/desk/files/{row.pk}/take-out/").status_code == 404
    assert signed_in(office.head).post(f"/desk/files/{row.pk}/take-out/").status_code == 403
    assert CaseFile.objects.get().removed_at is None
    assert signed_in(office.handler).post(f"/desk/files/{row.pk}/take-out/").status_code == 302
    assert CaseFile.objects.get().removed_at is not None
