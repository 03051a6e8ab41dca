"""The sentences of weekly and monthly bulletins: plain, from the figures alone; what has no figure is not said.

Letters, replies and rates are told by the narrator, as their course shows; a share over nothing is said to be none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .narrative import Narrator
from .told import ENOUGH, Told, narrowed
from .wording import clauses, statements

Row = Mapping[str, Any]
CLOCKS = ("on_time", "late_closed", "overdue_open")
FEW = "few"  # the movement of a rate over too few rows: its counts are told instead


@dataclass(frozen=True, slots=True)
class Speaker:
    """What a bulletin knows, and how it calls its period: 本月, 上月."""

    told: Told
    facts: Mapping[str, Any]
    this: str
    last: str
    narrator: Narrator
    received: Sequence[str]
    """What the letters of the period show: themselves, then their cause, what stands apart, their months."""

    @classmethod
    def of(cls, facts: Mapping[str, Any], *, this: str, last: str) -> "Speaker":
        narrator = Narrator(facts)
        return cls(Told(facts), facts, this, last, narrator, narrator.clauses("received"))

    def rows(self, name: str) -> Sequence[Row]:
        return list(self.facts[name])

    @property
    def is_empty(self) -> bool:
        return not self.told.some("received") and not self.told.some("answered_within")

    # ── 总体情况 ──

    def overview(self) -> str:
        if self.is_empty:
            return f"{self.this}没有收到来件，也没有答复。{self._standing()}"
        came = statements(*self.received[:1], self.narrator.shown("answered_within"))
        return f"{came}{self._standing()}{self._warnings()}"

    def _standing(self) -> str:
        late = self.told.some("overdue_standing")
        over = f"其中已超期{self.told.said('overdue_standing')}" if late else "没有超期件"
        if not self.told.some("in_hand"):
            return "截至期末没有在办件。"
        return f"截至期末在办{self.told.said('in_hand')}，{over}。"

    def _warnings(self) -> str:
        emergencies, rumours = self.told.some("emergencies"), self.told.some("rumours")
        return clauses(
            f"来件中涉及突发事件的{self.told.said('emergencies')}" if emergencies else "",
            f"疑似谣言的{self.told.said('rumours')}" if rumours else "",
        )

    # ── 来件结构 ──

    def structure(self) -> list[str]:
        if not self.told.some("received"):
            return [f"{self.this}没有来件。"]
        said = [self._leading("渠道", "channels"), self._leading("类别", "kinds"), self._leading("领域", "themes")]
        return ["".join((*filter(None, said), statements(*self.received[1:])))]

    def _leading(self, name: str, rows: str) -> str:
        first = next(iter(self.rows(rows)), None)
        if first is None or not self.told.some(narrowed("received", first["by"])):
            return ""
        of = narrowed("received", first["by"])
        part = f"，占{self.told.said(f'share({of},received)')}" if self.told.some("received") >= ENOUGH else ""
        return f"从{name}看，{first['name']}最多，为{self.told.said(of)}{part}。"

    # ── 热点 ──

    def hot(self) -> str:
        topics = self.rows("topics")
        if not topics:
            return f"{self.this}没有多人反映的热点。"
        first, told = topics[0], self.told
        silent = told.some("unanswered_topics")
        return statements(
            f"{self.this}有来件的热点{told.said('topics')}"
            + (f"，其中来件均未答复的{told.said('unanswered_topics')}" if silent else "，均已有答复"),
            f"热度最高的是“{first['name']}”，来件{told.said(narrowed('received', first['by']))}"
            f"，已答复{told.said(narrowed('replied', first['by']))}",
        )

    # ── 办理质效 ──

    def quality(self) -> list[str]:
        told = self.told
        if not sum(told.some(key) for key in CLOCKS):
            return [f"{self.this}起算的时限均未到期也未办结，不计算按时答复率。"]
        return [self._in_time() + self.narrator.tell("on_time_rate") + self._speed() + self._returns()]

    def _in_time(self) -> str:
        """The counts, unless the rate is told by them because they are few."""
        if self.narrator.movement("on_time_rate") == FEW:
            return ""
        told = self.told
        return clauses(
            f"{self.this}起算的时限中，按时答复{told.said('on_time')}",
            f"超期答复{told.said('late_closed')}" if told.some("late_closed") else "",
            f"超期未答复{told.said('overdue_open')}" if told.some("overdue_open") else "",
        )

    def _speed(self) -> str:
        if not self.told.some("replied"):
            return ""
        median, ninth = self.told.said("median_days"), self.told.said("p90_days")
        return f"{self.this}来件中已答复{self.told.said('replied')}，用时中位数{median}，九成在{ninth}以内答复。"

    def _returns(self) -> str:
        return clauses(
            f"科室退回重新交办{self.told.said('returned')}" if self.told.some("returned") else "没有科室退回",
            f"因来件人不满意重新办理{self.told.said('reopened')}" if self.told.some("reopened") else "没有重新办理",
        )

    # ── 满意度 ──

    def satisfaction(self) -> str:
        told = self.told
        if not told.some("rated"):
            return f"{self.this}办件没有收到评价，不计算满意率和解决率。"
        solved = (
            f"对是否解决作答{told.said('solved_told')}，其中已解决{told.said('solved')}，解决率{told.said('solved_rate')}"
            if told.some("solved_told")
            else ""
        )
        few = self.narrator.movement("satisfaction_rate") == FEW
        rated = "" if few else f"收到评价{told.said('rated')}，其中满意{told.said('satisfied')}。"
        return rated + self.narrator.tell("satisfaction_rate") + statements(solved)

    # ── 公开与供需 ──

    def openness(self) -> str:
        told = self.told
        agreed = (
            f"同意公开的答复{told.said('agreed_public')}，已公开{told.said('agreed_published')}，"
            f"答复公开率{told.said('publish_rate')}"
            if told.some("agreed_public")
            else f"{self.this}没有同意公开的答复"
        )
        gap = (
            f"对照公众需求，尚有公开缺口{told.said('gaps')}，涉及{told.said('gap_people')}"
            if told.some("gaps")
            else "对照公众需求，没有测出公开缺口"
        )
        return statements(f"{self.this}在门户网站公开答复{told.said('published_answers')}", agreed, gap)
