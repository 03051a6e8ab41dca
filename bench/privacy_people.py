"""Personal data as people write it, made at random: each kind by its maker."""

import random
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

Maker = Callable[[random.Random], str]

SENTENCES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("privacy_sentences.toml").read_text("utf-8"))

_HAN_DIGITS = "零一二三四五六七八九"
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁韦马方俞任袁柳唐薛雷贺倪汤罗郝常傅"
)
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英建国文辉玲红春梅志宏雪晨宇欣怡浩然子涵梓轩雨彤思远"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_REGIONS = ("110105", "320102", "320594", "330106", "440305", "510107", "610113", "420106", "230103", "650102")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_BANKS = ("622202", "621700", "622848", "621661", "622588", "436742", "621226", "623058", "955880", "524091")


def digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(count))


def mobile(chance: random.Random) -> str:
    return f"1{chance.choice('3456789')}{digits(chance, 9)}"


def phone(chance: random.Random) -> str:
    number = mobile(chance)
    a, b, c = number[:3], number[3:7], number[7:]
    wide = _wide(number)
    spoken = "".join(_HAN_DIGITS[int(d)] for d in number)
    ways = (
        number, number, f"{a} {b} {c}", f"{a}-{b}-{c}", f"+86{number}", f"+86 {a} {b} {c}", f"+86-{a}-{b}-{c}",
        f"0086{number}", f"86-{number}", f"{a}.{b}.{c}", f"{a}　{b}　{c}", wide, f"＋86{wide}", spoken,
        spoken.replace("一", "幺"), f"{spoken[:3]} {spoken[3:7]} {spoken[7:]}", f"{a}{b}{spoken[7:]}", " ".join(number),
        f"{a}－{b}－{c}", f"(+86){number}", f"{number[:3]} {number[3:6]} {number[6:]}", f"{a}—{b}—{c}",
    )  # fmt: skip
    return chance.choice(ways)


def landline(chance: random.Random) -> str:
    area = chance.choice(("010", "021", "0512", "0571", "0755", "028"))
    number = f"{chance.choice('2345678')}{digits(chance, 7)}"
    tail = chance.choice(("", "", "", "转8", "转8012", "-801", " 转 36", "分机601", "转分机601", "ext801", "#802"))
    return (
        chance.choice(
            (f"{area}-{number}", f"({area}){number}", f"（{area}）{number}", f"{area} {number}", f"{area}{number}")
        )
        + tail
    )


def identity_number(chance: random.Random) -> str:
    birthday = f"{chance.randint(1940, 2012)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    body = f"{chance.choice(_REGIONS)}{birthday}{digits(chance, 3)}"
    whole = body + "10X98765432"[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]
    a, b, c = whole[:6], whole[6:14], whole[14:]
    chosen = chance.choice((whole, whole, whole.lower(), f"{a} {b} {c}", f"{a}-{b}-{c}", f"{body[:6]}{body[8:]}"))
    return _wide(chosen) if chance.random() < 0.15 else chosen


def _wide(number: str) -> str:
    """The same in full-width digits."""
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in number)


def luhn(body: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(body)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def bank_card(chance: random.Random) -> str:
    body = chance.choice(_BANKS)
    body += digits(chance, (15 if body.startswith(("436", "524")) else chance.choice((15, 18))) - len(body))
    whole = body + luhn(body)
    four = " ".join(whole[i : i + 4] for i in range(0, len(whole), 4))
    return chance.choice((whole, four, four.replace(" ", "-"), _wide(whole)))


def plate(chance: random.Random) -> str:
    head = chance.choice(_PROVINCES) + chance.choice(_PLATE[:12])
    number = digits(chance, 5)
    ways = (
        number, f"{chance.choice(_PLATE)}{number[:4]}", f"{number[:3]}{chance.choice(_PLATE)}{number[3]}",
        f"{chance.choice(_PLATE)}{number[:3]}{chance.choice(_PLATE)}", f"D{number}",
        f"F{chance.choice(_PLATE)}{number[:4]}",
        f"{number}D", f"{number}F", f"{number[:4]}学", f"{number[:4]}挂",
    )  # fmt: skip
    said = head + chance.choice(("", "", "·", " ", "-", "•")) + chance.choice(ways)
    return said.lower() if chance.random() < 0.1 else said


def mail(chance: random.Random) -> str:
    name = "".join(chance.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(chance.randint(2, 9)))
    host = chance.choice(("mail.example", "post.example", "qq.example", "corp.mail.example"))
    at = chance.choice(("@", "@", "＠"))
    return f"{name}{chance.choice(('', '.', '_', '-'))}{digits(chance, chance.randint(1, 4))}{at}{host}"


def qq(chance: random.Random) -> str:
    return f"{chance.randint(1, 9)}{digits(chance, chance.randint(5, 9))}"


def wechat(chance: random.Random) -> str:
    name = "".join(chance.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(chance.randint(3, 6)))
    return f"w{name}{chance.choice(('_', '-', ''))}{digits(chance, chance.randint(4, 6))}"


def address(chance: random.Random) -> str:
    n = chance.randint
    places = "松溪区望江路 临港新区桂花街 明月社区 枫林镇 梧桐花园 云湖区锦绣家园 青禾街道柳岸小区"
    ways = (
        f"{n(1, 60)}号{n(1, 30)}栋{n(1, 4)}单元{n(1, 30)}0{n(1, 4)}室",
        f"{n(2, 30)}幢{n(101, 2804)}室",
        f"{n(1, 30)}栋{n(1, 4)}单元{n(101, 1804)}",
        f"{n(1, 30)}号楼{n(1, 4)}单元{n(101, 1804)}号",
        f"{n(1, 30)}-{n(1, 4)}-{n(101, 1804)}",
        f"{n(100, 900)}弄{n(1, 40)}号{n(101, 804)}室",
        f"{chance.choice('ABCD')}座{n(101, 2804)}室",
        f"{chance.choice('二三四五六')}栋{n(1, 4)}单元{n(101, 904)}室",
        f"{n(2, 15)}组{n(2, 99)}号",
    )
    return chance.choice(places.split()) + chance.choice(ways)


def name(chance: random.Random) -> str:
    given = chance.choice(_GIVEN)
    if chance.random() < 0.08:
        return chance.choice(("欧阳", "司马", "诸葛", "上官")) + given + chance.choice(("", chance.choice(_GIVEN)))
    if chance.random() < 0.05:
        return f"{chance.choice(('阿卜杜', '艾力', '古丽'))}·{chance.choice(('热合曼', '买买提', '阿依夏'))}"
    return chance.choice(_SURNAMES) + given + chance.choice(("", chance.choice(_GIVEN), chance.choice(_GIVEN)))


MAKERS: dict[str, Maker] = {
    "phone": phone,
    "landline": landline,
    "id_number": identity_number,
    "bank_card": bank_card,
    "plate": plate,
    "mail": mail,
    "wechat": wechat,
    "qq": qq,
    "address": address,
    "name": name,
}
