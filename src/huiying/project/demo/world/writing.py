"""A letter is written: the sentences of a matter in the manner of one writer."""

from collections.abc import Callable, Mapping
from datetime import datetime

from .chance import Chance
from .filling import fill, slots_of
from .identity import Person, id_number
from .matter import Matter
from .styles import draw_manner, shout, slip, speak, styles
from .vocabulary import vocabulary

Slots = Mapping[str, str]
STOPS = ("。", "？", "！")
SLIPS_OUT = {"firm": 0.16, "citizen": 0.22, "worker": 0.34, "foreign": 0.1}
ORDINALS = "一二三四五六"


def write_letter(
    matter: Matter, kind: str, slots: Slots, who: Person, rng: Chance, *, channel: str, at: datetime
) -> str:
    """The text of a letter to a mailbox or the board."""
    if matter.english and who.name == slots["foreigner"] and kind == next(iter(matter.ask)) and rng.happens(0.7):
        return fill(rng.pick(matter.english), slots)
    manner = draw_manner(kind, rng)
    text = fill(MANNER_WRITERS[manner](matter, kind, rng), slots)
    if manner not in ("terse", "spoken", "angry"):
        text = _greeting(text, rng, mayor=channel == "mayor-mailbox")
    text += _contact(matter, who, rng)
    return text + (_signature(slots, at) if manner in ("thorough", "listed") and slots["short"] in text else "")


def write_post(matter: Matter, slots: Slots, rng: Chance) -> str:
    """A post below an article: one breath, no greeting."""
    text = rng.pick(matter.short)
    if rng.happens(0.55):
        text += ("" if text.endswith(STOPS) else rng.pick(("，", "。", " "))) + rng.pick(matter.more).rstrip("。")
    text = fill(text, slots)
    if rng.happens(0.4):
        text = speak(text, rng)
    tag = rng.pick(styles().tags)
    if tag.startswith(("@", "#")):
        return tag + text
    return text + tag if not tag or tag.startswith("[") else f"{text}{rng.pick((' ', '…'))}{tag}"


def write_title(matter: Matter, slots: Slots, text: str, rng: Chance) -> str:
    """A title; above a letter in English only one that names no particulars."""
    if text[:1].isascii():
        plain = [title for title in matter.titles if not slots_of(title, slots) & set(matter.slots)]
        return fill(rng.pick(plain), slots)
    return fill(rng.pick(matter.titles), slots)


def _greeting(text: str, rng: Chance, *, mayor: bool) -> str:
    if not mayor and rng.happens(0.25):
        return text
    return rng.pick(styles().mayor_greetings if mayor else styles().greetings) + text


def _story(matter: Matter, rng: Chance, details: int) -> str:
    """Opening and details, some of them tied on with a bridge."""
    chosen = rng.some(matter.more, details)
    if details > 1 and rng.happens(0.4):
        chosen[-1] = rng.pick(styles().bridges) + chosen[-1]
    return rng.pick(matter.open) + "".join(chosen)


def _close(ask: str, rng: Chance) -> str:
    """The ask with an ending; nobody thanks twice."""
    endings = [ending for ending in styles().endings if "谢" not in ask or "谢" not in ending]
    return f"{ask}\n{rng.pick(endings)}"


def _polite(matter: Matter, kind: str, rng: Chance) -> str:
    return _story(matter, rng, rng.randint(1, 3)) + _close(rng.pick(matter.ask[kind]), rng)


def _plain(matter: Matter, kind: str, rng: Chance) -> str:
    return _story(matter, rng, rng.randint(1, 2)) + rng.pick(matter.ask[kind])


def _terse(matter: Matter, kind: str, rng: Chance) -> str:
    return rng.pick(matter.open) + rng.pick(matter.ask[kind])


def _spoken(matter: Matter, kind: str, rng: Chance) -> str:
    return rng.pick(styles().plainspoken) + speak(_plain(matter, kind, rng), rng)


def _careless(matter: Matter, kind: str, rng: Chance) -> str:
    return slip(_plain(matter, kind, rng), rng)


def _angry(matter: Matter, kind: str, rng: Chance) -> str:
    first, last = rng.some(styles().angry, 2)
    body = _story(matter, rng, rng.randint(1, 3)) + first + rng.pick(matter.ask[kind])
    return shout(body, rng) + (last if rng.happens(0.5) else "")


def _thorough(matter: Matter, kind: str, rng: Chance) -> str:
    background = "".join(rng.some(styles().background[matter.voice], 2))
    return f"{background}\n{_story(matter, rng, 4)}\n{_close(rng.pick(matter.ask[kind]), rng)}"


def _listed(matter: Matter, kind: str, rng: Chance) -> str:
    points = [detail.rstrip("。") for detail in rng.some(matter.more, 3)]
    listed = "；".join(f"{ORDINALS[place]}是{point}" for place, point in enumerate(points))
    return f"{rng.pick(matter.open)}具体情况如下：{listed}。\n{rng.pick(matter.ask[kind])}"


MANNER_WRITERS: dict[str, Callable[[Matter, str, Chance], str]] = {
    "polite": _polite,
    "plain": _plain,
    "terse": _terse,
    "spoken": _spoken,
    "careless": _careless,
    "angry": _angry,
    "thorough": _thorough,
    "listed": _listed,
}


def _contact(matter: Matter, who: Person, rng: Chance) -> str:
    """What some writers let slip about themselves; it must be masked before anything is shown."""
    if not who.phone or not rng.happens(SLIPS_OUT[matter.voice]):
        return ""
    surname = who.name[0]
    if matter.voice == "worker" and rng.happens(0.5):
        return f"本人{who.name}，身份证号{id_number(rng)}，电话{who.phone}。"
    if matter.voice == "citizen" and rng.happens(0.35):
        return f"我家住{rng.pick(vocabulary().homes)}，电话{who.phone}。"
    if who.mail and rng.happens(0.35):
        return f"回复可发邮箱 {who.mail}，谢谢。"
    named = f"联系人：{surname}{rng.pick(('经理', '会计', '主任'))}，{who.phone}。"
    own = f"我姓{surname}，电话{who.phone}。"
    signed = named if matter.voice == "firm" else own
    return rng.pick((f"我的电话是{who.phone}。", f"请打{who.phone}，微信同号。", signed))


def _signature(slots: Slots, at: datetime) -> str:
    return f"\n{slots['company']}\n{at.year}年{at.month}月{at.day}日"
