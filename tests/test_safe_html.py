"""HTML reaches a page by escaping, or by nh3: whoever says that a text is safe stands here with the reason."""

import re
from pathlib import Path

import pytest

from huiying.publication.prose import shown

SOURCE = Path(__file__).parent.parent / "src" / "huiying"
SAYS_SAFE = re.compile(
    r"\|\s*safe\b|\|\s*safeseq\b|mark_safe\(|SafeString\(|SafeText\(|autoescape off|html_safe|\|richtext\b"
)
# file: how often, and why nothing of a stranger's can act there
REASONS = {
    "accounts/views/door.py": (1, "squares drawn by segno; no text of anybody's stands in the picture"),
    "publication/describing.py": (1, "JSON in a block that nothing runs; what could end the block is written as \\u…"),
    "publication/plain_widgets.py": (2, "the same, for the editors' room, behind the HTML of Wagtail's own chooser"),
    "publication/manuscripts/webpage.py": (2, "parts that format_html made, and one of three tags"),
    "publication/prose.py": (1, "what nh3 let through"),
}


def test_whoever_says_safe_has_a_reason() -> None:
    found: dict[str, int] = {}
    for path in SOURCE.rglob("*"):
        if path.suffix not in {".py", ".html", ".txt", ".xml"} or "tests" in path.parts:
            continue
        if times := len(SAYS_SAFE.findall(path.read_text("utf-8"))):
            found[str(path.relative_to(SOURCE))] = times
    assert found == {name: times for name, (times, _why) in REASONS.items()}, (
        "escape instead (format_html), or let nh3 clean it (publication.prose), or say the reason here"
    )


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>正文<script>alert(1)</script></p>", "<p>正文</p>"),
        ('<p onclick="alert(1)">正文</p>', "<p>正文</p>"),
        ('<img src="x" onerror="alert(1)" alt="图">', '<img src="x" alt="图">'),
        ('<a href="javascript:alert(1)">看</a>', '<a rel="noopener">看</a>'),
        ('<a href="data:text/html,x">看</a>', '<a rel="noopener">看</a>'),
        ('<a href="/ask/">写信</a>', '<a href="/ask/" rel="noopener">写信</a>'),
        ('<iframe src="https://evil.example"></iframe>正文', "正文"),
        ("<style>body{display:none}</style><p>正文</p>", "<p>正文</p>"),
        ('<svg><script>alert(1)</script></svg><p style="position:fixed">正文</p>', "<p>正文</p>"),
        ('<form action="https://evil.example"><input name="a"></form><h2>题</h2>', "<h2>题</h2>"),
        ("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", None),
        ("", ""),
    ],
)
def test_what_acts_goes_and_what_is_written_stays(html: str, left: str | None) -> None:
    made = shown(html)
    assert made == left if left is not None else not re.search("onerror|<style", made)


def test_a_table_keeps_its_shape() -> None:
    made = shown('<table class="plain"><tr><td colspan="2">格</td></tr></table>')
    assert 'class="plain"' in made
    assert 'colspan="2"' in made
