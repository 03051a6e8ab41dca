"""检索 · What is found by words and by numbers, by whom, and what is not."""

import pytest
from django.core.management import call_command
from django.db import connection

from huiying.handling import actions
from huiying.handling.models import Case, SearchText
from huiying.handling.searching.finding import having
from huiying.handling.searching.wordindex import forget
from huiying.intake.actions import receive
from huiying.intake.channel import Heard
from huiying.intake.models import Voice
from huiying.people.models import User
from tests.office import SUNDAY, Office

from .desk import HOUR, answered, at_once, indexed, opened, signed_in

LETTER = "租金补貼申报两次没有办成，GDP 增长 37%，联系人：王小明，电话13812345678。"


def found(typed: str) -> set[str]:
    rows = Voice.objects.filter(having(typed, "pk").where)
    return set(rows.values_list("external_id", flat=True))


@pytest.fixture
def two(office: Office) -> tuple[Voice, Voice]:
    first = office.letter(LETTER, ident="a", title="关于租金的来信")
    second = office.letter("补租金，贴申请；金补没有。", ident="b")
    indexed()
    return first, second


@pytest.mark.parametrize(
    ("typed", "idents"),
    [
        ("租", {"a", "b"}),
        ("租金", {"a", "b"}),
        ("来信", {"a"}),
        ("补贴", {"a"}),
        ("補貼", {"a"}),
        ("租金补贴", {"a"}),
        ("租金补", {"a"}),
        ("金补 租金", {"a", "b"}),
        ("申报 工地", set()),
        ("gdp", {"a"}),
        ("ＧＤＰ　37", {"a"}),
        ("3", set()),
        ("37%", {"a"}),
        ("，", set()),
        ('"租金" OR', set()),
        ("租金*", set()),
        ("'; DROP TABLE handling_words; --", set()),
        ("\x00租", {"a", "b"}),
        ("", set()),
    ],
)
def test_words_are_found_as_they_stand(two: tuple[Voice, Voice], typed: str, idents: set[str]) -> None:
    assert found(typed) == idents


