"""What looks like personal data and is none: order numbers, amounts, documents, dates, coordinates, codes, offices."""

import random

from bench.privacy_people import SENTENCES, Maker, digits, luhn, mobile


def order(chance: random.Random) -> str:
    """Numbers of orders, some of which pass as phones or cards."""
    body = f"6222{digits(chance, 11)}"
    dated = f"2026{digits(chance, chance.choice((8, 12, 16, 20)))}"
    return chance.choice((mobile(chance), dated, f"6{digits(chance, chance.choice((15, 17, 19)))}", body + luhn(body)))


def amount(chance: random.Random) -> str:
    return mobile(chance) + chance.choice(("元", ".50元", "万元", "吨", "平方米", "度电"))


def document(chance: random.Random) -> str:
    issuer = chance.choice(("国办发", "苏政发", "京政办发", "国发", "建房规", "浙人社发", "粤财社"))
    opening, closing = chance.choice(("〔〕", "[]", "()", "（）", "【】"))
    return f"{issuer}{opening}{chance.randint(1998, 2026)}{closing}{chance.randint(1, 999)}号"


def moment(chance: random.Random) -> str:
    y, m, d = chance.randint(1999, 2026), chance.randint(1, 12), chance.randint(1, 28)
    h, s = chance.randint(0, 23), chance.randint(0, 59)
    ways = (f"{y}-{m}-{d}", f"{m}-{d}-{y}", f"{y}{m:02}{d:02}{h:02}{s:02}{s:02}", f"{y}年{m}月{d}日{h}:{s:02}")
    return chance.choice(ways)


def coordinate(chance: random.Random) -> str:
    return f"{chance.randint(73, 135)}.{mobile(chance)}，{chance.randint(3, 53)}.{digits(chance, 12)}"


def code(chance: random.Random) -> str:
    head = chance.choice(("GB/T ", "Q/", "SKU-", "ABC", "ISO ", "No.", "型号MX-", "批号"))
    return head + chance.choice((mobile(chance), digits(chance, 6), digits(chance, 18)))


def credit_code(chance: random.Random) -> str:
    """A firm's code of 18 characters: public."""
    return f"91{digits(chance, 6)}MA{digits(chance, 3)}{chance.choice('ABCDEFGH')}{digits(chance, 3)}X"


def false_identity(chance: random.Random) -> str:
    """Eighteen digits whose birthday cannot be."""
    return f"110105{chance.randint(1950, 2010)}{chance.randint(13, 99)}{digits(chance, 6)}"


def false_card(chance: random.Random) -> str:
    """A card's digits with a wrong check digit."""
    body = f"622202{digits(chance, 12)}"
    return body + str((int(luhn(body)) + chance.randint(1, 9)) % 10)


def office_landline(chance: random.Random) -> str:
    return f"{chance.choice(('0512-', '010-', '0571', '(0755)'))}{chance.choice('2345678')}{digits(chance, 7)}"


def _word(kind: str) -> Maker:
    words = SENTENCES["words"][kind].split()
    return lambda chance: chance.choice(words)


MAKERS: dict[str, Maker] = {
    "order": order,
    "amount": amount,
    "document": document,
    "moment": moment,
    "coordinate": coordinate,
    "code": code,
    "credit_code": credit_code,
    "false_identity": false_identity,
    "false_card": false_card,
    "office_landline": office_landline,
    **{kind: _word(kind) for kind in SENTENCES["words"]},
}
