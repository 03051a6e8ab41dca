"""四、下一步工作: measures under four heads, each the answer to a finding: who does it by when, and by which figure the
next self-inspection will tell; where nothing was found, what goes on.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from math import floor
from typing import Final

from huiying.reporting.figures.reference import escaped

from . import aims
from .aims import Aim
from .causes import least_content, slowest_step
from .findings import asked_for, leading_theme, silent, slow_sections, unpublished
from .reading import Reading, Row
from .wording import brief, listed, statements, the_day

USUAL: Final = "soon"
CHECKED_NEXT_TIME: Final = "落实情况下次自查时按所列指标逐项检查。"
MOST_GAPS, MOST_PROMISED = 2, 3
LESS = 0.9
SHARED_STEPS = ("分办", "审签")
"""Steps that no section takes alone."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A measure as it is promised. `when` is the day of `Facts.due`, "" where it has no end."""

    text: str
    section: str
    when: str
    aim: Aim | None = None

    def told(self, reading: Reading) -> str:
        """What differs from what `usually` says of all of them is said with the measure."""
        due = reading.part("due").get(self.when) if self.when != USUAL else ""
        who = f"由{self.section}" if self.section not in ("", reading.name("information_section")) else ""
        by = f"于{the_day(due)}前" if due else ""
        return f"{who}{by}{self.text}{f'，{self.aim.told(reading)}' if self.aim else ''}"


Answer = Callable[[Reading], Iterator[Promise]]


@dataclass(frozen=True, slots=True)
class Head:
    """A head of the section. `answers` pairs findings with what is done; `otherwise` is said when none was found."""

    title: str
    answers: tuple[tuple[str, Answer], ...]
    otherwise: str

    def promises(self, reading: Reading, found: Collection[str]) -> tuple[Promise, ...]:
        """The first of them: a paper that promises everything is checked for nothing."""
        told = (one for finding, answer in self.answers if finding in found for one in answer(reading))
        return tuple(islice(told, MOST_PROMISED))

    def told(self, reading: Reading, found: Collection[str]) -> str:
        return statements(*(one.told(reading) for one in self.promises(reading, found))) or self.otherwise


def _plain(text: str, when: str = "soon", aim: Callable[[Reading], Aim | None] | None = None) -> Answer:
    """What the information section does."""

    def answer(r: Reading) -> Iterator[Promise]:
        yield Promise(text, r.name("information_section"), when, aim(r) if aim else None)

    return answer


def _gaps(r: Reading) -> Iterator[Promise]:
    for row in r.rows("gap")[:MOST_GAPS]:
        aim = aims.counted(r, asked_for(row), "来件问及", "件", float(floor(row["asked"] * aims.FEWER)))
        yield Promise(_published(row), row["section"] or r.name("information_section"), "soon", aim)


def _published(row: Row) -> str:
    matter, best = brief(row["matter"], 24), row["best"]
    told = {
        "missing": f"编发“{matter}”的公开内容",
        "out_of_date": f"更新《{best}》",
        "hard_to_find": f"把《{best}》移到便于查找的栏目并补充检索词",
        "unclear": f"就“{matter}”补充问答",
    }
    return told.get(row["ruling"], "") if best or row["ruling"] == "missing" else f"编发“{matter}”的公开内容"


def _unpublished(r: Reading) -> Iterator[Promise]:
    first = unpublished(r)[0]
    label = f"其中“{brief(first['description'], 24)}”公开答复"
    aim = aims.counted(r, f"agreed_published:topic={first.get('id')}", label, "件", 1.0)
    yield Promise("对尚未公开回应的热点逐一拟定公开答复，审签后发布", r.name("information_section"), "soon", aim)


def _concentrated(r: Reading) -> Iterator[Promise]:
    if theme := leading_theme(r):
        reference, wanted = f"received:theme={escaped(theme['name'])}", float(floor(theme["received"] * LESS))
        aim = aims.counted(r, reference, f"{theme['name']}领域来件", "件", wanted)
        text = f"梳理{theme['name']}领域来件中的共性问题，编发政策问答"
        yield Promise(text, r.name("information_section"), "later", aim)


def _forms(r: Reading) -> Iterator[Promise]:
    if forms := listed(r.part("published").get("forms") or []):
        text = f"在{forms}之外，运用公告栏、信息简报、宣传手册和报刊电视等形式，一次起草、多种形式发布"
        yield Promise(text, r.name("information_section"), "later")


def _released(r: Reading) -> Iterator[Promise]:
    aim = aims.counted(r, "pages_published", "发布信息", "篇", float(max(1, len(r.rows("monthly")))))
    text = "从门户网站公开答复做起，逐步运用公告栏、信息简报、宣传手册等形式，并登记发布情况"
    yield Promise(text, r.name("information_section"), "soon", aim)


