"""The faces by the names that WPS and Word know, and what a machine without them may use instead."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Fonts:
    """One face for each use. GB/T 9704-2012 names 仿宋, 小标宋, 黑体, 楷体, 宋体; the files carry vendors' names."""

    body: str = "仿宋_GB2312"
    title: str = "方正小标宋简体"
    heading: str = "黑体"
    subheading: str = "楷体_GB2312"
    page_number: str = "宋体"
    latin: str = "Times New Roman"

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(astuple(self)))


STANDARD_FONTS: Final = Fonts()

ALIASES: Final = {
    "仿宋_GB2312": "仿宋,FangSong",
    "楷体_GB2312": "楷体,KaiTi",
    "方正小标宋简体": "方正小标宋_GBK,华文中宋",
    "黑体": "SimHei",
    "宋体": "SimSun",
}
"""Other names under which a font table lets Word look for a face."""

FAMILIES: Final = {
    "仿宋": ("仿宋", "FangSong"),
    "小标宋": ("小标宋", "XiaoBiaoSong", "XBSJW"),
    "宋体": ("宋体", "SimSun"),
    "黑体": ("黑", "Hei"),
    "楷体": ("楷", "Kai"),
}


def is_of(family: str, face: str) -> bool:
    """Whether a face, by whatever vendor's name, is of a family the standard names."""
    return any(name.lower() in face.lower() for name in FAMILIES[family])
