"""The square picture of an authenticator's address, drawn here: no secret goes to a service that draws."""

import io

import segno


def square(text: str) -> str:
    """A QR code (GB/T 18284) as an SVG element, without styles or scripts, white edge of four modules."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", scale=5, border=4, light="#fff", xmldecl=False, svgns=True, nl=False, omitsize=False
    )
    return drawn.getvalue().decode()
