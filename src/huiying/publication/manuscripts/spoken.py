"""念法 · Numbers, dates, times, units and telephone numbers as they are read aloud: 3.5% is 百分之三点五.

After GB/T 15835-2011 (figures in writing) in reverse, and announcers' use: years and long numbers digit by digit,
telephone numbers with 幺 for 1, two of a thing as 两.
"""

import re
from collections.abc import Callable

DIGITS = "零一二三四五六七八九"
YEAR_DIGITS = "〇一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿", "亿亿")
LONGEST = 16
LONGEST_COUNTED = 12  # digits; what is longer is a code, and read digit by digit
UNITS = {
    "km²": "平方公里",
    "km2": "平方公里",
    "m²": "平方米",
    "㎡": "平方米",
    "m2": "平方米",
    "m³": "立方米",
    "m3": "立方米",
    "km/h": "公里每小时",
    "km": "公里",
    "cm": "厘米",
    "mm": "毫米",
    "kW·h": "千瓦时",
    "kWh": "千瓦时",
    "kW": "千瓦",
    "MW": "兆瓦",
    "kg": "公斤",
    "μg/m³": "微克每立方米",
    "µg/m³": "微克每立方米",
    "mg/m³": "毫克每立方米",
    "mg/L": "毫克每升",
    "dB": "分贝",
    "mg": "毫克",
    "℃": "摄氏度",
    "°C": "摄氏度",
    "ml": "毫升",
    "m": "米",
    "g": "克",
    "t": "吨",
    "L": "升",
    "h": "小时",
}
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_NUMBER = r"\d+(?:\.\d+)?"
_DASH = r"\s*(?:[—–~～－-]{1,2}|至|到)\s*"
_MEASURE = "个名人位家户件项条次份种类座栋间套台辆张页本期批周天小时分钟年倍平方公顷亩吨公里米元万亿千"
_NOT_TWO = "月日号点"
_FULL = str.maketrans("０１２３４５６７８９％＋", "0123456789%+")
_SIGNS = {"≥": "大于等于", "≤": "小于等于", "±": "正负", **{chr(0x2460 + n): f"{DIGITS[n + 1]}，" for n in range(9)}}
_STANDARDS = "GB|DB|ISO|IEC|CJJ?|JGJ?|HJ|JT"
_CODES = "邮编|邮政编码|编号|代码|账号|帐号|卡号|验证码|QQ群|QQ|群号|微信号"


def digits(told: str, zero: str = "〇", one: str = "一") -> str:
    """Digit by digit."""
    said = (zero if d == "0" else one if d == "1" else DIGITS[int(d)] for d in told)
    return "".join(said)


def whole(told: str) -> str:
    """A whole number as it is counted: 10500 is 一万零五百."""
    told = told.lstrip("0") or "0"
    if len(told) > LONGEST_COUNTED:
        return digits(told, zero="零")
    if told == "0":
        return "零"
    groups = [told[max(end - 4, 0) : end] for end in range(len(told), 0, -4)][::-1]
    said, gap = "", False
    for at, group in enumerate(groups):
        value = int(group)
        if not value:
            gap = bool(said)
            continue
        if said and (gap or value < 1000):
            said += "零"
        said += _group(value) + _GROUPS[len(groups) - at - 1]
        gap = False
    return said[1:] if said.startswith("一十") else said


def _group(value: int) -> str:
    said, gap = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            said += ("零" if gap else "") + DIGITS[digit] + _PLACES[place]
        gap = bool(said) and not digit
    return said


def number(told: str) -> str:
    """A number with or without a fraction."""
    left, _point, right = told.partition(".")
    return whole(left) + (f"点{digits(right, zero='零')}" if right else "")


def telephone(told: str) -> str:
    """Digit by digit, 幺 for 1, a short stop between the groups."""
    return "，".join(digits(group, zero="零", one="幺") for group in re.findall(r"\d+", told))


