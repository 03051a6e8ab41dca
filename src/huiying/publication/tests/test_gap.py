import json
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from unittest.mock import Mock

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from huiying.assessment.actions import assess
from huiying.core.errors import HuiyingError, InputError, RuleError
from huiying.ledger.models import Entry
from huiying.people.policies import NotAllowed
from huiying.publication.actions.demand import give_verdict
from huiying.publication.actions.gap_tasks import draft_page, make_task
from huiying.publication.actions.measuring import gap_is_due, measure_gap, measure_gap_when_due
from huiying.publication.columns import INFORMATION
from huiying.publication.demand.drafting import sentences_for
from huiying.publication.demand.published import things
from huiying.publication.demand.verdict import Verdict, judge
from huiying.publication.editors import let_in
from huiying.publication.models import (
    ArticlePage,
    ColumnPage,
    Demand,
    GapMonth,
    GapNight,
    MissedSearch,
    PublishedAnswer,
    PublishingTask,
    Ruling,
    VerdictWord,
)
from tests.office import SUNDAY, Office

DAY = timedelta(days=1)
RENT = (
    "厂房租金补贴怎么申请？",
    "请问厂房租金补贴去哪里办理？",
    "咨询厂房租金补贴申请条件",
    "厂房租金补贴申请要什么材料",
)
NOISE = ("园区工地夜间施工扰民", "投诉工地夜间施工噪音扰民", "工地夜间施工噪音太大扰民")
GUIDE = "<p>企业申请厂房租金补贴，持租赁合同、营业执照等材料到政务大厅三号窗口办理。</p><p>条件：租满一年。</p>"


def write(office: Office, titles: tuple[str, ...], *, at: object = SUNDAY - 20 * DAY, key: str = "a") -> None:
    for number, title in enumerate(titles):
        office.letter("请给予答复，谢谢。", ident=f"{key}{number}", at=at, title=title, said_by=f"{key}{number}")
    while assess(at=SUNDAY):
        pass


def publish(title: str = "厂房租金补贴申请指南", body: str = GUIDE, *, at: object = SUNDAY - 10 * DAY) -> ArticlePage:
    page = ArticlePage(title=title, slug=f"g{ArticlePage.objects.count()}", body=body)
    page.first_published_at = page.last_published_at = at
    ColumnPage.objects.get(slug=INFORMATION).add_child(instance=page)
    return page


def of(words: str) -> Demand:
    return Demand.objects.get(matter__contains=words)


@pytest.fixture
def asked(office: Office) -> Office:
    """Four letters on a subsidy, three on noise, a page on the subsidy, all measured."""
    write(office, RENT)
    write(office, NOISE, key="b")
    publish()
    measure_gap(at=SUNDAY)
    return office


def test_what_is_asked_is_measured_against_what_is_published(asked: Office) -> None:
    rent, noise = of("租金补贴"), of("夜间施工")
    assert (rent.voices, rent.served, rent.unit) == (4, 4, asked.unit)
    assert rent.best_title == "厂房租金补贴申请指南"
    assert "租赁合同" in rent.evidence["passage"]
    assert rent.ruling != Ruling.MISSING
    assert noise.ruling == Ruling.MISSING
    assert noise.asking == 0
    month = GapMonth.objects.get()
    assert (month.served, month.answered) == (7, 4)
    assert Entry.objects.filter(deed="gap.measured").count() == 1


def test_measuring_again_changes_nothing_and_new_letters_join(asked: Office) -> None:
    measure_gap(at=SUNDAY)
    assert Demand.objects.count() == 2
    write(asked, ("厂房租金补贴什么时候发放？",), key="c", at=SUNDAY - DAY)
    measure_gap(at=SUNDAY + DAY)
    assert of("租金补贴").voices == 5
    assert of("租金补贴").lately == 5
    assert GapMonth.objects.count() == 1


