"""The other side: what is published, as verdicts need it."""

import re
from dataclasses import dataclass
from datetime import date

from huiying.language.matching import Page

SHORT, LEAST = 150, 8  # characters of a reply that may tell nothing; what is left of one that does
# Greetings, thanks, dates, and that a letter was passed on: who asks is told nothing by them.
_COURTESY = re.compile(
    r"[“\"]?(?:UU|A)\d+[”\"]?|\d{4}年\d+月\d+日|(?:尊敬的)?(?:网友|网民|来信人|市民)[^，。：:!！]{0,12}[：:，,]?|[您你]好[！!,，。：:]?"
    r"|[^，,：:。！!？?；;]*(?:收悉|已收到|已经收到|已阅|感谢|谢谢|留意|(?:回复|答复)如下|特此回复|祝您|[将会]及?时?[^，,。]{0,6}(?:反馈|回复))[^，,：:。！!？?；;]*[，,：:。！!？?；;]?"
    r"|(?:关于)?[您你]所?(?:反映|咨询)的?[^，,。！!]{0,20}?(?:问题|情况|事宜)[，,]"
    r"|[^，,。！!？?；;]*(?:转|交办|移交|批转)(?:[^。！!？?；;]*(?:处|关注|核查|核实|办理|办复|研究|调查|部门)|。)[^。！!？?；;]*[。！!？?；;]?"
)


def says_something(text: str) -> bool:
    """Whether a text tells more than that a letter came and was passed on. No text at all is a title that tells."""
    return not text or len(text) > SHORT or len(re.sub(r"\W", "", _COURTESY.sub("", text))) >= LEAST


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A live page or a published answer: its key (`page:12`, `answer:A20260301`), its address, the day of its last
    change, how many clicks it lies below the front page.
    """

    key: str
    title: str
    text: str
    url: str
    on: date
    clicks: int = 2
    section: str = ""

    @property
    def page(self) -> Page:
        return Page(id=self.key, title=self.title, text=self.text, section=self.section)

    @property
    def is_answer(self) -> bool:
        return self.key.startswith("answer:")
