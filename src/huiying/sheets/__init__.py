"""表格 · Workbooks as an office prints them: what stands in the cells comes in, the file goes out; no database here."""

from .harmless import harmless
from .sheet import Align, Book, Cell, Column, Link, Look, Paper, Picture, Row, Sheet, Value, headed
from .writer import XLSX, as_bytes

__all__ = [
    "XLSX",
    "Align",
    "Book",
    "Cell",
    "Column",
    "Link",
    "Look",
    "Paper",
    "Picture",
    "Row",
    "Sheet",
    "Value",
    "as_bytes",
    "harmless",
    "headed",
]