def test_what_did_not_change_is_not_matched_again(asked: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {one.pk: one.evidence for one in Demand.objects.all()}
    monkeypatch.setattr(
        "huiying.publication.actions.measuring.addresses_found", lambda _words, today: pytest.fail("searched again")
    )
    measure_gap(at=SUNDAY)
    assert {one.pk: one.evidence for one in Demand.objects.all()} == before


def test_past_months_are_frozen(asked: Office) -> None:
    measure_gap(at=SUNDAY + 31 * DAY)
    march, april = GapMonth.objects.order_by("month")
    assert march.measured_at == SUNDAY
    assert april.measured_at == SUNDAY + 31 * DAY


def test_searches_without_a_hit_are_demand(asked: Office) -> None:
    MissedSearch.objects.create(words="厂房租金补贴", day=SUNDAY.date(), count=6)
    MissedSearch.objects.create(words="停车证年审", day=SUNDAY.date(), count=3)
    MissedSearch.objects.create(words="天气预报查询", day=SUNDAY.date(), count=2)
    measure_gap(at=SUNDAY)
    assert (of("租金补贴").misses, of("租金补贴").served) == (6, 10)
    assert of("停车证年审").served == 3
    assert not Demand.objects.filter(matter__contains="天气").exists()


def test_a_letter_that_is_anonymised_leaves_no_words(asked: Office) -> None:
    asked.letter("请给予答复。", ident="z", at=SUNDAY - DAY, title="厂房租金补贴怎么申请，电话13800138000")
    assess(at=SUNDAY)
    measure_gap(at=SUNDAY)
    assert "13800138000" not in json.dumps(of("租金补贴").questions)


def test_nothing_asked_and_nothing_published(office: Office) -> None:
    assert measure_gap(at=SUNDAY) == 0
    assert GapMonth.objects.get().share == 0


def test_it_is_measured_once_a_night(office: Office) -> None:
    night = SUNDAY.replace(hour=20)  # four in the morning in Shanghai
    assert gap_is_due(at=SUNDAY)
    measure_gap_when_due(SUNDAY)
    assert not gap_is_due(at=SUNDAY + timedelta(hours=5))
    assert measure_gap_when_due(SUNDAY + timedelta(hours=5)) == 0
    assert gap_is_due(at=night)


def test_of_several_loops_one_has_the_night(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[object] = []

    def second_loop(*, at: datetime) -> int:
        begun.append(at)
        return measure_gap_when_due(at) if len(begun) == 1 else 0

    monkeypatch.setattr("huiying.publication.actions.measuring.measure_gap", second_loop)
    measure_gap_when_due(SUNDAY)
    assert len(begun) == 1


def test_a_night_that_came_to_no_end_is_taken_over(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("huiying.publication.actions.measuring.things", Mock(side_effect=RuntimeError))
        with pytest.raises(RuntimeError):
            measure_gap_when_due(SUNDAY)
    assert not gap_is_due(at=SUNDAY + timedelta(minutes=5))  # else every round would begin it again
    assert gap_is_due(at=SUNDAY + timedelta(hours=3))
    measure_gap_when_due(SUNDAY + timedelta(hours=3))
    assert GapNight.objects.get().done_at == SUNDAY + timedelta(hours=3)


def test_a_word_given_while_it_is_measured_counts(asked: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    rent = of("租金补贴")

    def judged_meanwhile(*args: Any, **more: Any) -> Verdict:
        if not VerdictWord.objects.exists():
            give_verdict(rent, ruling=Ruling.UNCLEAR, reason="没有写明金额", by=asked.editor, at=SUNDAY)
        return judge(*args, **more)

    monkeypatch.setattr("huiying.publication.actions.measuring.judge", judged_meanwhile)
    measure_gap(at=SUNDAY)
    assert of("租金补贴").ruling == Ruling.UNCLEAR


def test_a_person_corrects_a_verdict(asked: Office) -> None:
    rent = of("租金补贴")
    give_verdict(rent, ruling=Ruling.UNCLEAR, reason="没有写明金额", by=asked.editor, at=SUNDAY)
    measure_gap(at=SUNDAY)
    rent.refresh_from_db()
    assert rent.ruling == Ruling.UNCLEAR
    assert rent.machine != Ruling.UNCLEAR
    assert VerdictWord.objects.get().machine == rent.machine


def test_that_nothing_answers_refuses_the_page_for_good(asked: Office) -> None:
    give_verdict(of("租金补贴"), ruling=Ruling.MISSING, reason="这是另一项补贴", by=asked.officer, at=SUNDAY)
    measure_gap(at=SUNDAY)
    rent = of("租金补贴")
    assert (rent.ruling, rent.best) == (Ruling.MISSING, "")


@pytest.mark.parametrize(
    ("ruling", "reason", "refusal"),
    [(Ruling.FINE, "", HuiyingError), ("nonsense", "x", InputError), (Ruling.MISSING, "", InputError)],
)
def test_a_correction_needs_sense(asked: Office, ruling: str, reason: str, refusal: type[Exception]) -> None:
    rent = of("租金补贴")
    Demand.objects.filter(pk=rent.pk).update(machine=Ruling.UNCLEAR)
    with pytest.raises(refusal):
        give_verdict(rent, ruling=ruling, reason=reason, by=asked.officer, at=SUNDAY)


def test_nobody_says_that_nothing_is_fine(asked: Office) -> None:
    with pytest.raises(RuleError):
        give_verdict(of("夜间施工"), ruling=Ruling.FINE, reason="x", by=asked.officer, at=SUNDAY)


def task_of(office: Office, words: str, *, by: object = None) -> PublishingTask:
    return make_task(
        of(words),
        title="夜间施工管理办法问答",
        why="三人询问",
        due_on=(SUNDAY + 20 * DAY).date(),
        section=office.project,
        by=by or office.editor,  # type: ignore[arg-type]
        at=SUNDAY,
    )


def test_a_task_closes_when_its_questions_find_a_new_page(asked: Office) -> None:
    task = task_of(asked, "夜间施工")
    measure_gap(at=SUNDAY + DAY)
    task.refresh_from_db()
    assert task.is_open
    publish("工地夜间施工扰民怎么办", "<p>园区工地夜间施工噪音扰民，可拨打环保热线投诉。</p>", at=SUNDAY + DAY)
    measure_gap(at=SUNDAY + 2 * DAY)
    task.refresh_from_db()
    assert task.state == PublishingTask.State.CLOSED
    assert task.evidence["share"] >= 0.6
    assert Entry.objects.filter(deed="gap.task_closed").count() == 1


def test_a_page_from_before_the_task_does_not_close_it(asked: Office) -> None:
    task = make_task(
        of("租金补贴"), title="补贴问答", why="", due_on=SUNDAY.date(), section=None, by=asked.officer, at=SUNDAY
    )
    measure_gap(at=SUNDAY + DAY)
    task.refresh_from_db()
    assert task.is_open


def test_a_task_opens_again_when_the_demand_returns(asked: Office) -> None:
    task = task_of(asked, "夜间施工")
    page = publish("工地夜间施工扰民怎么办", "<p>园区工地夜间施工噪音扰民，可拨打环保热线投诉。</p>", at=SUNDAY + DAY)
    measure_gap(at=SUNDAY + 2 * DAY)
    page.unpublish()
    write(asked, tuple(f"工地夜间施工扰民第{n}次" for n in "一二三"), key="d", at=SUNDAY + 5 * DAY)
    measure_gap(at=SUNDAY + 6 * DAY)
    task.refresh_from_db()
    assert task.state == PublishingTask.State.REOPENED
    assert task.evidence["asked_since"] == 3


def test_a_matter_has_one_task_with_a_sensible_day(asked: Office) -> None:
    task_of(asked, "夜间施工")
    with pytest.raises(RuleError):
        task_of(asked, "夜间施工")
    rent = of("租金补贴")
    for due_on in ((SUNDAY - DAY).date(), (SUNDAY + 400 * DAY).date()):
        with pytest.raises(InputError):
            make_task(rent, title="题", why="", due_on=due_on, section=None, by=asked.officer, at=SUNDAY)


@pytest.mark.parametrize("name", ["handler", "leader", "auditor", "head"])
def test_others_judge_nothing(asked: Office, name: str) -> None:
    with pytest.raises(NotAllowed):
        give_verdict(of("租金补贴"), ruling=Ruling.FINE, reason="x", by=getattr(asked, name), at=SUNDAY)
    with pytest.raises(NotAllowed):
        task_of(asked, "夜间施工", by=getattr(asked, name))


def answer(reference: str, title: str, text: str) -> PublishedAnswer:
    return PublishedAnswer.objects.create(
        reference=reference,
        title=title,
        question=title,
        answer=text,
        channel="市长信箱",
        section="政策法规科",
        accepted_on=SUNDAY.date(),
        replied_on=SUNDAY.date(),
        published_at=SUNDAY,
    )


def test_a_draft_holds_published_sentences_and_no_letter(asked: Office) -> None:
    answer("A1", "夜间施工有规定吗", "您好，来信收悉。工地夜间施工须取得夜间施工许可证，晚十点后禁止打桩。")
    measure_gap(at=SUNDAY + DAY)
    task = task_of(asked, "夜间施工")
    sentences = sentences_for(task.questions, things())
    page = draft_page(task, sentences, by=asked.editor, at=SUNDAY + DAY)
    assert not page.live
    assert "夜间施工许可证" in page.body
    assert "/answers/A1/" in page.body
    assert "来信收悉" not in page.body
    assert "扰民" not in page.body
    task.refresh_from_db()
    with pytest.raises(RuleError):
        draft_page(task, [], by=asked.editor, at=SUNDAY + DAY)


def client(person: object) -> Client:
    browser = Client()
    browser.force_login(person)  # type: ignore[arg-type]
    return browser


def test_the_desk_shows_the_gap(asked: Office, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    desk = client(asked.editor)
    desk.get("/desk/gap/")
    with django_assert_max_num_queries(30):
        page = desk.get("/desk/gap/?ruling=all").content.decode()
    assert of("租金补贴").matter in page
    for query in ("ruling=missing", "asks=action", "task=none", f"section={asked.project.pk}", "q=夜间", "page=x"):
        assert desk.get(f"/desk/gap/?{query}").status_code == 200
    assert of("租金补贴").matter not in desk.get("/desk/gap/?ruling=missing").content.decode()
    assert of("租金补贴").matter not in desk.get("/desk/gap/").content.decode()  # a page answers it well
    assert desk.get("/desk/gap/curve.svg?size=narrow")["Content-Type"] == "image/svg+xml"


def test_the_list_costs_the_same_however_long(
    asked: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(40):
        Demand.objects.create(unit=asked.unit, matter=f"第{n}件", served=n, measured_at=SUNDAY, section=asked.project)
    desk = client(asked.officer)
    desk.get("/desk/gap/")
    with django_assert_max_num_queries(30):
        desk.get("/desk/gap/")


def test_a_matter_is_judged_and_becomes_a_task_and_a_draft(asked: Office) -> None:
    let_in([asked.editor])
    desk, rent = client(asked.editor), of("租金补贴")
    page = unescape(desk.get(f"/desk/gap/{rent.pk}/").content.decode())
    assert "租赁合同" in page
    assert desk.post(f"/desk/gap/{rent.pk}/verdict/", {"ruling": "unclear", "reason": "缺金额"}).status_code == 302
    assert desk.post(f"/desk/gap/{rent.pk}/task/", {"title": ""}).status_code == 422
    due = timezone.localdate() + 10 * DAY
    told = {"title": "租金补贴问答", "why": "四人问", "due_on": due.isoformat(), "section": asked.project.pk}
    assert desk.post(f"/desk/gap/{rent.pk}/task/", told).status_code == 302
    assert desk.post(f"/desk/gap/{rent.pk}/draft/").status_code == 302
    draft = ArticlePage.objects.get(title="租金补贴问答")
    assert not draft.live
    assert f"/cms/pages/{draft.pk}/edit/" in desk.get(f"/desk/gap/{rent.pk}/").content.decode()


def test_one_press_makes_the_task_and_its_draft(asked: Office) -> None:
    desk, rent = client(asked.editor), of("租金补贴")
    page = desk.get(f"/desk/gap/{rent.pk}/").content.decode()
    due = (timezone.localdate() + 20 * DAY).isoformat()
    assert f'value="{due}"' in page  # a browser reads no other form of a day
    told = {"title": "租金补贴问答", "why": "", "due_on": due, "draft": "1"}
    assert desk.post(f"/desk/gap/{rent.pk}/task/", told).status_code == 302
    task = PublishingTask.objects.get()
    assert ArticlePage.objects.get(pk=task.draft_page).live is False
    assert "/cms/pages/" not in client(asked.officer).get(f"/desk/gap/{rent.pk}/").content.decode()  # no post there


def test_who_only_looks_finds_no_form(asked: Office) -> None:
    desk, rent = client(asked.leader), of("租金补贴")
    page = desk.get(f"/desk/gap/{rent.pk}/").content.decode()
    assert "/verdict/" not in page
    assert desk.post(f"/desk/gap/{rent.pk}/verdict/", {"ruling": "fine"}).status_code == 403
    assert client(asked.handler).get("/desk/gap/").status_code == 403


def test_the_words_of_letters_are_escaped(asked: Office) -> None:
    Demand.objects.filter(pk=of("租金补贴").pk).update(
        matter="<script>alert(1)</script>", questions=["<img src=x onerror=1>"], best_title="<b>x</b>"
    )
    desk = client(asked.officer)
    for url in ("/desk/gap/", f"/desk/gap/{Demand.objects.get(matter__startswith='<').pk}/"):
        page = desk.get(url).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
