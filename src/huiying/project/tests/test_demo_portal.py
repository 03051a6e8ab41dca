"""The demo's portal has something of every kind, and nothing of tomorrow."""

from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from huiying.core.errors import RuleError
from huiying.ledger.models import Entry
from huiying.people.models import Role, User
from huiying.project.demo.portal import furnish_portal
from huiying.publication.editors import PUBLISHERS
from huiying.publication.models import (
    AnnualReportPage,
    ColumnPage,
    Effect,
    GuidePage,
    HomePage,
    PolicyAttachment,
    PolicyPage,
    QuestionPage,
)
from huiying.publication.reviewing import STAGES, group_of, is_on
from tests.office import Office

pytestmark = pytest.mark.usefixtures("office")


@pytest.mark.parametrize("today", [date(2026, 3, 15), date(2026, 1, 10), date(2026, 11, 30)])
def test_every_kind_is_there_and_nothing_is_of_tomorrow(today: date) -> None:
    furnish_portal(today)
    assert GuidePage.objects.count() == 1
    assert PolicyPage.objects.count() >= 8
    assert PolicyAttachment.objects.exists()
    assert AnnualReportPage.objects.count() == 2
    assert QuestionPage.objects.count() == 12
    for kind in (GuidePage, PolicyPage, AnnualReportPage, QuestionPage):
        assert all(timezone.localdate(page.first_published_at) <= today for page in kind.objects.all())
    assert {one.standing(today) for one in PolicyPage.objects.all()} == set(Effect)


def test_what_came_in_and_what_was_done_with_it_agree() -> None:
    """Column by column as the form of the report demands: received and carried over is handled and carried on."""
    furnish_portal(date(2026, 3, 15))
    for report in AnnualReportPage.objects.all():
        (table,) = report.told_tables
        rows = {name: [int(cell) for cell in cells] for name, *cells in table.rows}
        for column in range(3):
            came = rows["一、本年新收"][column] + rows["二、上年结转"][column]
            assert came == rows["办理结果总计"][column] + rows["四、结转下年度继续办理"][column]
        assert all(a + b == total for a, b, total in rows.values())


def test_the_command_completes_an_older_portal_and_switches_the_reviews(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    Page.objects.get(slug="changjian-wenti").delete()
    call_command("portal", "--reviews", "off")
    assert "1" in capsys.readouterr().out
    assert not is_on()
    assert [group_of(stage.role).user_set.count() for stage in STAGES] == [1, 1, 1]  # type: ignore[union-attr]
    assert group_of(Role.EDITOR).user_set.get() == office.editor  # type: ignore[union-attr]
    call_command("portal", "--reviews", "on")
    assert is_on()


def test_the_command_takes_out_who_publishes_past_the_reviews(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """The editors of a home that is older than the reviews stand in Wagtail's own group."""
    publishers = Group.objects.get(name=PUBLISHERS)
    publishers.user_set.add(office.editor)
    column = ColumnPage.objects.get(slug="xinxi-fabu")
    own = Group.objects.create(name="值班发布")
    own.user_set.add(office.handler)
    right = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    GroupPagePermission.objects.create(group=own, page=column.page_ptr, permission=right)
    call_command("portal", "--reviews", "off")
    assert column.permissions_for_user(office.editor).can_publish()
    capsys.readouterr()
    call_command("portal", "--reviews", "on")
    told = capsys.readouterr().out
    assert office.editor.ledger_name in told
    assert "值班发布" in told
    editor = User.objects.get(pk=office.editor.pk)
    assert not column.permissions_for_user(editor).can_publish()
    assert column.permissions_for_user(editor).can_edit()
    assert Entry.objects.filter(deed="portal.publisher_taken_out", facts__person=office.editor.ledger_name).count() == 1
    call_command("portal")
    assert office.editor.ledger_name not in capsys.readouterr().out


def test_without_a_portal_the_command_says_what_to_do() -> None:
    HomePage.objects.get().delete()
    with pytest.raises(RuleError, match="huiying init"):
        call_command("portal")
