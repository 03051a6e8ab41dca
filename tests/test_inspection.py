"""网站巡检 · A site that breaks exactly one rule has exactly that finding."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import LazySettings
from django.utils import translation

from huiying.core.errors import ConfigError, NotAllowed
from huiying.handling import actions, inspected
from huiying.handling.models import Case
from huiying.handling.tests.desk import answered, signed_in
from huiying.intake.channel import ChannelError
from huiying.intake.models import Channel
from huiying.ledger.models import Entry
from huiying.people.models import Unit
from huiying.publication.actions.inspection import inspect, inspect_when_due
from huiying.publication.columns import CONSULTATIONS, INFORMATION, NEWS, NOTICES
from huiying.publication.freshness import leaves
from huiying.publication.inspection import inspecting, telling
from huiying.publication.inspection.figures import figures
from huiying.publication.inspection.inspecting import Inspected, look
from huiying.publication.inspection.reading import lexicon
from huiying.publication.models import ArticlePage, ColumnPage, Inspection, PublishedAnswer
from tests.office import Office

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 3, 16, 12, 0, tzinfo=SHANGHAI)
TODAY = NOON.date()


def article(column: str, title: str, *, days: int = 1, **more: object) -> ArticlePage:
    """A page that was published `days` ago, with all that a page must say."""
    told = {"body": "<p>正文内容。</p>", "source": "本局", "section": "综合信息科", **more}
    at = NOON - timedelta(days=days)
    page = ArticlePage(title=title, slug=f"p{ArticlePage.objects.count()}", first_published_at=at, **told)
    ColumnPage.objects.get(slug=column).add_child(instance=page)
    return page


def answer(reference: str = "A1", *, days: int = 1, **more: object) -> PublishedAnswer:
    told = {"title": "班车", "question": "能不能加一班？", "answer": "四月起增开一班。", **more}
    day = TODAY - timedelta(days=days)
    return PublishedAnswer.objects.create(
        reference=reference,
        channel="市长信箱",
        section="项目服务科",
        accepted_on=day,
        replied_on=day,
        published_at=NOON - timedelta(days=days),
        **told,
    )


@pytest.fixture
def sound(office: Office) -> Office:
    """A site in which an inspector finds nothing; its news stand in one column."""
    for inner in ColumnPage.objects.child_of(ColumnPage.objects.get(slug=NEWS)):
        inner.delete()
    article(NEWS, "项目签约")
    article(INFORMATION, "办事指南")
    for n in range(6):
        article(CONSULTATIONS, f"征求意见之{n}", days=5 + n)
    answer()
    return office


def found() -> Inspected:
    return look(TODAY, ask_outside=True)


def told(inspected: Inspected) -> set[str]:
    return {" ".join(filter(None, (each.rule, each.sort))) for each in inspected.findings}


def aged(column: str, days: int) -> None:
    """The pages of a column were published so long ago."""
    parent = ColumnPage.objects.get(slug=column)
    ArticlePage.objects.child_of(parent).update(first_published_at=NOON - timedelta(days=days))


@pytest.mark.usefixtures("sound")
def test_a_sound_site_has_every_point() -> None:
    nothing = found()
    assert told(nothing) == set()
    assert (nothing.score, nothing.passed, nothing.vetoes) == (100, True, 0)


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(("days", "stale"), [(13, set()), (14, {"stale_column"})])
def test_news_go_stale_in_two_weeks(days: int, stale: set[str]) -> None:
    aged(NEWS, days)
    assert told(found()) == stale


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(("days", "stale"), [(181, set()), (182, {"stale_column"})])
def test_notices_go_stale_in_six_months(days: int, stale: set[str]) -> None:
    aged(INFORMATION, days)
    assert told(found()) == stale
    with translation.override("en"):
        assert all("政务公开" in telling.sentence(f.to_json()) for f in found().findings)


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(("days", "stale"), [(181, set()), (182, {"stale_column"})])
def test_the_column_of_notices_has_the_time_of_notices(days: int, stale: set[str]) -> None:
    news = ColumnPage.objects.get(slug=NEWS)
    ArticlePage.objects.child_of(news).first().delete()
    for slug, title, ago in ((NOTICES, "通知公告", days), ("work", "工作动态", 1)):
        news.refresh_from_db()
        news.add_child(instance=ColumnPage(title=title, slug=slug))
        article(slug, title, days=ago)
    assert told(found()) == stale


@pytest.mark.usefixtures("sound")
def test_a_home_page_on_which_nothing_changed_fails_the_site() -> None:
    for column in (NEWS, INFORMATION, CONSULTATIONS):
        aged(column, 15)
    PublishedAnswer.objects.update(published_at=NOON - timedelta(days=15))
    got = found()
    assert told(got) == {"home_unchanged", "stale_column"}
    assert (got.passed, got.vetoes, got.score) == (False, 1, 95)


@pytest.mark.usefixtures("sound")
def test_an_empty_column_is_found_and_five_fail_the_site() -> None:
    parent = ColumnPage.objects.get(slug=NEWS)
    inner = ColumnPage(title="动态", slug="inner")
    parent.add_child(instance=inner)
    ArticlePage.objects.child_of(parent).first().move(inner, pos="last-child")
    for n in range(4):
        parent = ColumnPage.objects.get(slug=INFORMATION)
        parent.add_child(instance=ColumnPage(title=f"空{n}", slug=f"empty{n}"))
    assert told(found()) == {"empty_column"}
    ColumnPage.objects.get(slug=NEWS).add_child(instance=ColumnPage(title="空4", slug="empty4"))
    got = found()
    assert told(got) == {"empty_column", "columns_neglected empty"}
    assert got.counts["empty_column"] == 5
    assert {leaf.title for leaf in leaves(TODAY)} >= {"动态", "空0"}


@pytest.mark.usefixtures("sound")
def test_five_stale_columns_fail_the_site() -> None:
    for n in range(5):
        ColumnPage.objects.get(slug=NEWS).add_child(instance=ColumnPage(title=f"旧{n}", slug=f"old{n}"))
        article(f"old{n}", f"旧闻{n}", days=30)
    got = found()
    assert told(got) == {"stale_column", "columns_neglected stale"}
    assert not got.passed


@pytest.mark.usefixtures("sound")
def test_a_page_of_tomorrow_is_not_there_yet() -> None:
    aged(NEWS, -1)
    assert told(found()) == {"empty_column"}


@pytest.mark.usefixtures("sound")
def test_an_office_to_which_nobody_can_write_fails() -> None:
    Channel.objects.filter(connector="portal").update(is_open=False)
    assert told(found()) == {"no_channel"}
    assert not found().passed


def waiting(office: Office, days: int) -> Case:
    """A letter to the mayor's mailbox that came so long ago and has no answer."""
    case = actions.open_case(office.letter("施工许可没有办下来。", ident=f"w{days}"), by=None, at=NOON)
    case.voice.channel = office.mailbox
    case.voice.save()
    case.opened_at = NOON - timedelta(days=days)
    case.save()
    return case


