"""What the public heard of the office: each thing once, in order, with the row that it is."""

from datetime import timedelta

import pytest

from huiying.drills import actions
from huiying.drills.hearing import heard
from huiying.drills.scenario.happening import SpokenSort
from huiying.drills.tests.stages import BEGAN, HOUR, MINUTE, answering, begun, listened, played
from huiying.handling.models import Case, Reply
from huiying.handling.tests.desk import answered
from huiying.handling.tests.incidents import released
from huiying.publication.models import ArticlePage, ColumnPage, Manuscript, PublishedAnswer
from huiying.publication.releases import put_up
from tests.office import Office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_a_drill(settings: object) -> None:
    settings.DRILL = "test-1"  # type: ignore[attr-defined]
    settings.CHANNEL_CONNECTORS = "huiying.drills.stage_connector.connector"  # type: ignore[attr-defined]


def test_a_stage_that_has_not_begun_hears_nothing(office: Office) -> None:
    stage = begun(office)
    stage.began_at = None
    assert heard(stage, until=BEGAN + HOUR) == []


def test_a_notice_is_heard_once_with_its_parts_and_its_promise(office: Office) -> None:
    stage = played(begun(office), BEGAN + 20 * MINUTE)
    listened(BEGAN + 20 * MINUTE)
    incident = answering(office, BEGAN + 25 * MINUTE)
    release = released(incident, office, BEGAN + 40 * MINUTE, text="检测合格。", every=60)
    shorter = dict.fromkeys(("situation", "verified", "advice"), "")
    released(incident, office, BEGAN + 2 * HOUR, "continuing", text="仍在处置。", **shorter)
    put_up(at=BEGAN + 41 * MINUTE)
    assert ArticlePage.objects.filter(slug__startswith="release-").exists()
    assert heard(stage, until=BEGAN + 39 * MINUTE) == []
    (told,) = heard(stage, until=BEGAN + HOUR)
    assert (told.ref, told.sort, told.at) == (f"release:{release.pk}", SpokenSort.RELEASE, 40 * MINUTE)
    assert told.parts == {"situation", "verified", "measures", "advice"}
    assert told.next == timedelta(minutes=100)
    assert told.text == "检测合格。"
    assert [one.parts for one in heard(stage, until=BEGAN + 2 * HOUR)][1:] == [{"measures"}]


def test_what_was_said_before_the_drill_is_not_heard_in_it(office: Office) -> None:
    case: Case = answered(office)
    reply = Reply.objects.get(case=case)
    stage = begun(office)
    PublishedAnswer.objects.create(
        reference="1",
        title="旧",
        question="问",
        answer="答",
        channel="信箱",
        section="科",
        accepted_on=BEGAN.date(),
        replied_on=BEGAN.date(),
        published_at=BEGAN - HOUR,
    )
    told = heard(stage, until=BEGAN + 24 * HOUR)
    assert [one.ref for one in told] == [f"reply:{reply.pk}"]  # delivered seven hours after the beginning
    stage.began_at = BEGAN + 8 * HOUR
    assert heard(stage, until=BEGAN + 24 * HOUR) == []


def test_calls_texts_pages_and_answers_are_heard_in_their_order(office: Office) -> None:
    stage = played(begun(office), BEGAN + 30 * MINUTE)
    call = stage.calls.get()
    actions.answer_call(call, text="正在检测。", by=office.handler, at=BEGAN + 31 * MINUTE)
    told = {"title": "网上的一个说法", "question": "问", "answer": "检测合格。", "channel": "信箱", "section": "科"}
    days = {"accepted_on": BEGAN.date(), "replied_on": BEGAN.date()}
    PublishedAnswer.objects.create(reference="2", published_at=BEGAN + 34 * MINUTE, **told, **days)
    Manuscript.objects.create(
        unit=office.unit,
        section=office.information,
        title="情况说明",
        body="水是好的。",
        written_by=office.officer,
        written_at=BEGAN,
        changed_at=BEGAN,
        published_at=BEGAN + 32 * MINUTE,
    )
    column = ColumnPage.objects.first()
    column.add_child(
        instance=ArticlePage(
            title="公告", slug="gonggao", body="<p>放心<b>饮用</b>。</p>", first_published_at=BEGAN + 33 * MINUTE
        )
    )
    told_in_order = heard(stage, until=BEGAN + HOUR)
    assert [one.ref.partition(":")[0] for one in told_in_order] == ["call", "manuscript", "page", "answer"]
    assert [one.sort for one in told_in_order] == [SpokenSort.ANSWER, *[SpokenSort.POST] * 3]
    assert told_in_order[0].to == call.ident
    assert told_in_order[2].text == "放心饮用。"


def test_hearing_costs_the_same_however_much_was_said(office: Office, django_assert_num_queries: object) -> None:
    stage = played(begun(office), BEGAN + 30 * MINUTE)
    for number in range(12):
        PublishedAnswer.objects.create(
            reference=f"n{number}",
            title="答",
            question="问",
            answer="答",
            channel="信箱",
            section="科",
            accepted_on=BEGAN.date(),
            replied_on=BEGAN.date(),
            published_at=BEGAN + MINUTE,
        )
    with django_assert_num_queries(6):  # type: ignore[operator]
        assert len(heard(stage, until=BEGAN + HOUR)) == 12
