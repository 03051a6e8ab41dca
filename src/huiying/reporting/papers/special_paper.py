"""专报 · The special report of a snapshot: on one event, for the leader who decides about it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from huiying.reporting.charts import Bar, Chart, Mark, bars, curve
from huiying.reporting.official import Align, Block, Heading, OfficialDocument, Paragraph, Table

from .bulletin_head import bulletin
from .drawn import Gallery
from .outside import the_day_of, the_moment
from .periodical_charts import DAYS, QUIET_DAYS, short
from .special_summary import summary
from .told import Told, narrowed
from .wording import clauses, listed, numbered, statements

Row = Mapping[str, Any]
ATTITUDES: Final = (
    (("投诉", "举报"), "表达不满或反映问题的"),
    (("求助",), "请求帮助的"),
    (("咨询",), "询问情况的"),
    (("建议",), "提出建议的"),
    (("感谢",), "表示肯定的"),
)
MASKED: Final = "（以下为来件摘录，个人信息已隐去，内容未经核实）"


def special(facts: Mapping[str, Any]) -> OfficialDocument:
    report = _Report(facts)
    gallery = Gallery()
    blocks = tuple(report.blocks(gallery))
    return bulletin("政务舆情专报", f"关于“{facts['event']}”的专报", blocks, facts, gallery.attachment())


class _Report:
    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._facts, self._told, self._by = facts, Told(facts), str(facts["by"])

    def _of(self, key: str) -> str:
        return narrowed(key, self._by)

    def _said(self, key: str) -> str:
        return self._told.said(self._of(key))

    def _some(self, key: str) -> float:
        return self._told.some(self._of(key))

    def blocks(self, gallery: Gallery) -> Iterator[Block]:
        yield Paragraph(f"摘要：{self._summary()}")
        yield Heading("一、事件概述")
        yield Paragraph(self._overview())
        yield Heading("二、传播情况")
        yield from self._spread(gallery)
        yield Heading("三、各方观点")
        yield from self._views()
        yield Heading("四、焦点问题")
        yield from self._questions()
        yield Heading("五、研判")
        yield from map(Paragraph, self._assessment())
        yield Heading("六、处置建议")
        yield from map(Paragraph, numbered(self._advice()))

    # ── 摘要 ──

    def _summary(self) -> str:
        return summary((self._risk(), self._in_numbers(), self._answered(), self._first_advice()))

    def _risk(self) -> str:
        """The core risk in one sentence: what it is, and what is not answered yet."""
        facts = self._facts
        return f"“{facts['event']}”为{facts['level']}{facts['sort']}，核心风险是{self._core()}。"

    def _core(self) -> str:
        """What may do harm, the gravest first, with the figure or the moment that shows it."""
        coming = self._facts["next_release"]
        if coming and not coming["released"]:
            return f"尚未发布首次通报，期内已收到来件{self._said('received')}"
        if self._some("rumours"):
            return f"不实信息传播，研判为疑似谣言的来件{self._said('rumours')}"
        if coming:
            due = f"，下次通报应于{coming['promised']}前发布" if coming["promised"] else ""
            waiting = f"，尚有{self._said('open')}未答复" if self._some("open") else ""
            return f"处置信息不能及时公开{waiting}{due}"
        if self._some("open"):
            criteria = "、".join(row["title"] for row in self._facts["criteria"][:2])
            return f"诉求得不到及时回应，尚有{self._said('open')}未答复{f'（{criteria}）' if criteria else ''}"
        return "同类问题再次出现，目前来件均已答复或了结"

    def _in_numbers(self) -> str:
        return f"{self._span()}收到来件{self._said('received')}{self._peak()}。" if self._some("received") else ""

    def _span(self) -> str:
        first, last = (the_day_of(self._facts[key]) for key in ("first", "last"))
        return first if first == last else f"{first}至{last}"

    def _peak(self) -> str:
        rows: Sequence[Row] = self._facts["days"]
        if len(rows) < 2:
            return ""
        most = max(rows, key=lambda row: self._told.some(row["of"]))
        return f"，{most['name']}最多，为{self._told.said(most['of'])}"

    def _answered(self) -> str:
        released = self._facts["official"]["of"]
        return clauses(
            f"已答复{self._said('replied')}" if self._some("replied") else "",
            f"已发布情况通报{self._told.said(released)}" if released and self._told.some(released) else "",
        )

    def _first_advice(self) -> str:
        disposal = self._facts["disposal"]
        return f"建议按“{disposal['title']}”处置，{disposal['action']}。" if disposal else ""

    # ── 一、二 ──

    def _overview(self) -> str:
        facts = self._facts
        if not self._some("received"):
            return "期内没有收到与此事件有关的来件。"
        place = f"，涉及{facts['place']}" if facts["place"] else ""
        sections = f"由{listed(facts['sections'])}承办" if facts["sections"] else "尚未交办"
        return (
            f"{the_moment(facts['first'])}收到首件来件，至{the_moment(facts['last'])}共收到{self._said('received')}{place}。"
            + clauses(sections, *self._standing())
        )

    def _standing(self) -> Iterator[str]:
        yield f"已答复{self._said('replied')}" if self._some("replied") else "尚未答复"
        yield f"未答复的办件{self._said('open')}" if self._some("open") else ""

    def _spread(self, gallery: Gallery) -> Iterator[Block]:
        told, facts = self._told, self._facts
        if facts["channels"]:
            each = listed([f"{row['name']}{told.said(row['of'])}" for row in facts["channels"]])
            yield Paragraph(f"来件见于{each}。{self._reach()}")
        if len(facts["days"]) > 1:
            yield gallery.hang(self._curve())
        if len(facts["channels"]) > 1:
            yield gallery.hang(self._platforms(), told=True)
        if facts["nodes"]:
            rows = tuple((the_moment(node["at"]), node["what"]) for node in facts["nodes"])
            yield Table(("时间", "事项"), rows, "表1  关键节点", (28, 72), ("left", "left"))

    def _reach(self) -> str:
        """What platforms tell of reading and passing on; what they do not tell is not taken for none."""
        words = (("reads", "浏览"), ("reposts", "转发"), ("comments", "评论"))
        known = [f"{name}{self._said(key)}" for key, name in words if self._told.value(self._of(key)) is not None]
        likes = f"点赞{self._said('likes')}" if self._some("likes") else ""
        if known or likes:
            return f"按平台提供的数据，{'，'.join(filter(None, (*known, likes)))}。"
        return "平台未提供浏览、转发和评论数据。"

    def _curve(self) -> Chart:
        told, rows, marks = self._told, self._facts["days"], self._facts["marks"]
        drawn = [Mark(short(mark["at"]), mark["name"]) for mark in marks]
        spec = curve([short(row["name"]) for row in rows], [told.bare(row["of"]) for row in rows], drawn)
        most = max(rows, key=lambda row: told.some(row["of"]))
        finding = f"来件{most['name']}最多，为{told.said(most['of'])}{'，竖线为发布时间' if marks else ''}"
        cells = tuple((row["name"], told.cell(row["of"])) for row in rows if told.some(row["of"]))
        return Chart(spec, finding, f"面积图，逐日来件数。{finding}。", DAYS, cells, QUIET_DAYS)

    def _platforms(self) -> Chart:
        told, rows = self._told, self._facts["channels"]
        finding = f"{rows[0]['name']}来件最多，为{told.said(rows[0]['of'])}"
        cells = tuple((row["name"], told.cell(row["of"])) for row in rows)
        spec = bars([Bar(row["name"], told.bare(row["of"])) for row in rows])
        return Chart(spec, finding, f"条形图，来件按渠道的件数。{finding}。", ("渠道", "来件（件）"), cells)

    # ── 三、四 ──

    def _views(self) -> Iterator[Block]:
        yield Heading("（一）官方", 2)
        yield Paragraph(self._officials())
        yield Heading("（二）媒体", 2)
        yield Paragraph(self._media())
        yield Heading("（三）公众", 2)
        yield Paragraph(self._public())
        for quote in self._facts["quotes"]:
            yield Paragraph(f"“{quote}”")

    def _officials(self) -> str:
        told, official = self._told, self._facts["official"]
        released = official["of"]
        if released and told.some(released):
            last = f"最近一次说明的措施：“{official['last']}”" if official["last"] else ""
            answered = f"答复来件{self._said('replied')}" if self._some("replied") else "尚未逐件答复来件"
            return statements(f"已发布情况通报{told.said(released)}", answered, last)
        if self._some("replied"):
            return f"尚未发布情况通报，已逐件答复来件{self._said('replied')}。"
        return "尚未发布情况通报，也未答复来件。"

    def _media(self) -> str:
        media = self._facts["media"]
        if not self._told.some(media["of"]):
            return "已接入的新闻来源中没有发现相关报道。"
        titles = "".join(f"“{title}”" for title in media["titles"])
        return f"已接入的新闻来源中有相关报道{self._told.said(media['of'])}：{titles}。"

    def _public(self) -> str:
        told, parts = self._told, []
        for kinds, words in ATTITUDES:
            references = [narrowed("received", f"{self._by}:kind={kind}") for kind in kinds]
            reference = references[0] if len(references) == 1 else f"sum({','.join(references)})"
            if told.some(reference):
                parts.append(f"{words}{told.said(reference)}")
        if not parts:
            return "来件尚未研判态度。"
        return f"来件中{'，'.join(parts)}。{MASKED if self._facts['quotes'] else ''}"

    def _questions(self) -> Iterator[Block]:
        questions: Sequence[Row] = self._facts["questions"]
        if not questions:
            yield Paragraph("来件没有提出具体问题。")
            return
        rows = tuple((str(n), row["name"], self._told.cell(row["of"])) for n, row in enumerate(questions, start=1))
        sides: tuple[Align, ...] = ("center", "left", "right")
        caption = "表2  公众问得最多的问题（由来件归并，个人信息已隐去）"
        yield Table(("序号", "问题", "提出（件）"), rows, caption, (8, 76, 16), sides)

    # ── 五、六 ──

    def _assessment(self) -> Iterator[str]:
        facts, told = self._facts, self._told
        yield f"等级为{facts['level']}，{facts['level_by']}。"
        for row in facts["criteria"]:
            words = "".join(f"“{word}”" for word in row["words"])
            evidence = f"，依据的原词有{words}" if words else ""
            yield f"符合“{row['title']}”（{row['citation']}）的来件{told.said(row['of'])}{evidence}。"
        if not facts["criteria"]:
            yield "来件未触及应当回应的五类情形。"

    def _advice(self) -> Iterator[str]:
        facts, coming = self._facts, self._facts["next_release"]
        if disposal := facts["disposal"]:
            yield f"按“{disposal['title']}”处置：{disposal['action']}（{disposal['citation']}）。"
        if coming and not coming["released"]:
            yield f"尽快首次发布，写明基本情况、初步核实情况、已采取的措施和请公众注意的事项（{facts['brief']}）。"
        if coming.get("waiting"):
            yield f"“{coming['waiting']}”待签发，请及时审签。"
        if coming.get("promised"):
            yield f"已承诺的下次发布时间为{coming['promised']}，届时如无新进展也应说明。"
        if self._some("open"):
            who = f"由{listed(facts['sections'])}" if facts["sections"] else "由综合信息科确定责任科室，"
            yield f"未答复的{self._said('open')}{who}按统一口径答复。"
        if facts["questions"]:
            yield f"对外口径首先回答“{facts['questions'][0]['name'].rstrip('？')}”的问题。"
        if self._some("rumours"):
            yield f"疑似谣言的{self._said('rumours')}核实后公开澄清，涉嫌违法的移交公安机关、网络监管部门。"
        for row in facts["due"]:
            yield f"{row['term']}{row['due']}到期，按期完成。"
