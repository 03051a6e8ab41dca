"""What the figures show to be wrong: each finding by one rule, told with its numbers, and none that none shows."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from huiying.reporting.figures.reference import escaped

from . import movement
from .mechanism import NO_GROUP, group_is_known
from .reading import Reading, Row
from .wording import listed, quoted

RATINGS_ENOUGH = 0.2
"""Ratings per answered letter from which a satisfaction rate is taken to speak for the writers."""
SATISFACTION_WANTED, SOLVED_WANTED, PUBLISHED_WANTED = 90.0, 80.0, 60.0
CONCENTRATED_FROM = 0.3
"""Share of all letters from which one theme is said to stand out."""
RETURNED_FROM = 0.03
LONG_TAIL = 4.0
"""The ninetieth percentile over the median from which answers are said to take unevenly long."""
MOST_TOPICS, MOST_GAPS = 2, 2
ASKED_OF_ALL = ("mailbox", "board", "social", "hotline")
"""Forms of channels that everybody is asked to use."""
REFERENCES = {"pages": "pages_published", "answers": "published_answers"}
WRONG = {
    "missing": "没有公开内容可以回答",
    "out_of_date": "公开内容已经过时",
    "hard_to_find": "公开内容不易找到",
    "unclear": "公开后仍有较多询问",
}
"""What is wrong with what is published, by the verdict of the gap."""


class Group(Enum):
    """Findings are told in three points."""

    HANDLING = "办理"
    OPENNESS = "公开和平台"
    EFFECT = "效果"


@dataclass(frozen=True, slots=True)
class Finding:
    """`headline` names the point when the finding leads it; `text` holds the figures."""

    id: str
    group: Group
    headline: str
    text: str


Rule = Callable[[Reading], str]


def find(reading: Reading) -> tuple[Finding, ...]:
    """Every finding, in the order of weight within its group."""
    told = ((ident, group, headline, rule(reading)) for ident, group, headline, rule in RULES)
    return tuple(Finding(ident, group, headline, text) for ident, group, headline, text in told if text)


def late(r: Reading) -> str:
    if not (r.some("late_closed") or r.some("overdue_open")):
        return ""
    parts = (("late_closed", "超期答复"), ("overdue_open", "到期仍未答复"))
    counted = "、".join(f"{verb}{r.told(key)}" for key, verb in parts if r.some(key))
    fell = f"，按时答复率{movement.of_rate(r, 'on_time_rate')}" if movement.has_fallen(r, "on_time_rate") else ""
    return counted + fell


def unanswered(r: Reading) -> str:
    return f"截至期末尚有{r.told('open')}未答复" if r.some("open") else ""


def long_tail(r: Reading) -> str:
    half, most = r.some("median_days"), r.some("p90_days")
    if not half or most < LONG_TAIL * half:
        return ""
    return f"办理快慢不一，半数用时不超过{r.told('median_days')}，约一成超过{r.told('p90_days')}"


def returned(r: Reading) -> str:
    if r.some("returned") < max(1.0, RETURNED_FROM * r.some("received")):
        return ""
    where = returned_again(r)
    return f"科室退回重新交办{r.told('returned')}{f'，{where}' if where else ''}，分办不够准确"


def unpublished_topics(r: Reading) -> str:
    topics = unpublished(r)
    if not topics:
        return ""
    named = quoted(topic["description"] for topic in topics[:MOST_TOPICS])
    return f"群众关注的{named}{'等' if len(topics) > MOST_TOPICS else ''}热点尚未公开回应"


def gap(r: Reading) -> str:
    """What was asked most and is not answered by what is published."""
    told = [
        f"{quoted([row['matter']])}{WRONG[row['ruling']]}（期内{r.many(row['asked'], '件', asked_for(row))}来件问及）"
        for row in r.rows("gap")[:MOST_GAPS]
        if row["ruling"] in WRONG
    ]
    return f"群众问得多的事项中，{'，'.join(told)}" if told else ""


def asked_for(row: Row) -> str:
    return f"asked:demand={row['id']}"


def recurring(r: Reading) -> str:
    """Topics that were raised again and again."""
    topics = r.part("recurring").get("topics") or []
    told = [f"{quoted([t['name']])}（近六个月来件{r.many(t['received'], '件', t['key'])}）" for t in topics]
    return f"{listed(told)}反复出现" if told else ""


def returned_again(r: Reading) -> str:
    rows = r.part("recurring").get("returning_sections") or []
    told = [f"{row['section']}{r.many(row['returned'], '次', row['reference'])}" for row in rows]
    return f"退回较多的是{listed(told)}" if told else ""


def unanswered_topics(r: Reading) -> str:
    return f"来件均未答复的热点有{r.told('unanswered_topics')}" if r.some("unanswered_topics") else ""


def few_forms(r: Reading) -> str:
    published = r.part("published")
    forms, counted = published.get("forms") or [], (("信息", "pages"), ("公开答复", "answers"))
    if len(forms) != 1:
        return ""
    told = "、".join(
        f"{name}{r.many(published[key], '篇', REFERENCES[key])}" for name, key in counted if published.get(key)
    )
    return f"期内发布{told}，都只通过{forms[0]}" if told else f"期内只通过{forms[0]}对外公开"


def nothing_released(r: Reading) -> str:
    return "期内没有对外公开的记录" if r.part("published").get("forms") == [] else ""


def low_publication(r: Reading) -> str:
    rate = r.value("publish_rate")
    if rate is None or rate >= PUBLISHED_WANTED:
        return ""
    return f"同意公开的答复中公开的占{r.told('publish_rate')}"


def concentrated(r: Reading) -> str:
    top = leading_theme(r)
    if not top:
        return ""
    name = top["name"]
    return f"{name}领域来件{r.many(top['received'], '件', f'received:theme={escaped(name)}')}，同类诉求较为集中"


def dissatisfied(r: Reading) -> str:
    rate = r.value("satisfaction_rate")
    if rate is None or not r.some("rated"):
        return ""
    if rate >= SATISFACTION_WANTED and not movement.has_fallen(r, "satisfaction_rate"):
        return ""
    trend = movement.of_rate(r, "satisfaction_rate") if movement.has_fallen(r, "satisfaction_rate") else ""
    counted = f"评价{r.told('rated')}中满意{r.told('satisfied')}" if r.told("satisfied") else ""
    return "，".join(filter(None, (counted, f"满意率为{r.told('satisfaction_rate')}", trend)))


def unsolved(r: Reading) -> str:
    rate = r.value("solved_rate")
    return "" if rate is None or rate >= SOLVED_WANTED else f"解决率为{r.told('solved_rate')}"


def reopened(r: Reading) -> str:
    return f"因来件人不满意重新办理{r.told('reopened')}" if r.some("reopened") else ""


def few_ratings(r: Reading) -> str:
    """Silent where ratings were not gathered at all; a counted zero is told."""
    rated, replied = r.value("rated"), r.some("replied")
    if rated is None or not replied or rated >= RATINGS_ENOUGH * replied:
        return ""
    if not rated:
        return f"答复{r.told('replied')}，没有收到评价，群众是否满意尚无依据"
    return f"答复{r.told('replied')}，收到评价{r.told('rated')}，代表性不足"


def silent_channels(r: Reading) -> str:
    channels = silent(r)
    return f"{listed([c['name'] for c in channels])}期内没有收到来件" if channels else ""


def untrained(r: Reading) -> str:
    return "期内没有舆情回应培训和演练的登记" if r.count("trainings") == 0 else ""


def no_group(r: Reading) -> str:
    return NO_GROUP if r.part("group") and not group_is_known(r) else ""


def broken_ledger(r: Reading) -> str:
    ledger = r.part("ledger")
    return "办理留痕未能通过校验" if ledger.get("entries") and ledger.get("verified") is False else ""


def unpublished(r: Reading) -> list[Row]:
    """Hot topics without a published response, hottest first."""
    return sorted((t for t in r.rows("topics") if not t["published"]), key=lambda topic: -topic["heat"])


def leading_theme(r: Reading) -> Row | None:
    """The theme that stands out, if one does."""
    top = max(r.rows("themes"), key=lambda theme: int(theme["received"]), default=None)
    stands_out = (
        top is not None and r.some("received") > 0 and top["received"] >= CONCENTRATED_FROM * r.some("received")
    )
    return top if stands_out else None


def silent(r: Reading) -> list[Row]:
    """Channels without a voice. Of disclosure requests and errors in the site it is no fault that none came."""
    return [c for c in r.rows("channels") if not c["received"] and c["form"] in ASKED_OF_ALL] if not r.is_empty else []


def slow_sections(r: Reading) -> list[Row]:
    """Sections with late answers, the latest first."""
    return sorted((s for s in r.rows("late_by_section") if s["late"]), key=lambda s: (-s["late"], s["closed"]))


RULES: tuple[tuple[str, Group, str, Rule], ...] = (
    ("late", Group.HANDLING, "按时答复还有差距", late),
    ("unanswered", Group.HANDLING, "部分来件尚未答复", unanswered),
    ("long_tail", Group.HANDLING, "办理用时不均衡", long_tail),
    ("returned", Group.HANDLING, "分办准确性不够", returned),
    ("broken_ledger", Group.HANDLING, "办理留痕需要核查", broken_ledger),
    ("untrained", Group.HANDLING, "队伍训练不足", untrained),
    ("no_group", Group.HANDLING, "责任登记不完整", no_group),
    ("gap", Group.OPENNESS, "公开内容与群众需求不相适应", gap),
    ("unpublished_topics", Group.OPENNESS, "公开内容与群众关切还有差距", unpublished_topics),
    ("unanswered_topics", Group.OPENNESS, "热点回应不够及时", unanswered_topics),
    ("nothing_released", Group.OPENNESS, "对外公开不够", nothing_released),
    ("few_forms", Group.OPENNESS, "公开形式单一", few_forms),
    ("low_publication", Group.OPENNESS, "答复公开比例不高", low_publication),
    ("concentrated", Group.OPENNESS, "同类诉求较为集中", concentrated),
    ("silent_channels", Group.OPENNESS, "部分渠道没有发挥作用", silent_channels),
    ("dissatisfied", Group.EFFECT, "群众满意度有待提高", dissatisfied),
    ("unsolved", Group.EFFECT, "部分问题没有解决", unsolved),
    ("recurring", Group.EFFECT, "部分问题反复出现", recurring),
    ("reopened", Group.EFFECT, "个别事项未能一次办好", reopened),
    ("few_ratings", Group.EFFECT, "群众评价偏少", few_ratings),
)
