"""The answers that are shown to whoever writes: many are read beside the work, never by a visitor."""

import threading
from typing import Any

import pytest
from django.test import Client

from huiying.handling.shelves import Library
from huiying.publication import similar
from tests.patience import until

from .test_portal_search import answer

LETTER = "请问标准厂房租金补助的申报条件是什么"


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A large shelf; the names of the threads that read it."""
    seen: list[str] = []
    made = similar._Shelving.made

    def noted(self: Any, of: None) -> Any:
        seen.append(threading.current_thread().name)
        return made(self, of)

    monkeypatch.setattr(similar._Shelving, "made", noted)
    monkeypatch.setattr(similar, "LARGE", 1)
    monkeypatch.setattr(similar, "_library", Library(similar._Shelving()))
    return seen


def shown() -> str:
    return Client().post("/search/similar/", {"text": LETTER}).content.decode()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.usefixtures("office")
def test_no_visitor_reads_many_answers(readers: list[str]) -> None:
    one = answer("A1", "标准厂房租金补助申报条件", "租金补助按季度申报，材料齐全的十日内办结。")
    similar.make_ready()
    assert until(lambda: "/answers/A1/" in shown())
    assert threading.current_thread().name not in readers
    one.delete()
    assert shown() == ""  # at once, whatever the shelf still holds