def _late(r: Reading) -> Iterator[Promise]:
    slow = slow_sections(r)
    section = slow[0]["section"] if slow else r.name("information_section")
    text = "对超期件逐件查明环节并改进，到期前提醒承办人，超期的列入督办"
    yield Promise(text, section, "soon", aims.more(r, "on_time_rate"))
    if step := slowest_step(r):
        aim = aims.counted(r, step["key"], "中位数", "天", round(step["days"] * aims.SHORTER, 1))
        where = r.name("information_section") if step["name"] in SHARED_STEPS else section
        yield Promise(f"改进{step['name']}环节的衔接，缩短超期件在这一环节的用时", where, "later", aim)


def _dissatisfied(r: Reading) -> Iterator[Promise]:
    low = least_content(r)
    section = low["section"] if low else r.name("information_section")
    aim = aims.more(r, "satisfaction_rate")
    yield Promise("对评价为不满意的事项开展回访，说明结果和理由", section, "soon", aim)


def _silent(r: Reading) -> Iterator[Promise]:
    channels = silent(r)
    first = channels[0]
    aim = aims.counted(r, f"received:channel={first.get('id')}", f"{first['name']}来件", "件", 1.0)
    text = f"检查{listed([channel['name'] for channel in channels])}的接入和公示情况，确无使用的予以归并"
    yield Promise(text, r.name("information_section"), "soon", aim)


def _recurring(r: Reading) -> Iterator[Promise]:
    for topic in (r.part("recurring").get("topics") or [])[:1]:
        reference = topic["key"].partition("@")[0]
        was = r.number(reference)
        aim = aims.counted(r, reference, "期内来件", "件", float(floor(was * aims.FEWER))) if was else None
        text = f"对反复出现的“{brief(topic['name'], 24)}”查找根源，形成治本办法并登记"
        yield Promise(text, r.name("information_section"), "later", aim)


HEADS: Final = (
    Head(
        "深化公开内容",
        (
            ("gap", _gaps),
            ("unpublished_topics", _unpublished),
            (
                "unanswered_topics",
                _plain(
                    "对来件均未答复的热点确定牵头科室，限期答复", "soon", partial(aims.cleared, key="unanswered_topics")
                ),
            ),
            ("concentrated", _concentrated),
            (
                "low_publication",
                _plain("审签时一并确定是否公开，不公开的说明原因", "soon", partial(aims.more, key="publish_rate")),
            ),
        ),
        "按月比对来件热点与已公开内容，发现缺口及时补充。",
    ),
    Head(
        "丰富公开形式",
        (("nothing_released", _released), ("few_forms", _forms)),
        "同一内容在各种公开形式中口径一致，并分形式统计发布情况。",
    ),
    Head(
        "加强队伍建设",
        (
            ("late", _late),
            (
                "unanswered",
                _plain("对尚未答复的来件逐件明确承办人和答复时间", "soon", partial(aims.cleared, key="open")),
            ),
            ("long_tail", _plain("用时较长的事项及早会商", "later", partial(aims.shorter, key="p90_days"))),
            (
                "returned",
                _plain("根据退回情况修订科室职责说明", "later", partial(aims.fewer, key="returned")),
            ),
            ("no_group", _plain("补齐领导小组组成人员的登记")),
            (
                "untrained",
                _plain(
                    "组织专题讲座和现场模拟并登记",
                    "later",
                    lambda r: aims.counted(r, "trainings", "培训场次", "场", 1.0),
                ),
            ),
        ),
        "结合来件中的新情况，组织舆情回应培训和现场模拟。",
    ),
    Head(
        "完善回应平台",
        (
            ("dissatisfied", _dissatisfied),
            ("recurring", _recurring),
            (
                "unsolved",
                _plain("对尚未解决的问题列出清单，逐项跟踪", "later", partial(aims.more, key="solved_rate")),
            ),
            ("silent_channels", _silent),
            ("reopened", _plain("对重新办理的事项由科室负责人把关", "soon", partial(aims.fewer, key="reopened"))),
            (
                "few_ratings",
                _plain(
                    "在答复时一并邀请评价，对没有评价的抽样回访",
                    "later",
                    lambda r: aims.share(r, "rated", "replied", "评价率", aims.ENOUGH_RATED),
                ),
            ),
            ("broken_ledger", _plain("查明办理留痕未通过校验的位置和原因，形成专门说明")),
        ),
        "保持各渠道畅通，做到来件有编号、答复有时限、进度可查询。",
    ),
)


def usually(reading: Reading, found: Collection[str]) -> str:
    """Who does by when what is promised, where the measure itself says nothing else."""
    if not any(head.promises(reading, found) for head in HEADS):
        return ""
    section, due = reading.name("information_section"), reading.part("due").get(USUAL)
    who, by = f"由{section}牵头" if section else "", f"于{the_day(due)}前完成" if due else ""
    return f"以下措施除另有说明外，{'，'.join(filter(None, (who, by)))}。" if who or by else ""
