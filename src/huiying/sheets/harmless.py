"""A text that a spreadsheet takes for a formula is made a text (OWASP, CSV injection)."""

# What begins a formula, in both widths.
RUN = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """The cell as text even for a spreadsheet: ' before what it would run."""
    start = cell.lstrip()
    return f"'{cell}" if start.startswith(RUN) or cell.startswith(("\t", "\r", "\n")) else cell
