"""百姓畅言 · What is gone, or was hidden, is nowhere to be read: anonymised, taken down, joined, answered."""

from datetime import timedelta

from huiying.handling import actions
from huiying.intake.models import Channel, Delivery
from huiying.publication.actions.answers import publish_answer
from huiying.publication.actions.board import join_letter, join_thread, show_letter, take_down
from huiying.publication.actions.following import follow
from huiying.publication.board.hiding import Passage, Reason
from huiying.publication.models import BoardFollower, BoardThread, PublishedAnswer, SearchEntry
from tests.board.letters import NOW, answer, on_board, page, shown
from tests.office import Office
from tests.portal import reader

LATER = NOW + timedelta(days=400)
FIRM = "黄记公司"
SAID = "黄记公司欠薪三个月，请劳动部门查处这件事。"
HIDES_THE_FIRM = [Passage(FIRM, Reason.OTHERS)]


def test_what_anonymising_takes_out_of_the_letter_goes_from_its_public_copies(office: Office, board: Channel) -> None:
    """A reviewer left the writer's name in; once it is gone from the case it stands nowhere in public either."""
    case, _code = on_board(board, text="我叫李子木，园区北门的路灯坏了两个月，请修。", said_by="李子木")
    thread = show_letter(case, passages=[], by=office.officer, at=NOW)
    reply = answer(office, case, "李子木您好，路灯已修好。咨询电话：0731-88665500。")
    publish_answer(reply, by=office.editor, at=NOW)
    actions.close(case, summary="", by=office.handler, at=NOW)
    Delivery.objects.update(state="sent")
    places = (f"/board/{thread.reference}/", f"/board/{thread.reference}/feed/", "/board/feed/", "/board/")
    answered = f"/answers/{thread.reference}/"
    assert all("李子木" in page(place) for place in places)
    actions.anonymise(case, basis="来信人要求删除", by=office.officer, at=LATER)
    assert not [place for place in (*places, answered) if "李子木" in page(place)]
    assert "路灯坏了两个月" in page(places[0])
    assert "0731-88665500" in page(answered)  # the office's own
    assert "李子木" not in str(list(SearchEntry.objects.values()))
    assert "李子木" not in str([*BoardThread.objects.values(), *PublishedAnswer.objects.values()])


def test_the_answer_asks_in_the_words_of_the_thread(office: Office, board: Channel) -> None:
    case, _code = on_board(board, text=SAID, title=f"{FIRM}欠薪")
    thread = show_letter(case, passages=HIDES_THE_FIRM, by=office.officer, at=NOW)
    publish_answer(answer(office, case), by=office.editor, at=NOW)
    told = page(f"/answers/{thread.reference}/")
    assert FIRM not in told
    assert "欠薪三个月" in told


def test_a_thread_that_is_shown_later_hides_in_its_answer_too(office: Office, board: Channel) -> None:
    case, _code = on_board(board, text=SAID, title=f"{FIRM}欠薪")
    publish_answer(answer(office, case), by=office.editor, at=NOW)
    place = f"/answers/{case.voice.number}/"
    assert FIRM in page(place)
    show_letter(case, passages=HIDES_THE_FIRM, by=office.officer, at=NOW)
    assert FIRM not in page(place)
    assert FIRM not in str(list(SearchEntry.objects.values()))


def test_who_was_joined_reads_no_title_that_was_taken_down(office: Office, board: Channel) -> None:
    thread = shown(office, board)
    case, code = on_board(board, text="北门路灯还是坏的，晚上下班很不安全，请修。", ident="2", title="路灯")
    join_letter(case, reference=thread.reference, by=office.officer, at=NOW)
    take_down(thread, reason="来信人要求撤下", by=office.officer, at=NOW)
    assert thread.title not in page(f"/board/mine/{case.voice.number}/", reader(case.voice, code))


def test_followers_go_along_when_threads_are_joined_and_are_forgotten_when_one_is_taken_down(
    office: Office, board: Channel, mail: Channel
) -> None:
    into = shown(office, board)
    thread = shown(office, board, text="北门路灯坏了没人修，我们都很不方便。", ident="2")
    follow(into, mail="a@example.cn", at=NOW)
    for name in "ab":
        follow(thread, mail=f"{name}@example.cn", at=NOW)
    BoardFollower.objects.update(confirmed_at=NOW)
    join_thread(thread, reference=into.reference, by=office.officer, at=NOW)
    assert (into.followers.count(), thread.followers.count()) == (2, 0)
    take_down(into, reason="来信人要求撤下", by=office.officer, at=NOW)
    assert not BoardFollower.objects.exists()
