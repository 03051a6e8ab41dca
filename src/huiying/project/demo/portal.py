"""The guide, documents, reports and questions of the demo go onto the portal."""

from datetime import date, datetime, time, timedelta
from html import escape
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from docx import Document as Paper
from wagtail.documents.models import Document
from wagtail.models import Page

from huiying.project.demo.world.pageparts import html
from huiying.project.demo.world.portalfile import Policy, Report, portal_file
from huiying.project.demo.world.when import ZONE, office_calendar
from huiying.publication import site
from huiying.publication.columns import INFORMATION, NOTICES
from huiying.publication.models import (
    AnnualReportPage,
    ArticlePage,
    GuidePage,
    PolicyAttachment,
    PolicyPage,
    QuestionPage,
)

NAME = "江岚市招商局"
NUMERALS = "一二三四五六七八九十"


def furnish_portal(today: date) -> None:
    """Publish everything of the file, each on its own day."""
    told = portal_file()
    _publish_guide(dict(told.guide), today)
    for policy in told.policies:
        _publish_policy(policy, today)
    for report in told.reports:
        _publish_report(report, today)
    parent = Page.objects.get(slug=site.QUESTIONS).specific
    for number, one in enumerate(told.questions, start=1):
        day = today - timedelta(days=one.days)
        page = QuestionPage(title=one.question, slug=f"wenti-{number}", answer=html(one.answer), checked_on=day)
        page.theme, page.section = one.theme, one.section
        _put(parent, page, day)


def _publish_guide(told: dict[str, Any], today: date) -> None:
    day = today - timedelta(days=told.pop("days"))
    body = "".join(f"<h2>{escape(head)}</h2>{html(paragraphs)}" for head, *paragraphs in told.pop("sections"))
    page = GuidePage(title=f"{NAME}政府信息公开指南", slug=site.GUIDE, body=body, **told)
    _put(Page.objects.get(slug=INFORMATION).specific, page, day)


def _publish_policy(told: Policy, today: date) -> None:
    day = today - timedelta(days=told.days)
    dated = day - timedelta(days=6)
    page = PolicyPage(
        title=told.title,
        slug=f"{dated:%Y}-{told.serial}",
        number=f"江招〔{dated:%Y}〕{told.serial}号",
        issuer=NAME,
        dated=dated,
        theme=told.theme,
        section=told.section,
        effect=told.effect,
        expires_on=dated + timedelta(days=told.term_days) if told.term_days else None,
        summary=told.summary,
        body=html(f"第{NUMERALS[place]}条　{text}" for place, text in enumerate(told.articles)),
        explained_by=_explanation(told, day),
    )
    _put(Page.objects.get(slug=site.POLICIES).specific, page, day)
    if told.attachment:
        title, fields = told.attachment
        PolicyAttachment.objects.create(page=page, document=_paper(title, fields.split("、")))


def _explanation(told: Policy, day: date) -> Page | None:
    if not told.explained:
        return None
    page = ArticlePage(title=told.explained, slug=f"jiedu-{told.serial}", body=html(told.explanation), source=NAME)
    page.section, page.summary = told.section, told.explanation[0]
    _put(Page.objects.get(slug=NOTICES).specific, page, day)
    return page.page_ptr


def _publish_report(told: Report, today: date) -> None:
    newest = today.year if _report_day(today.year) <= today else today.year - 1
    year = newest - told.back
    title = f"{NAME}{year}年政府信息公开工作年度报告"
    page = AnnualReportPage(
        title=title,
        slug=f"{year}",
        year=year,
        issuer=NAME,
        summary=told.opening,
        body="".join(
            f"<h2>{head}</h2>{html([text])}"
            for head, text in (
                ("一、总体情况", told.opening),
                ("二、存在的主要问题", told.problems),
                ("三、改进情况", told.next),
                ("四、其他需要报告的事项", "本年度没有收取信息公开处理费。"),
            )
        ),
        tables=_tables(told),
        document=_paper(title, (told.opening, told.problems, told.next)),
    )
    _put(Page.objects.get(slug=site.REPORTS).specific, page, _report_day(year + 1))


def _report_day(year: int) -> date:
    """The last working day before 25 January: departments publish by the 31st (政府信息公开条例 art. 49)."""
    day = date(year, 1, 24)
    while not office_calendar().is_working(day):
        day -= timedelta(days=1)
    return day


def _tables(told: Report) -> str:
    rows = (
        ("收到和处理政府信息公开申请情况",),
        ("", "自然人", "法人或其他组织", "总计"),
        *(_row(name, count) for name, count in _counts(told)),
    )
    return "\n".join("\t".join(row) for row in rows)


def _counts(told: Report) -> tuple[tuple[str, tuple[int, int]], ...]:
    ways = (told.open, told.part, told.refused, told.unable, told.declined)
    return (
        ("一、本年新收", told.received),
        ("二、上年结转", told.carried),
        ("三、予以公开", told.open),
        ("部分公开", told.part),
        ("不予公开", told.refused),
        ("无法提供", told.unable),
        ("不予处理", told.declined),
        ("办理结果总计", (sum(way[0] for way in ways), sum(way[1] for way in ways))),
        ("四、结转下年度继续办理", told.left),
    )


def _row(name: str, count: tuple[int, int]) -> tuple[str, ...]:
    return name, *map(str, count), str(sum(count))


def _paper(title: str, paragraphs: Any) -> Document:
    """A plain document under this title, kept among the editors' files."""
    paper, written = Paper(), BytesIO()
    paper.add_heading(title, 1)
    for text in paragraphs:
        paper.add_paragraph(text)
    paper.save(written)
    content = written.getvalue()
    kept = Document(title=title, file_size=len(content))
    kept.file.save(f"{title}.docx", ContentFile(content), save=False)
    kept.save()
    return kept


def _put(parent: Any, page: Any, day: date) -> None:
    at = datetime.combine(day, time(10), tzinfo=ZONE)
    page.first_published_at = page.last_published_at = page.latest_revision_created_at = at
    parent.add_child(instance=page)
