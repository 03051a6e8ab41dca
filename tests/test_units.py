"""A city's bureaus share one installation: neither sees anything of the other, and the superior reads its own tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from huiying.assessment.actions import assess, gather_topics
from huiying.assessment.models import Topic
from huiying.core.errors import HuiyingError, NotAllowed
from huiying.handling import actions
from huiying.handling.actions.contacts import show_contact
from huiying.handling.actions.supervising.freezing import cases_of
from huiying.handling.messages.supervised import all_of
from huiying.handling.models import Case
from huiying.handling.similar import similar_answers
from huiying.handling.tests.desk import opened, signed_in
from huiying.intake.actions import receive, set_up_channel
from huiying.intake.channel import Heard
from huiying.intake.models import Correspondent, Voice
from huiying.people.absences import leave
from huiying.people.actions import appoint, found_office
from huiying.people.models import Role, Unit, User
from huiying.people.structure import found_unit, make_section
from huiying.reporting.actions import take_snapshot
from huiying.reporting.figures import Period, value_of
from tests.office import SUNDAY, Office

HOUR = timedelta(hours=1)
SECRET = "青石巷三号院"
PHONE = "13900001111"


@dataclass(frozen=True, slots=True)
class Other:
    """Another bureau of the same city, with one letter of its own, and people of both it and the city."""

    unit: Unit
    voice: Voice
    case: Case
    officer: User
    handler: User
    chief: User
    city_officer: User
    city_auditor: User


def _hired(login: str, role: Role, unit: Unit, section: object = None) -> User:
    user = User.objects.create(username=login, name=f"人{login}", unit=unit)
    appoint(user, role=role, section=section, unit=unit, by=None, at=SUNDAY)  # type: ignore[arg-type]
    return User.objects.get(pk=user.pk)


@pytest.fixture
def other(office: Office) -> Other:
    city = found_office("测试市政府办公室", (("秘书科", "统筹协调", True),), at=SUNDAY)
    Unit.objects.filter(pk=office.unit.pk).update(parent=city)
    bureau = found_unit("测试市住建局", parent=city, by=None, at=SUNDAY)
    works = make_section(bureau, name="房屋科", duties="房屋安全、物业管理", by=None, at=SUNDAY)
    channel = set_up_channel("housing", name="住建信箱", connector="portal", form="mailbox", unit=bureau, at=SUNDAY)
    heard = Heard(
        external_id="h1",
        title=f"{SECRET}漏雨",
        text=f"{SECRET}屋顶漏雨，请物业管理部门处理。",
        said_at=SUNDAY,
        said_by="钱某",
        contact={"phone": PHONE},
    )
    voice = receive([heard], channel=channel, by=None, at=SUNDAY).new[0]
    assess(at=SUNDAY)
    actions.take_waiting(at=SUNDAY)
    head = bureau.sections.get(is_information=True)
    return Other(
        unit=bureau,
        voice=voice,
        case=voice.case,
        officer=_hired("b-officer", Role.INFORMATION, bureau, head),
        handler=_hired("b-handler", Role.HANDLER, bureau, works),
        chief=_hired("mayor", Role.LEADER, city),
        city_officer=_hired("city", Role.INFORMATION, city, city.sections.get()),
        city_auditor=_hired("city-auditor", Role.AUDITOR, city),
    )


def _pages(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _pages(pattern.url_patterns, path)
        elif path.startswith("desk/") and "<" not in path and "(?P" not in path:
            yield f"/{path}"


PEOPLE = ("officer", "handler", "head", "leader", "editor", "auditor")


@pytest.mark.parametrize("person", PEOPLE)
def test_no_page_of_the_desk_tells_one_bureau_of_another(office: Office, other: Other, person: str) -> None:
    client = signed_in(getattr(office, person))
    seen = 0
    for page in sorted(set(_pages(get_resolver().url_patterns))):
        for query in ("", f"?q={SECRET}", "?show=all", "?format=csv"):
            answer = client.get(page + query, follow=True)
            if answer.status_code == 200 and not answer.streaming:
                seen += 1
                told = answer.content.decode("utf-8", "replace").replace(f'value="{SECRET}"', "")
                assert other.case.number not in told or person == "auditor", (page, query)
                assert f"{SECRET}漏雨" not in told, (page, query)
                assert "住建信箱" not in told, (page, query)
    assert seen > 8


@pytest.mark.parametrize("person", PEOPLE)
def test_what_belongs_to_another_bureau_does_not_exist(office: Office, other: Other, person: str) -> None:
    client = signed_in(getattr(office, person))
    number, voice = other.case.number, other.voice.number
    gather_topics(start=None, end=None, at=SUNDAY)
    for page in (f"/desk/cases/{number}/", f"/desk/inbox/{voice}/", f"/desk/persons/{other.voice.correspondent_id}/"):
        assert client.get(page).status_code in (403, 404), page
    for deed in ("assign", "accept", "return", "draft", "deliver", "close", "decline", "merge", "undo", "contact"):
        assert client.post(f"/desk/cases/{number}/{deed}/").status_code in (403, 404), deed
    assert client.post(f"/desk/inbox/{voice}/confirm/").status_code in (403, 404)


def test_the_actions_refuse_too(office: Office, other: Other) -> None:
    for deed in (
        lambda: actions.assign(other.case, lead=office.project, by=office.officer, at=SUNDAY),
        lambda: actions.decline(other.case, ground="other", note="x", by=office.officer, at=SUNDAY),
        lambda: show_contact(other.case, by=office.officer, at=SUNDAY),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_a_case_goes_to_sections_of_its_own_unit_only(office: Office, other: Other) -> None:
    with pytest.raises(HuiyingError):
        actions.assign(other.case, lead=office.project, by=other.officer, at=SUNDAY)
    offered = signed_in(other.officer).get(f"/desk/cases/{other.case.number}/").content.decode()
    assert "房屋科" in offered
    assert "项目服务科" not in offered


def test_the_machine_proposes_sections_of_the_unit_that_heard_it(office: Office, other: Other) -> None:
    assert other.voice.proposal.lead.unit == other.unit
    voice = office.letter("厂房施工许可一直办不下来。")
    assess(at=SUNDAY)
    assert voice.proposal.lead.unit == office.unit


def test_the_superior_reads_its_tree_and_decides_nothing_in_it(office: Office, other: Other) -> None:
    for person in (other.chief, other.city_officer):
        client = signed_in(person)
        assert client.get(f"/desk/cases/{other.case.number}/").status_code == 200
        assert f"{SECRET}漏雨" in client.get("/desk/inbox/?show=all").content.decode()
    with pytest.raises(NotAllowed):
        actions.assign(other.case, lead=other.handler.posts.get().section, by=other.city_officer, at=SUNDAY)
    actions.assign(other.case, lead=other.handler.posts.get().section, by=other.officer, at=SUNDAY)


def test_figures_are_those_of_the_unit(office: Office, other: Other) -> None:
    office.letter("厂房施工许可一直办不下来。")
    day = SUNDAY.date()
    own, all_of_them = Period(day, day, frozenset({office.unit.pk})), Period(day, day)
    assert value_of("received", own) == 1
    assert value_of("received", all_of_them) == 2
    snapshot = take_snapshot(day, day, by=office.officer, at=SUNDAY + HOUR)
    assert snapshot.facts["organ"] == office.unit.name
    assert snapshot.facts["figures"]["received"]["value"] == 1
    assert signed_in(other.officer).get(f"/desk/reports/{snapshot.pk}/").status_code == 404
    city = take_snapshot(day, day, by=other.city_officer, at=SUNDAY + HOUR)
    assert city.facts["organ"] == "测试市政府办公室"
    assert city.facts["figures"]["received"]["value"] == 2


def test_topics_are_gathered_in_each_unit_by_itself(office: Office, other: Other) -> None:
    for number in range(4):
        for channel in (office.files, other.voice.channel):
            said = f"云帆高新园第{number}次停电，企业停产，请供电部门尽快抢修。"
            heard = Heard(external_id=f"t{number}", text=said, said_at=SUNDAY + number * HOUR, said_by=f"某{number}")
            receive([heard], channel=channel, by=None, at=SUNDAY)
    assess(at=SUNDAY)
    gather_topics(start=None, end=None, at=SUNDAY)
    for topic in Topic.objects.all():
        units = set(Voice.objects.filter(proposal__topic=topic).values_list("channel__unit", flat=True))
        assert units == {topic.unit_id}
    theirs = Topic.objects.filter(unit=other.unit).first()
    assert theirs is not None
    client: Client = signed_in(office.officer)
    assert client.get(f"/desk/topics/{theirs.pk}/").status_code == 404
    assert client.post(f"/desk/topics/{theirs.pk}/rename/", {"name": "x"}).status_code == 404
    assert signed_in(other.chief).get(f"/desk/topics/{theirs.pk}/").status_code == 200


def test_a_person_is_known_within_a_unit(office: Office, other: Other) -> None:
    """What somebody told one bureau of how to be reached is not shown to another."""
    heard = Heard(external_id="p", text="请问补贴何时发放。", said_at=SUNDAY, said_by="钱某", contact={"phone": PHONE})
    receive([heard], channel=office.files, by=None, at=SUNDAY)
    receive([heard.__class__(**{**_fields(heard), "external_id": "p2"})], channel=office.files, by=None, at=SUNDAY)
    assert Correspondent.objects.filter(name="钱某").count() == 2
    mine = Voice.objects.filter(channel=office.files).values_list("correspondent", flat=True)
    assert len(set(mine)) == 1
    assert other.voice.correspondent_id not in set(mine)


def _fields(heard: Heard) -> dict[str, object]:
    return {name: getattr(heard, name) for name in heard.__dataclass_fields__}


def test_answers_of_another_bureau_are_not_offered_for_reuse(office: Office, other: Other) -> None:
    works = other.handler.posts.get().section
    actions.assign(other.case, lead=works, by=other.officer, at=SUNDAY)
    case = Case.objects.get(pk=other.case.pk)
    actions.accept(case, handler=other.handler, by=other.handler, at=SUNDAY)
    actions.save_draft(case, text="已安排维修。", make_public=True, by=other.handler, at=SUNDAY)
    reply = case.replies.create(text="已安排维修。", delivered_at=SUNDAY)
    alike = office.letter(f"{SECRET}屋顶漏雨，请处理。")
    assert similar_answers(alike) == []
    theirs = receive(
        [Heard(external_id="h2", text=f"{SECRET}又漏雨。", said_at=SUNDAY)],
        channel=other.voice.channel,
        by=None,
        at=SUNDAY,
    ).new[0]
    assert [found.text for found in similar_answers(theirs)] == [reply.text]


def test_an_auditor_reads_the_ledger_of_their_units(office: Office, other: Other) -> None:
    office.letter("厂房施工许可一直办不下来。")
    assert other.case.number not in signed_in(office.auditor).get("/desk/ledger/").content.decode()
    assert other.case.number in signed_in(other.city_auditor).get("/desk/ledger/").content.decode()


def test_rules_and_interfaces_of_the_installation_are_the_superiors(office: Office, other: Other) -> None:
    for page in ("/desk/rules/adopt/", "/desk/interfaces/webhooks/new/"):
        assert signed_in(office.officer).post(page).status_code in (403, 404, 405), page


def test_nobody_stands_in_across_units(office: Office, other: Other) -> None:
    with pytest.raises(HuiyingError):
        leave(
            office.handler,
            stand_in=other.handler,
            first=SUNDAY.date(),
            last=SUNDAY.date(),
            by=office.handler,
            at=SUNDAY,
        )


def test_supervision_tells_the_people_of_the_unit(office: Office, other: Other) -> None:
    with_nobody = opened(office, ident="unled")
    assert with_nobody not in cases_of(other.unit)
    assert with_nobody in cases_of(office.unit)
    told = all_of(Role.INFORMATION, other.unit.pk)
    assert other.officer.pk in told
    assert office.officer.pk not in told
