"""The page of a case asks only for what hangs on it, and still shows all that does."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiying.handling import actions
from huiying.handling.actions.enclosing import enclose
from huiying.handling.actions.looking import look
from huiying.handling.actions.noting import add_note
from huiying.handling.models import Case
from huiying.handling.present import OF_CASE, OF_VOICE, present
from huiying.handling.tests.desk import answered, drafted, opened, signed_in
from huiying.intake.channel import Attached
from huiying.intake.tests.hostile import PNG
from tests.office import SUNDAY, Office

MOST_FOR_A_NEW_CASE = 24


def by_the_models(case: Case) -> set[str]:
    """What `present` says, asked of each relation by itself."""
    found = {name for name in OF_CASE if name != "incident" and getattr(case, name).exists()}
    found |= {"incident"} if hasattr(case, "incident") else set()
    return found | {name for name in OF_VOICE if getattr(case.voice, name).exists()}


def test_nothing_hangs_on_a_new_case(office: Office) -> None:
    case = opened(office)
    assert present(case) == by_the_models(case) == set()


def test_what_was_laid_on_a_case_is_present(office: Office) -> None:
    case, at = drafted(office), SUNDAY + timedelta(hours=5)
    add_note(case, text="已电话联系", by=office.handler, at=at)
    enclose(case, [Attached(name="图.png", content=PNG)], description="图", to_writer=True, by=office.handler, at=at)
    look(case, by=office.head, at=at)
    actions.ask_writer(case, question="请问是哪一处厂房？", by=office.handler, at=at)
    assert present(case) == by_the_models(case) == {"drafts", "notes", "case_files", "presences", "questions"}


def test_another_case_has_none_of_it(office: Office) -> None:
    answered(office)
    other = opened(office, ident="2")
    assert present(other) == set()


def test_the_page_of_a_new_case_asks_little(office: Office) -> None:
    case, officer = opened(office), signed_in(office.officer)
    page = f"/desk/cases/{case.number}/"
    officer.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert officer.get(page).status_code == 200
    asked = [query["sql"] for query in queries if 'FROM "handling_rule"' not in query["sql"]]
    assert len(asked) <= MOST_FOR_A_NEW_CASE, "\n".join(asked)
