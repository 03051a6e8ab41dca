"""The answer that the section gives: what was found, what the rule is, what was done."""

from collections.abc import Mapping, Sequence

from .chance import Chance
from .filling import fill, slots_of
from .matter import Matter
from .sender import OPEN_CHANNELS

LONGEST = 350
HEADS = (
    "您好，您反映的{about}问题收悉，现答复如下：",
    "您好！关于{about}的来信收悉，经{section}核实，现回复如下：",
    "您好，感谢来信。就您提出的{about}事项，我局{section}作了了解，答复如下：",
)
OPEN_HEADS = (
    "网友您好，您关于{about}的留言已收到，现将有关情况答复如下：",
    "您好，您的留言收悉。关于{about}，经{section}核实，答复如下：",
    "网友您好！感谢关注。您所说的{about}一事，我局{section}已作了解，现回复如下：",
)
GRATEFUL_HEADS = ("您好！来信收悉，谢谢您{about}。", "您好，您的留言我们认真读了，感谢您{about}。")
TAILS = (
    "如有疑问，请致电{section} {desk}（工作日8:30—12:00，14:00—17:30）。感谢您对江岚发展的关心。",
    "您还有不清楚的地方，可在工作时间拨打{section}电话 {desk}。感谢您的监督与支持。",
    "如需进一步了解，欢迎联系{section}（{desk}）。感谢您的理解和支持。",
)
# What only the writer can have told us: an answer may name it only where the letter does.
TOLD = ("park", "hall", "road", "stop", "line", "other", "sum", "bigsum", "company", "short", "foreigner", "district")


class Ungrounded(ValueError):
    """No sentence of the answer fits this letter; another letter has to be written."""


def write_answer(matter: Matter, kind: str, slots: Mapping[str, str], said: str, rng: Chance, *, channel: str) -> str:
    """An answer of 120 to 350 characters that names nothing of the matter but what the writer `said`.

    Raises Ungrounded where no sentence keeps to that.
    """
    known = {**slots, "lately": slots["lately_date"], "about": matter.about}
    head, tail = (fill(rng.pick(options), known) for options in (_heads(kind, channel), TAILS))
    told = (*TOLD, *matter.slots)
    parts = [_pick(options, known, said, told, rng) for options in (matter.found, matter.rule, matter.done)]
    return _fit(head, parts, tail)


def is_grounded(sentence: str, known: Mapping[str, str], said: str, told: Sequence[str]) -> bool:
    """Whether everything this sentence names that only the writer could know was said by the writer."""
    return all(fill(known[name], known) in said for name in slots_of(sentence, known) if name in told)


def _heads(kind: str, channel: str) -> Sequence[str]:
    if kind == "感谢":
        return GRATEFUL_HEADS
    return OPEN_HEADS if channel in OPEN_CHANNELS else HEADS


def _pick(options: Sequence[str], known: Mapping[str, str], said: str, told: Sequence[str], rng: Chance) -> str:
    grounded = [option for option in options if is_grounded(option, known, said, told)]
    if not grounded:
        raise Ungrounded(options[0])
    return fill(rng.pick(grounded), known)


def _fit(head: str, parts: Sequence[str], tail: str) -> str:
    """Head, parts and tail; what is said in courtesy gives way before what is said in substance."""
    text = head + "".join(parts) + tail
    return text if len(text) <= LONGEST else head + "".join(parts)
