"""Pages and answers of a site that is inspected, and what was found on it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from huiying.handling import actions
from huiying.handling.models import Case
from huiying.publication.inspection.inspecting import Inspected, look
from huiying.publication.models import ArticlePage, ColumnPage, PublishedAnswer
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


def found() -> Inspected:
    return look(TODAY, ask_outside=True)


def told(inspected: Inspected) -> set[str]:
    return {" ".join(filter(None, (each.rule, each.sort))) for each in inspected.findings}


def aged(column: str, days: int) -> None:
    """The pages of a column were published so long ago."""
    parent = ColumnPage.objects.get(slug=column)
    ArticlePage.objects.child_of(parent).update(first_published_at=NOON - timedelta(days=days))


def waiting(office: Office, days: int) -> Case:
    """A letter to the mayor's mailbox that came so long ago and has no answer."""
    case = actions.open_case(office.letter("施工许可没有办下来。", ident=f"w{days}"), by=None, at=NOON)
    case.voice.channel = office.mailbox
    case.voice.save()
    case.opened_at = NOON - timedelta(days=days)
    case.save()
    return case
