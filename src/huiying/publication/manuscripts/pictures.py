"""配图 · A picture is known by its content and drawn anew: where it was taken, by which camera and what was hidden
behind its pixels stays outside. For print it is turned into CMYK.
"""

import io
from dataclasses import dataclass
from warnings import catch_warnings, simplefilter

from django.utils.translation import gettext as _
from PIL import Image, ImageChops, ImageOps, UnidentifiedImageError

from huiying.core.errors import InputError

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2400  # pixels: 300 dpi over 20 cm of print
SHORTEST_SIDE = 100
SMALLER_SIDES = (1600, 1200, 800)
QUALITY = 86


@dataclass(frozen=True, slots=True)
class Drawn:
    content: bytes
    media_type: str
    width: int
    height: int


def drawn_anew(content: bytes) -> Drawn:
    """The picture as a JPEG (a PNG stays one, for drawings); InputError where it is none, or too large."""
    if len(content) > MOST_BYTES:
        raise _refused(_("The picture is larger than %(most)d MiB.") % {"most": MOST_BYTES // 1024**2})
    try:
        with catch_warnings():
            simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(content), formats=FORMATS)
            sort = opened.format
            if opened.width * opened.height > MOST_PIXELS:
                raise _refused(_("The picture has too many pixels."))
            if min(opened.size) < SHORTEST_SIDE:
                raise _refused(
                    _("The picture is too small: %(least)d pixels a side at least.") % {"least": SHORTEST_SIDE}
                )
            upright = ImageOps.exif_transpose(opened)
            upright.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _refused(_("This is not a picture that can be used.")) from error
    except (OSError, ValueError, SyntaxError) as error:  # Pillow's words for a broken file
        raise _refused(_("The picture is broken.")) from error
    return _kept(upright, sort == "PNG")


def _kept(image: Image.Image, as_png: bool) -> Drawn:
    image = _on_white(image)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    out = io.BytesIO()
    if as_png:
        clean.save(out, "PNG", optimize=True)
    else:
        clean.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Drawn(out.getvalue(), "image/png" if as_png else "image/jpeg", *clean.size)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        ground = Image.new("RGBA", seen.size, "white")
        ground.alpha_composite(seen)
        return ground.convert("RGB")
    return image.convert("RGB")


def small_enough(content: bytes, most: int) -> bytes:
    """The picture as it is where it is small enough, else a smaller JPEG of it."""
    if len(content) <= most:
        return content
    with Image.open(io.BytesIO(content)) as opened:
        image = opened.convert("RGB")
        for side in SMALLER_SIDES:
            image.thumbnail((side, side))
            out = io.BytesIO()
            image.save(out, "JPEG", quality=80, optimize=True)
            if len(out.getvalue()) <= most:
                break
        return out.getvalue()


def for_print(content: bytes) -> bytes:
    """The picture as a JPEG in CMYK. Black is made, and the three inks under it taken away, by the square of what they
    have in common (ISO 32000-1, 10.3.4): shadows are black ink, and nowhere do more than the paper bears lie together.
    """
    with Image.open(io.BytesIO(content)) as opened:
        inks = ImageOps.invert(opened.convert("RGB")).split()
    black = ImageChops.darker(ImageChops.darker(inks[0], inks[1]), inks[2]).point(lambda value: value * value // 255)
    out = io.BytesIO()
    Image.merge("CMYK", [*(ImageChops.subtract(ink, black) for ink in inks), black]).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _refused(words: str) -> InputError:
    return InputError(words, where=_("picture"), fix=_("Choose a JPEG, PNG or WebP picture."))
