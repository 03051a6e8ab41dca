"""What every test begins with is what was written and founded, each time anew."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from wagtail.models import Page

from huiying.intake.models import Channel
from huiying.ledger.models import Entry
from huiying.ledger.seal import verify
from huiying.people.models import LeadingGroupSeat, Post, Section, Unit, User
from tests.kept import PREFIX, KeptOffice, counted
from tests.office import NAME, Office, found_test_office


@pytest.mark.parametrize("turn", ["first", "second"])
@pytest.mark.django_db(transaction=True)
def test_every_turn_begins_with_the_same_and_the_words_that_find_it(turn: str) -> None:
    kept, now = {}, counted()
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if name.startswith(PREFIX):
                cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
                kept[name.removeprefix(PREFIX)] = cursor.fetchone()[0]
    assert kept
    assert {name: now[name] for name in kept} == kept
    assert Permission.objects.filter(codename="publish_page").exists()
    assert [page.title for page in Page.objects.search(NAME)] == [NAME]
    assert not Unit.objects.exists(), turn
    found_test_office()  # what this one writes, the second does not find


def told() -> list[list[Any]]:
    """What the bureau is, without the numbers of its rows."""
    return [
        list(Unit.objects.values_list("name", "parent")),
        list(Section.objects.order_by("rank").values_list("unit__name", "name", "duties", "is_information")),
        list(User.objects.order_by("username").values_list("username", "name", "unit__name", "is_active")),
        list(Post.objects.order_by("user__username").values_list("user__username", "role", "section__name")),
        list(LeadingGroupSeat.objects.order_by("user__username").values_list("user__username", "seat")),
        list(Channel.objects.order_by("slug").values_list("slug", "name", "connector", "form", "rank")),
        list(Entry.objects.order_by("pk").values_list("deed", "actor", "at", "facts")),
    ]


def test_the_office_is_as_its_actions_found_it(office: Office, kept_office: KeptOffice) -> None:
    again, rows = told(), counted()
    assert verify().ok
    assert office.head.unit == office.unit == office.project.unit
    with connection.cursor() as cursor:
        kept_office.copies.empty(cursor)
    found_test_office()
    assert told() == again
    assert counted() == rows
