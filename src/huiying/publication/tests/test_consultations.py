"""意见征集 · A consultation is written, checked against its term, published, and stands where the day puts it."""

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta

import docx
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling.files import Attached
from huiying.handling.tests.desk import signed_in
from huiying.ledger.models import Entry
from huiying.publication import freshness
from huiying.publication.actions.consultations import (
    attach_to_consultation,
    call_off_consultation,
    change_consultation,
    extend_consultation,
    make_consultation,
    publish_consultation,
)
from huiying.publication.columns import CONSULTATIONS
from huiying.publication.consultations.drafts import articles_of, text_of_docx
from huiying.publication.consultations.terms import least
from huiying.publication.models import Consultation, Phase
from huiying.publication.tests.consulting import DRAFT, DURING, ENDS, OPENS, SUBSIDY, held, open_now, speak, told
from tests.office import SUNDAY, Office

pytestmark = pytest.mark.django_db


# The day of the opening is excluded, and an end on a day off moves to the next working day (民法典 arts. 201, 203).
@pytest.mark.parametrize(
    ("opens", "last"),
    [
        (date(2026, 3, 16), date(2026, 4, 15)),  # a Wednesday
        (date(2026, 4, 1), date(2026, 5, 6)),  # 1 May, and the days off to the 5th
        (date(2026, 1, 24), date(2026, 2, 24)),  # the spring festival lasts until the 23rd
        (date(2026, 5, 14), date(2026, 6, 15)),  # 13 June is a Saturday
    ],
)
def test_the_least_term_is_thirty_days(opens: date, last: date) -> None:
    for kind in ("decision", "enterprise", "rules"):
        assert least(kind, opens).on == last
    assert least("other", opens).on is None


def test_each_kind_has_the_term_of_its_own_rule() -> None:
    assert least("normative", date(2026, 3, 16)).on == date(2026, 3, 25)
    assert least("normative", date(2026, 2, 10)).on == date(2026, 2, 26)  # 15 to 23 February are days off
    for kind, act in (("decision", "重大行政决策"), ("rules", "规章制定"), ("normative", "法治政府建设")):
        assert act in json.dumps(least(kind, OPENS).because, default=str, ensure_ascii=False)


def test_it_is_open_until_midnight_in_beijing(office: Office) -> None:
    one = held(office)
    last = datetime(ENDS.year, ENDS.month, ENDS.day, 15, 59, 59, tzinfo=UTC)
    first = datetime(OPENS.year, OPENS.month, OPENS.day - 1, 16, tzinfo=UTC)
    assert len(speak(one, SUBSIDY[0], at=last)) == len(speak(one, SUBSIDY[1], at=first)) == 1
    for at in (last + timedelta(seconds=1), first - timedelta(seconds=1)):
        with pytest.raises(RuleError):
            speak(one, SUBSIDY[2], at=at)


def test_a_shorter_term_needs_its_reason(office: Office) -> None:
    short = told(office, ends_on=date(2026, 4, 14))
    with pytest.raises(InputError) as refused:
        make_consultation(short, unit=office.unit, by=office.editor, at=SUNDAY)
    assert refused.value.where == "shortened_because"
    why = "上级要求四月中旬前出台配套政策。"
    one = make_consultation(
        told(office, ends_on=date(2026, 4, 14), shortened_because=why), unit=office.unit, by=office.editor, at=SUNDAY
    )
    assert one.is_shortened
    assert one.shortened_because == why
    full = make_consultation(told(office, shortened_because=why), unit=office.unit, by=office.editor, at=SUNDAY)
    assert (full.is_shortened, full.shortened_because) == (False, "")
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.filter(pk=full.pk).update(ends_on=OPENS)


def test_other_matters_have_the_term_that_the_office_sets(office: Office) -> None:
    one = held(office, kind="other", ends_on=OPENS + timedelta(days=7))
    assert (one.least_on, one.because) == (None, [])


def test_the_day_says_where_it_stands(office: Office) -> None:
    one = held(office)
    assert one.phase(OPENS - timedelta(days=1)) == Phase.COMING
    assert one.phase(OPENS) == one.phase(ENDS) == Phase.OPEN
    assert one.phase(ENDS + timedelta(days=1)) == Phase.CLOSED
    for day in (OPENS - timedelta(days=1), OPENS, ENDS, ENDS + timedelta(days=1)):
        for phase in (Phase.COMING, Phase.OPEN, Phase.CLOSED, Phase.RESULT):
            found = Consultation.objects.in_phase(phase, day)
            assert found.exists() is (phase == one.phase(day))


