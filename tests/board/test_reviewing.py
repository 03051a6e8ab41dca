"""百姓畅言 · Every letter is read before it is shown: as a redacted copy, joined, or not at all."""

import re

import pytest
from django.test import Client

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.models import Case
from huiying.handling.tests.desk import signed_in
from huiying.handling.tests.writers import speaking_mail
from huiying.intake.models import Channel, Delivery, Voice
from huiying.ledger.models import Entry
from huiying.people.actions import found_office
from huiying.people.structure import found_unit
from huiying.publication.actions.board import join_letter, join_thread, refuse_letter, show_letter, take_down
from huiying.publication.board.hiding import Passage, Reason, proposed
from huiying.publication.models import BoardAside, BoardThread
from tests.board.letters import NOW, TEXT, TOKEN, on_board, page, shown
from tests.office import Office
from tests.portal import reader


def test_nothing_is_shown_before_somebody_read_it(office: Office, board: Channel) -> None:
    case, _code = on_board(board)
    assert "北门路灯" not in page("/board/")
    numbers = (case.voice.number, "HY20200101-00001")
    hidden, nowhere = (page(f"/board/{number}/", status=404).replace(number, "") for number in numbers)
    assert re.sub(TOKEN, "", hidden) == re.sub(TOKEN, "", nowhere)  # no oracle of which letters there are
    assert case.number in page("/desk/board/", signed_in(office.officer))


def test_a_letter_is_shown_as_a_copy_with_reasons_in_place(office: Office, board: Channel) -> None:
    thread = shown(office, board)
    told = page(f"/board/{thread.reference}/")
    assert "13812345678" not in told
    assert "138****" not in told
    assert "王小明" not in told
    assert told.count("〔个人信息已隐去〕") == 2
    assert thread.hidden == {"personal": 2}
    assert not [f.name for f in BoardThread._meta.get_fields() if f.related_model in (Case, Voice)]
    entry = Entry.objects.get(deed="board.shown")
    assert entry.told["hidden"] == 2
    assert "王小明" not in str(entry.facts)


def test_a_person_hides_more_with_another_reason(office: Office, board: Channel) -> None:
    case, _code = on_board(board, text="黄记公司的老板是个混账，他欠薪三个月，请劳动部门查处这件事。")
    passages = [Passage("黄记公司", Reason.OTHERS), Passage("是个混账", Reason.INSULT)]
    thread = show_letter(case, passages=passages, by=office.officer, at=NOW)
    assert thread.text == "〔他人信息已隐去〕的老板〔不文明用语已隐去〕，他欠薪三个月，请劳动部门查处这件事。"


def test_the_page_previews_and_shows(office: Office, board: Channel) -> None:
    case, _code = on_board(board)
    desk, place = signed_in(office.officer), f"/desk/board/{case.number}/"
    assert "〔个人信息已隐去〕" in page(place, desk)
    assert Entry.objects.filter(deed="contact.shown", about=case.ref).count() == 1  # it was read unmasked
    form = {"passage-TOTAL_FORMS": "3", "passage-INITIAL_FORMS": "2"}
    for n, words in enumerate(("王小明", "13812345678", "北门")):
        form |= {f"passage-{n}-words": words, f"passage-{n}-reason": "personal", f"passage-{n}-hide": "on"}
    looked = desk.post(place, form | {"preview": "1"})
    assert looked.status_code == 200
    assert not BoardThread.objects.exists()
    without = {key: value for key, value in form.items() if key != "passage-1-hide"}
    wrong = desk.post(place, without | {"show": "1"})
    assert wrong.status_code == 422
    assert not BoardThread.objects.exists()
    assert desk.post(place, {"show": "1"}).status_code == 422
    assert desk.post(place, form | {"show": "1"}).status_code == 302
    assert BoardThread.objects.get().title == "〔个人信息已隐去〕路灯不亮"
    assert desk.get(place).status_code == 404


def test_a_letter_is_decided_on_once(office: Office, board: Channel) -> None:
    case, _code = on_board(board)
    refuse_letter(case, ground="advertising", by=office.officer, at=NOW)
    with pytest.raises(RuleError):
        show_letter(case, passages=proposed(TEXT), by=office.officer, at=NOW)
    assert case.number not in page("/desk/board/", signed_in(office.officer))


@pytest.mark.parametrize("role", ["handler", "head", "leader", "editor", "auditor", "stranger"])
def test_only_the_information_section_decides(office: Office, board: Channel, role: str) -> None:
    case, _code = on_board(board)
    person = getattr(office, role)
    with pytest.raises(NotAllowed):
        show_letter(case, passages=proposed(TEXT), by=person, at=NOW)
    with pytest.raises(NotAllowed):
        refuse_letter(case, ground="other", note="…", by=person, at=NOW)
    desk = signed_in(person)
    assert desk.get("/desk/board/").status_code == 403
    assert desk.get(f"/desk/board/{case.number}/").status_code == 403
    assert not BoardThread.objects.exists()


def test_who_did_not_agree_is_not_offered(office: Office, board: Channel) -> None:
    case, _code = on_board(board, wants_public=False)
    assert case.number not in page("/desk/board/", signed_in(office.officer))
    with pytest.raises(RuleError):
        show_letter(case, passages=proposed(TEXT), by=office.officer, at=NOW)


