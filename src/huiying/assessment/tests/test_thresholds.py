"""The office sets from how many people and from what spread a matter is grave; the next proposal follows."""

from typing import Any

import pytest
from django.test import Client

from huiying.assessment.actions import assess, set_thresholds
from huiying.assessment.models import Proposal, ThresholdSheet
from huiying.assessment.office import thresholds
from huiying.assessment.sheets import MOST
from huiying.core.errors import InputError, NotAllowed
from huiying.language.thresholds import usual
from huiying.ledger.models import Entry
from huiying.people.actions import appoint
from huiying.people.models import Role, User
from tests.office import SUNDAY, Office

PEOPLE = [{"level": "较大", "count": 30}, {"level": "重大", "count": 300}]
SPREAD = [{"level": "重大", "reposts": 400}, {"level": "较大", "reposts": 40, "reads": 900}]
POST = "小区门口的路灯坏了，晚上看不清路，请派人来修理。"


def setting(office: Office, **changed: Any) -> ThresholdSheet:
    told = {"people": PEOPLE, "spread": SPREAD, "reason": "局务会议决定", "by": office.officer, "at": SUNDAY}
    return set_thresholds(**(told | changed))


def proposed(office: Office, ident: str, text: str = POST, **more: Any) -> Proposal:
    voice = office.letter(text, ident=ident, **more)
    assess(at=SUNDAY)
    return Proposal.objects.get(voice=voice)


def test_without_a_sheet_those_of_the_house_are_in_force(office: Office) -> None:
    assert thresholds() == usual()
    assert proposed(office, "1", spread={"reposts": 450}).level == "一般"
    assert proposed(office, "2", spread={"reposts": 620}).level == "较大"


def test_the_next_proposal_follows_what_the_office_set(office: Office) -> None:
    before = proposed(office, "1", spread={"reposts": 45})
    setting(office)
    after = proposed(office, "2", spread={"reposts": 45})
    assert (before.level, after.level) == ("一般", "较大")
    assert "转发 45 次（达到 40 次）" in after.said["level_because"][0]
    assert proposed(office, "3", spread={"reposts": 400}).level == "重大"
    before.refresh_from_db()
    assert before.level == "一般"


def test_the_number_of_people_is_set_too(office: Office) -> None:
    letter = "我们小区350户业主的房产证十年没有办下来，大家的切身利益受到损害，强烈要求解决。"
    before = proposed(office, "1", letter)
    setting(office)
    assert (before.level, proposed(office, "2", letter).level) == ("较大", "重大")


def test_what_has_no_figure_raises_nothing_and_the_newest_sheet_stands(office: Office) -> None:
    setting(office)
    setting(office, people=[], spread=[{"level": "重大", "reads": None}], reason="停用")
    sheet = ThresholdSheet.objects.first()
    assert sheet is not None
    assert (sheet.people, sheet.spread) == ([], [])
    assert ThresholdSheet.objects.count() == 2
    assert proposed(office, "1", spread={"reposts": 900_000}).level == "一般"


def test_it_is_kept_the_highest_level_first_and_recorded(office: Office) -> None:
    sheet = setting(office, reason="  局务会议\n决定 ")
    assert [row["level"] for row in sheet.people] == ["重大", "较大"]
    assert thresholds().people == (("重大", 300), ("较大", 30))
    entry = Entry.objects.get(deed="thresholds.set")
    assert (entry.facts["people"], entry.told["reason"]) == (sheet.people, "局务会议 决定")


def test_only_the_information_section_and_administrators_set_them(office: Office) -> None:
    for person in (office.leader, office.head, office.handler, office.auditor, office.editor):
        with pytest.raises(NotAllowed):
            setting(office, by=person)
    assert not ThresholdSheet.objects.exists()
    assert setting(office, by=administrator()).by.username == "admin"


def administrator() -> User:
    person = User.objects.create(username="admin", name="管理员")
    appoint(person, role=Role.ADMINISTRATOR, section=None, by=None, at=SUNDAY)
    return person


