"""Huiying (回应): the response desk of a Chinese government bureau, one voice walking through six rooms."""

__version__ = "0.1.0"
