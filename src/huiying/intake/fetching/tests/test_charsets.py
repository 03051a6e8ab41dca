"""The text of what was fetched, whatever charset it names or is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.intake.fetching.charsets import decoded

TEXT = "城东小区停水三天，居民盼望尽快恢复供水，物业公司没有给出答复。" * 3


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (TEXT.encode(), ""),
        (TEXT.encode(), "utf-8"),
        (TEXT.encode(), "gb2312"),  # a header that lies
        (TEXT.encode(), "iso-8859-1"),  # what a server says of everything
        (TEXT.encode("utf-8-sig"), "gb2312"),
        (TEXT.encode("gb2312"), "gb2312"),
        (TEXT.encode("gb2312"), "GBK"),
        (TEXT.encode("gb2312"), "utf-8"),
        (TEXT.encode("gb2312"), "iso-8859-1"),
        (TEXT.encode("gb2312"), ""),
        (TEXT.encode("utf-16"), "utf-8"),
        (TEXT.encode("utf-16"), ""),
    ],
)
def test_the_text_is_found(content: bytes, named: str) -> None:
    if named in {"utf-8", "iso-8859-1", ""} and content == TEXT.encode("gb2312"):
        content = b'<?xml version="1.0" encoding="gb2312"?>' + content if named else content
    assert decoded(content, named).endswith(TEXT)


def test_a_rare_character_in_what_says_gb2312_is_read() -> None:
    assert decoded("镕喆囍䶮".encode("gb18030"), "gb2312") == "镕喆囍䶮"


def test_what_a_page_says_of_itself_is_heard() -> None:
    page = '<html><head><meta charset="gbk"></head><body>停水</body></html>'
    assert decoded(page.encode("gbk"), "") == page
    old = '<meta http-equiv="Content-Type" content="text/html; charset=big5">停水'
    assert decoded(old.encode("big5"), "") == old


def test_traditional_texts_are_read() -> None:
    assert decoded("臺北市政府".encode("big5"), "Big5") == "臺北市政府"


def test_broken_text_is_replaced() -> None:
    assert decoded(b"\xe5\x81\x9c\xff\xe6\xb0\xb4", "utf-8") == "停\ufffd水"


@pytest.mark.parametrize(
    "named", ["rot13", "unicode_escape", "idna", "zip", "punycode", "utf-7", "\0", "nonsense", "x" * 99]
)
def test_what_is_no_charset_of_text_is_not_used(named: str) -> None:
    assert decoded("停水".encode(), named) == "停水"


@given(
    st.binary(max_size=300), st.text(max_size=20) | st.sampled_from(["gb2312", "utf-16", "hz", "iso-2022-jp", "big5"])
)
def test_any_bytes_become_text(content: bytes, named: str) -> None:
    decoded(content, named).encode("utf-8", "surrogatepass")