def aloud(text: str) -> str:
    """A text with everything that is written in figures as it is said."""
    said = text.translate(_FULL)
    said = re.sub(r"(?<=\d)[,，](?=\d{3}(?!\d))", "", said)
    said = re.sub(r"(?<=\d)．(?=\d)", ".", said)
    for pattern, saying in _RULES:
        said = pattern.sub(saying, said)
    for sign, words in _SIGNS.items():
        said = said.replace(sign, words)
    return said


def _two(said: str, after: str) -> str:
    """Two of a thing is 两, and so it begins 两千, 两万, 两亿."""
    if said.startswith(("二千", "二万", "二亿")):
        return "两" + said[1:]
    return "两" if said == "二" and after and after[0] in _MEASURE and after[0] not in _NOT_TWO else said


def _counted(found: re.Match[str]) -> str:
    told, after = found[1], found.string[found.end() : found.end() + 1]
    before = found.string[max(found.start() - 1, 0) : found.start()]
    if told.startswith("0") and len(told) > 1 and "." not in told:
        return digits(told, zero="零", one="幺")
    return number(told) if before == "第" else _two(number(told), after)


def _year(found: re.Match[str]) -> str:
    return f"{digits(found[1])}年"


def _years(found: re.Match[str]) -> str:
    return f"{digits(found[1])}至{digits(found[2])}年"


def _day(found: re.Match[str]) -> str:
    return f"{digits(found[1])}年{whole(found[2])}月{whole(found[3])}日"


def _time(found: re.Match[str]) -> str:
    hour, minute = whole(found[1]), int(found[2])
    if not minute:
        return f"{hour}点"
    return f"{hour}点{'零' if minute < 10 else ''}{whole(found[2])}分"


def _percent(found: re.Match[str]) -> str:
    return ("百分之" if found[2] == "%" else "千分之") + number(found[1])


def _percents(found: re.Match[str]) -> str:
    return f"百分之{number(found[1])}至百分之{number(found[2])}"


def _range(found: re.Match[str]) -> str:
    return f"{number(found[1])}至{number(found[2])}"


def _measured(found: re.Match[str]) -> str:
    """8.2万m² is 八点二万平方米."""
    cold = "零下" if found[1] and found[4] in ("℃", "°C") else "负" if found[1] else ""
    unit = found[3] + UNITS[found[4]]
    return cold + _two(number(found[2]), unit) + unit


def _file_number(found: re.Match[str]) -> str:
    return f"，{digits(found[1])}，{whole(found[2])}号"


def _standard(found: re.Match[str]) -> str:
    """GB/T 19001—2016 is told as its number and its year, not as a span."""
    year = f"，{digits(found[3])}" if found[3] else ""
    return f"{found[1]} {digits(found[2], zero='零')}{year}"


Saying = Callable[[re.Match[str]], str]


def _rule(pattern: str, saying: Saying) -> tuple[re.Pattern[str], Saying]:
    return re.compile(pattern), saying


