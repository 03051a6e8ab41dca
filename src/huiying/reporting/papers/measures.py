"""四、下一步工作: measures under four heads, each the answer to a finding; where there is none, what goes on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Final

from .findings import leading_theme, silent, slow_sections
from .reading import Reading
from .wording import listed, statements

CHECKED_NEXT_TIME: Final = "以上措施的落实情况，下次自查时逐项检查。"


@dataclass(frozen=True, slots=True)
class Head:
    """A head of the section. `answers` pairs findings with measures; `otherwise` is said when none was found. Names in
    braces are filled from the figures, and a measure whose name has nothing to stand for is left out.
    """

    title: str
    answers: tuple[tuple[str, str], ...]
    otherwise: str

    def told(self, reading: Reading, found: Collection[str]) -> str:
        names = _names(reading)
        chosen = [measure for finding, measure in self.answers if finding in found]
        return statements(*(_filled(measure, names) for measure in chosen)) or self.otherwise


HEADS: Final = (
    Head(
        "深化公开内容",
        (
            ("unpublished_topics", "对尚未公开回应的热点，由责任科室逐一拟定公开答复，审签后发布"),
            ("unanswered_topics", "对来件均未答复的热点，确定牵头科室，限期答复"),
            ("concentrated", "梳理{theme}领域来件中的共性问题，编发政策问答"),
            ("low_publication", "审签时一并确定是否公开，不公开的说明原因"),
        ),
        "按月比对来件热点与已公开内容，发现缺口及时补充。",
    ),
    Head(
        "丰富公开形式",
        (
            ("nothing_released", "从门户网站公开答复做起，逐步运用公告栏、信息简报、宣传手册等形式，并登记发布情况"),
            ("few_forms", "在{forms}之外，运用公告栏、信息简报、宣传手册和报刊电视等形式，一次起草、多种形式发布"),
        ),
        "同一内容在各种公开形式中口径一致，并分形式统计发布情况。",
    ),
    Head(
        "加强队伍建设",
        (
            ("late", "由{section}对超期件逐件查明环节并改进，分管领导督办"),
            ("late", "到期前提醒承办人，超期的列入督办"),
            ("unanswered", "对尚未答复的{open}逐件明确承办人和答复时间"),
            ("long_tail", "用时较长的事项及早会商"),
            ("returned", "根据退回情况修订科室职责说明"),
            ("no_group", "补齐领导小组组成人员的登记"),
            ("untrained", "组织专题讲座和现场模拟并登记"),
        ),
        "结合来件中的新情况，组织舆情回应培训和现场模拟。",
    ),
    Head(
        "完善回应平台",
        (
            ("dissatisfied", "对评价为不满意的事项开展回访，说明结果和理由"),
            ("unsolved", "对尚未解决的问题列出清单，逐项跟踪"),
            ("reopened", "对重新办理的事项由科室负责人把关"),
            ("few_ratings", "答复时一并邀请评价，对没有评价的抽样回访"),
            ("silent_channels", "检查{channels}的接入和公示情况，确无使用的予以归并"),
            ("broken_ledger", "查明办理留痕未通过校验的位置和原因，形成专门说明"),
        ),
        "保持各渠道畅通，做到来件有编号、答复有时限、进度可查询。",
    ),
)


def _names(reading: Reading) -> dict[str, str]:
    """What the names in braces stand for, "" where the figures do not tell."""
    theme, slow = leading_theme(reading), slow_sections(reading)
    return {
        "theme": theme["name"] if theme else "",
        "forms": listed(reading.part("published").get("forms") or []),
        "section": slow[0]["section"] if slow else "",
        "open": reading.told("open"),
        "channels": listed([channel["name"] for channel in silent(reading)]),
    }


def _filled(measure: str, names: Mapping[str, str]) -> str:
    wanted = [name for _, name, _, _ in Formatter().parse(measure) if name]
    return measure.format(**names) if all(names[name] for name in wanted) else ""
