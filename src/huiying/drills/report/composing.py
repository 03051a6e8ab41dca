"""演练评估报告 · The whole paper: what was drilled, how it went, what was scored by what, what is to be mended."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from huiying.reporting.official import Align, Attachment, Block, Heading, OfficialDocument, Paragraph, Table
from huiying.reporting.papers.citing import uncited
from huiying.reporting.papers.drawn import Gallery
from huiying.reporting.papers.wording import listed, number, we

from . import comparing, course, evidence, problems
from .chart import course as course_chart
from .saying import SORTS, Told, calendar_day, failed, lasted, low, plain, quote, scored, sentence, span

SCORES: Final = ("评分项", "权重", "得分", "评分依据", "主要证据")
ITEMS: Final = ("序号", "培训内容", "提出的原因", "完成时限")


def report(told: Told, earlier: Sequence[Told], *, dated: date) -> OfficialDocument:
    """`earlier` are the results of earlier drills of the same sort in the same unit, the latest last."""
    told, earlier = _clean(told), [_clean(each) for each in earlier]
    drill, gallery = told["drill"], Gallery()
    return OfficialDocument(
        title=f"{drill['organ']}关于{drill['scenario_title'].removesuffix('演练')}应急演练的评估报告",
        blocks=tuple(_blocks(told, earlier, dated, gallery)),
        organ=drill["organ"],
        dated=dated,
        attachments=(
            Attachment("评分证据", tuple(evidence.blocks(told))),
            Attachment("参演人员", tuple(_people(told))),
            *gallery.attachment(),
        ),
    )


def _clean(told: Any) -> Any:
    """Words from another world bring no sign by which a paper cites its numbers."""
    if isinstance(told, str):
        return uncited(told)
    if isinstance(told, list):
        return [_clean(each) for each in told]
    return {name: _clean(each) for name, each in told.items()} if isinstance(told, dict) else told


def _blocks(told: Told, earlier: Sequence[Told], dated: date, gallery: Gallery) -> Iterator[Block]:
    yield Paragraph(_opening(told))
    yield Heading("一、演练基本情况")
    yield from map(Paragraph, _basics(told))
    yield Heading("二、处置过程")
    yield from map(Paragraph, course.sentences(told))
    yield gallery.hang(course_chart(told))
    yield course.table(told)
    yield Heading("三、评分情况")
    yield Paragraph(_scored(told))
    yield _scores(told)
    yield Heading("四、存在的问题")
    yield from problems.blocks(told)
    yield Heading("五、与以往演练比较")
    yield from comparing.blocks(told, earlier)
    yield Heading("六、改进措施和培训安排")
    yield from _improving(told, dated, table=4 if earlier else 3)


def _opening(told: Told) -> str:
    drill = told["drill"]
    return (
        f"{span(told)}，{we(drill['organ'])}组织开展“{drill['scenario_title']}”应急演练。演练结束后，根据演练环境中的全部记录，"
        f"按评分办法逐项评分，总分{number(told['score'])}分（满分100分）。现将评估情况报告如下。"
    )


def _basics(told: Told) -> Iterator[str]:
    drill, figures = told["drill"], told["figures"]
    level = f"，事件等级设定为{drill['level']}" if drill["level"] else ""
    place = f"，地点设定为{drill['place']}" if drill["place"] else ""
    kind = f"演练类型为{SORTS[drill['sort']]}{level}{place}，演练时间{lasted(told['minutes'])}。"
    yield f"{kind}{sentence(drill['about'])}"
    yield _who(told)
    yield _heard(figures)
    yield _did(figures)


def _who(told: Told) -> str:
    players = [each for each in told["participants"] if not each["trainer"]]
    trainers = [each for each in told["participants"] if each["trainer"]]
    led = f"，由{listed([each['name'] for each in trainers])}导调" if trainers else ""
    if not players:
        return f"演练中没有人员操作的记录{led}。"
    return f"参演人员{len(players)}人{led}，名单和操作次数见附件2。演练在独立环境中进行，发布和答复均未对外发出。"


def _heard(figures: Told) -> str:
    by = "，".join(f"{name}{count}条" for name, count in _most(figures["channels"]))
    said = f"演练中公众声音{figures['voices']}条{f'，其中{by}' if by else ''}"
    rumours = f"；出现谣言{figures['rumours']}个" if figures["rumours"] else ""
    calls = f"；来电{figures['calls']}个" if figures["calls"] else ""
    injected = f"；导调注入{figures['injected']}条" if figures["injected"] else ""
    return f"{said}{rumours}{calls}{injected}。"


def _most(counts: Told, most: int = 6) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda row: -row[1])[:most]


def _did(figures: Told) -> str:
    done = [
        f"启动处置{figures['incidents']}起" if figures["incidents"] else "没有启动处置",
        f"发布情况通报{figures['releases']}期" if figures["releases"] else "没有发布情况通报",
        f"发布其他信息{figures['posts']}条" if figures["posts"] else "",
        f"答复来件{figures['replies']}件" if figures["replies"] else "",
        _answered(figures),
        f"登记涉谣线索{figures['clues']}条" if figures["clues"] else "",
    ]
    return f"参演人员{'，'.join(filter(None, done))}。"


def _answered(figures: Told) -> str:
    if not figures["calls"]:
        return ""
    return f"答复来电{figures['calls_answered']}个" if figures["calls_answered"] else "没有答复来电"


# ── 三 ──


def _scored(told: Told) -> str:
    points, weak = scored(told), low(told)
    left_out = [point["name"] for point in told["points"] if point["points"] is None]
    out = f"{listed(left_out)}没有出现应评的情形，不评；" if left_out else ""
    counted = f"80分以上{len(points) - len(weak)}项，60分以下{len(failed(told))}项"
    judged = f"评分设{len(told['points'])}项，{out}评{len(points)}项，其中{counted}。"
    return f"{judged}总分为各项得分按权重的平均值，见表2，证据见附件1。"


def _scores(told: Told) -> Table:
    rows = [_row(point) for point in told["points"]]
    total = sum(point["weight"] for point in scored(told))
    rows.append(("合计", number(total), number(told["score"]), "按权重平均（不评的项不计权重）", ""))
    sides: tuple[Align, ...] = ("center", "center", "center", "left", "left")
    return Table(SCORES, tuple(rows), "表2  评分情况", (13, 8, 9, 40, 30), sides)


def _row(point: Told) -> tuple[str, ...]:
    first = next(iter(point["evidence"]), None)
    shown = evidence.short(first) if first and point["points"] is not None else ""
    return point["name"], number(point["weight"]), plain(point["points"]), " ".join(point["reasons"][:2]), shown


# ── 六 ──


def _improving(told: Told, dated: date, table: int) -> Iterator[Block]:
    lessons = told["lessons"]
    if not lessons:
        yield Paragraph("没有低于80分的评分项，脚本也没有设定应当吸取的教训，不新增培训事项。")
        return
    own = [each for each in lessons if each["point"]]
    lead = told["drill"]["information"]
    by = f"由{lead}牵头" if lead else "由本单位"
    sources = [
        f"低分项提出{len(own)}项" if own else "",
        f"演练脚本提出{len(lessons) - len(own)}项" if len(own) < len(lessons) else "",
    ]
    yield Paragraph(
        f"{by}按表{table}组织培训，共{len(lessons)}项，其中{'，'.join(filter(None, sources))}；"
        "培训事项列入培训登记，培训后销项。"
    )
    rows = tuple(_item(place, each, told, dated) for place, each in enumerate(lessons, start=1))
    sides: tuple[Align, ...] = ("center", "left", "left", "center")
    yield Table(ITEMS, rows, f"表{table}  培训事项", (8, 40, 27, 25), sides)
    yield Paragraph(_again(told))


def _item(place: int, lesson: Told, told: Told, dated: date) -> tuple[str, ...]:
    point = next((each for each in told["points"] if each["key"] == lesson["point"]), None)
    why = f"{point['name']}得{number(point['points'])}分" if point else "演练脚本设定"
    return str(place), lesson["what"], why, calendar_day(due_on(lesson, dated))


def due_on(lesson: Told, dated: date) -> date:
    """By which day it is trained, counted from the day of the report."""
    return dated + timedelta(days=lesson["days"])


def _again(told: Told) -> str:
    weak = [point["name"] for point in low(told)]
    what = f"，重点检验{listed([quote(name) for name in weak[:3]])}" if weak else ""
    return f"培训完成后再次组织{SORTS[told['drill']['sort']]}类演练{what}。"


def _people(told: Told) -> Iterator[Block]:
    if not told["participants"]:
        yield Paragraph("演练中没有人员操作的记录。")
        return
    rows = tuple(
        (
            str(place),
            each["name"],
            "、".join(each["posts"]),
            "导调" if each["trainer"] else "参演",
            str(each["deeds"]),
            str(each["calls"]),
        )
        for place, each in enumerate(told["participants"], start=1)
    )
    sides: tuple[Align, ...] = ("center", "center", "left", "center", "right", "right")
    header = ("序号", "姓名", "岗位", "角色", "留痕操作（次）", "答复来电（个）")
    yield Table(header, rows, "", (8, 16, 34, 12, 15, 15), sides)


def taken_on(told: Told) -> date:
    return datetime.fromisoformat(told["ended_at"]).date()
