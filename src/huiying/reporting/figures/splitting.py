"""Which value of a dimension each row has, asked once for all figures over the same rows.

A report counts a dozen figures by section, and each figure by a dozen sections: the database would read the same rows a
hundred times. From the second value on it is asked for all values together, and the keys are told apart here.
"""

from collections import defaultdict

import numpy as np
from django.db.models import Model

from ..frozen import Keys
from .dimension import Dimension

CHUNK = 10_000
Name = tuple[type[Model], str]


class Splits:
    """The rows of a model by their values, as far as they were asked for."""

    def __init__(self) -> None:
        self._asked: dict[Name, set[str]] = defaultdict(set)
        self._spans: dict[Name, tuple[int, int]] = {}
        self._keys: dict[Name, dict[str, Keys]] = {}

    def pays(self, model: type[Model], dimension: Dimension, value: str) -> bool:
        """Whether to tell the values apart: where more than one is asked for. Having none is for the database."""
        asked = self._asked[model, dimension.key]
        asked.add(value)
        return dimension.split and bool(value) and len(asked) > 1

    def among(self, keys: Keys, model: type[Model], dimension: Dimension, value: str) -> Keys:
        """Those of some keys whose rows have a value."""
        if not keys.size:
            return keys
        name, first, last = (model, dimension.key), int(keys.min()), int(keys.max())
        known = self._spans.get(name, (first, first - 1))
        if first < known[0] or last > known[1]:
            span = (min(first, known[0]), max(last, known[1]))
            self._spans[name], self._keys[name] = span, _told_apart(model, dimension, *span)
        having = self._keys[name].get(value, np.empty(0, dtype=np.int64))
        return having[np.isin(having, keys, assume_unique=True)]


def _told_apart(model: type[Model], dimension: Dimension, first: int, last: int) -> dict[str, Keys]:
    rows = model._default_manager.filter(dimension.any(model), pk__range=(first, last)).order_by()
    found: dict[str, list[int]] = defaultdict(list)
    for value, key in rows.values_list(dimension.field(model), "pk").iterator(chunk_size=CHUNK):
        found[str(value)].append(key)
    return {value: np.array(keys, dtype=np.int64) for value, keys in found.items()}
