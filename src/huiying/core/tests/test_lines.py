import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.core import regulation
from huiying.core.lines import Path, line_of, place, written

TEXT = '''\
# a comment
name = "甲"
"项 目" = 1

[terms."letter.simple"]
title = { zh = "信", en = "x" }
note = """
[terms.hidden]
amount = 1
"""
days = [
    1,  # one
    2,

    3,
]
inline = { list = [
    "a",
    "b" ] }

[[rows]]
id = 1

[[rows]]
id = 2
sub.key = 3
nested = [
    { id = "a", cite = [{ act = "x" }] },
    { id = "b", cite = [
        { act = "x" },
        { act = "y" },
    ] },
]
[rows.more]
last = true
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("name",), 2),
        (("项 目",), 3),
        (("terms",), 5),
        (("terms", "letter.simple"), 5),
        (("terms", "letter.simple", "title"), 6),
        (("terms", "letter.simple", "title", "en"), 6),
        (("terms", "letter.simple", "note"), 7),
        (("terms", "letter.simple", "days"), 11),
        (("terms", "letter.simple", "days", 0), 12),
        (("terms", "letter.simple", "days", 2), 15),
        (("terms", "letter.simple", "inline"), 17),
        (("terms", "letter.simple", "inline", "list", 1), 19),
        (("rows",), 21),
        (("rows", 0, "id"), 22),
        (("rows", 1), 24),
        (("rows", 1, "id"), 25),
        (("rows", 1, "sub", "key"), 26),
        (("rows", 1, "nested"), 27),
        (("rows", 1, "nested", 0, "cite", 0, "act"), 28),
        (("rows", 1, "nested", 1), 29),
        (("rows", 1, "nested", 1, "cite", 1, "act"), 31),
        (("rows", 1, "more"), 34),
        (("rows", 1, "more", "last"), 35),
        # What is absent is told at the nearest table around it.
        (("version",), 1),
        (("terms", "hidden", "amount"), 5),
        (("terms", "letter.simple", "unit"), 5),
        (("rows", 0, "title"), 21),
        (("rows", 7, "title"), 21),
        (("rows", 1, "nested", 0, "title"), 28),
        (("name", "zh"), 2),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_key_is_found_on_its_line(path: Path, line: int, ending: str) -> None:
    assert line_of(TEXT.replace("\n", ending), path) == line


def test_a_path_is_written_for_people() -> None:
    assert written(("rows", 1, "nested", 0, "id")) == "rows（第 2 个）.nested（第 1 个）.id"
    assert place("甲.toml", TEXT, ("rows", 1, "id")) == "甲.toml 第 25 行 “rows（第 2 个）.id”"
    assert place("甲.json", "", ("rows", 1, "id")) == "甲.json “rows（第 2 个）.id”"


words = st.text("abc", min_size=1, max_size=3)
documents = st.lists(
    st.tuples(words, st.lists(st.tuples(words, st.integers(0, 3)), max_size=4, unique_by=lambda pair: pair[0])),
    max_size=6,
    unique_by=lambda table: table[0],
)


@given(documents)
def test_every_key_of_any_file_is_found_where_it_was_written(tables: list[tuple[str, list[tuple[str, int]]]]) -> None:
    lines: list[str] = []
    expected: dict[Path, int] = {}
    for name, keys in tables:
        lines += ["# 注", f"[{name}]"]
        expected[name,] = len(lines)
        for key, length in keys:
            expected[name, key] = len(lines) + 1
            for n in range(length):
                expected[name, key, n] = len(lines) + 2 + n
            lines += [f"{key} = [", *["  { x = 1 }, # 项"] * length, "]"]
    text = "\n".join(lines)
    tomllib.loads(text)
    assert {path: line_of(text, path) for path in expected} == expected


def test_every_term_of_the_national_set_is_found() -> None:
    text = (regulation.FOLDER / "national.toml").read_text(encoding="utf-8")
    for name in regulation.load().terms:
        at = line_of(text, ("terms", name, "amount"))
        assert at
        assert text.split("\n")[at - 1].startswith("amount = ")
        assert at == text[: text.index(f'[terms."{name}"]')].count("\n") + 3


def test_a_file_made_to_be_slow_is_refused_without_a_line() -> None:
    deep = "a = " + "[" * 12 + "\n" + f"'{'x' * 200}',\n" * 500 + "]" * 12 + "\nb = 1\n"
    assert line_of(deep, ("a",)) is None
    assert place("甲.toml", deep, ("a",)) == "甲.toml “a”"
