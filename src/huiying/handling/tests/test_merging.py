"""并案 · Letters about one matter: one case leads, its reply goes to every writer, and each may be parted again."""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.models import Case, Clock, Reply
from huiying.intake.models import Channel
from huiying.ledger.models import Entry
from huiying.ledger.sentences import sentence
from tests.office import SUNDAY, Office
from tests.portal import reader

from .desk import HOUR, REPLY, assigned, at_once, drafted, letters, opened, signed_in
from .writers import mailed, speaking_mail, told

MOST_QUERIES = 32
SECRET = "我儿子张晓在本局工作，他说可以再等等。"


@pytest.fixture
def mail(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Channel]:
    yield from speaking_mail(monkeypatch)


def merge(case: Case, into: Case, office: Office) -> None:
    actions.merge([case], into=into, by=office.officer, at=SUNDAY + 3 * HOUR)


def deliver(case: Case, office: Office) -> Reply:
    """The way of an assigned case to its reply."""
    actions.accept(case, handler=office.handler, by=office.head, at=SUNDAY + 4 * HOUR)
    actions.save_draft(case, text=REPLY, make_public=True, by=office.handler, at=SUNDAY + 5 * HOUR)
    actions.submit(case, by=office.handler, at=SUNDAY + 6 * HOUR)
    actions.approve(case, by=office.head, at=SUNDAY + 7 * HOUR)
    actions.approve(case, by=office.leader, at=SUNDAY + 8 * HOUR)
    return actions.deliver(case, by=office.handler, at=SUNDAY + 9 * HOUR)


def test_the_reply_goes_to_every_writer_and_nothing_else_of_the_letter(office: Office, mail: Channel) -> None:
    leads, (other, code) = assigned(office, ident="lead", title=SECRET), mailed(office)
    merge(other, leads, office)
    assert told(other) == []
    page = reader(other.voice, code).get(f"/status/{other.voice.number}/")
    assert page.context["stage"].name == "TO_ANSWER"
    reply = deliver(leads, office)
    (message,) = told(other)
    assert message.text == reply.text
    html = reader(other.voice, code).get(f"/status/{other.voice.number}/").content.decode()
    assert REPLY in html
    assert SECRET not in html + message.text + message.title
    other.refresh_from_db()
    assert (other.state, other.answered_at) == ("merged", reply.delivered_at)
    same = other.replies.get()
    assert (same.signed_as, same.make_public) == (reply.signed_as, False)
    entry = Entry.objects.get(deed="reply.delivered", about=other.ref)
    assert leads.number in sentence(entry)


def test_the_clock_stops_for_the_merge(office: Office) -> None:
    leads, other = assigned(office), opened(office, ident="2")
    merge(other, leads, office)
    clock = other.clocks.get()
    assert (clock.stopped_at, clock.stopped_because) == (SUNDAY + 3 * HOUR, "merged")
    assert leads.clocks.get().stopped_at is None
    assert set(Entry.objects.filter(deed="case.took_in").values_list("about", flat=True)) == {leads.ref}


def test_several_at_once_and_one_that_is_not_fit_lets_all_be(office: Office) -> None:
    voices = letters(office, 4)
    leads, *others = (Case.objects.get(voice=voice) for voice in voices)
    actions.set_kind(others[-1], kind="disclosure", by=office.officer, at=SUNDAY + 2 * HOUR)
    with pytest.raises(RuleError):
        actions.merge(others, into=leads, by=office.officer, at=SUNDAY + 3 * HOUR)
    assert not Case.objects.filter(state="merged").exists()
    fit = list(Case.objects.filter(kind="letter").exclude(pk=leads.pk))
    actions.merge(fit, into=leads, by=office.officer, at=SUNDAY + 3 * HOUR)
    assert leads.merged.count() == 2


def test_what_does_not_lead(office: Office) -> None:
    leads, other, third = assigned(office), opened(office, ident="2"), opened(office, ident="3")
    with pytest.raises(RuleError):
        merge(leads, leads, office)
    with pytest.raises(NotAllowed):
        actions.merge([other], into=leads, by=office.head, at=SUNDAY + 3 * HOUR)
    merge(other, leads, office)
    with pytest.raises(RuleError):
        merge(third, other, office)  # it is merged itself
    with pytest.raises(RuleError):
        merge(leads, third, office)  # somebody waits for its reply
    leads.refresh_from_db()
    for deed in (
        lambda: actions.decline(leads, ground="outside", by=office.officer, at=SUNDAY + 4 * HOUR),
        lambda: actions.transfer_out(leads, to="市局", reason="属其职责", by=office.officer, at=SUNDAY + 4 * HOUR),
    ):
        with pytest.raises(RuleError, match=other.number):
            deed()
        leads.refresh_from_db()
        assert leads.state == "assigned"


def test_parted_again_its_clock_runs_from_the_receipt(office: Office) -> None:
    leads, other = assigned(office), assigned(office, ident="2")
    due = other.clocks.get().due_at
    merge(other, leads, office)
    with pytest.raises(InputError):
        actions.unmerge(other, reason="", by=office.officer, at=SUNDAY + 30 * HOUR)
    actions.unmerge(other, reason="并非同一事项", by=office.officer, at=SUNDAY + 30 * HOUR)
    other = Case.objects.get(pk=other.pk)
    assert (other.state, other.merged_into, other.closed_at) == ("registered", None, None)
    clock = other.clocks.get()
    assert (clock.started_at, clock.due_at, clock.stopped_at, clock.stopped_because) == (SUNDAY, due, None, "")
    assert clock.alarm_at is not None
    assert not other.parts.exists()
    deliver(leads, office)
    assert not other.replies.exists()