def test_a_refusal_tells_its_writer_and_the_letter_is_answered(
    office: Office, board: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _mail in speaking_mail(monkeypatch):
        case, code = on_board(board, reply_to={"mail": "wang@example.cn"}, contact={"mail": "wang@example.cn"})
        desk = signed_in(office.officer)
        desk.post(f"/desk/board/{case.number}/decide/", {"ground": "nonsense"})
        assert not BoardAside.objects.exists()
        desk.post(f"/desk/board/{case.number}/decide/", {"ground": "other"})  # it says nothing by itself
        assert not BoardAside.objects.exists()
        desk.post(f"/desk/board/{case.number}/decide/", {"ground": "advertising", "note": "请删去广告。"})
    told = Delivery.objects.get(key__contains="board")
    assert "商业广告" in told.text
    assert "请删去广告。" in told.text
    assert Case.objects.get().state == "registered"
    mine = page(f"/board/mine/{case.voice.number}/", reader(case.voice, code))
    assert "商业广告" in mine
    assert Client().get(f"/board/mine/{case.voice.number}/").status_code == 302


def test_a_duplicate_is_joined_and_counts(office: Office, board: Channel) -> None:
    thread = shown(office, board)
    case, code = on_board(board, text="北门路灯还是坏的，晚上下班很不安全，请修。", ident="2")
    review = page(f"/desk/board/{case.number}/", signed_in(office.officer))
    assert thread.reference in review
    join_letter(case, reference=thread.reference.lower(), by=office.officer, at=NOW)
    thread.refresh_from_db()
    assert thread.same == 1
    assert thread.title in page(f"/board/mine/{case.voice.number}/", reader(case.voice, code))
    other = shown(office, board, text="北门路灯坏了没人修，我们都很不方便。", ident="3")
    join_thread(other, reference=thread.reference, by=office.officer, at=NOW)
    thread.refresh_from_db()
    assert thread.same == 2
    moved = Client().get(f"/board/{other.reference}/")
    assert (moved.status_code, moved["Location"]) == (302, f"/board/{thread.reference}/")
    with pytest.raises(InputError):
        join_thread(thread, reference=thread.reference, by=office.officer, at=NOW)


def test_a_thread_is_taken_down_for_a_reason(office: Office, board: Channel) -> None:
    thread = shown(office, board)
    with pytest.raises(InputError):
        take_down(thread, reason=" ", by=office.officer, at=NOW)
    take_down(thread, reason="来信人要求撤下", by=office.officer, at=NOW)
    assert "不安全" not in page(f"/board/{thread.reference}/", status=404)
    assert thread.title not in page("/board/")
    assert Client().get(f"/board/{thread.reference}/feed/").status_code == 404
    assert Client().post(f"/board/{thread.reference}/same/").status_code == 404


def test_what_was_not_accepted_does_not_wait_for_a_reader(office: Office, board: Channel) -> None:
    case, code = on_board(board)
    writer = reader(case.voice, code)
    assert f"/board/mine/{case.voice.number}/" in page(f"/status/{case.voice.number}/", writer)
    actions.decline(case, ground="advertising", by=office.officer, at=NOW)
    assert case.number not in page("/desk/board/", signed_in(office.officer))
    assert writer.get(f"/board/mine/{case.voice.number}/").context["declined"]


def test_another_unit_sees_and_changes_nothing(office: Office, board: Channel) -> None:
    city = found_office("测试市政府办公室", (("秘书科", "统筹协调", True),), at=NOW)
    bureau = found_unit("测试市住建局", parent=city, by=None, at=NOW)
    thread = shown(office, board)
    BoardThread.objects.update(unit=bureau)
    case, _code = on_board(board, ident="2", text="另外一件完全不同的事情，请处理。")
    Case.objects.filter(pk=case.pk).update(unit=bureau)
    with pytest.raises(NotAllowed):
        show_letter(Case.objects.get(pk=case.pk), passages=[], by=office.officer, at=NOW)
    with pytest.raises(NotAllowed):
        take_down(BoardThread.objects.get(), reason="…", by=office.officer, at=NOW)
    desk = signed_in(office.officer)
    here = page("/desk/board/", desk)
    assert thread.reference not in here
    assert case.number not in here
    assert desk.get(f"/desk/board/{case.number}/").status_code == 404
    assert desk.post(f"/desk/board/threads/{thread.pk}/", {"reason": "…"}).status_code == 404


def test_the_writer_agrees_to_the_letter_itself_being_shown(office: Office, board: Channel) -> None:
    asked = page(f"/ask/{board.slug}/")
    assert "来信和答复可以公开" in asked
    assert "来信和答复可以公开" not in page(f"/ask/{office.mailbox.slug}/")
    assert board.name in page("/ask/")  # it is a mailbox as any other


def test_what_is_known_of_the_writer_is_proposed_to_be_hidden(office: Office, board: Channel) -> None:
    """No pattern tells a name in the middle of a sentence; the form on which the letter came did."""
    text = "请转告门卫，凌霄的自行车停在北门，路灯坏了看不见。"
    case, _code = on_board(board, text=text, said_by="凌霄")
    place = f"/desk/board/{case.number}/"
    told = signed_in(office.officer).get(place)
    assert [each["words"] for each in told.context["passages"].initial] == ["凌霄"]
    assert told.context["copy"].text == text.replace("凌霄", "〔个人信息已隐去〕")


def test_a_preview_has_room_for_more_passages(office: Office, board: Channel) -> None:
    case, _code = on_board(board)
    desk, place = signed_in(office.officer), f"/desk/board/{case.number}/"
    form = {"passage-TOTAL_FORMS": "4", "passage-INITIAL_FORMS": "2", "preview": "1"}
    for n, words in enumerate(("王小明", "13812345678", "北门", "下班")):
        form |= {f"passage-{n}-words": words, f"passage-{n}-reason": "others", f"passage-{n}-hide": "on"}
    shown_again = desk.post(place, form).context["passages"]
    assert [each["words"].value() for each in shown_again] == [
        "王小明",
        "13812345678",
        "北门",
        "下班",
        None,
        None,
        None,
    ]
    assert shown_again[3]["reason"].value() == "others"
