"""The index follows what is shown: threads of the board, consultations, documents with their words; what is hidden is
found no more, at once. And what that costs.
"""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document as Paper
from wagtail.documents.models import Document
from wagtail.models import Collection

from huiying.publication.actions import finding, reading, tending
from huiying.publication.actions.board import join_thread, take_down
from huiying.publication.actions.consultations import call_off_consultation, make_consultation, publish_consultation
from huiying.publication.actions.consultations_results import approve_result, submit_result, write_result
from huiying.publication.models import BoardThread, FileWords, PolicyAttachment, PolicyPage, SearchEntry
from huiying.publication.searching.findable import Findable
from tests.office import SUNDAY, Office

from .consulting import AFTER, PARKING, SUBSIDY, decided, held, speak, told
from .small_site import document, policy
from .test_portal_search import answer, article, search

pytestmark = pytest.mark.django_db


def thread(office: Office, reference: str, title: str) -> BoardThread:
    return BoardThread.objects.create(
        reference=reference,
        unit=office.unit,
        title=title,
        text=f"{title}，请尽快处理。",
        channel="百姓畅言",
        accepted_on=date(2026, 3, 15),
        shown_at=timezone.now(),
        shown_by=office.editor,
    )


def test_a_thread_is_found_while_it_stands_on_the_board(office: Office) -> None:
    one, other = thread(office, "B1", "夜班公交停运"), thread(office, "B2", "夜班公交取消了")
    page = search(q="夜班公交", kind="thread")
    assert f'href="/board/{one.reference}/"' in page
    assert "百姓畅言" in page
    join_thread(other, reference="B1", by=office.officer, at=SUNDAY)
    assert "/board/B2/" not in search(q="夜班公交")
    take_down(one, reason="来信人要求撤下", by=office.officer, at=SUNDAY)
    assert "/board/B1/" not in search(q="夜班公交")
    assert not SearchEntry.objects.filter(kind="thread").exists()


def test_a_consultation_is_found_from_its_first_day_on_the_portal(office: Office) -> None:
    made = make_consultation(told(office), unit=office.unit, by=office.editor, at=SUNDAY)
    assert made.slug not in search(q="园区停车办法")
    publish_consultation(made, by=office.editor, at=SUNDAY)
    page = search(q="停车场夜间不对外开放", kind="consultation")
    assert f'href="{made.get_absolute_url()}"' in page
    assert "意见征集" in page
    call_off_consultation(made, reason="上位法已经修订", by=office.editor, at=SUNDAY + timedelta(days=3))
    assert made.slug in search(q="上位法已经修订")


def test_a_result_is_found_once_it_is_published_and_no_opinion_ever(office: Office) -> None:
    one = held(office)
    speak(one, *SUBSIDY, *PARKING)
    decided(one, office)
    write_result(one, text="共收到意见五条，夜间开放停车泊位的建议已经采纳。", by=office.officer, at=AFTER)
    submit_result(one, by=office.officer, at=AFTER)
    assert one.slug not in search(q="停车泊位的建议")
    approve_result(one, by=office.leader, at=AFTER)
    assert one.slug in search(q="停车泊位的建议")
    entry = SearchEntry.objects.get(kind="consultation")
    assert not any(said in entry.text for said in (*SUBSIDY, *PARKING))


