"""Faces for a PDF: those the standard names where the machine has them, else open ones; the last of each comes along.

The files carry vendors' names, in Chinese or in English; a printer's list of them stands here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pylopdf_fonts_zh_cn
import typst

from .fonts import Fonts

SERIF, SANS = "Noto Serif SC", "Noto Sans SC"
"""Bundled, under the Open Font License. There is no openly licensed 仿宋 or 楷体 among the packages of PyPI."""
INSTEAD: Final = {
    "body": (
        "仿宋_GB2312",
        "FangSong_GB2312",
        "仿宋",
        "FangSong",
        "STFangsong",
        "FZFangSong-Z02",
        "Zhuque Fangsong (technical preview)",
        SERIF,
    ),
    "title": (
        "方正小标宋简体",
        "FZXiaoBiaoSong-B05S",
        "方正小标宋_GBK",
        "FZXiaoBiaoSong-B05",
        "小标宋体",
        "STZhongsong",
        SERIF,
    ),
    "heading": ("黑体", "SimHei", "STHeiti", "Noto Sans CJK SC", SANS),
    "subheading": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "LXGW WenKai", "AR PL UKai CN", SERIF),
    "page_number": ("宋体", "SimSun", "NSimSun", "STSong", "Noto Serif CJK SC", SERIF),
}
LATIN: Final = ("Times New Roman", "Liberation Serif", "Tinos", "Nimbus Roman", "Libertinus Serif")
"""The last comes with typst."""

MEASURING: Final = b"""#set text(font: sys.inputs.face, size: 100pt, kerning: false, ligatures: false)
#context [#metadata(range(32, 127).map(code => {
  let sign = str.from-unicode(code)
  (measure("n" + sign + "n").width - measure("nn").width) / 100pt
}))<widths>]"""


@dataclass(frozen=True, slots=True)
class Faces:
    """The library typst looks in, the face of each use, whether it is to be thickened because it stands in for the
    bold 小标宋, and the widths of ASCII in the Latin face, in ems.
    """

    library: typst.Fonts
    by_use: dict[str, Any]
    latin: tuple[str, ...]
    widths: Mapping[str, float]


def faces_for(fonts: Fonts, *, bundled: bool) -> Faces:
    library, known = _library(bundled)
    by_use = {}
    for use, names in INSTEAD.items():
        found = next(name for name in (getattr(fonts, use), *names) if name in known)
        by_use[use] = {"names": [found, SERIF], "thicken": use == "title" and found == SERIF}
    latin = next(name for name in (fonts.latin, *LATIN) if name in known)
    return Faces(library, by_use, (latin,), _widths(latin, bundled))


@lru_cache(maxsize=2)
def _library(bundled: bool) -> tuple[typst.Fonts, frozenset[str]]:
    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    library = typst.Fonts(include_system_fonts=not bundled, include_embedded_fonts=True, font_paths=[folder])
    return library, frozenset(library.families())


@lru_cache
def _widths(latin: str, bundled: bool) -> Mapping[str, float]:
    library, _ = _library(bundled)
    told = typst.query(
        MEASURING,
        "<widths>",
        field="value",
        one=True,
        font_paths=library,
        ignore_system_fonts=True,
        sys_inputs={"face": latin},
    )
    return dict(zip(map(chr, range(32, 127)), json.loads(told), strict=True))
