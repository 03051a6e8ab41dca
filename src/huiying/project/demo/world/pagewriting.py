"""Pages that are there once, word for word, and consultations in two steps: the draft, then what came of it."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from .chance import Chance
from .filling import fill
from .newswriting import news_scene
from .office import load_office
from .pagefile import Consultation, FixedPage, page_file
from .pageparts import html, office_hour
from .records import DemoPage
from .story import stories
from .when import ZONE, working_day_before

OPEN_DAYS = 30  # 重大行政决策程序暂行条例 art. 15: comments stay open for thirty days as a rule
RESULT_AFTER = 44


def write_fixed(end: date, rng: Chance) -> list[DemoPage]:
    """The pages that are there once, and the consultations with the results that have come."""
    fixed = [_fixed(page, end, rng) for page in page_file().fixed]
    return fixed + [page for row in page_file().consultations for page in _consultation(row, end, rng)]


def _fixed(page: FixedPage, end: date, rng: Chance) -> DemoPage:
    begun = _begun(page, end)
    day = _fixed_day(page, begun, end)
    at = office_hour(day, rng)
    if page.clock:
        at = datetime.combine(day, time.fromisoformat(page.clock), tzinfo=ZONE)
    slots = {**news_scene(at, rng), **_story_days(page, begun, day)}
    return DemoPage(
        column=page.column,
        section=page.section,
        source=page.source,
        published_at=at,
        title=fill(page.title, slots),
        summary=fill(page.summary, slots),
        body=html(fill(text, slots) for text in page.paragraphs),
    )


def _begun(page: FixedPage, end: date) -> date | None:
    return next((story.begins(end) for story in stories() if story.id == page.story), None)


def _story_days(page: FixedPage, begun: date | None, day: date) -> Mapping[str, str]:
    return next((s.day_words(begun, day) for s in stories() if begun and s.id == page.story), {})


def _fixed_day(page: FixedPage, begun: date | None, end: date) -> date:
    if begun:
        return begun + timedelta(days=page.story_day - 1)
    if page.month:
        return working_day_before(_last(page.month, page.day or 9, end))
    return working_day_before(end - timedelta(days=page.days_before))


def _last(month: int, day: int, end: date) -> date:
    """The last such day before `end`."""
    this_year = date(end.year, month, day)
    return this_year if this_year < end else date(end.year - 1, month, day)


def _consultation(row: Consultation, end: date, rng: Chance) -> list[DemoPage]:
    opened = working_day_before(end - timedelta(days=row.days_before))
    closes = opened + timedelta(days=OPEN_DAYS)
    told = [_call(row, opened, closes, rng)]
    if row.result and (reported := working_day_before(opened + timedelta(days=RESULT_AFTER))) < end:
        told.append(_outcome(row, opened, closes, reported, rng))
    return told


def _call(row: Consultation, opened: date, closes: date, rng: Chance) -> DemoPage:
    paragraphs = [
        f"为提高决策质量，我局起草了《{row.subject}（征求意见稿）》，现向社会公开征求意见。主要内容：{row.what}",
        f"希望重点听取的问题：{row.focus}。企业、行业协会和市民均可提出意见，请写明条款、意见和理由。",
        f"征集时间：{_date(opened)}至{_date(closes)}，共{OPEN_DAYS}日。可在本页留言，也可将意见寄至青澜区望桥东路16号"
        f"市招商局{row.section}，或致电 {_phone(row.section)}。征集结束后，采纳情况在本栏目公布。",
    ]
    return DemoPage(
        column=row.column,
        section=row.section,
        source=row.source,
        published_at=office_hour(opened, rng),
        title=f"关于《{row.subject}》公开征求意见的公告",
        summary=f"就{row.focus}等公开征求意见，欢迎参与。",
        body=html(paragraphs),
    )


def _outcome(row: Consultation, opened: date, closes: date, reported: date, rng: Chance) -> DemoPage:
    firms = row.heard * 2 // 3
    paragraphs = [
        f"《{row.subject}（征求意见稿）》于{_date(opened)}至{_date(closes)}公开征求意见，共收到意见{row.heard}条，"
        f"其中企业意见{firms}条，市民和协会意见{row.heard - firms}条。",
        f"经逐条研究，采纳和部分采纳{row.taken}条，未采纳{row.heard - row.taken}条。{row.result}",
        "未采纳的意见均已向留有联系方式的来件人说明理由。修改后的文本按程序审议后公布，感谢大家的参与。",
    ]
    return DemoPage(
        column=row.column,
        section=row.section,
        source=row.source,
        published_at=office_hour(reported, rng),
        title=f"《{row.subject}》征求意见采纳情况",
        summary=f"收到意见{row.heard}条，采纳和部分采纳{row.taken}条。",
        body=html(paragraphs),
    )


def _date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _phone(section: str) -> str:
    return next(row.phone for row in load_office().sections if row.name == section)
