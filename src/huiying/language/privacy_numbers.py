"""Numbers that name a person by their own form: identity numbers, bank cards, plates, mail addresses, accounts."""

import re
from collections.abc import Iterator
from datetime import date

Spans = Iterator[tuple[int, int]]

_GAP = r"[ \-]?"
_IDENTITY = re.compile(
    rf"(?<![0-9a-z.])[1-8]\d{{5}}{_GAP}(?:(?:19|20)\d{{2}}{_GAP}\d{{4}}{_GAP}\d{{3}}[0-9x]|\d{{9}}|\d{{6}}[ \-]\d{{3}})"
    r"(?![0-9a-z])"
)
_CARD = re.compile(r"(?<![0-9a-z.])[3-9]\d{3}(?:[ \-]?\d{4}){3}(?:[ \-]?\d{1,3})?(?![0-9a-z])")
_PLATE = re.compile(
    r"(?<![a-z0-9])[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼] ?[a-hj-z][ ·•.\-]?"
    r"(?P<number>\d{5}[a-hjk]|[a-hjk][a-hj-np-z0-9]\d{4}|[a-hj-np-z0-9]{4}[a-hj-np-z0-9挂学警港澳领使])(?![a-z0-9])"
)
_NO_PLATE_BEFORE = re.compile(r"(?:[创更最全重革崭翻刷]新|里云|[腾天华百度翼]云|昂贵|年青)$")
_NO_PLATE_AFTER = re.compile(r" ?(?:型|系列|版|款|接口|证书|地块|补丁)")
_MAIL = re.compile(
    r"(?<![a-z0-9._%+\-])[a-z0-9][a-z0-9._%+\-]{0,63}@[a-z0-9][a-z0-9\-]{0,62}(?:\.[a-z0-9\-]{1,62}){1,4}"
)
_NAMED = r"(?:号码|账号|帐号|号|id)?[ ]?(?:是|为)?[:： (]{0,3}"
_WECHAT = re.compile(
    rf"(?:[微薇威维]信|wechat|weixin|(?<![a-z])(?:wx|vx|v信|v(?=:))|加(?:我)?(?:个)?[v微]){_NAMED}"
    r"(?P<at>[a-z][a-z0-9_\-]{5,19}|[a-z0-9_\-]{0,18}[0-9][a-z0-9_\-]{5,18})(?![a-z0-9_@])"
)
_QQ = re.compile(rf"(?:(?<![a-z])q ?q|扣扣|企鹅号){_NAMED}(?P<at>[1-9]\d{{4,10}})(?![0-9a-z.@])")
_THING = re.compile(
    r"(?:订单|单|编|流水|文|批|(?<!证)件|型|货|序列|合同|发票|工单|案|票|条形?|二维|设备|学|工|考|考证|会员)[号码]码?"
    r"(?:是|为)?[: ]{0,2}$|"
    r"(?:[a-z]{1,6}[\-/.]|no\. ?|(?:iso|gb|gb/t|sku|isbn) ?)$|"
    r"(?:第|订单|编号|合同|条码|型号|批次|产品|设备|坐标|经度|纬度|代码)(?:是|为)?[:： (]{0,2}$"
)
_CARD_ISSUERS = re.compile(r"62|60|4|5[1-5]|35|36|37|9558|9843|6[89]|8[178]|9[04569]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(first, last + 1)
)


def identity_numbers(text: str) -> Spans:
    """Numbers of 18 characters whose province, birthday and check character are right, and those of 15 before 1999.

    One of 15 has no check character: it is none where the words before it call it the number of a thing.
    """
    for match in _IDENTITY.finditer(text):
        number = match[0].replace(" ", "").replace("-", "")
        if is_identity_number(number) and (len(number) == 18 or not is_of_a_thing(text, match.start())):
            yield match.span()


def is_identity_number(number: str) -> bool:
    """GB 11643-1999: province, a birthday that exists, the check character."""
    long = len(number) == 18
    birthday = number[6:14] if long else f"19{number[6:12]}"
    if number[:2] not in _PROVINCES or not _is_day(birthday):
        return False
    return not long or "10x98765432"[sum(int(n) * w for n, w in zip(number, _WEIGHTS, strict=False)) % 11] == number[17]


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def is_of_a_thing(text: str, start: int) -> bool:
    """Whether the words before a number call it one of an order, a document, a product, a place on the map."""
    return _THING.search(text, max(0, start - 12), start) is not None


def bank_cards(text: str) -> Spans:
    """Numbers of 16 to 19 digits that pass Luhn's check and begin as cards do."""
    for match in _CARD.finditer(text):
        digits = match[0].replace(" ", "").replace("-", "")
        card = len(set(digits)) > 2 and _CARD_ISSUERS.match(digits) and passes_luhn(digits)
        if card and not is_of_a_thing(text, match.start()):
            yield match.span()


def passes_luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    doubled = (int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def plates(text: str) -> Spans:
    """Vehicle plates: five characters of which two at most are letters, or six on a new-energy vehicle."""
    for match in _PLATE.finditer(text):
        letters = sum("a" <= c <= "z" for c in match["number"])
        before = _NO_PLATE_BEFORE.search(text, max(0, match.start() - 2), match.start() + 1)
        if letters <= 2 and not before and not _NO_PLATE_AFTER.match(text, match.end()):
            yield match.span()


def mails(text: str) -> Spans:
    return (match.span() for match in _MAIL.finditer(text))


def wechat_accounts(text: str) -> Spans:
    """Names of WeChat accounts after the word; public accounts and groups are named otherwise and stay."""
    return (match.span("at") for match in _WECHAT.finditer(text))


def qq_accounts(text: str) -> Spans:
    """Numbers after QQ; the number of a group is not a person's."""
    return (match.span("at") for match in _QQ.finditer(text))
