"""What a writer adds on the status page, and the files of a voice on both sides of the desk."""

import uuid
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from huiying.handling.actions import accept, ask_writer, take_continuations, take_waiting
from huiying.handling.models import Case, Question
from huiying.handling.tests.desk import proposed, signed_in
from huiying.intake.channel import Attached
from huiying.intake.models import Attachment, Voice
from huiying.intake.tests.hostile import EXE, PDF, PNG, file
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office
from tests.portal import HOUR, answered, assigned, reader, written


@pytest.fixture(autouse=True)
def _nobody_wrote_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def add(client: Client, voice: Voice, **more: object) -> tuple[int, str]:
    told = {"token": str(uuid.uuid4()), "text": "补充一点：晚上九点的班次也没有。", **more}
    page = client.post(f"/status/{voice.number}/more/", told)
    return page.status_code, page.content.decode()


def test_what_is_added_joins_the_case_and_shows_on_both_sides(office: Office) -> None:
    voice, code = written(office)
    case, citizen = assigned(voice, office), reader(voice, code)
    assert 'name="attachments"' in citizen.get(f"/status/{voice.number}/").content.decode()
    assert add(citizen, voice, attachments=[file("时刻表.pdf", PDF)])[0] == 302
    for take in (take_waiting, take_continuations, take_waiting):  # whichever worker comes first
        take(at=SUNDAY + 2 * HOUR)
    assert Case.objects.count() == 1
    more = voice.continued_by.get()
    assert more.taken_at is not None
    assert more.code == ""
    page = citizen.get(f"/status/{voice.number}/").content.decode()
    assert "晚上九点" in page
    assert "时刻表.pdf" in page
    assert "desk/attachments" not in page
    desk = signed_in(office.officer).get(f"/desk/cases/{case.number}/").content.decode()
    assert "晚上九点" in desk
    assert f'href="/desk/attachments/{Attachment.objects.get().pk}/"' in desk


def test_sent_twice_it_is_added_once(office: Office) -> None:
    voice, code = written(office)
    citizen, token = reader(voice, code), str(uuid.uuid4())
    for _ in range(2):
        add(citizen, voice, token=token)
    assert voice.continued_by.count() == 1


def test_before_a_case_stands_something_can_be_added_too(office: Office) -> None:
    voice, code = written(office)
    assert add(reader(voice, code), voice)[0] == 302
    take_waiting(at=SUNDAY + HOUR)
    take_continuations(at=SUNDAY + HOUR)
    take_waiting(at=SUNDAY + HOUR)
    assert Case.objects.count() == 1
    assert voice.continued_by.get().taken_at is not None


def test_nobody_adds_to_the_letter_of_another(office: Office) -> None:
    voice, code = written(office)
    other, _code = written(office, text="另一封信的内容，不该被别人看到。")
    for client, target in ((Client(), voice), (reader(voice, code), other)):
        status, _page = add(client, target)
        assert status == 302
    assert not Voice.objects.exclude(continues=None).exists()


def test_an_answered_letter_takes_nothing_more(office: Office) -> None:
    voice, code = written(office)
    answered(voice, office)
    citizen = reader(voice, code)
    assert f"/status/{voice.number}/more/" not in citizen.get(f"/status/{voice.number}/").content.decode()
    add(citizen, voice)
    assert not voice.continued_by.exists()


@pytest.mark.parametrize(
    ("told", "kept"),
    [({"text": ""}, ""), ({"text": "一" * 5001}, "一一一"), ({"attachments": [file("程序.png", EXE)]}, "晚上九点")],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(office: Office, told: dict[str, object], kept: str) -> None:
    voice, code = written(office)
    status, page = add(reader(voice, code), voice, **told)
    assert status == 422
    assert 'role="alert"' in page
    assert kept in page
    assert not voice.continued_by.exists()


def test_a_file_alone_is_enough(office: Office) -> None:
    voice, code = written(office)
    assert add(reader(voice, code), voice, text="", attachments=[file("照片.png", PNG)])[0] == 302


def asked(office: Office) -> tuple[Voice, Case, Client]:
    voice, code = written(office)
    case = assigned(voice, office)
    accept(case, handler=office.handler, by=office.head, at=SUNDAY + 2 * HOUR)
    ask_writer(case, question="请问是哪一条线路？", by=office.handler, at=SUNDAY + 3 * HOUR)
    return voice, case, reader(voice, code)


def test_an_answer_with_papers_lets_the_clock_run_on_at_once(office: Office) -> None:
    voice, case, citizen = asked(office)
    told = {"answer": "是三号线，见附件。", "attachments": [file("线路.pdf", PDF)]}
    assert citizen.post(f"/status/{voice.number}/answer/", told).status_code == 302
    case.refresh_from_db()
    assert case.state != "asked"
    assert Question.objects.get().answer == "是三号线，见附件。"
    assert voice.continued_by.get().attachments.get().name == "线路.pdf"


def test_an_answer_that_is_not_taken_stays_in_the_form(office: Office) -> None:
    voice, case, citizen = asked(office)
    told = {"answer": "是三号线，见附件。", "attachments": [file("线路.pdf", EXE)]}
    page = citizen.post(f"/status/{voice.number}/answer/", told)
    assert page.status_code == 422
    assert "是三号线，见附件。" in page.content.decode()
    assert citizen.post(f"/status/{voice.number}/answer/", {"answer": ""}).status_code == 422
    case.refresh_from_db()
    assert case.state == "asked"


@pytest.fixture
def paper(office: Office) -> Attachment:
    """A file of a letter whose case the project section has."""
    voice, _code = written(office, attached=(Attached(name="合同.pdf", content=PDF),))
    proposed(voice, office)
    assigned(voice, office)
    return Attachment.objects.get()


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("officer", 200),
        ("handler", 200),
        ("head", 200),
        ("leader", 200),
        ("auditor", 200),
        ("editor", 404),
        ("stranger", 404),
    ],
)
def test_a_file_is_for_whoever_may_read_the_letter(office: Office, paper: Attachment, person: str, status: int) -> None:
    answer = signed_in(getattr(office, person)).get(f"/desk/attachments/{paper.pk}/")
    assert answer.status_code == status
    deeds = Entry.objects.filter(deed="attachment.taken")
    assert deeds.count() == (1 if status == 200 else 0)
    if status == 200:
        assert b"".join(answer.streaming_content) == PDF  # type: ignore[arg-type]
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert paper.name not in str(deeds.get().facts)


def test_nobody_takes_a_file_unsigned(office: Office, paper: Attachment) -> None:
    answer = Client().get(f"/desk/attachments/{paper.pk}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/desk/login/")
    assert signed_in(office.officer).get("/desk/attachments/999999/").status_code == 404


def test_a_file_that_is_gone_is_not_there(office: Office, paper: Attachment) -> None:
    paper.file.storage.delete(paper.file.name)
    assert signed_in(office.officer).get(f"/desk/attachments/{paper.pk}/").status_code == 404


def test_the_desk_lists_files_and_what_was_refused(office: Office, paper: Attachment) -> None:
    refused = [{"name": "程序.exe", "reason": "不收此类文件"}]
    Voice.objects.filter(pk=paper.voice_id).update(raw={"refused_files": refused})
    officer = signed_in(office.officer)
    case = Case.objects.get()
    for address in (f"/desk/inbox/{paper.voice.number}/", f"/desk/cases/{case.number}/"):
        page = officer.get(address).content.decode()
        assert f'href="/desk/attachments/{paper.pk}/"' in page
        assert "程序.exe" in page
        assert "不收此类文件" in page