def test_a_published_draft_is_not_changed(office: Office) -> None:
    one = held(office)
    with pytest.raises(RuleError):
        change_consultation(one, told(office), by=office.editor, at=DURING)
    with pytest.raises(RuleError):
        attach_to_consultation(one, [], by=office.editor, at=DURING)
    with pytest.raises(RuleError):
        publish_consultation(one, by=office.editor, at=DURING)


def test_one_whose_first_day_is_over_is_not_published(office: Office) -> None:
    one = make_consultation(told(office), unit=office.unit, by=office.editor, at=SUNDAY)
    with pytest.raises(RuleError):
        publish_consultation(one, by=office.editor, at=DURING)


def test_it_can_be_left_open_and_called_off_with_a_reason(office: Office) -> None:
    one = held(office)
    with pytest.raises(InputError):
        extend_consultation(one, ends_on=ENDS, reason="节假日", by=office.editor, at=DURING)
    later = ENDS + timedelta(days=10)
    extend_consultation(one, ends_on=later, reason="应企业要求", by=office.editor, at=DURING)
    one = Consultation.objects.get()
    assert (one.ends_on, one.first_ends_on, one.extended_because) == (later, ENDS, "应企业要求")
    extend_consultation(one, ends_on=later + timedelta(days=5), reason="再应企业要求", by=office.editor, at=DURING)
    assert Consultation.objects.get().first_ends_on == ENDS
    page = Client().get(f"/consultations/{one.slug}/").content.decode()
    assert "再应企业要求" in page
    with pytest.raises(InputError):
        call_off_consultation(one, reason=" ", by=office.editor, at=DURING)
    call_off_consultation(one, reason="上位法已修改", by=office.editor, at=DURING)
    assert Consultation.objects.get().phase(OPENS) == Phase.CALLED_OFF
    assert not Consultation.objects.activities(2026).exists()
    deeds = list(Entry.objects.filter(about=one.ref).values_list("deed", flat=True))
    assert deeds == [f"consultation.{deed}" for deed in ("made", "published", "extended", "extended", "called_off")]


def test_what_was_held_in_a_year_is_counted(office: Office) -> None:
    held(office)
    make_consultation(told(office), unit=office.unit, by=office.editor, at=SUNDAY)
    assert Consultation.objects.activities(2026).count() == 1
    assert Consultation.objects.activities(2025).count() == 0


@pytest.mark.parametrize("role", ["handler", "head", "leader", "auditor", "stranger"])
def test_who_may_run_one(office: Office, role: str) -> None:
    with pytest.raises(NotAllowed):
        make_consultation(told(office), unit=office.unit, by=getattr(office, role), at=SUNDAY)


def test_numbers_go_on(office: Office) -> None:
    assert [held(office).slug for _ in range(3)] == ["zj-2026-01", "zj-2026-02", "zj-2026-03"]


def test_a_draft_is_read_by_its_articles() -> None:
    assert articles_of(DRAFT) == [
        ("", "第一章 总则"),
        ("第一条", "为了规范园区停车管理，制定本办法。"),
        ("第二条", "小微企业租金补贴按实际租金的百分之三十发放。"),
        ("第三条", "园区停车场由有关部门负责管理，夜间不对外开放。"),
    ]
    assert articles_of("第一条 甲\n（一）乙\n（二）丙\n第二条 丁") == [
        ("第一条", "甲\n（一）乙\n（二）丙"),
        ("第二条", "丁"),
    ]
    assert articles_of("一、甲\n二、乙") == [("一", "甲"), ("二", "乙")]
    assert articles_of("甲。\n\n乙。") == [("1", "甲。"), ("2", "乙。")]


@pytest.mark.parametrize("text", ["", " \n\u3000\n", "字" * 200_001, "\n".join(f"第{n}条 甲" for n in range(1, 600))])
def test_a_draft_that_is_empty_or_endless_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        articles_of(text)


