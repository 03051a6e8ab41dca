"""The bureau of the demo: whole enough to be founded from, and consistent within itself."""

from collections import Counter

from huiying.project.demo.world.office import load_office

ROLES = {"handler", "section_head", "leader", "information", "editor", "auditor", "administrator", "security"}


def test_eight_sections_one_of_them_information() -> None:
    office = load_office()

    assert len(office.sections) == 8
    assert [row.name for row in office.sections if row.information] == ["综合信息科"]
    assert all(len(row.duties) > 60 and "\n" not in row.duties for row in office.sections)


def test_staff_hold_posts_of_known_roles_in_known_sections() -> None:
    office = load_office()
    sections = {row.name for row in office.sections}
    posts = [post for person in office.staff for post in person.posts]

    assert 34 <= len(office.staff) <= 40
    assert {post.role for post in posts} == ROLES
    assert {post.section for post in posts} <= sections | {""}
    assert (
        len({person.username for person in office.staff})
        == len({person.name for person in office.staff})
        == len(office.staff)
    )


def test_every_section_has_a_head_handlers_and_a_leader_in_charge() -> None:
    office = load_office()
    posts = Counter((post.role, post.section) for person in office.staff for post in person.posts)
    charged = Counter(section for person in office.staff for section in person.in_charge)

    for section in office.sections:
        assert posts["section_head", section.name] == 1
        assert posts["handler", section.name] >= 2
        assert charged[section.name] == 1


def test_leading_group_is_seated_by_staff_each_once() -> None:
    office = load_office()
    seats = Counter(row.seat for row in office.group)

    assert seats == {"组长": 1, "副组长": 4, "成员": 8, "联络员": 1}
    assert {row.username for row in office.group} <= {person.username for person in office.staff}
    assert len({row.username for row in office.group}) == len(office.group)


def test_channels_are_those_of_the_bureau() -> None:
    forms = {row.slug: (row.connector, row.form) for row in load_office().channels}

    assert forms == {
        "mayor-mailbox": ("portal", "mailbox"),
        "department-mailbox": ("portal", "mailbox"),
        "public-board": ("portal", "board"),
        "disclosure": ("portal", "mailbox"),
        "corrections": ("portal", "mailbox"),
        "weibo": ("files", "social"),
        "wechat": ("files", "social"),
        "files": ("files", "file"),
    }
