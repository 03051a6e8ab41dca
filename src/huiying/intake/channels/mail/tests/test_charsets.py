"""Charsets that are wrong, missing, half, or none."""

import pytest

from huiying.intake.channels.mail.charsets import decoded
from huiying.intake.channels.mail.headers import in_letters, read_headers

from .mails import heard, mail

TEXT = "市民反映：路灯坏了三天，请尽快修复。"


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "gb2312"),
        ("utf-8", "iso-8859-1"),
        ("utf-8", ""),
        ("utf-8", "us-ascii"),
        ("gb18030", "gb18030"),
        ("gb18030", "gb2312"),
        ("gb18030", "utf-8"),
        ("gb18030", "iso-8859-1"),
        ("gb18030", ""),
        ("gb18030", "us-ascii"),
        ("gb18030", "x-unknown"),
        ("gb18030", "windows-1252"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16", ""),
        ("hz", "hz-gb-2312"),
        ("utf-7", "utf-7"),
        ("gb18030", "unicode_escape"),
        ("gb18030", "punycode"),
        ("utf-8", "zip"),
    ],
)
def test_the_letters_come_out_whatever_is_said_of_them(written: str, named: str) -> None:
    assert decoded(TEXT.encode(written), named) == TEXT
    assert heard(mail(TEXT.encode(written), charset=named)).text == TEXT


def test_big5_is_read_where_it_is_named() -> None:
    assert decoded("路燈壞了".encode("big5"), "big5") == "路燈壞了"


def test_letters_of_other_tongues_stay_what_they_are() -> None:
    assert decoded("café à Pékin".encode("latin-1"), "iso-8859-1") == "café à Pékin"
    assert decoded("Не работает свет".encode("cp1251"), "windows-1251") == "Не работает свет"


def test_a_rare_character_of_gb18030_under_the_name_of_the_small_set() -> None:
    assert decoded("䶮先生𠮷".encode("gb18030"), "gb2312") == "䶮先生𠮷"


def test_a_broken_byte_breaks_one_letter_and_not_the_rest() -> None:
    told = decoded(TEXT.encode()[:-2] + b"\xff", "utf-8")
    assert told.startswith(TEXT[:-2])
    assert decoded(TEXT.encode("gb18030") + b"\xff", "gbk").startswith(TEXT)


def test_no_character_that_a_database_does_not_take() -> None:
    assert decoded(b"a\0b\x1bc") == "abc"
    assert "\0" not in heard(mail(b"a\0b")).text


@pytest.mark.parametrize(
    ("value", "letters"),
    [
        ("=?gb2312?B?wrfGvQ==?=", "路平"),
        ("=?GB18030?Q?=C2=B7=B5=C6?=", "路灯"),
        ("=?gb18030?B?wg==?= =?gb18030?B?t7XG?=", "路灯"),  # a character in two halves
        ("=?utf-8?B?6Lev?=\r\n =?utf-8?B?54Gv?=", "路灯"),
        ("=?x-unknown?B?6Lev?=", "路"),
        ("=?utf-8?B?####?= x", "x"),
        ("=?utf-8?B?6Lev54E=?= x", "路\ufffd x"),
        ("Re: =?utf-8?Q?=E8=B7=AF?= ok", "Re: 路 ok"),
        ("plain\r\nBcc: x", "plain Bcc: x"),
    ],
)
def test_titles_as_senders_write_them(value: str, letters: str) -> None:
    assert in_letters(value) == letters


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_title_in_raw_bytes(charset: str) -> None:
    headers = read_headers(b"Subject: " + "路灯坏了".encode(charset) + b"\r\n")
    assert headers.text("subject") == "路灯坏了"