def word_file(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "附表"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_a_docx_is_read_as_text() -> None:
    text = text_of_docx(Attached(name="征求意见稿.docx", content=word_file("第一条 甲<script>", "第二条 乙")))
    assert articles_of(text) == [("第一条", "甲<script>"), ("第二条", "乙\n附表")]


def broken(part: str, content: str) -> bytes:
    """A DOCX with one of its parts in another's place."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file("第一条 甲"))) as whole, zipfile.ZipFile(written, "w") as made:
        for name in whole.namelist():
            made.writestr(name, content if name == part else whole.read(name))
    return written.getvalue()


BOMB = '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><w:document xmlns:w="x">&d;</w:document>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", b"%PDF-1.4"),
        ("a.docx", b""),
        ("a.pdf", b"%PDF-1.4 not a draft"),
        ("a.docx", broken("word/document.xml", "<w:document")),
        ("a.docx", broken("word/document.xml", BOMB)),
        ("a.docx", broken("[Content_Types].xml", "<Types/>")),
        ("a.docx", broken("word/document.xml", "a" * 50_000_000)),
    ],
)
def test_what_is_no_docx_is_refused_in_words(name: str, content: bytes) -> None:
    with pytest.raises(InputError):
        text_of_docx(Attached(name=name, content=content))


def test_the_portal_shows_it_escaped_with_its_term_explained(office: Office) -> None:
    one = open_now(office, background="<script>alert(1)</script>为规范管理。", title="停车办法 & 补贴")
    page = Client().get("/consultations/").content.decode()
    assert "停车办法 &amp; 补贴" in page
    page = Client().get(f"/consultations/{one.slug}/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "第二条" in page
    assert f"/consultations/{one.slug}/opinion/?article=2" in page
    assert "30日" in page  # how the term was counted
    assert "重大行政决策程序暂行条例" in page
    for url in ("/", f"/{CONSULTATIONS}/"):
        assert f"/consultations/{one.slug}/" in Client().get(url).content.decode()
    feed = Client().get("/consultations/feed/")
    assert feed.status_code == 200
    assert "停车办法" in feed.content.decode()


def test_what_is_not_published_is_not_there(office: Office) -> None:
    one = make_consultation(told(office), unit=office.unit, by=office.editor, at=SUNDAY)
    for url in ("", "opinion/", "files/1/"):
        assert Client().get(f"/consultations/{one.slug}/{url}").status_code == 404
    assert one.title not in Client().get("/consultations/").content.decode()


def test_the_list_costs_the_same_for_many(
    office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(25):
        open_now(office, title=f"第{n}号征求意见稿")
    Client().get("/consultations/")
    with django_assert_max_num_queries(8):
        assert "25" in Client().get("/consultations/").content.decode()
    for phase, found in (("open", "第24号"), ("coming", ""), ("nonsense", "第24号"), ("draft", "第24号")):
        assert found in Client().get("/consultations/", {"phase": phase}).content.decode()


def test_a_consultation_keeps_its_column_fresh(office: Office) -> None:
    open_now(office)
    today = timezone.localdate()
    (column,) = [one for one in freshness.columns(today) if CONSULTATIONS in one.url]
    assert column.newest == today


def test_a_file_of_the_draft_is_checked_and_handed_out(office: Office) -> None:
    today = timezone.localdate()
    dates = {"starts_on": today, "ends_on": today + timedelta(days=40)}
    one = make_consultation(told(office, **dates), unit=office.unit, by=office.editor, at=timezone.now())
    with pytest.raises(InputError, match=r"html"):
        attach_to_consultation(one, [Attached(name="a.html", content=b"<p>")], by=office.editor, at=SUNDAY)
    (file,) = attach_to_consultation(
        one, [Attached(name="起草说明.docx", content=word_file("甲"))], by=office.editor, at=SUNDAY
    )
    publish_consultation(one, by=office.editor, at=timezone.now())
    got = Client().get(f"/consultations/{one.slug}/files/{file.pk}/")
    assert got.status_code == 200
    assert "attachment" in got["Content-Disposition"]
    assert "sandbox" in got["Content-Security-Policy"]
    got.close()


def test_the_desk_writes_one_from_a_docx(office: Office) -> None:
    client, today = signed_in(office.editor), timezone.localdate()
    upload = io.BytesIO(word_file("第一条 甲", "第二条 乙"))
    upload.name = "办法.docx"
    given = {
        "title": "办法（征求意见稿）",
        "kind": "decision",
        "section": office.policy.pk,
        "background": "背景",
        "who": "全体居民",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=10)).isoformat(),
        "upload": upload,
    }
    short = client.post("/desk/consultations/new/", given)
    assert short.status_code == 422
    assert "id_shortened_because" in short.content.decode()
    upload.seek(0)
    made = client.post("/desk/consultations/new/", given | {"ends_on": (today + timedelta(days=45)).isoformat()})
    one = Consultation.objects.get()
    assert made.url == f"/desk/consultations/{one.slug}/"
    assert [str(article) for article in one.articles.all()] == ["第一条", "第二条"]
    assert one.files.get().name == "办法.docx"
    client.post(f"/desk/consultations/{one.slug}/deed/publish/")
    assert Consultation.objects.get().published_at
    for part in ("", "opinions/", "points/", "result/"):
        assert client.get(f"/desk/consultations/{one.slug}/{part}").status_code == 200