def test_many_are_found_like_few(two: tuple[Voice, Voice], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huiying.handling.searching.finding.FEW", 0)
    assert found("租金") == {"a", "b"}
    assert found("租") == {"a", "b"}
    assert found("租金补贴") == {"a"}
    assert found("gdp 申报") == {"a"}


@pytest.mark.parametrize("typed", ["13812345678", "王小明", "小明"])
def test_personal_data_finds_nobody(two: tuple[Voice, Voice], typed: str) -> None:
    assert found(typed) == set()
    assert found("5678") == {"a"}  # what a masked reader sees


def test_additions_and_replies_are_found_with_their_letter(office: Office) -> None:
    case = answered(office, ident="first")
    heard = Heard(external_id="more", text="另附消防验收意见。", said_at=SUNDAY + HOUR, continues=("first",))
    receive([heard], channel=office.files, by=None, at=SUNDAY + HOUR)
    indexed()
    assert found("消防验收") == {"first", "more"}
    assert found("核发施工许可证") == {"first"}
    actions.reopen(case, reason="没有解决", at=SUNDAY + 20 * HOUR)
    actions.assign(case, lead=office.project, by=office.officer, at=SUNDAY + 21 * HOUR)
    actions.accept(case, handler=office.handler, by=office.head, at=SUNDAY + 22 * HOUR)
    actions.save_draft(case, text="再次答复：已联合踏勘。", make_public=True, by=office.handler, at=SUNDAY + 23 * HOUR)
    actions.submit(case, by=office.handler, at=SUNDAY + 24 * HOUR)
    actions.approve(case, by=office.head, at=SUNDAY + 25 * HOUR)
    actions.approve(case, by=office.leader, at=SUNDAY + 26 * HOUR)
    assert found("联合踏勘") == set()
    actions.deliver(case, by=office.handler, at=SUNDAY + 27 * HOUR)
    indexed()
    assert found("联合踏勘") == {"first"}
    assert found("消防验收") == {"first", "more"}


def test_a_number_is_found_whatever_the_index_holds(office: Office) -> None:
    case = opened(office)
    for number in (case.number, case.voice.number, case.voice.number.lower(), f" {case.number} "):
        assert found(number) == {case.voice.external_id}
    assert found("HY20260315-99999") == set()


def test_what_is_forgotten_is_not_found(two: tuple[Voice, Voice]) -> None:
    forget([two[0].pk])
    assert found("租金") == {"b"}
    assert not SearchText.objects.filter(pk=two[0].pk).exists()


def test_the_index_is_filled_anew(two: tuple[Voice, Voice], capsys: pytest.CaptureFixture[str]) -> None:
    SearchText.objects.filter(pk=two[0].pk).update(text="改过")
    call_command("index", "--anew")
    assert found("租金补贴") == {"a"}
    assert found("改过") == set()
    assert "2" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_each_text_once(office: Office) -> None:
    for number in range(8):
        office.letter(LETTER, ident=str(number))
    assert at_once(lambda: actions.index_waiting(at=SUNDAY), workers=3) == []
    assert SearchText.objects.count() == 8
    assert found("租金补贴") == {str(number) for number in range(8)}
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM handling_words WHERE handling_words MATCH %s", ['"租金"'])
            assert cursor.fetchone() == (8,)


@pytest.mark.parametrize("path", ["/desk/cases/", "/desk/clocks/", "/desk/search/"])
def test_every_search_reads_the_letter(office: Office, path: str) -> None:
    case = opened(office)
    indexed()
    page = signed_in(office.officer).get(path, {"q": "办不下来 协调"}).content.decode()
    assert case.number in page
    assert case.number not in signed_in(office.officer).get(path, {"q": "办得下来"}).content.decode()


def test_of_common_words_the_newest_letters_are_looked_through(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huiying.handling.searching.finding.FEW", 1)
    monkeypatch.setattr("huiying.handling.views.search.MOST_COUNTED", 2)
    old = office.letter("施工许可怎么办，最早的来信。", ident="old", at=SUNDAY - 9 * HOUR)
    newer = office.letter("施工许可怎么办，后来的来信。", ident="newer", at=SUNDAY - HOUR)
    case = opened(office)
    indexed()
    page = signed_in(office.officer).get("/desk/search/", {"q": "施工许可"})
    assert [found.number for found in page.context["cases"]] == [case.number]
    assert [voice.number for voice in page.context["voices"]] == [newer.number]
    assert "最新的 2 件" in page.content.decode()
    every = signed_in(office.officer).get("/desk/inbox/", {"show": "all", "q": "施工许可"}).content.decode()
    assert old.number in every
    assert newer.number in every


def test_one_finds_only_what_one_may_read(office: Office) -> None:
    case = opened(office)
    actions.assign(case, lead=office.project, by=office.officer, at=SUNDAY + HOUR)
    loose = office.letter("无人办理的租金来信。", ident="loose")
    indexed()

    def search(who: User, typed: str) -> str:
        return signed_in(who).get("/desk/search/", {"q": typed}).content.decode()

    assert case.number in search(office.handler, "施工许可")
    for typed in ("施工许可", case.number):
        page = signed_in(office.stranger).get("/desk/search/", {"q": typed})
        assert page.status_code == 200
        assert (page.context["cases"], page.context["voices"]) == ([], [])
    assert loose.number in search(office.officer, "租金")
    assert loose.number not in search(office.handler, "租金")
    assert signed_in(office.editor).get("/desk/search/", {"q": "租金"}).context["voices"] == []


def test_a_number_opens_its_case(office: Office) -> None:
    case = opened(office)
    loose = office.letter("无人办理。", ident="loose")
    officer = signed_in(office.officer)
    assert officer.get("/desk/search/", {"q": case.voice.number})["Location"] == f"/desk/cases/{case.number}/"
    assert officer.get("/desk/search/", {"q": loose.number})["Location"] == f"/desk/inbox/{loose.number}/"


def test_a_person_is_found_by_a_whole_telephone_number(office: Office) -> None:
    told = {"said_by": "李四", "contact": {"phone": "139 0013 9000"}}
    heard = Heard(external_id="p", text="来信。", said_at=SUNDAY, **told)  # type: ignore[arg-type]
    (voice,) = receive([heard], channel=office.files, by=None, at=SUNDAY).new
    officer = signed_in(office.officer)
    for typed in ("13900139000", "+86 139-0013-9000"):
        assert [person.pk for person in officer.get("/desk/search/", {"q": typed}).context["persons"]] == [
            voice.correspondent_id
        ]
    assert officer.get("/desk/search/", {"q": "1390013"}).context["persons"] == []
    assert signed_in(office.leader).get("/desk/search/", {"q": "13900139000"}).context["persons"] == ()


def test_what_was_found_is_marked_and_never_markup(office: Office) -> None:
    office.letter("<b>补貼</b>没有到账，联系电话13812345678。", ident="x", title="补貼<i>")
    indexed()
    page = signed_in(office.officer).get("/desk/inbox/", {"show": "all", "q": "补贴"}).content.decode()
    assert '<mark class="found">补貼</mark>&lt;i&gt;' in page
    assert '<mark class="found">补贴</mark>&lt;/b&gt;没有到账' in page
    assert "13812345678" not in page


def test_the_case_keeps_its_place(office: Office) -> None:
    for number in range(3):
        opened(office, ident=str(number), at=SUNDAY + number * HOUR)
    indexed()
    page = signed_in(office.officer).get("/desk/cases/", {"q": "施工许可"})
    assert list(page.context["page_obj"]) == list(Case.objects.order_by("-opened_at"))
