"""Who begins, who waits, and in which order."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from huiying.project import places
from huiying.project.places import AT_ONCE, IN_A_ROW, MOST, Place, Places, Who, whose

STAFF, PUBLIC = Who.STAFF, Who.PUBLIC


class Door:
    """Comes and goes, and what had its turn, in that order."""

    def __init__(self) -> None:
        self.places, self.begun = Places(), list[str]()
        self._inside: dict[str, Place] = {}
        self._waiting: dict[str, asyncio.Future[Any]] = {}

    async def come(self, name: str, who: Who) -> None:
        place = self._inside[name] = Place(self.places, who)
        leaving = self._waiting[name] = asyncio.get_running_loop().create_future()
        task = asyncio.ensure_future(place.comes_before(leaving))
        task.add_done_callback(lambda done: self.begun.append(name) if done.result() else None)
        await _settled()

    async def go(self, name: str) -> None:
        self._inside.pop(name).leave()
        await _settled()

    async def give_up(self, name: str) -> None:
        self._waiting[name].set_result(None)
        await _settled()


async def _settled() -> None:
    for _turn in range(4):
        await asyncio.sleep(0)


def _at(work: Callable[[Door], Coroutine[Any, Any, None]]) -> Door:
    async def whole() -> Door:
        door = Door()
        await work(door)
        return door

    with ThreadPoolExecutor(max_workers=1) as thread:  # a browser's loop may run on ours
        return thread.submit(asyncio.run, whole()).result()


def test_whose_page_it_is_stands_in_its_address() -> None:
    assert [whose(path) for path in ("/desk/", "/cms/pages/3/", "/", "/deskless/")] == [STAFF, STAFF, PUBLIC, PUBLIC]


def test_the_public_leaves_room_for_the_staff() -> None:
    async def crowd(door: Door) -> None:
        for number in range(5):
            await door.come(f"reader {number}", PUBLIC)
        for number in range(5):
            await door.come(f"officer {number}", STAFF)

    assert _at(crowd).begun == ["reader 0", "reader 1", "officer 0", "officer 1"]
    assert (AT_ONCE[PUBLIC], AT_ONCE[STAFF]) == (2, 4)


def test_the_staff_go_before_the_public_that_came_first() -> None:
    async def crowd(door: Door) -> None:
        for number in range(3):
            await door.come(f"reader {number}", PUBLIC)
        for number in range(3):
            await door.come(f"officer {number}", STAFF)
        await door.go("reader 0")
        await door.go("officer 0")
        await door.go("officer 1")

    assert _at(crowd).begun == ["reader 0", "reader 1", "officer 0", "officer 1", "officer 2"]


def test_the_public_has_its_turn_after_so_many_of_the_staff() -> None:
    async def flood(door: Door) -> None:
        await door.come("first", PUBLIC)
        await door.come("second", PUBLIC)
        await door.come("third", PUBLIC)
        for number in range(3 * IN_A_ROW):
            await door.come(f"officer {number}", STAFF)
        for number in range(IN_A_ROW):
            await door.go(f"officer {number}")

    begun = _at(flood).begun
    assert begun.index("third") == 2 + IN_A_ROW


def test_who_gave_up_takes_nobodys_turn() -> None:
    async def crowd(door: Door) -> None:
        for number in range(4):
            await door.come(f"reader {number}", PUBLIC)
        await door.give_up("reader 2")
        await door.go("reader 0")

    assert _at(crowd).begun == ["reader 0", "reader 1", "reader 3"]


def test_what_is_slow_keeps_nobody_from_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "SLOW", 0.02)

    async def crowd(door: Door) -> None:
        for number in range(2 * MOST):
            await door.come(f"reader {number}", PUBLIC)
        await asyncio.sleep(0.5)
        assert len(door.begun) == MOST  # and no more threads and connections than so many
        await door.go("reader 0")

    door = _at(crowd)
    assert len(door.begun) == MOST + 1
    assert (door.places.inside, door.places.at_work) == (MOST, 1)


def test_a_place_is_given_back_once() -> None:
    async def twice(door: Door) -> None:
        await door.come("reader", PUBLIC)
        place = door._inside["reader"]
        await door.go("reader")
        place.leave()

    door = _at(twice)
    assert (door.places.inside, door.places.at_work) == (0, 0)