_NO_LETTER = r"(?<![\dA-Za-z.])"
_RULES: tuple[tuple[re.Pattern[str], Saying], ...] = (
    _rule(r"[〔\[](\d{4})[〕\]]\s*(?:第)?(\d{1,5})号", _file_number),
    _rule(r"(?<!\d)(1[3-9]\d)[ -]?(\d{4})[ -]?(\d{4})(?!\d)", lambda m: telephone(f"{m[1]} {m[2]} {m[3]}")),
    _rule(r"(?<!\d)[(（]?(0\d{2,3})[)）]?[ —-](\d{3,4})[ -]?(\d{4})(?!\d)", lambda m: telephone(m[0])),
    _rule(r"(?<!\d)(0\d{2,3})[ —-](1\d{4})(?!\d)", lambda m: telephone(m[0])),
    _rule(r"(?<!\d)(400|800)[ -]?(\d{3,4})[ -]?(\d{3,4})(?!\d)", lambda m: telephone(f"{m[1]} {m[2]} {m[3]}")),
    _rule(r"(?<!\d)(1\d{2}|1\d{4})(?=(?:政务|便民|服务|市民|投诉|举报|报警)?(?:热线|电话))", lambda m: telephone(m[1])),
    _rule(r"(?<=电话)([:：]?\s*)(\d{7,8})(?!\d)", lambda m: m[1] + telephone(m[2])),
    _rule(r"(?<=拨打|致电)(\s*)(\d{3,8})(?!\d)", lambda m: telephone(m[2])),
    _rule(r"(?<!\d)(11[09]|12[02])(?=报警|急救|火警|指挥)", lambda m: telephone(m[1])),
    _rule(rf"({_CODES})([:：]?\s*)(\d+)", lambda m: m[1] + m[2] + digits(m[3], zero="零")),
    _rule(rf"\b((?:{_STANDARDS})(?:/?[A-Z])?)\s*(\d+(?:\.\d+)?)(?:\s*[—–:：-]{{1,2}}\s*(\d{{4}}))?(?!\d)", _standard),
    _rule(r"(?<!\d)(\d{3,4})(?=室|房间)", lambda m: digits(m[1], zero="零", one="幺")),
    _rule(r"(?<!\d)([05-9])0(?=后(?:[^续台期天年，。]|$))", lambda m: f"{digits(m[1], zero='零')}零"),
    _rule(r"(?<=[A-Za-z])(\d+)\.(\d+)", lambda m: f"{digits(m[1], zero='零')}点{digits(m[2], zero='零')}"),
    _rule(r"\bNo\.?\s*(\d+)", lambda m: f"{whole(m[1])}号"),
    _rule(r"(?<!\d)(\d{4})年?" + _DASH + r"(\d{4})年", _years),
    _rule(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", _day),
    _rule(r"(?<!\d)((?:1[89]|2[01])\d{2})年", _year),
    _rule(r"(?<!\d)(\d{1,2})[:：](\d{2})(?:[:：]\d{2})?(?!\d)", _time),
    _rule(r"(?<!\d)(\d{1,4})\s*[:：∶]\s*(\d{1,5})(?![\d:：∶])", lambda m: f"{whole(m[1])}比{whole(m[2])}"),
    _rule(rf"({_NUMBER})%?{_DASH}({_NUMBER})%", _percents),
    _rule(rf"(?<![\dA-Za-z%])[-−]({_NUMBER})%", lambda m: f"负百分之{number(m[1])}"),
    _rule(rf"(?<![\dA-Za-z%])\+(?={_NUMBER}%)", lambda _m: "正"),
    _rule(rf"({_NUMBER})([%‰])", _percent),
    _rule(rf"(?<!\d)([-−]?)({_NUMBER})\s*([百千万亿]*)\s*({_UNIT})(?![A-Za-z])", _measured),
    _rule(r"(?<![\d/])(\d{1,3})/(\d{1,3})(?![\d/])", lambda m: f"{whole(m[2])}分之{whole(m[1])}"),
    _rule(r"(?<=\d)\s*[×xX]\s*(?=\d)", lambda _m: "乘"),
    _rule(rf"(?<=点)\s*[—–~～-]{{1,2}}\s*(?=[{DIGITS}十])", lambda _m: "至"),
    _rule(rf"(?<=分)\s*[—–~～-]{{1,2}}\s*(?=[{DIGITS}十])", lambda _m: "至"),
    _rule(rf"{_NO_LETTER}({_NUMBER}){_DASH}({_NUMBER})(?![\dA-Za-z])", _range),
    _rule(r"[￥¥]\s*(\d+(?:\.\d+)?(?:万亿|亿|万)?)(?!元)", lambda m: f"{m[1]}元"),
    _rule(r"\$\s*(\d+(?:\.\d+)?(?:万亿|亿|万)?)", lambda m: f"{m[1]}美元"),
    _rule(rf"(?<=[度米克吨升里元时])\s*[—–~～-]{{1,2}}\s*(?=\d|零下|[{DIGITS}十])", lambda _m: "至"),
    _rule(r"(?<=[\dA-Za-z])\s*\+\s*(?=\d)", lambda _m: "加"),
    _rule(r"(?<=[日月])\s*[—–~～-]{1,2}\s*(?=\d{1,2}[日月])", lambda _m: "至"),
    _rule(r"(?<=[A-Za-z])(\d+)", lambda m: digits(m[1], zero="零")),
    _rule(rf"({_NUMBER})", _counted),
)
