"""A chart as one specification, for the screen and for paper: what it shows, in words and as a table too."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import altair as alt
import pylopdf_fonts_zh_cn
import vl_convert

INK, QUIET, LINE, BLUE, PALE = "#1d2733", "#5b6773", "#dde3e8", "#1f5fae", "#b9c6d6"
FONT: Final = "Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
"""The first is the face of the package, which a machine without Chinese faces has; a browser may know the others."""

WIDE: Final = 540
"""Pixels of a chart as wide as the type area."""

Spec = alt.Chart | alt.LayerChart | alt.FacetChart | alt.VConcatChart

vl_convert.register_font_directory(str(Path(pylopdf_fonts_zh_cn.__file__).parent))


@dataclass(frozen=True, slots=True)
class Chart:
    """`finding` is the sentence that is its title, `alt` what it shows for whoever does not see it; `header` and `rows`
    are the figures that are drawn. The three may cite their numbers (papers.citing); the picture has none of them.
    """

    spec: Spec
    finding: str
    alt: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    """What the table says of itself: which rows it leaves out."""


def rows_of(*rows: dict[str, Any]) -> alt.InlineData:
    return alt.InlineData(values=list(rows))


def svg(spec: Spec) -> str:
    """As a page shows it, on a clear ground and without a script. The same rows give the same text."""
    return str(vl_convert.vegalite_to_svg(_in_house_type(spec, "transparent")))


def png(spec: Spec, dpi: int = 200) -> bytes:
    """As a document shows it, on white paper. The same rows give the same bytes."""
    return bytes(vl_convert.vegalite_to_png(_in_house_type(spec, "white"), scale=1.0, ppi=float(dpi)))


def _in_house_type(spec: Spec, ground: str) -> dict[str, Any]:
    styled = spec.configure(background=ground, font=FONT, padding=6).configure_view(stroke=None)
    styled = styled.configure_axis(
        labelColor=QUIET, labelFontSize=12, titleColor=QUIET, titleFontSize=12, titleFontWeight="normal"
    )
    styled = styled.configure_header(labelColor=INK, labelFontSize=12, title=None)
    drawn: dict[str, Any] = styled.configure_legend(disable=True).to_dict()
    return drawn
