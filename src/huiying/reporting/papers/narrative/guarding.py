"""What a language model may do to our sentences: change the words around the numbers, and nothing else.

It is sent text in which each number is a placeholder, and what it gives back is taken only when every rule here holds.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from huiying.language.replycheck.pieces import any_of
from huiying.reporting.papers.citing import MARKED, SIGNS

PLACEHOLDER: Final = re.compile(r"⟦(\d+)⟧")
SHORTEST, LONGEST = 0.6, 1.6
"""Shares of the length of what was sent."""
NUMERAL: Final = re.compile(
    r"\d|[０-９]|[零〇一二两三四五六七八九十百千万亿]+(?:件|次|篇|个|天|成|倍|名|人|项|条|份|月|年|日|元)|百分之|[半数]成|翻番|过半"
)
NAME: Final = re.compile(
    r"[\u4e00-\u9fff]{2,12}?(?:局|委员会|委|办公室|政府|中心|街道|公司|集团|法院|科|处|部|厅|市|区|县|镇|平台|信箱)"
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A paragraph with placeholders, and the marked numbers that they stand for."""

    text: str
    numbers: tuple[str, ...]

    def restore(self, text: str) -> str:
        return PLACEHOLDER.sub(lambda found: self.numbers[int(found[1]) - 1], text)


def hide(paragraph: str) -> Sent:
    """A cited paragraph without its numbers: ⟦1⟧ ⟦2⟧ in their places."""
    numbers: list[str] = []

    def placed(found: re.Match[str]) -> str:
        numbers.append(found[0])
        return f"⟦{len(numbers)}⟧"

    return Sent(MARKED.sub(placed, PLACEHOLDER.sub("", paragraph)), tuple(numbers))


def refused(sent: Sent, given: str) -> str:
    """Why a polished text is not taken, in a Chinese sentence; "" where it is."""
    rules = (_placeholders, _numerals, _names, _empty_phrases, _length, _one_paragraph)
    return next((because for rule in rules if (because := rule(sent, given))), "")


def _placeholders(sent: Sent, given: str) -> str:
    wanted = [str(number) for number in range(1, len(sent.numbers) + 1)]
    return "" if PLACEHOLDER.findall(given) == wanted else "数字的位置有缺失、重复或者调换"


def _numerals(sent: Sent, given: str) -> str:
    """Numerals beside the placeholders, dates among them, are those that were there, as often and in their order."""
    before, after = (_found(NUMERAL, PLACEHOLDER.sub("", text)) for text in (sent.text, given))
    return "" if before == after else "出现了原文没有的数字"


def _names(sent: Sent, given: str) -> str:
    new = [name for name in _found(NAME, given) if name not in sent.text]
    return f"出现了原文没有的名称“{new[0]}”" if new else ""


def _found(pattern: re.Pattern[str], text: str) -> Sequence[str]:
    return pattern.findall(text)


def _empty_phrases(sent: Sent, given: str) -> str:
    found = any_of(("hollow", "phrases")).search(given)
    return f"出现了空话“{found[0]}”" if found and found[0] not in sent.text else ""


def _length(sent: Sent, given: str) -> str:
    return "" if SHORTEST * len(sent.text) <= len(given) <= LONGEST * len(sent.text) else "长短与原文相差过大"


def _one_paragraph(_sent: Sent, given: str) -> str:
    return "不是一段完整的文字" if SIGNS.search(given) or "\n" in given or not given.endswith("。") else ""
