"""Fixtures of this folder."""

import pickle
from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from huiying.publication.columns import CONSULTATIONS, INFORMATION, NEWS
from huiying.publication.models import ColumnPage
from tests.inspection.site import answer, article
from tests.kept import KeptOffice
from tests.office import Office
from tests.standing import standing


@pytest.fixture(scope="module")
def sound_site(kept_office: KeptOffice, django_db_blocker: DjangoDbBlocker) -> Iterator[bytes]:
    """A site in which an inspector finds nothing; its news stand in one column."""

    def build() -> Office:
        office = kept_office.found()
        for inner in ColumnPage.objects.child_of(ColumnPage.objects.get(slug=NEWS)):
            inner.delete()
        article(NEWS, "项目签约")
        article(INFORMATION, "办事指南")
        for n in range(6):
            article(CONSULTATIONS, f"征求意见之{n}", days=5 + n)
        answer()
        return office

    yield from standing(django_db_blocker, build)


@pytest.fixture
def sound(sound_site: bytes, db: None) -> Office:
    office: Office = pickle.loads(sound_site)  # noqa: S301
    return office
