"""What the contract promises, asked of every encoder."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from huiying.language import encoders
from huiying.language.encoders import e5, sentences
from huiying.language.encoders.contract import Encoder

from .model_server import model_server

LETTERS = [
    "幸福路的路灯坏了半个月，晚上黑得看不见路，请派人来修。",
    "我们小区门口的街灯不亮，夜里出门很危险，盼望尽快维修。",
    "孩子九月上小学，户口不在本区，想问入学要带哪些材料。",
    "路灯坏了",
]
ODD = ["", " \n\t", "😀👍🏻", "。。。！？", "\x00\x07", "\ud800", "人", "a", "1"]


@pytest.fixture(scope="module", params=["lexical", "sentences", "e5", "endpoint"])
def encoder(request: pytest.FixtureRequest) -> Iterator[Encoder]:
    if request.param == "endpoint":
        with model_server() as (url, _):
            yield encoders.endpoint(url, "", "any")
        return
    if not encoders.known()[request.param]:
        pytest.skip(f"{request.param} is not installed")
    yield {"lexical": encoders.lexical, "sentences": encoders.stream, "e5": encoders.precise}[request.param]()


def test_it_says_its_name_width_and_length(encoder: Encoder) -> None:
    assert encoder.name
    assert encoder.encode(LETTERS[:1]).shape == (1, encoder.width)
    assert 100 <= encoder.length <= 20_000


def test_rows_have_length_one(encoder: Encoder) -> None:
    rows = encoder.encode(LETTERS)
    assert rows.dtype == np.float32
    assert rows.shape == (4, encoder.width)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_the_like_is_nearer_than_the_unlike(encoder: Encoder) -> None:
    lamp, street, school, short = encoder.encode(LETTERS)
    assert lamp @ street > lamp @ school
    assert lamp @ short > school @ short


def test_a_text_without_content_has_a_row_of_zeros(encoder: Encoder) -> None:
    rows = encoder.encode(ODD)
    assert np.flatnonzero(np.linalg.norm(rows, axis=1)).tolist() == [6, 7, 8]
    assert np.isfinite(rows).all()


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.width)


def test_a_long_text_is_read_to_the_stated_length(encoder: Encoder) -> None:
    start = ("路灯坏了请来修" * encoder.length)[: encoder.length]
    one, other = encoder.encode([start + "甲" * 2**20, start + "乙" * 2**20])
    assert one == pytest.approx(other, abs=1e-6)


def test_the_same_text_has_the_same_row_in_any_company(encoder: Encoder) -> None:
    alone = np.concatenate([encoder.encode([text]) for text in LETTERS])
    assert encoder.encode([*reversed(LETTERS), *LETTERS])[4:] == pytest.approx(alone, abs=1e-4)


def test_copies_have_equal_rows(encoder: Encoder) -> None:
    rows = encoder.encode([LETTERS[0]] * 20_000)
    assert rows.shape == (20_000, encoder.width)
    assert (rows == rows[0]).all()


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("ＡＢＣ１２３号楼", "abc123号楼"),
        ("路灯\u3000坏了\n请修", "路灯 坏了 请修"),
        ("路燈壞了，請來維修", "路灯坏了，请来维修"),
    ],
)
def test_ways_of_writing_make_no_difference(encoder: Encoder, written: str, plain: str) -> None:
    one, other = encoder.encode([written, plain])
    assert one == pytest.approx(other, abs=1e-6)


def test_many_threads_get_what_one_gets(encoder: Encoder) -> None:
    expected = encoder.encode(LETTERS)
    with ThreadPoolExecutor(4) as pool:
        for rows in pool.map(lambda _: encoder.encode(LETTERS), range(8)):
            assert rows == pytest.approx(expected, abs=1e-4)


def test_it_is_loaded_once() -> None:
    assert encoders.stream() is encoders.stream()
    assert encoders.precise() is encoders.precise()


def test_the_best_installed_is_taken() -> None:
    assert encoders.stream().name == ("sentences" if sentences.available() else "lexical")
    assert encoders.precise().name == ("e5" if e5.available() else encoders.stream().name)
    assert set(encoders.known()) == {"lexical", "sentences", "e5"}
