"""The portal's bones: a home page and its four columns with what belongs in each, as Wagtail pages."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from . import reviewing
from .columns import COLUMNS, INFORMATION, INTERACTION, NEWS, NOTICES
from .models import AnnualReportsPage, CataloguePage, ColumnPage, HomePage, PoliciesPage, QuestionsPage

Inside = tuple[type[Page], str, str, str, dict[str, Any]]

POLICIES, REPORTS, CATALOGUE, STATUTORY = "zhengce-wenjian", "niandu-baogao", "gongkai-mulu", "fading-gongkai"
GUIDE, QUESTIONS, WORK = "gongkai-zhinan", "changjian-wenti", "gongzuo-dongtai"

INSIDE: dict[str, Sequence[Inside]] = {
    INFORMATION: (
        (CataloguePage, CATALOGUE, "政府信息公开目录", "按索引号、名称、内容概述和生成日期查找。", {}),
        (
            CataloguePage,
            STATUTORY,
            "法定主动公开内容",
            "按《政府信息公开条例》第二十条所列事项查看。",
            {"by_item": True},
        ),
        (PoliciesPage, POLICIES, "政策文件", "本机关制发的文件，注明文号、日期和有效性。", {}),
        (AnnualReportsPage, REPORTS, "政府信息公开年度报告", "每年1月31日前公布上一年度的报告。", {}),
    ),
    NEWS: (
        (ColumnPage, WORK, "工作动态", "本机关近期的工作。", {}),
        (ColumnPage, NOTICES, "通知公告", "通知、公告和公示。", {}),
    ),
    INTERACTION: ((QuestionsPage, QUESTIONS, "常见问题", "大家常问的问题，由业务科室答复并定期核对。", {}),),
}


def build_site(name: str) -> HomePage:
    """Build the portal of an office in place of Wagtail's welcome page, with its three reviews."""
    locale, _ = Locale.objects.get_or_create(language_code="zh-hans")
    root = Page.objects.get(depth=1)
    for welcome in root.get_children():
        welcome.delete()
    root.refresh_from_db()
    home: HomePage = root.add_child(instance=HomePage(title=name, slug="home", locale=locale))
    for slug, title, intro in COLUMNS:
        facts = {"title": title, "slug": slug, "intro": intro, "show_in_menus": True, "locale": locale}
        home.add_child(instance=ColumnPage(first_published_at=timezone.now(), **facts))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", site_name=name, root_page=home, is_default_site=True)
    furnish(home)
    reviewing.switch(home, on=True)
    return home


def furnish(home: HomePage) -> int:
    """Put into each column what belongs there and is not there yet; returns how many pages were made."""
    made = 0
    for column in ColumnPage.objects.child_of(home).filter(slug__in=INSIDE):
        there = set(column.get_children().values_list("slug", flat=True))
        for kind, slug, title, intro, more in INSIDE[column.slug]:
            if slug not in there:
                facts = {"title": title, "slug": slug, "intro": intro, "locale": column.locale, **more}
                column.add_child(instance=kind(first_published_at=timezone.now(), **facts))
                made += 1
    return made
