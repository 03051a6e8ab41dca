"""Text boxes fixed to a place of the page, which every office suite knows: for what does not flow with the text."""

from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from docx.oxml.ns import nsdecls

EMU: Final = 12700
"""English metric units in a point."""
SHAPE: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
CHOICE: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@dataclass(frozen=True, slots=True)
class Box:
    """A box by its size in points; `x` and `y` are places in XML, `turned` says that its text reads downwards."""

    name: str
    number: int
    width: float
    height: float
    x: str
    y: str
    turned: bool = False
    wrap: str = "wrapNone"

    def xml(self, content: str) -> str:
        """A run that holds the box with these paragraphs or tables."""
        size = f'cx="{round(self.width * EMU)}" cy="{round(self.height * EMU)}"'
        direction = "vert" if self.turned else "horz"
        return (
            f'<w:r {nsdecls("w", "wp", "a")} xmlns:wps="{SHAPE}" xmlns:mc="{CHOICE}"><mc:AlternateContent>'
            '<mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
            'relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
            f"{self.x}{self.y}<wp:extent {size}/><wp:{self.wrap}/>"
            f'<wp:docPr id="{self.number}" name={quoteattr(self.name)}/><wp:cNvGraphicFramePr/>'
            f'<a:graphic><a:graphicData uri="{SHAPE}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
            f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            "<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>"
            f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
            f'<wps:bodyPr vert="{direction}" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/></wps:wsp></a:graphicData>'
            "</a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
        )


def place(axis: str, origin: str, *, points: float | None = None, side: str = "") -> str:
    """Where a box stands along an axis (H or V), from the page or its margins: so many points in, or at a side."""
    offset = f"<wp:align>{side}</wp:align>" if points is None else f"<wp:posOffset>{round(points * EMU)}</wp:posOffset>"
    return f'<wp:position{axis} relativeFrom="{origin}">{offset}</wp:position{axis}>'
