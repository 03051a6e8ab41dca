"""我的视图 · Filters and order kept under a name: one's own, shared with the unit, one that opens the list."""

from urllib.parse import parse_qs, urlsplit

import pytest

from huiying.core.errors import InputError, NotAllowed
from huiying.handling import actions
from huiying.handling.actions.viewing import MOST_VIEWS
from huiying.handling.models import SavedView
from tests.office import SUNDAY, Office

from .desk import assigned, opened, signed_in

NEW = "/desk/views/new/?list=cases&query=state%3Dassigned%26sort%3Ddue%26page%3D2"


def kept(office: Office, name: str = "待接办", **more: object) -> SavedView:
    told = {"name": name, "query": "state=assigned", "by": office.officer, "at": SUNDAY} | more
    return actions.save_view("cases", **told)  # type: ignore[arg-type]


def test_the_filters_of_a_list_are_kept_and_stand_as_a_tab(office: Office) -> None:
    assigned(office, ident="1")
    opened(office, ident="2")
    officer = signed_in(office.officer)
    assert officer.get(NEW).status_code == 200
    opened_list = officer.post(NEW, {"name": " 待  接办 "}, follow=True)
    view = SavedView.objects.get()
    assert (view.name, view.query, view.unit, view.is_default) == ("待 接办", "state=assigned&sort=due", None, False)
    assert opened_list.context["current_view"] == view
    assert opened_list.context["page_obj"].paginator.count == 1
    page = officer.get("/desk/cases/?sort=due&state=assigned")
    assert page.context["current_view"] == view
    assert page.content.decode().count("tab-count") == 1


def test_a_name_used_again_is_written_over(office: Office) -> None:
    kept(office)
    kept(office, query="state=closed")
    assert [view.query for view in SavedView.objects.all()] == ["state=closed"]


def test_the_unit_sees_what_is_shared_and_nobody_else_does(office: Office) -> None:
    mine, shared = kept(office), kept(office, "超期", query="clock=late", shared=True)
    assert shared.unit == office.unit
    for person, names in ((office.officer, {mine.name, shared.name}), (office.handler, {shared.name})):
        assert {view.name for view in signed_in(person).get("/desk/cases/").context["views"]} == names
    assert signed_in(office.handler).get(f"/desk/views/{shared.pk}/").status_code == 404
    assert signed_in(office.handler).post(f"/desk/views/{shared.pk}/delete/").status_code == 404
    with pytest.raises(NotAllowed):
        actions.delete_view(shared, by=office.handler)
    with pytest.raises(NotAllowed):
        kept(office, "科室", by=office.handler, shared=True)
    signed_in(office.handler).post(NEW, {"name": "自用", "shared": "on"})
    assert SavedView.objects.get(name="自用").unit is None
    assert signed_in(office.editor).get(NEW).status_code == 403


def test_one_view_opens_the_list(office: Office) -> None:
    kept(office, "旧", is_default=True)
    view = kept(office, is_default=True)
    officer = signed_in(office.officer)
    to = urlsplit(officer.get("/desk/cases/")["Location"])
    assert (to.path, parse_qs(to.query)) == ("/desk/cases/", {"state": ["assigned"], "view": [str(view.pk)]})
    assert officer.get("/desk/cases/?view=all").status_code == 200
    assert officer.get("/desk/inbox/").status_code == 200
    assert SavedView.objects.filter(is_default=True).count() == 1
    assert signed_in(office.leader).get("/desk/cases/").status_code == 200


def test_it_is_renamed_and_deleted(office: Office) -> None:
    view, other = kept(office), kept(office, "别名")
    officer = signed_in(office.officer)
    refused = officer.post(f"/desk/views/{view.pk}/", {"name": other.name})
    assert refused.status_code == 422
    assert officer.post(f"/desk/views/{view.pk}/", {"name": "  "}).status_code == 422
    officer.post(f"/desk/views/{view.pk}/", {"name": "新名", "shared": "on", "is_default": "on"})
    view.refresh_from_db()
    assert (view.name, view.unit, view.is_default) == ("新名", office.unit, True)
    officer.post(f"/desk/views/{view.pk}/delete/")
    assert [left.name for left in SavedView.objects.all()] == ["别名"]


def test_stale_filters_and_bad_forms_break_nothing(office: Office) -> None:
    opened(office)
    view = kept(office, "旧科室", query="section=撤销了的科室&lead=x&handler=999&sort=gone&topic=99999")
    page = signed_in(office.officer).get(f"/desk/cases/?{view.query}&view={view.pk}")
    assert page.status_code == 200
    assert page.context["page_obj"].paginator.count == 0
    officer = signed_in(office.officer)
    assert officer.get(f"/desk/views/{view.pk}/").status_code == 200
    assert officer.post("/desk/views/new/?list=nonsense&query=%25", {"name": "好"}).status_code == 302
    assert officer.post(NEW, {"name": ""}).status_code == 422
    assert officer.post(NEW, {"name": "长" * 21}).status_code == 422


def test_nobody_keeps_more_than_can_be_seen(office: Office) -> None:
    for number in range(MOST_VIEWS):
        kept(office, f"视图{number}")
    with pytest.raises(InputError):
        kept(office, "多一个")
    kept(office, "视图0", query="state=closed")
