"""需求 · Questions grouped by what they are about, wherever they are about it: a hundred letters on building sites at
night are one need of information, although each names another site. Topics (`language.topics`) part what needs part
again: each site is an event of its own. Only what asks how a work goes on is about that work alone (`projects`), and
so is what very many ask of one place.

Groups are found over titles without place names (`grouping`), and parted by the names in them (`parting`).
"""

import re
from collections.abc import Collection, Iterable, Sequence

import numpy as np

from ..reading import fold
from .grouping import WIDTH, Counts, Group, Groups, Weighing, batches, spread_of
from .naming import ENDING, OPENING, PLACES, name_of
from .parting import READ, People, apart
from .projects import goes_on, named

MOST_READ = 300  # questions of a group by which it is named, spread evenly over it

_ASKED = re.compile(
    "请问|咨询|询问|合不?合理|合不?合法|是否|可否|能否|能不能|可不可以|可以|如何|怎么样?|怎样|为什么|为何|什么时候|何时|多久|到底|究竟|吗|呢"
)


def group(
    questions: Sequence[str], standing: Sequence[Sequence[int]] = (), people: Sequence[int] = ()
) -> list[list[int]]:
    """The questions in groups, as their places, the largest first. `standing` are groups that stand already: their
    questions stay together, new ones join them. `people` are how many stand behind each question; left out, one each.
    """
    told = [read(question) for question in questions]
    weighing = Weighing.of(spread_in(told), len(told))
    stood = [list(one) for one in standing if one]
    groups, taken = Groups(stood), {place for one in stood for place in one}
    for places in batches(sorted(taken)):
        groups.stand(places, weighing.rows([told[place] for place in places]))
    for places in batches([place for place in range(len(told)) if place not in taken]):
        groups.take(places, weighing.rows([told[place] for place in places]))
    return [list(one) for one in parted(groups.found(), questions, people, taken)]


def spread_in(told: Sequence[str]) -> Counts:
    """In how many of so many questions, as they are read, each column of words stands."""
    return sum((spread_of(part) for part in batches(told)), np.zeros(WIDTH, np.int64))


def parted(
    groups: Iterable[Group], questions: Sequence[str], people: People = (), standing: Collection[int] = ()
) -> list[Group]:
    """The groups, each without what is a matter of its own."""
    return [part for one in groups for part in apart(one, questions, standing, people)]


def matter_of(questions: Sequence[str], people: Sequence[int] = (), order: Sequence[int] = ()) -> str:
    """What a group is about; `order` is what `central` says of it, if that was asked."""
    return name_of(questions, order or central(questions), people) if questions else ""


def central(questions: Sequence[str]) -> list[int]:
    """The places of the questions of one group, the most central first: the first names it."""
    told = [read(question) for question in questions]
    rows = Weighing.of(spread_of(told), len(told)).rows(told).whole()
    near = rows @ rows.mean(axis=0)
    return [int(place) for place in np.argsort(-near, kind="stable")]


def some_of(group: Group) -> Group:
    """Those of a group by which it is named: all, or of very many some that are spread evenly over it."""
    if len(group) <= MOST_READ:
        return group
    return [group[place] for place in np.linspace(0, len(group) - 1, MOST_READ).astype(int).tolist()]


def read(question: str) -> str:
    """What is compared: without places and without the words that ask; of works their names too, which tell most."""
    told = OPENING.sub("", fold(question[:READ]))
    plain = _ASKED.sub("", ENDING.sub("", told)).strip()
    names = named(told)
    if names and goes_on(told):
        return " ".join((*names, plain))
    for name in names:
        plain = plain.replace(name, "")
    return PLACES.sub("", plain).strip() or told