@pytest.mark.parametrize(("days", "is_found"), [(89, False), (91, True), (364, True), (366, False)])
def test_a_message_without_an_answer_for_three_months_fails_the_site(sound: Office, days: int, is_found: bool) -> None:
    waiting(sound, days)
    got = found()
    assert told(got) == ({"unanswered"} if is_found else set())
    assert got.passed is not is_found


def test_answered_and_not_accepted_messages_do_not_count(sound: Office) -> None:
    actions.decline(waiting(sound, 100), ground="outside", by=sound.officer, at=NOON)
    done = answered(sound, ident="2")
    Case.objects.filter(pk=done.pk).update(opened_at=NOON - timedelta(days=100))
    assert told(found()) == set()


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(("days", "expected"), [(59, set()), (60, {"replies_stale"})])
def test_answers_go_stale_in_two_months(days: int, expected: set[str]) -> None:
    PublishedAnswer.objects.update(published_at=NOON - timedelta(days=days))
    assert told(found()) == expected


@pytest.mark.usefixtures("sound")
def test_six_consultations_a_year_are_asked_for() -> None:
    ArticlePage.objects.filter(title="征求意见之0").update(first_published_at=NOON - timedelta(days=366))
    assert told(found()) == {"consultations_few"}


LINKS = (
    ("/xinxi-fabu/", False),
    ("/xinxi-fabu", False),
    ("/answers/", False),
    ("/answers/A1/", False),
    ("/answers/A9/", True),
    ("/board/HY1/", True),
    ("/nowhere/", True),
    ("/xinxi-fabu/nowhere/", True),
    ("/static/huiying/base.css", False),
    ("/static/nothing.css", True),
    ("/media/nothing.pdf", True),
    ("/media/../../etc/passwd", True),
    ("http://localhost/nowhere/", True),
    ("#top", False),
    ("mailto:a@example.cn", False),
    ("tel:010-12345", False),
    ("https://www.example.cn/x", False),
    ("http://[bad", True),
)


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(("href", "dead"), LINKS)
def test_links_inside_are_followed_in_this_process(href: str, dead: bool) -> None:
    article(NEWS, "有链接", body=f'<p>见<a href="{href}">这里</a>。</p>')
    assert told(found()) == ({"dead_link"} if dead else set())


