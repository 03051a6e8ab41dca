"""Phones: mobile numbers however they are written, and landlines that are not an office's."""

import re
from collections.abc import Iterator

from .privacy_numbers import is_of_a_thing

Spans = Iterator[tuple[int, int]]

_SPOKEN = dict(zip("零〇一幺二三四五六七八九壹贰叁肆伍陆柒捌玖两", "0011234567891234567892", strict=True))
_DIGIT = f"[0-9{''.join(_SPOKEN)}]"
_GAP = r"[ \-–—.·_]"
_COUNTRY = r"(?:\((?:\+|00)?86\)[ \-]{0,2}|(?:\+|00)?86[ \-]{0,2})?"
_MOBILE = re.compile(
    rf"(?<![0-9a-z.¥$]){_COUNTRY}1[3-9]\d"
    rf"(?:[ \-]?\d{{4}}[ \-]?\d{{4}}|{_GAP}\d{{4}}{_GAP}\d{{4}}|{_GAP}\d{{3}}{_GAP}\d{{5}}"
    rf"|{_GAP}\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{3}}|\d{_GAP}\d{{4}}{_GAP}\d{{3}})(?![0-9])(?!\.\d)"
    r"|(?:(?<=tel|one|ile|all)|(?<=[^a-z0-9][vwtm])|(?<=[vw]x))1[3-9]\d{9}(?![0-9a-z])"
    r"|(?<![0-9a-z.][ ])(?<![0-9a-z.])1 [3-9](?: \d){9}(?! ?\d)"
)
_MIXED = re.compile(rf"(?<!{_DIGIT})[1一幺壹]{_DIGIT}{{2}}(?:{_GAP}?{_DIGIT}{{4}}){{2}}(?!{_DIGIT})")
_AMOUNT = re.compile(
    r" ?(?:元(?!旦)|[百千]?万(?!一)|亿|美元|吨|平方|㎡|平米|立方|公斤|千瓦|度电|股|亩"
    r"|件(?!事)|次(?!日)|台(?!湾)|字节|个(?!人|月)|[kmg]?wh?(?![a-z])|kg|km)"
)
_EXTENSION = r"(?:[ \-]{0,2}(?:转(?:分机)?|分机(?:号)?|ext\.?|#)[ :]{0,2}\d{1,5}|-\d{1,4})?"
_AREA = r"(?:\(0[1-9]\d{1,2}\)[ \-]?|(?:(?:\+|00)86[ \-]?0?|0)[1-9]\d{1,2}[ \-]?)"
_LOCAL = r"[2-9]\d{2,3}[ \-]?\d{4}"
_LANDLINE = re.compile(
    rf"(?<![0-9a-z.]){_AREA}{_LOCAL}{_EXTENSION}(?!\d)"
    rf"|(?:(?<=[话机电])|(?<=[话机]号)|(?<=[话机]号码))[是为]?[: ]{{0,2}}(?P<local>{_LOCAL}{_EXTENSION})(?!\d)"
)
_OFFICE = re.compile(
    r"(?:办公室?|值班|热线|咨询|监督|投诉|举报|服务|客服|总机|窗口|大厅|中心|[政公税规住管]局|局|科|处|[党政]委|委员会|政府|街道办?|社区"
    r"|[居村]委会|派出所|医院|学校|公司|单位|管委会|前台|部门|贵方|官方|公开|传真)(?:室|的)?(?:联系|办公|值班|咨询|服务|监督|举报|投诉|报修)*"
    r"(?:座机|电话|号码|热线|专线)?(?:号码|号)?(?:是|为)?[:： (]{0,2}$"
)


def mobile_phones(text: str) -> Spans:
    """Numbers of eleven digits that begin with 13 to 19, with or without the country's 86, with gaps, or in Chinese.

    What is called the number of a thing is none, and no amount is.
    """
    for match in (*_MOBILE.finditer(text), *_spoken(text)):
        if not is_of_a_thing(text, match.start()) and not _AMOUNT.match(text, match.end()):
            yield match.span()


def _spoken(text: str) -> Iterator[re.Match[str]]:
    """Eleven digits some of which are Chinese: 一三八零零一二三四五六."""
    for match in _MIXED.finditer(text):
        if _SPOKEN.get(match[0][1], match[0][1]) >= "3" and any(char in _SPOKEN for char in match[0]):
            yield match


def landlines(text: str) -> Spans:
    """Numbers with an area code, or seven to eight digits after the word telephone; those of an office are public."""
    for match in _LANDLINE.finditer(text):
        start, end = match.span("local" if match["local"] else 0)
        if not _OFFICE.search(text, max(0, start - 16), start) and not is_of_a_thing(text, start):
            yield start, end
