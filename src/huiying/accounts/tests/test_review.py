"""权限复核表: who holds what, who has not come for ninety days, and that the ledger tells of it."""

from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from openpyxl import load_workbook

from huiying.accounts import review
from huiying.ledger.models import Entry
from huiying.people.actions import found_office
from huiying.people.models import User
from tests.office import NAME, SUNDAY, Office

from .door import joined, signed_in


def test_the_paper_lists_every_login_with_what_strikes(office: Office) -> None:
    at = timezone.now()
    joined(office.handler, at)
    User.objects.filter(username="head").update(last_login=at - timedelta(days=90))
    User.objects.filter(username="leader").update(last_login=at - timedelta(days=89))
    User.objects.filter(username="editor").update(is_active=False)
    User.objects.create(username="nobody", name="=1+1", unit=office.unit)
    client = signed_in(office.auditor)
    page = client.get("/desk/access/")
    assert page.context["striking"] == 3
    assert not Entry.objects.filter(deed="access.reviewed").exists()  # looking is not reviewing
    answer = client.post("/desk/access/")
    assert "attachment" in answer["Content-Disposition"]
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(answer.content)).active.iter_rows()]
    assert rows[0][0] == f"{NAME}权限复核表"
    lines = {row[2]: row for row in rows[3:]}
    assert lines.keys() == set(User.objects.values_list("username", flat=True))
    assert lines["handler"][4] == "项目服务科 承办人"
    assert lines["handler"][7] == "动态口令"
    assert lines["auditor"][9] == 1
    struck = {login: row[10] for login, row in lines.items() if row[10]}
    assert struck == {"head": "90 天未使用", "editor": "已停用，仍有岗位", "nobody": "没有岗位"}
    assert Entry.objects.get(deed="access.reviewed").facts == {"logins": len(lines), "striking": 3}


def test_another_unit_is_not_in_it(office: Office) -> None:
    other = found_office("市住建局", [("综合科", "综合", True)], parent=office.unit, at=SUNDAY)
    sister = found_office("市教育局", [("综合科", "综合", True)], at=SUNDAY)
    for number, unit in enumerate((other, sister)):
        User.objects.create(username=f"far{number}", unit=unit)
    seen = {row.username for row in review.logins(office.auditor, at=SUNDAY)}
    assert "far0" in seen
    assert "far1" not in seen


def test_it_asks_the_same_of_the_database_however_many_there_are(
    office: Office, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        User.objects.create(username=f"user{number}", unit=office.unit)
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        assert len(review.logins(office.auditor, at=SUNDAY)) > 30