@pytest.mark.usefixtures("sound")
def test_links_to_pages_of_ours_go_by_key() -> None:
    target = article(NEWS, "目标")
    article(NEWS, "有链接", body=f'<p><a linktype="page" id="{target.pk}">这里</a></p>')
    assert told(found()) == set()
    target.live = False
    target.save()
    assert told(found()) == {"dead_link"}
    article(NEWS, "有附件", body='<p><a linktype="document" id="77">附件</a><a linktype="page" id="x">坏</a></p>')
    assert found().counts["dead_link"] == 3


@pytest.mark.usefixtures("sound")
def test_links_outside_are_asked_only_where_the_office_said_so(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def trouble(url: str) -> str:
        asked.append(url)
        return "404" if "gone" in url else ""

    monkeypatch.setattr("huiying.publication.inspection.links.outside_trouble", trouble)
    body = '<p><a href="https://a.example.cn/gone">一</a><a href="https://b.example.cn/">二</a></p>'
    article(NEWS, "有链接", body=body)
    article(NEWS, "又有链接", body=body)
    assert found().outside is None
    assert not asked
    settings.INSPECT_LINKS = True
    got = found()
    assert sorted(asked) == ["https://a.example.cn/gone", "https://b.example.cn/"]
    assert (told(got), got.outside) == ({"dead_link outside"}, 2)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/", "http://169.254.169.254/latest/", "file:///etc/passwd"])
def test_no_link_leads_into_our_own_network(url: str) -> None:
    assert inspected.outside_trouble(url)


def test_a_refused_question_is_no_dead_link(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_more: object) -> object:
        raise ChannelError("out of time", retry=True)

    monkeypatch.setattr(inspected, "ask", refuse)
    assert inspected.outside_trouble("https://a.example.cn/") == "out of time"
    monkeypatch.setattr(inspected, "ask", lambda *_a, **_m: type("Answer", (), {"status": 405}))
    assert not inspected.outside_trouble("https://a.example.cn/")


WORDS = (
    ("截止目前已办结三件。", True),
    ("截至目前已办结三件。", False),
    ("请于月底前按装完毕。", True),
    ("新厂房按装配式标准建设。", False),
    ("首座落户我市的工厂。", False),
    ("结果已公布署名。", False),
    ("已办结。，请查收。", True),
    ("已办结……请查收。", False),
    ("真的吗？！", False),
)


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(("text", "wrong"), WORDS)
def test_wrong_words_are_found(text: str, wrong: bool) -> None:
    article(NEWS, "有文字", body=f"<p>{text}</p>")
    assert {each.rule for each in found().findings} == ({"wrong_words"} if wrong else set())


@pytest.mark.usefixtures("sound")
def test_nobody_corrects_what_the_public_wrote() -> None:
    answer("A2", question="截止目前还没人管。。。")
    assert told(found()) == set()
    answer("A3", answer="截止目前已办结。")
    assert told(found()) == {"wrong_words"}


def test_the_lexicon_names_its_sources_and_contradicts_itself_nowhere() -> None:
    words = lexicon()
    assert len(words) > 60
    assert all(each.cite and each.wrong != each.right for each in words)
    right = {each.right for each in words}
    assert not [each.wrong for each in words if any(each.wrong in good for good in right)]
    assert all(each.wrong in within for each in words for within in each.within)


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("请联系王小明，电话13812345678。", "phone"),
        ("身份证号11010519491231002X。", "id_number"),
        ("咨询电话：0512-12345678。", ""),
        ("电话138****5678。", ""),
    ],
)
def test_personal_data_are_found_and_not_repeated(text: str, kind: str) -> None:
    article(NEWS, "公示", body=f"<p>{text}</p>")
    got = found()
    assert told(got) == ({f"personal_data {kind}"} if kind else set())
    assert "13812345678" not in str([each.to_json() for each in got.findings])


