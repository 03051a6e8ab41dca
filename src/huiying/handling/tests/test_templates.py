"""Reply templates: their variables, their versions, and their filling beside a draft."""

import pytest

from huiying.core.errors import NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.actions.templating import change_template, make_template, retire_template
from huiying.handling.models import Draft, ReplyTemplate
from huiying.handling.tests.desk import HOUR, REPLY, at_once, drafted, signed_in
from huiying.handling.variables import KNOWN, filled, salutation, to_fill, unknown
from huiying.ledger.models import Entry
from huiying.people.actions import appoint, found_office
from huiying.people.models import Role, User
from tests.office import SUNDAY, Office

TEXT = "{称呼}：\n您的来信（{来信编号}）已收悉。咨询电话：{联系电话}。\n{主办科室} {答复日期}"


def made(office: Office, **more: object) -> ReplyTemplate:
    told = {"name": "一般答复", "kinds": [], "text": TEXT} | more
    return make_template(office.unit, **told, by=office.officer, at=SUNDAY)  # type: ignore[arg-type]


def test_what_has_no_value_stays_visible(office: Office) -> None:
    words = filled("{称呼}，{ 标题 }，｛联系电话｝。", {"称呼": "王先生", "标题": "路灯"})
    assert words == "王先生，路灯，【待填：联系电话】。"
    assert to_fill(words + "【待填：联系电话】【待填：日期】") == ["联系电话", "日期"]
    assert to_fill("【待填】【已填：x】") == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("王先生", "王先生"),
        ("李小红女士", "李女士"),
        ("欧阳女士", "欧阳女士"),
        ("王小明", "您好"),
        ("先生", "您好"),
        ("", "您好"),
    ],
)
def test_a_salutation_says_no_more_than_is_known(name: str, expected: str) -> None:
    assert salutation(name) == expected


def test_unknown_variables_are_refused_with_the_list_of_known_ones(office: Office) -> None:
    assert unknown("{称呼}{姓名}｛电话｝{姓名}") == ["姓名", "电话"]
    told = {"name": "坏模板", "text": "{姓名}您好"}
    answer = signed_in(office.officer).post("/desk/templates/new/", told)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "{姓名}" in page
    assert all(f"{{{name}}}" in str(answer.context["form"].errors["text"]) for name in KNOWN)
    assert not ReplyTemplate.objects.exists()


def test_a_change_is_the_next_version_and_says_who(office: Office) -> None:
    template = made(office)
    head = signed_in(office.head)
    told = {"name": "一般答复", "kinds": ["咨询"], "text": "{称呼}，收悉。", "seen": "1"}
    assert head.post(f"/desk/templates/{template.pk}/", told).status_code == 302
    template.refresh_from_db()
    assert (template.version, template.by, template.kinds) == (2, office.head, ["咨询"])
    assert [version.text for version in template.versions.all()] == ["{称呼}，收悉。", TEXT]
    assert head.post(f"/desk/templates/{template.pk}/", told).status_code == 422
    assert [entry.deed for entry in Entry.objects.filter(about=f"template:{template.pk}")] == [
        "template.made",
        "template.changed",
    ]
    assert TEXT in head.get(f"/desk/templates/{template.pk}/").content.decode().replace("&quot;", '"')


def test_a_draft_keeps_the_words_of_the_version_it_took(office: Office) -> None:
    template, case = made(office), drafted(office)
    handler = signed_in(office.handler)
    address = f"/desk/cases/{case.number}/fill/"
    page = handler.post(address, {"template": template.pk, "text": "已写的话。", "seen": "1@"})
    text = page.context["draft_form"].initial["text"]
    assert text.startswith("已写的话。\n\n您好：")
    assert case.voice.number in text
    assert "【待填：联系电话】" in text
    words = handler.post(address, {"template": template.pk}, headers={"X-Requested-With": "fetch"})
    assert words["Content-Type"].startswith("text/plain")
    assert words.content.decode() in text
    handler.post(f"/desk/cases/{case.number}/draft/", {"text": text})
    change_template(template, seen=1, name="一般答复", kinds=[], text="新的", by=office.officer, at=SUNDAY + HOUR)
    assert Draft.objects.get().text == text


