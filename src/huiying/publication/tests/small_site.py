"""A portal with a page of every kind, for tests that look at all of them."""

from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Page

from huiying.publication import site
from huiying.publication.columns import CONSULTATIONS, INFORMATION, NEWS
from huiying.publication.models import (
    AnnualReportPage,
    ArticlePage,
    ColumnPage,
    GuidePage,
    PolicyAttachment,
    PolicyPage,
    PublishedAnswer,
    QuestionPage,
)
from tests.office import SUNDAY

BODY = "<h2>第一条</h2><p>为了规范管理，制定本办法。</p>"
TABLES = "收到和处理申请情况\n\t自然人\t总计\n本年新收\t3\t3\n上年结转\t0\t0"


def put(parent: str, page: Any, **facts: Any) -> Any:
    """Publish a page under the one with this slug, on the Sunday of the tests."""
    facts = {"first_published_at": SUNDAY, "last_published_at": SUNDAY, **facts}
    for name, value in facts.items():
        setattr(page, name, value)
    return Page.objects.get(slug=parent).specific.add_child(instance=page)


def policy(title: str = "江岚市标准厂房租赁管理办法", **more: Any) -> PolicyPage:
    facts = {
        "number": "江招〔2026〕3号",
        "issuer": "测试市招商局",
        "dated": date(2026, 3, 2),
        "theme": "招商引资",
        "summary": "规范厂房租赁。",
        "body": BODY,
        **more,
    }
    page: PolicyPage = put(
        site.POLICIES, PolicyPage(title=title, slug=f"wenjian-{PolicyPage.objects.count()}", **facts)
    )
    return page


def question(title: str = "租金补助怎么申请", **more: Any) -> QuestionPage:
    facts = {
        "answer": "<p>登录平台提交申请表。</p>",
        "theme": "补贴兑现",
        "section": "政策法规科",
        "checked_on": date(2026, 3, 1),
        **more,
    }
    page = QuestionPage(title=title, slug=f"wenti-{QuestionPage.objects.count()}", **facts)
    return put(site.QUESTIONS, page)


def report(year: int = 2025, **more: Any) -> AnnualReportPage:
    facts = {"issuer": "测试市招商局", "body": "<p>一、总体情况</p>", "tables": TABLES, **more}
    title = f"测试市招商局{year}年政府信息公开工作年度报告"
    page: AnnualReportPage = put(
        site.REPORTS, AnnualReportPage(title=title, slug=f"nianbao-{year}", year=year, **facts)
    )
    return page


def guide() -> GuidePage:
    facts = {"office": "综合信息科", "address": "望桥东路16号", "hours": "工作日9:00–17:00", "telephone": "8860 1101"}
    return put(INFORMATION, GuidePage(title="政府信息公开指南", slug=site.GUIDE, body=BODY, **facts))


def document(name: str = "附件.pdf", content: bytes = b"%PDF-1.4 test") -> Document:
    kept = Document(title=name.partition(".")[0])
    kept.file.save(name, ContentFile(content), save=False)
    kept.file_size = len(content)
    kept.save()
    return kept


def fill() -> list[str]:
    """A page of every kind; returns the addresses of everything public that one reaches by a link."""
    site_article = put(NEWS, ArticlePage(title="重点项目开工", slug="kaigong", body=BODY, source="测试市招商局"))
    explained = put(site.NOTICES, ArticlePage(title="《办法》解读", slug="jiedu", body=BODY, statutory="09"))
    draft = put(CONSULTATIONS, ArticlePage(title="关于《办法》征求意见的公告", slug="zhengji", body=BODY))
    one = policy(explained_by=explained)
    PolicyAttachment.objects.create(page=one, document=document())
    pages = [site_article, explained, draft, one, guide(), question(), report(document=document("年报.pdf"))]
    today = timezone.localdate()
    PublishedAnswer.objects.create(
        reference="A1",
        title="班车几点",
        question="请问班车几点？",
        answer="您好。\n班车七点半开。",
        channel="市长信箱",
        theme="交通出行",
        section="项目服务科",
        accepted_on=today - timedelta(days=3),
        replied_on=today,
        published_at=timezone.now(),
    )
    lists = (*(column.url for column in ColumnPage.objects.all()), *map(_url, (*_LISTS,)))
    return ["/", *lists, *(page.url for page in pages), "/answers/", "/answers/A1/"]


_LISTS = (site.POLICIES, site.REPORTS, site.CATALOGUE, site.STATUTORY, site.QUESTIONS)


def _url(slug: str) -> str:
    return str(Page.objects.get(slug=slug).url)
