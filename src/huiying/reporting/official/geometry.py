"""The page of GB/T 9704-2012 (clauses 5.1 to 5.2.4) in millimetres, points and Word's twips (1/20 point)."""

import re
from math import floor
from typing import Final

MM_IN_TWIPS: Final = 1440 / 25.4

PAGE_MM: Final = (210.0, 297.0)
TOP_MM, LEFT_MM, RIGHT_MM, BOTTOM_MM = 37.0, 28.0, 26.0, 35.0
"""天头 37 ± 1 mm and 订口 28 ± 1 mm (clause 5.2.1); right and bottom follow from the type area of 156 × 225 mm."""
TOLERANCE_MM: Final = 1.0

LINES, CHARACTERS = 22, 28
"""22 lines a page and 28 characters a line, filling the type area (clause 5.2.3)."""

BODY_PT, TITLE_PT, PAGE_NUMBER_PT = 16.0, 22.0, 14.0
"""Sizes 三号, 二号 and 四号."""
TABLE_PT, TABLE_PITCH_PT, CAPTION_PT = 12.0, 18.0, 14.0
IMPRINT_PT, IMPRINT_PITCH_PT = 14.0, 22.0
THICK_MM, THIN_MM = 0.35, 0.25
"""Lines of the imprint: the first and the last, and those between (clause 7.4.1)."""

RED_HEAD_GAP_MM: Final = 35.0
RED_LINE_GAP_MM: Final = 4.0
RED_LINE_SPACE_PT: Final = RED_LINE_GAP_MM / 25.4 * 72 - (225 / 22 / 25.4 * 72 - BODY_PT) / 2
"""The same from the foot of the number's line, which is higher than its characters."""
PAGE_NUMBER_GAP_MM: Final = 7.0

MEETING: Final = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])")
"""The places in a text where Chinese characters and letters or digits touch."""


def twips(mm: float) -> int:
    return round(mm * MM_IN_TWIPS)


TEXT_WIDTH: Final = twips(PAGE_MM[0]) - twips(LEFT_MM) - twips(RIGHT_MM)
TEXT_HEIGHT: Final = twips(PAGE_MM[1]) - twips(TOP_MM) - twips(BOTTOM_MM)

LINE_PITCH: Final = floor(TEXT_HEIGHT / LINES)
"""Twips from line to line: the largest of which 22 fit, 28.95 points."""
CHARACTER_PITCH: Final = TEXT_WIDTH / CHARACTERS
"""Twips from character to character."""
CHARACTER_SPACE: Final = floor((CHARACTER_PITCH / 20 - BODY_PT) * 4096)
"""What Word adds to a size-three character, in 1/4096 point: below zero, because 28 × 16 pt is wider than 156 mm."""
CHARACTER_TIGHTENING: Final = floor(CHARACTER_PITCH - BODY_PT * 20) - 2
"""The same in whole twips, for a style that makes the pitch by itself. Two twips more than the pitch asks: where 28
characters fill a justified line to the last twip, LibreOffice 7.4 does not paint the comma that hangs behind it (27
of 4,544 marks in a trial; none with two twips of play).
"""

FOOTER_DISTANCE: Final = twips(BOTTOM_MM - PAGE_NUMBER_GAP_MM) - round(PAGE_NUMBER_PT * 20 / 2)
"""From the foot of the page to the foot of the page number's line, in twips; the dashes stand in the middle of
that line and 7 mm below the type area (clause 7.5).
"""


def ems(text: str) -> float:
    """Width of a text in characters: a Chinese character is one, a Latin letter or digit a half, and where the two
    scripts meet Word and LibreOffice leave a quarter.
    """
    width = sum(1.0 if ord(char) > 0x2E7F or char in "“”‘’—…·" else 0.5 for char in text)
    return width + 0.25 * len(MEETING.findall(text))
