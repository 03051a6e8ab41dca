"""Personal data in a text goes for good, and every place in the text stays where it was."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model

from huiying.intake.models import AddressKind, Voice
from huiying.intake.particulars import PARTICULARS
from huiying.language import privacy

from .places import Copy, Place

LEAST = 2  # characters of a word that is looked for: one alone is in every text


class Masker:
    """Masks what is known of these people, and whatever else is found to be personal data."""

    def __init__(self, known: Iterable[str]) -> None:
        words = {word.strip() for word in known}
        self._known = sorted((word for word in words if len(word) >= LEAST), key=len, reverse=True)

    def text(self, said: str) -> str:
        return privacy.veil(self.known(said))

    def known(self, said: str) -> str:
        """Only what is known of these people masked."""
        for word in self._known:
            said = said.replace(word, word[0] + "*" * (len(word) - 1))
        return said

    def value(self, told: Any) -> Any:
        """Every text in a JSON value masked."""
        if isinstance(told, str):
            return self.text(told)
        if isinstance(told, list):
            return [self.value(each) for each in told]
        return {key: self.value(each) for key, each in told.items()} if isinstance(told, dict) else told


def known_of(voices: Iterable[Voice]) -> list[str]:
    """What the office knows of the writers of these voices: names, contacts, and what they told of themselves."""
    known: list[str] = []
    for voice in voices:
        known += _texts(voice.reply_to.get(PARTICULARS, {}))
        known += [
            value for key, value in voice.reply_to.items() if key in AddressKind.values and isinstance(value, str)
        ]
        if person := voice.correspondent:
            known.append(person.name)
            known += [row.value for row in person.addresses.all() if row.kind != AddressKind.NAME]
    return known


def _texts(told: dict[str, Any]) -> list[str]:
    return [value for key, value in told.items() if isinstance(value, str) and key not in ("applicant", "document")]


def mask_rows(place: Place, keys: Iterable[int], masker: Masker) -> None:
    """Mask the texts of a place in the rows that `keys` of cases or voices lead to."""
    model: type[Model] = apps.get_model(place.model)
    found = model._default_manager.filter(**{f"{place.by}__in": list(keys)})
    rows = list({row.pk: row for row in found}.values())  # of a topic several letters lead to one row
    for row in rows:
        for name in place.texts:
            setattr(row, name, _fitting(row, name, masker.value(getattr(row, name))))
    model._default_manager.bulk_update(rows, place.texts, batch_size=200)


def mask_copies(copies: Iterable[Copy], numbers: Iterable[str], masker: Masker) -> None:
    """Mask the public copies of the letters with these numbers. Each is saved by itself, so that whatever follows it,
    the portal's search too, holds its new words.
    """
    keys = list(numbers)
    for copy in copies:
        model: type[Model] = apps.get_model(copy.model)
        for row in model._default_manager.filter(reference__in=keys):
            for name in copy.texts:
                setattr(row, name, masker.text(getattr(row, name)))
            for name in copy.signed:
                setattr(row, name, masker.known(getattr(row, name)))
            row.save(update_fields=[*copy.texts, *copy.signed])


def _fitting(row: Model, name: str, value: Any) -> Any:
    most = row._meta.get_field(name).max_length  # type: ignore[union-attr]
    return value[:most] if most and isinstance(value, str) else value