def test_a_draft_with_something_to_fill_in_is_kept_and_not_submitted(office: Office) -> None:
    case = drafted(office)
    text = f"{REPLY}电话【待填：联系电话】。"
    page = signed_in(office.handler).post(
        f"/desk/cases/{case.number}/draft/", {"text": text, "submit": "1"}, follow=True
    )
    assert "联系电话" in page.content.decode()
    case.refresh_from_db()
    assert case.state == "drafting"
    assert Draft.objects.get().text == text
    with pytest.raises(RuleError):
        actions.submit(case, by=office.handler, at=SUNDAY + 5 * HOUR)


def test_a_case_is_offered_the_templates_of_its_unit_and_kind(office: Office) -> None:
    general, help_ = made(office), made(office, name="求助答复", kinds=["求助"])
    made(office, name="感谢", kinds=["感谢"])
    retire_template(made(office, name="旧的"), by=office.officer, at=SUNDAY)
    elsewhere = found_office("另一局", (("办公室", "办公", True),), at=SUNDAY)
    make_template(elsewhere, name="外局", kinds=[], text="x", by=office.officer, at=SUNDAY)
    page = signed_in(office.handler).get(f"/desk/cases/{drafted(office).number}/")
    assert page.context["templates"] == [help_, general]


def test_templates_of_another_unit_do_not_exist(office: Office) -> None:
    elsewhere = found_office("另一局", (("办公室", "办公", True),), at=SUNDAY)
    theirs = User.objects.create(username="theirs", unit=elsewhere)
    appoint(theirs, role=Role.INFORMATION, section=elsewhere.sections.get(), by=None, at=SUNDAY)
    other = make_template(elsewhere, name="外局", kinds=[], text="x", by=theirs, at=SUNDAY)
    officer = signed_in(office.officer)
    assert officer.get(f"/desk/templates/{other.pk}/").status_code == 404
    assert officer.post(f"/desk/templates/{other.pk}/put-aside/").status_code == 404
    assert list(officer.get("/desk/templates/").context["page_obj"]) == []


def test_who_may_change_templates(office: Office) -> None:
    template = made(office)
    for name in ("handler", "leader", "editor", "auditor", "stranger"):
        client = signed_in(getattr(office, name))
        assert client.get("/desk/templates/").status_code == 403, name
        assert client.post(f"/desk/templates/{template.pk}/put-aside/").status_code == 403, name
    with pytest.raises(NotAllowed):
        retire_template(template, by=office.handler, at=SUNDAY)
    assert signed_in(office.head).post(f"/desk/templates/{template.pk}/put-aside/").status_code == 302
    assert made(office).name == "一般答复"  # the name is free again


def test_a_name_is_used_once(office: Office) -> None:
    made(office)
    answer = signed_in(office.officer).post("/desk/templates/new/", {"name": "一般答复", "text": "x"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["name"]


def test_somebody_who_drafts_nothing_fills_nothing(office: Office) -> None:
    template, case = made(office), drafted(office)
    assert signed_in(office.head).post(f"/desk/cases/{case.number}/fill/", {"template": template.pk}).status_code == 403
    assert signed_in(office.stranger).post(f"/desk/cases/{case.number}/fill/").status_code == 404


def test_a_person_of_no_section_makes_none(office: Office) -> None:
    user = User.objects.create(username="lonely", name="无科室")
    appoint(user, role=Role.LEADER, section=None, by=None, at=SUNDAY)
    assert signed_in(user).get("/desk/templates/new/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_of_several_changes_at_once_one_is_the_next_version(office: Office) -> None:
    template = made(office)

    def change() -> None:
        mine = ReplyTemplate.objects.get(pk=template.pk)
        change_template(mine, seen=1, name="一般答复", kinds=[], text="新的", by=office.officer, at=SUNDAY + HOUR)

    assert [type(error) for error in at_once(change)] == [RuleError] * 3
    assert template.versions.count() == 2
