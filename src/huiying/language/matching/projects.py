"""项目 · The place or project that a question is about by its own name, and whether it asks how that goes on.

When this park is begun and when that line is opened are asked in the same words, and are two matters: no page answers
both. How one applies for a subsidy is one matter, wherever it is asked.
"""

import re

from ..where import names_in

_AREA = re.compile(r"^(?:[a-z]\d*[市区县]|西地省|[\u4e00-\u9fff]{2,3}(?:省|市|区|县))+")
_WIDE = re.compile(
    r"(?:省|市|(?<!小)区|县|镇|乡|街道|[市区县]政府|局|委员会|管委会|法院)$"
)  # of which everything is a part
_LINES = re.compile(
    r"(?:地铁|轻轨|城铁)?[\d一二三四五六七八九十]+号线|[\u4e00-\u9fff]{2}横线|(?<![a-z\d])[gsx]\d{3}(?!\d)"
)
_ESTATE = re.compile(r"[\u4e00-\u9fff\d]{2,8}?(?:小区|花园|家园|公馆|新城|[东南西北]站)")
_WHEN = re.compile(
    "何时|什么时候|几时|多久|何年|哪天|哪年|时间|工期|进度|进展|遥遥无期|迟迟|要拖|一直不|一直未|规划|计划|方案|公示|选址|尽快|加快|如期|还修"
)
_WORK = re.compile(
    "开工|动工|启动|开建|建设|修建|扩建|改建|改扩建|改造|修|建好|建成|完工|竣工|通车|开通|运营|开园|开业|拆迁|搬迁|征收|征地|落地|投入使用|规划|延伸"
)
_NUMERALS = str.maketrans("一二三四五六七八九", "123456789")
SHORTEST = 3


def named(question: str) -> tuple[str, ...]:
    """The names in a folded question, without the area they begin with; areas and offices are no projects."""
    lines = [match.group().removeprefix("地铁").translate(_NUMERALS) for match in _LINES.finditer(question)]
    told = [_AREA.sub("", name) for name in names_in(question)] + _estates(question)
    kept = [name for name in told if len(name) >= SHORTEST and not _WIDE.search(name)]
    return tuple(dict.fromkeys([*lines, *kept]))


def _estates(question: str) -> list[str]:
    """Names that a dictionary cuts apart: 丽发新城小区."""
    return [_AREA.sub("", match.group()) for match in _ESTATE.finditer(_AREA.sub("", question))]


def goes_on(question: str) -> bool:
    """Whether a folded question asks how a work goes on: when it is begun, opened, ended; a numbered line is one."""
    return _LINES.search(question) is not None or bool(_WHEN.search(question) and _WORK.search(question))


def alike(one: str, other: str) -> bool:
    """Whether two names are of one thing: 洪山公园, 南洪山公园; but not 1号线, 11号线."""
    short, long = sorted((one, other), key=len)
    return short in long and not long[: long.index(short)][-1:].isdigit()
