"""Logins and posts on the desk: who gives them, what is kept apart, and what follows at once."""

import pytest
from django.test import Client

from huiying.core.errors import HuiyingError, NotAllowed
from huiying.handling.tests.desk import signed_in
from huiying.ledger.models import Entry
from huiying.people import policies
from huiying.people.actions import appoint, dismiss, hire
from huiying.people.models import Post, Role, User
from huiying.publication.editors import let_in
from tests.office import SUNDAY, Office


@pytest.fixture
def security(office: Office) -> User:
    user, _password = hire("an.quan", name="安全员", by=None, at=SUNDAY)
    appoint(user, role=Role.SECURITY, section=None, by=None, at=SUNDAY)
    return User.objects.get(pk=user.pk)


def test_a_new_colleague_gets_a_login_a_post_and_its_rights(office: Office, security: User) -> None:
    client = signed_in(security)
    answer = client.post("/desk/staff/new/", {"name": "新同事", "username": "xin.tongshi"})
    assert "no-store" in answer["Cache-Control"]
    password = answer.context["password"]
    user = User.objects.get(username="xin.tongshi")
    assert user.check_password(password)
    assert password not in client.get(f"/desk/staff/{user.pk}/").content.decode()
    assert password not in str(list(Entry.objects.values_list("facts", flat=True)))
    told = {"role": "handler", "section": office.project.pk}
    assert client.post(f"/desk/staff/{user.pk}/", told).status_code == 302
    assert policies.allows(User.objects.get(pk=user.pk), "handling.draft")
    client.post(f"/desk/posts/{user.posts.get().pk}/dismiss/")
    assert not policies.allows(User.objects.get(pk=user.pk), "handling.draft")


def test_editors_enter_wagtail_and_leave_it_with_their_post(office: Office, security: User) -> None:
    client = signed_in(security)
    client.post(f"/desk/staff/{office.stranger.pk}/", {"role": "editor", "section": office.policy.pk})
    assert User.objects.get(pk=office.stranger.pk).has_perm("wagtailadmin.access_admin")
    client.post(f"/desk/posts/{office.stranger.posts.get(role=Role.EDITOR).pk}/dismiss/")
    assert not User.objects.get(pk=office.stranger.pk).has_perm("wagtailadmin.access_admin")


def test_a_closed_login_signs_nobody_in(office: Office, security: User) -> None:
    office.handler.set_password("一个足够长的口令-2026")
    office.handler.save()
    signed_in(security).post(f"/desk/staff/{office.handler.pk}/working/", {"working": "no"})
    told = {"username": office.handler.username, "password": "一个足够长的口令-2026"}
    assert Client().post("/desk/login/", told).status_code == 200  # the form again
    signed_in(security).post(f"/desk/staff/{office.handler.pk}/working/", {"working": "yes"})
    assert Client().post("/desk/login/", told).status_code == 302


@pytest.mark.parametrize(
    ("person", "role", "section"),
    [
        ("auditor", Role.ADMINISTRATOR, None),
        ("auditor", Role.SECURITY, None),
        ("handler", Role.HANDLER, "project"),
        ("leader", Role.LEADER, "project"),
        ("stranger", Role.SECTION_HEAD, None),
    ],
)
def test_posts_that_cannot_be_are_refused(
    office: Office, security: User, person: str, role: Role, section: str | None
) -> None:
    user, where = getattr(office, person), getattr(office, section) if section else None
    before = user.posts.count()
    with pytest.raises(HuiyingError):
        appoint(user, role=role, section=where, by=security, at=SUNDAY)
    answer = signed_in(security).post(f"/desk/staff/{user.pk}/", {"role": role, "section": where.pk if where else ""})
    assert answer.status_code == 422
    assert user.posts.count() == before


def test_nobody_gives_themselves_anything_nor_leaves_the_office_without_a_giver(office: Office, security: User) -> None:
    with pytest.raises(HuiyingError):
        appoint(security, role=Role.LEADER, section=None, by=security, at=SUNDAY)
    with pytest.raises(HuiyingError):
        dismiss(security.posts.get(), by=security, at=SUNDAY)
    page = signed_in(security).post(f"/desk/staff/{security.pk}/working/", {"working": "no"}, follow=True)
    assert page.status_code == 200
    security.refresh_from_db()
    assert security.is_active
    assert Post.objects.filter(role=Role.SECURITY).count() == 1


def test_only_who_gives_posts_comes_in(office: Office, security: User) -> None:
    for user in (office.officer, office.auditor, office.leader):
        for address in ("/desk/staff/", "/desk/staff/new/", f"/desk/staff/{security.pk}/"):
            assert signed_in(user).get(address).status_code == 403
        with pytest.raises(NotAllowed):
            hire("somebody", name="某人", by=user, at=SUNDAY)
    assert signed_in(security).get("/desk/inbox/").status_code == 403
    assert signed_in(security).get("/desk/staff/99999/").status_code == 404


def test_the_staff_page_costs_the_same_however_many_work_here(
    office: Office, security: User, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        user = User.objects.create(username=f"user{number}", name=f"<b>员工{number}</b>")
        Post.objects.create(user=user, role=Role.HANDLER, section=office.project)
    client = signed_in(security)
    with django_assert_max_num_queries(11):  # type: ignore[operator]
        page = client.get("/desk/staff/").content.decode()
    assert "<b>员工" not in page
    assert page.count("&lt;b&gt;员工") == 30


def test_who_has_no_post_in_the_editors_room_is_led_to_the_desk_and_not_in_a_circle(office: Office) -> None:
    handler = signed_in(office.handler)
    assert handler.get("/cms/", follow=True).redirect_chain == [("/desk/login/?next=/cms/", 302), ("/desk/", 302)]
    let_in([office.editor])
    assert signed_in(office.editor).get("/desk/login/?next=/cms/")["Location"] == "/cms/"
    assert handler.get("/desk/login/?next=/desk/cases/")["Location"] == "/desk/cases/"
    assert handler.get("/desk/login/?next=//evil.example/")["Location"] == "/desk/"