def paper(*lines: str) -> bytes:
    made, packed = Paper(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(packed)
    return packed.getvalue()


def attached(name: str, content: bytes) -> tuple[PolicyPage, Document]:
    page, file = policy(), document(name, content)
    PolicyAttachment.objects.create(page=page, document=file)
    return page, file


@pytest.fixture(autouse=True)
def _no_file_is_missing() -> None:
    reading._missing.clear()


def titles() -> list[str]:
    return list(SearchEntry.objects.filter(kind="document").values_list("title", flat=True))


@pytest.mark.usefixtures("office")
def test_a_file_is_found_by_its_title_at_once_and_by_its_words_after_a_round() -> None:
    page, _file = attached("租金补助申报表.docx", paper("申请单位须填写银联开户行行号。"))
    shown = search(q="租金补助申报表", kind="document")
    assert ".docx" in shown
    assert page.title in shown
    assert ".docx" not in search(q="银联开户行行号")
    assert reading.read_a_file()
    assert not reading.read_a_file()
    assert ".docx" in search(q="银联开户行行号")
    assert SearchEntry.objects.get(kind="document").text.startswith("申请单位须填写银联开户行行号。")


@pytest.mark.usefixtures("office")
def test_a_file_is_found_no_more_when_nobody_may_see_it() -> None:
    page, file = attached("申报表.docx", paper("银联开户行行号"))
    reading.read_a_file()
    assert titles() == ["申报表"]
    page.unpublish()
    assert titles() == []
    page.refresh_from_db()
    page.save_revision().publish()
    assert titles() == ["申报表"]
    inner = Collection.get_first_root_node().add_child(name="内部")
    file.collection = inner
    file.save()
    wall = inner.view_restrictions.create(restriction_type="login")
    assert titles() == []
    wall.delete()
    assert titles() == ["申报表"]
    page.attachments.all().delete()
    assert titles() == []


@pytest.mark.usefixtures("office")
def test_a_file_that_only_a_draft_leads_to_is_not_found() -> None:
    file = document("尚未公布的附件.docx", paper("尚未公布"))
    page = article("xinxi-fabu", "招商大会开幕")
    page.body = f'<p><a linktype="document" id="{file.pk}">附件</a></p>'
    page.save_revision()
    assert titles() == []
    page.save_revision().publish()
    assert titles() == ["尚未公布的附件"]
    page.delete()
    assert titles() == []


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "content", [b"%PDF-1.4 broken", b"PK\x03\x04 no archive", b"", b"MZ\x90\x00"], ids=["pdf", "zip", "empty", "exe"]
)
def test_a_file_that_cannot_be_read_is_found_by_its_title_and_holds_up_no_other(content: bytes) -> None:
    attached("坏附件.docx" if content[:2] == b"PK" else "坏附件.pdf", content)
    _page, lost = attached("丢失.docx", paper("甲"))
    lost.file.storage.delete(lost.file.name)
    attached("好附件.docx", paper("银联开户行行号"))
    for _round in range(4):
        reading.read_a_file()
    assert not reading.read_a_file()
    assert ".pdf" in search(q="坏附件") or ".docx" in search(q="坏附件")
    assert "好附件" in search(q="银联开户行行号").replace("<mark>", "").replace("</mark>", "")
    assert reading.forget_words() == 0
    PolicyAttachment.objects.all().delete()
    Document.objects.all().delete()
    assert FileWords.objects.exists()
    reading.forget_words()
    assert not FileWords.objects.exists()


@pytest.mark.usefixtures("office")
def test_to_publish_an_answer_costs_the_index_few_queries_however_many_there_are() -> None:
    def cost(reference: str) -> int:
        with CaptureQueriesContext(connection) as met:
            answer(reference, "租金补助")
        return len([one for one in met if "publication_search" in one["sql"]])

    first = cost("A0")
    for number in range(1, 30):
        answer(f"A{number}", "租金补助")
    tending.tend(at=SUNDAY)
    assert cost("B1") == first <= 3


@pytest.mark.usefixtures("office")
def test_a_round_that_finds_nothing_to_do_asks_twice() -> None:
    answer("A1", "租金补助")
    for _round in range(20):
        tending.tend(at=SUNDAY)
    with CaptureQueriesContext(connection) as met:
        tending.tend(at=SUNDAY)
    of_rows = [one for one in met if "SAVEPOINT" not in one["sql"] and "advisory_" not in one["sql"]]
    assert len(of_rows) <= 2  # whose turn it is, workers ask PostgreSQL beside


@pytest.mark.usefixtures("office")
def test_two_who_put_in_the_same_at_once_do_not_fail_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    one = answer("A1", "租金补助")
    entry = SearchEntry.objects.get(kind="answer")
    standing, asked = finding._standing, []

    def blind_at_first(sources: Any) -> list[SearchEntry]:
        asked.append(sources)
        return [] if len(asked) == 1 else standing(sources)

    monkeypatch.setattr(finding, "_standing", blind_at_first)
    told = Findable(entry.source, "answer", "房租扶持", "房租扶持", entry.url, one.replied_on)
    assert finding.put([told]) == 1
    assert SearchEntry.objects.get(kind="answer").title == "房租扶持"
