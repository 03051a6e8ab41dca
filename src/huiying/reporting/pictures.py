"""Captures as they are drawn in a sheet: small copies of what was said in public. Pictures that came with a letter are
never drawn: nobody can mask the personal data in them.
"""

import io
from typing import Final

from PIL import Image, UnidentifiedImageError

from huiying.handling.models import ClueFile
from huiying.intake.models import Attachment

MOST_PIXELS: Final = 40_000_000
QUALITY: Final = 82
IMAGES: Final = ("image/png", "image/jpeg", "image/gif", "image/webp")


def drawn(file: Attachment | ClueFile, most: tuple[int, int]) -> bytes | None:
    """A JPEG no larger than `most`; None where the file is missing or is no picture that can be drawn."""
    if file.media_type not in IMAGES:
        return None
    try:
        with file.file.open("rb") as kept, Image.open(kept) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            image.thumbnail(most)
            paper = Image.new("RGB", image.size, "white")
            whole = image.convert("RGBA")
            paper.paste(whole, mask=whole.getchannel("A"))
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, SyntaxError):
        return None
    copy = io.BytesIO()
    paper.save(copy, "JPEG", quality=QUALITY)
    return copy.getvalue()
