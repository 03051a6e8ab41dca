"""Every table has a class, and what the page of classes says of its protection is so: docs/reference/data.md."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

from huiying.accounts.models import Authenticator
from huiying.intake.models import Address, Subscription
from huiying.intake.sealing import SealedJSONField, SealedTextField

PAGE = (Path(__file__).parent.parent / "docs" / "reference" / "data.md").read_text("utf-8")
MODELS = [model for model in apps.get_models() if model.__module__.startswith("huiying.")]


def classes() -> dict[tuple[str, str], int]:
    found = re.findall(r"^\| (\d) \| (\w+) \| ((?:`\w+` ?)+)\|$", PAGE, re.MULTILINE)
    told = [((room, name), int(level)) for level, room, names in found for name in re.findall(r"`(\w+)`", names)]
    assert max(Counter(place for place, _level in told).values()) == 1
    return dict(told)


def test_every_table_has_one_class() -> None:
    assert classes().keys() == {(model._meta.app_label, model.__name__) for model in MODELS}
    assert set(classes().values()) == {1, 2, 3, 4, 5}


def test_every_class_has_its_protection() -> None:
    rows = re.findall(r"^\| (\d) \w+ \(\w+\) \|(.+)\|$", PAGE, re.MULTILINE)
    assert [level for level, _row in rows] == list("12345")
    assert all(len([cell for cell in row.split("|") if cell.strip()]) == 5 for _level, row in rows)


def sealed(model: type[Model]) -> bool:
    return any(isinstance(field, SealedTextField | SealedJSONField) for field in model._meta.get_fields())


def test_what_is_sealed_is_of_the_classes_that_are() -> None:
    closed = [model for model in MODELS if sealed(model)]
    assert {Authenticator, Address, Subscription} <= set(closed)
    loose = {"Voice", "Delivery"}  # their words are of the third class, the way back to the writer in them is sealed
    found = {model.__name__: classes()[model._meta.app_label, model.__name__] for model in closed}
    assert not {name: level for name, level in found.items() if level > 2 and name not in loose}


@pytest.mark.parametrize(("name", "but"), [("secret", set()), ("password", {"User"})])  # a person, with a slow digest
def test_no_field_with_a_key_is_of_a_lower_class(name: str, but: set[str]) -> None:
    held = {model for model in MODELS for field in model._meta.fields if field.name == name}
    assert held
    assert {model.__name__ for model in held if classes()[model._meta.app_label, model.__name__] > 1} == but
