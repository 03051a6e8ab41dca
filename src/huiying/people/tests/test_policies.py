from dataclasses import dataclass, field

import pytest

from huiying.core.errors import NotAllowed
from huiying.people import policies
from huiying.people.models import Post, Role, Section, Unit, User

pytestmark = pytest.mark.django_db


@dataclass
class Matter:
    sections: frozenset[int] = field(default_factory=frozenset)
    handlers: frozenset[int] = field(default_factory=frozenset)
    lead: frozenset[int] = field(default_factory=frozenset)

    def responsible_sections(self) -> frozenset[int]:
        return self.sections

    def leading_sections(self) -> frozenset[int]:
        return self.lead

    def responsible_handlers(self) -> frozenset[int]:
        return self.handlers


@pytest.fixture
def section() -> Section:
    unit = Unit.objects.create(name="测试局")
    return Section.objects.create(unit=unit, name="项目服务科", duties="项目落地")


def person(role: str, section: Section | None = None) -> User:
    user = User.objects.create(username=f"{role}-{User.objects.count()}", name="某人")
    Post.objects.create(user=user, role=role, section=section)
    return user


def test_every_deed_is_refused_to_a_person_without_a_post() -> None:
    nobody = User.objects.create(username="nobody")
    assert not any(policies.allows(nobody, deed) for deed in policies.POLICY)


def test_a_superuser_has_no_more_rights_than_their_posts() -> None:
    root = User.objects.create(username="root", is_superuser=True)
    assert not policies.allows(root, "handling.assign")


def test_a_handler_drafts_only_their_own_matters(section: Section) -> None:
    handler, other = person(Role.HANDLER, section), person(Role.HANDLER, section)
    own = Matter(frozenset({section.pk}), frozenset({handler.pk}))
    assert policies.allows(handler, "handling.draft", own)
    assert not policies.allows(other, "handling.draft", own)


def test_a_section_head_signs_only_for_their_own_section(section: Section) -> None:
    elsewhere = Section.objects.create(unit=section.unit, name="外资外贸科", duties="外资")
    head = person(Role.SECTION_HEAD, section)
    ours, theirs = frozenset({section.pk}), frozenset({elsewhere.pk})
    assert policies.allows(head, "handling.review.section_head", Matter(ours, lead=ours))
    assert not policies.allows(head, "handling.review.section_head", Matter(theirs, lead=theirs))
    assert not policies.allows(head, "handling.review.leader", Matter(ours, lead=ours))


def test_a_co_section_reads_the_matter_but_neither_takes_nor_signs_it(section: Section) -> None:
    elsewhere = Section.objects.create(unit=section.unit, name="外资外贸科", duties="外资")
    helping = Matter(frozenset({section.pk, elsewhere.pk}), lead=frozenset({elsewhere.pk}))
    head = person(Role.SECTION_HEAD, section)
    assert policies.allows(head, "handling.read", helping)
    for deed in ("handling.accept", "handling.return", "handling.review.section_head"):
        assert not policies.allows(head, deed, helping)


def test_somebody_who_left_may_do_nothing() -> None:
    officer = person(Role.INFORMATION)
    officer.is_active = False
    assert not policies.allows(officer, "handling.assign")


def test_the_machine_never_decides_sends_or_publishes() -> None:
    for deed in (
        "assessment.confirm",
        "handling.assign",
        "handling.review.leader",
        "handling.deliver",
        "publication.publish",
    ):
        assert not policies.allows(None, deed)


def test_a_refusal_is_a_sentence(section: Section) -> None:
    with pytest.raises(NotAllowed, match="某人"):
        policies.require(person(Role.AUDITOR), "handling.assign")


def test_an_unknown_deed_is_refused() -> None:
    assert not policies.allows(person(Role.INFORMATION), "handling.anything")


@pytest.mark.parametrize("deed", ["handling.decline", "handling.transfer", "handling.merge"])
def test_how_a_case_ends_without_a_reply_is_for_the_information_section(section: Section, deed: str) -> None:
    matter = Matter(frozenset({section.pk}), lead=frozenset({section.pk}))
    assert policies.allows(person(Role.INFORMATION, section), deed, matter)
    for role in (Role.HANDLER, Role.SECTION_HEAD, Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR):
        assert not policies.allows(person(role, section), deed, matter), role
    assert not policies.allows(None, deed, matter)