@pytest.mark.usefixtures("sound")
def test_personal_data_in_a_question_are_found() -> None:
    answer("A2", question="我的电话13812345678")
    assert told(found()) == {"personal_data phone"}


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(("column", "missing"), [(NEWS, "source"), (INFORMATION, "source"), (INFORMATION, "section")])
def test_a_page_says_where_it_comes_from(column: str, missing: str) -> None:
    article(column, "没有来源", **{missing: ""})
    got = found()
    assert told(got) == {"page_facts"}
    assert got.findings[0].facts["missing"] == [missing]
    article(NEWS, "情况通报", section="")  # a release speaks for the whole office
    assert found().counts == {"page_facts": 1}


def test_every_finding_has_its_sentence(sound: Office) -> None:
    rules = set(figures().rules)
    assert rules == set(telling.TITLES) == set(telling.TO_DO)
    assert {key.split(" ", 1)[0] for key in telling.FOUND} == rules
    assert {*inspecting.BY_DAY, "dead_link", "wrong_words", "personal_data", "page_facts"} == rules
    assert telling.sentence({"rule": "gone"}) == "gone"
    assert telling.sentence({"rule": "stale_column"}) == telling.title("stale_column")


@pytest.fixture
def own(settings: LazySettings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path / "inspection.toml"


def test_the_office_sets_its_own_points(sound: Office, own: Path) -> None:
    aged(NEWS, 20)
    assert found().score == 95
    own.write_text("[deduct.stale_column]\npoints = 50\nmost = 50\n[scale]\npass = 60\n", "utf-8")
    got = found()
    assert (got.score, got.passed) == (50, False)


@pytest.mark.parametrize(
    "text",
    [
        "[deduct.nothing]\npoints = 1",
        "[deduct.stale_column]\npoints = -1",
        "[deduct.stale_column]\npoints = 'x'",
        "[veto.unanswered]\ncite = 3",
        "[scale]\nnone = 1",
        "points = 3",
        "][",
    ],
)
def test_settings_that_cannot_be_read_say_so(own: Path, text: str) -> None:
    own.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=r"inspection\.toml"):
        figures()


def test_the_machine_looks_once_a_day_and_a_person_again(sound: Office) -> None:
    assert inspect_when_due(at=NOON.replace(hour=4)) == 0
    assert inspect_when_due(at=NOON.replace(hour=6)) == 1
    assert inspect_when_due(at=NOON) == 0
    aged(NEWS, 20)
    row = inspect(by=sound.editor, at=NOON)
    assert (Inspection.objects.count(), row.score, row.by) == (1, 95, sound.editor)
    assert Entry.objects.filter(deed="site.inspected").count() == 2
    for role in ("handler", "head", "stranger"):
        with pytest.raises(NotAllowed):
            inspect(by=getattr(sound, role), at=NOON)


def test_the_page_tells_verdict_findings_and_the_past(sound: Office) -> None:
    desk = signed_in(sound.leader)
    assert desk.get("/desk/inspection/").status_code == 200
    aged(NEWS, 20)
    article(NEWS, "<script>坏</script>", days=20, source="")
    inspect(by=sound.editor, at=NOON)
    Inspection.objects.create(day=date(2026, 3, 1), at=NOON, score=80, passed=True)
    page = desk.get("/desk/inspection/").content.decode()
    assert "94.5" in page
    assert "信息发布" in page
    assert "<script>坏" not in page
    assert desk.get("/desk/inspection/curve.svg").content.startswith(b"<svg")
    assert desk.get("/desk/inspection/look/").status_code == 405
    assert desk.post("/desk/inspection/look/").status_code == 302
    assert signed_in(sound.handler).post("/desk/inspection/look/").status_code == 403


def test_another_units_letters_are_not_told(sound: Office) -> None:
    waiting(sound, 100)
    other = Unit.objects.create(name="别的局", parent=None)
    Case.objects.update(unit=other)
    inspect(by=sound.editor, at=NOON)
    assert Inspection.objects.get().findings[0]["unit"] == other.pk
    page = signed_in(sound.editor).get("/desk/inspection/").content.decode()
    assert "months=3" not in page
    assert "desk/cases/?state=open" not in page
