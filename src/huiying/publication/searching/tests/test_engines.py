"""What every engine of the search must do: the database's own, and the server by its double."""

from datetime import date

import httpx
import pytest

from huiying.language.indexing import indexed
from huiying.language.wanted import wanted
from huiying.publication.models import SearchEntry
from huiying.publication.searching.engines import Alike, Asked, Engine, EngineFailed, Filters, Written, own
from huiying.publication.searching.engines.opensearch import OpenSearchEngine

from .server_double import OpenSearchDouble

pytestmark = pytest.mark.django_db

TEXTS = (
    ("标准厂房租金补助怎样申报", "每季度申报一次，由政策法规科受理。", "answer", "hudong", date(2026, 3, 1)),
    ("园区班车时刻", "租金不在此列。班车每小时一班。", "page", "xinxi", date(2026, 3, 5)),
    ("Open311 接口说明", "开发者请看 API 文档。", "page", "xinxi", date(2026, 1, 9)),
    ("班车加班次", "四月起增开。", "answer", "hudong", date(2026, 2, 1)),
)


@pytest.fixture(params=["own", "server"])
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param == "own":
        return own()
    double = OpenSearchDouble(auth="Basic dTpwOnc=")
    return OpenSearchEngine("https://u:p%3Aw@search.example:9200/portal", transport=httpx.MockTransport(double))


@pytest.fixture
def rows(engine: Engine) -> list[Written]:
    found = []
    for number, (title, text, kind, column, dated) in enumerate(TEXTS):
        entry = SearchEntry.objects.create(
            source=f"t:{number}", kind=kind, column=column, dated=dated, title=title, text=text, url="/", plain=title
        )
        found.append(Written(entry.pk, indexed(title)[1], indexed(f"{title}\n{text}")[1], kind, column, dated))
    engine.write(found)
    return found


def places(rows: list[Written], keys: list[int]) -> list[int]:
    order = [row.key for row in rows]
    return [order.index(key) for key in keys if key in order]


def asked(typed: str, **more: object) -> Asked:
    return Asked(wanted(typed, {}).terms, **more)  # type: ignore[arg-type]


def test_every_word_must_be_there_and_the_newest_comes_first(engine: Engine, rows: list[Written]) -> None:
    assert places(rows, engine.matching(asked("租金"), 9)) == [1, 0]
    assert places(rows, engine.matching(asked("租金 申报"), 9)) == [0]
    assert places(rows, engine.matching(asked("租金 火星"), 9)) == []
    assert places(rows, engine.matching(asked("班车"), 1)) == [1]


def test_a_word_may_be_asked_of_the_title_alone(engine: Engine, rows: list[Written]) -> None:
    assert places(rows, engine.matching(asked("租金", in_title=True), 9)) == [0]


def test_another_word_that_means_the_same_will_do(engine: Engine, rows: list[Written]) -> None:
    terms = wanted("通勤车 时刻", {"通勤车": ("通勤车", "班车")}).terms
    assert places(rows, engine.matching(Asked(terms), 9)) == [1]


def test_single_characters_and_latin_words(engine: Engine, rows: list[Written]) -> None:
    assert places(rows, engine.matching(asked("班"), 9)) == [1, 3]
    assert places(rows, engine.matching(asked("OPEN311"), 9)) == [2]


def test_filters_narrow(engine: Engine, rows: list[Written]) -> None:
    def narrowed(**by: object) -> list[int]:
        return places(rows, engine.matching(asked("班车", filters=Filters(**by)), 9))  # type: ignore[arg-type]

    assert narrowed(kind="answer") == [3]
    assert narrowed(column="xinxi") == [1]
    assert narrowed(since=date(2026, 3, 1)) == [1]
    assert narrowed(until=date(2026, 3, 1)) == [3]
    loose = Alike((("班车", 1.0),), Filters(kind="page"))
    assert places(rows, engine.likest(loose, 9)) == [1]


def test_what_holds_more_of_it_comes_first(engine: Engine, rows: list[Written]) -> None:
    alike = Alike((("租金", 1.0), ("班车", 2.0), ("没有", 3.0)))
    assert places(rows, engine.likest(alike, 9)) == [1, 3, 0]
    assert places(rows, engine.likest(alike, 1)) == [1]


def test_what_is_forgotten_or_written_again_is_found_no_more(engine: Engine, rows: list[Written]) -> None:
    engine.forget(rows[:1])
    assert places(rows, engine.matching(asked("租金"), 9)) == [1]
    engine.forget(rows[1:2])
    engine.write([Written(rows[1].key, ["公交"], ["公交"], "page", "xinxi", date(2026, 3, 5))])
    assert places(rows, engine.matching(asked("租金"), 9)) == []
    assert places(rows, engine.matching(asked("公交"), 9)) == [1]
    engine.empty()
    assert engine.matching(asked("公交"), 9) == []
    engine.write(rows[:1])
    assert places(rows, engine.matching(asked("租金"), 9)) == [0]


@pytest.mark.parametrize(
    "typed", ['"', "a OR b", "租金*", "title : x", "NEAR(a b)", "'; DROP", "租金 AND ((", "\\'", "%_"]
)
def test_the_language_of_the_index_is_not_spoken(engine: Engine, rows: list[Written], typed: str) -> None:
    what = wanted(typed, {})
    if what.terms:
        engine.matching(Asked(what.terms), 9)
        engine.likest(Alike(tuple((pair, 1.0) for pair in what.pairs)), 9) if what.pairs else None


def test_a_server_that_fails_says_so() -> None:
    double = OpenSearchDouble()
    engine = OpenSearchEngine("http://search.example/portal", transport=httpx.MockTransport(double))
    row = Written(1, ["租金"], ["租金"], "page", "", date(2026, 1, 1))
    double.refusing = True
    with pytest.raises(EngineFailed, match="refused"):
        engine.write([row])
    double.away = True
    with pytest.raises(EngineFailed, match="nobody there"):
        engine.matching(asked("租金"), 9)


def test_the_index_on_the_server_is_made_once_and_takes_nothing_else() -> None:
    double = OpenSearchDouble()
    engine = OpenSearchEngine("http://search.example/portal", transport=httpx.MockTransport(double))
    rows = [Written(key, ["租金"], ["租金"], "page", "", date(2026, 1, 1)) for key in range(1, 4)]
    engine.write(rows[:2])
    engine.write(rows[2:])
    assert double.made is not None
    assert double.made["dynamic"] == "strict"
    assert [way for way, _path in double.asked].count("PUT") == 1
    assert len(double.documents) == 3