@pytest.mark.parametrize(
    "wrong",
    [
        {"people": [{"level": "较大", "count": 0}]},
        {"people": [{"level": "较大", "count": -5}]},
        {"people": [{"level": "较大", "count": True}]},
        {"people": [{"level": "较大", "count": 3.5}]},
        {"people": [{"level": "较大", "count": "100"}]},
        {"people": [{"level": "较大", "count": "<script>" * 100}]},
        {"people": [{"level": "较大", "count": MOST + 1}]},
        {"people": [{"level": "较大", "count": 10, "reposts": 5}]},
        {"people": [{"level": "一般", "count": 10}]},
        {"people": [{"level": "'; DROP TABLE", "count": 10}]},
        {"people": [{"level": ["较大"], "count": 10}]},
        {"people": [{"count": 10}]},
        {"people": ["较大"]},
        {"people": [{"level": "较大", "count": 10}, {"level": "较大", "count": 20}]},
        {"people": [{"level": "较大", "count": 100}, {"level": "重大", "count": 100}]},
        {"spread": [{"level": "较大", "shares": 10}]},
        {"spread": [{"level": "较大", "followers": 10}]},
        {"spread": [{"level": "较大", "reposts": [10]}]},
        {"spread": [{"level": "较大", "reads": 10}, {"level": "重大", "reads": 9}]},
        {"reason": " \n"},
        {"reason": "长" * 301},
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(office: Office, wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError) as refused:
        setting(office, **wrong)
    assert refused.value.what
    assert refused.value.where
    assert refused.value.fix
    assert len(str(refused.value)) < 300
    assert not ThresholdSheet.objects.exists()
    assert not Entry.objects.filter(deed="thresholds.set").exists()


def test_the_same_again_is_refused(office: Office) -> None:
    setting(office)
    with pytest.raises(InputError):
        setting(office, reason="再定一次")


def test_the_page_shows_sets_and_keeps_the_history(office: Office) -> None:
    client = signed_in(office.officer)
    page = client.get("/desk/thresholds/")
    assert page.context["form"]["major_count"].initial == 1000
    assert page.context["form"]["considerable_reposts"].initial == 500
    done = client.post("/desk/thresholds/", {"considerable_count": "60", "major_reads": "70000", "reason": "局务会议"})
    assert done["Location"] == "/desk/thresholds/"
    sheet = ThresholdSheet.objects.get()
    assert (sheet.people, sheet.spread) == ([{"level": "较大", "count": 60}], [{"level": "重大", "reads": 70000}])
    page = client.get("/desk/thresholds/")
    assert page.context["form"]["major_count"].initial is None
    assert "局务会议" in page.content.decode()
    assert client.get("/desk/thresholds/?usual=1").context["form"]["major_count"].initial == 1000
    assert "/desk/thresholds/" in client.get("/desk/topics/").content.decode()
    assert "/desk/thresholds/" in client.get("/desk/rules/").content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"major_count": "<script>alert(1)</script>", "reason": "x"},
        {"major_count": "9" * 5000, "reason": "x"},
        {"major_count": "1e9", "reason": "x"},
        {"major_count": "-1", "reason": "x"},
        {"major_count": "0", "reason": "x"},
        {"major_count": "100"},
        {"major_count": "100", "considerable_count": "100", "reason": "<b>同数</b>"},
    ],
)
def test_the_page_refuses_beside_what_was_typed(office: Office, typed: dict[str, str]) -> None:
    answer = signed_in(office.officer).post("/desk/thresholds/", typed)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert 'role="alert"' in text
    assert "<script>alert(1)" not in text
    assert "<b>同数" not in text
    assert not ThresholdSheet.objects.exists()


def test_the_page_is_for_the_information_section_and_administrators(office: Office) -> None:
    assert signed_in(administrator()).get("/desk/thresholds/").status_code == 200
    for person in (office.leader, office.head, office.handler, office.auditor, office.editor):
        client = signed_in(person)
        assert client.get("/desk/thresholds/").status_code == 403
        assert client.post("/desk/thresholds/", {"major_count": "5", "reason": "x"}).status_code == 403
    assert "/desk/thresholds/" not in signed_in(office.leader).get("/desk/topics/").content.decode()
    assert Client().get("/desk/thresholds/").status_code == 302
    assert not ThresholdSheet.objects.exists()


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client