def test_a_pause_before_the_merge_still_counts_after_it(office: Office) -> None:
    leads, other = assigned(office), drafted(office, ident="2")
    actions.ask_writer(other, question="地点？", by=office.handler, at=SUNDAY + 26 * HOUR)
    actions.answer_question(other, answer="城东。", at=SUNDAY + 26 * HOUR + 3 * 24 * HOUR)
    due = other.clocks.get().due_at
    actions.merge([other], into=leads, by=office.officer, at=SUNDAY + 120 * HOUR)
    actions.unmerge(other, reason="并非同一事项", by=office.officer, at=SUNDAY + 121 * HOUR)
    assert other.clocks.get().due_at == due


def test_once_answered_it_is_not_parted(office: Office) -> None:
    leads, other = assigned(office), opened(office, ident="2")
    merge(other, leads, office)
    deliver(leads, office)
    with pytest.raises(RuleError):
        actions.unmerge(other, reason="并非同一事项", by=office.officer, at=SUNDAY + 30 * HOUR)


def test_a_writer_whom_the_common_answer_did_not_help_goes_their_own_way(office: Office) -> None:
    leads, other = assigned(office), opened(office, ident="2")
    merge(other, leads, office)
    with pytest.raises(RuleError):
        actions.reopen(other, reason="没有答复", at=SUNDAY + 4 * HOUR)
    deliver(leads, office)
    actions.reopen(other.replies.get().case, reason="没有解决", at=SUNDAY + 20 * HOUR)
    other = Case.objects.get(pk=other.pk)
    assert (other.state, other.merged_into) == ("reopened", None)
    assert Clock.objects.running().filter(case=other).count() == 1


def test_a_second_reply_is_for_whoever_asked_again(office: Office) -> None:
    leads, other = assigned(office), opened(office, ident="2")
    merge(other, leads, office)
    deliver(leads, office)
    actions.reopen(leads, reason="没有解决", at=SUNDAY + 20 * HOUR)
    with pytest.raises(RuleError):
        actions.unmerge(Case.objects.get(pk=other.pk), reason="另办", by=office.officer, at=SUNDAY + 20 * HOUR)
    actions.assign(leads, lead=office.project, by=office.officer, at=SUNDAY + 21 * HOUR)
    actions.accept(leads, handler=office.handler, by=office.head, at=SUNDAY + 22 * HOUR)
    actions.save_draft(leads, text="再次答复。", make_public=True, by=office.handler, at=SUNDAY + 23 * HOUR)
    actions.submit(leads, by=office.handler, at=SUNDAY + 24 * HOUR)
    actions.approve(leads, by=office.head, at=SUNDAY + 25 * HOUR)
    actions.approve(leads, by=office.leader, at=SUNDAY + 26 * HOUR)
    actions.deliver(leads, by=office.handler, at=SUNDAY + 27 * HOUR)
    assert leads.replies.count() == 2
    assert Case.objects.get(pk=other.pk).state == "merged"
    assert other.replies.count() == 1


def test_the_pages_name_each_other(office: Office) -> None:
    leads, other = assigned(office), opened(office, ident="2")
    officer = signed_in(office.officer)
    at = f"/desk/cases/{other.number}/merge/"
    assert officer.post(at, {"into": "2026-99999"}).status_code == 422
    page = officer.post(at, {"into": other.number})
    assert page.status_code == 422
    assert page.context["endings"]["merge"].non_field_errors()
    page = officer.post(at, {"into": f" {leads.number} "}, follow=True)
    assert f"/desk/cases/{leads.number}/" in page.content.decode()
    assert leads.number in page.context["next"]
    assert other.number in officer.get(f"/desk/cases/{leads.number}/").content.decode()
    officer.post(f"/desk/cases/{other.number}/unmerge/", {"reason": "并非同一事项"})
    assert Case.objects.get(pk=other.pk).state == "registered"


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_costs_the_same_however_many_wait(
    office: Office, count: int, django_assert_max_num_queries: object
) -> None:
    voices = letters(office, count + 1)
    leads, *others = (Case.objects.get(voice=voice) for voice in voices)
    actions.merge(others, into=leads, by=office.officer, at=SUNDAY + 3 * HOUR)
    client = signed_in(office.auditor)
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
        page = client.get(f"/desk/cases/{leads.number}/")
    assert page.content.decode().count("/desk/cases/2026-") >= count


@pytest.mark.django_db(transaction=True)
def test_a_letter_is_never_merged_into_one_that_ends_at_the_same_moment(office: Office) -> None:
    leads, other = assigned(office), opened(office, ident="2")
    turn = iter((True, False))

    def work() -> None:
        one = Case.objects.get(pk=leads.pk)
        if next(turn):
            actions.decline(one, ground="outside", by=office.officer, at=timezone.now())
        else:
            actions.merge([Case.objects.get(pk=other.pk)], into=one, by=office.officer, at=timezone.now())

    assert len(at_once(work, workers=2)) == 1
    states = set(Case.objects.values_list("state", flat=True))
    assert states in ({"not_accepted", "registered"}, {"assigned", "merged"})
