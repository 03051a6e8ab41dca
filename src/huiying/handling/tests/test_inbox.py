import pytest
from django.test import Client

from huiying.assessment.models import Confirmation, Proposal
from huiying.handling import actions
from huiying.handling.models import Case
from huiying.handling.tests.desk import HOUR, answered, letters, signed_in
from huiying.intake.models import Voice
from huiying.language.privacy import veil
from tests.office import SUNDAY, Office

MOST_QUERIES = 21


@pytest.fixture
def officer(office: Office) -> Client:
    return signed_in(office.officer)


@pytest.mark.parametrize("count", [30, 60])
@pytest.mark.parametrize("query", ["", "?show=all", "?show=all&voice={past}"])
@pytest.mark.parametrize("role", ["officer", "leader"])
def test_the_inbox_costs_the_same_however_full_it_is(
    office: Office, count: int, query: str, role: str, django_assert_max_num_queries: object
) -> None:
    answered(office, ident="older")
    past = answered(office, ident="past", at=SUNDAY + HOUR).voice.number
    letters(office, count)
    client = signed_in(getattr(office, role))
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
        page = client.get(f"/desk/inbox/{query.format(past=past)}").content.decode()
    assert page.count("data-row") == 30
    assert "以往类似答复" in page or "Answered before" in page


def test_the_newest_voice_is_open_with_what_the_machine_proposes(office: Office, officer: Client) -> None:
    letters(office, 3)
    page = officer.get("/desk/inbox/")
    assert page.context["voice"].title == "第2封来信"
    text = page.content.decode()
    assert '<mark class="mark mark-kind mark-section">施工许可</mark>' in text
    assert "职责中有“施工许可”" in text
    assert page.context["criteria"][0].words == ("施工许可",)
    assert page.context["form"]["lead"].initial == office.project.pk
    assert page.context["form"]["co_sections"].initial == [office.policy.pk]


def test_the_person_behind_a_voice_is_masked(office: Office, officer: Client) -> None:
    letters(office, 1)
    text = officer.get("/desk/inbox/").content.decode()
    assert "王**" in text
    person = f'href="/desk/persons/{Voice.objects.get().correspondent_id}/"'
    assert person in text
    assert person not in signed_in(office.leader).get("/desk/inbox/").content.decode()  # it would be refused
    assert "王小明" not in text


def test_one_press_confirms_assigns_and_opens_the_next_below(office: Office, officer: Client) -> None:
    _oldest, middle, newest = letters(office, 3)
    done = officer.post(
        f"/desk/inbox/{newest.number}/confirm/?kind=求助",
        {"kind": "投诉", "theme": "审批服务", "level": "一般", "lead": office.policy.pk},
    )
    case = Case.objects.get(voice=newest)
    assert case.state == "assigned"
    assert [part.section for part in case.parts.all()] == [office.policy]
    assert Confirmation.objects.get().corrected
    following = officer.get(done["Location"])
    assert following.context["voice"] == middle
    assert following.context["filters"]["kind"] == "求助"


def test_after_the_last_voice_the_inbox_says_so(office: Office, officer: Client) -> None:
    (voice,) = letters(office, 1)
    told = {"kind": "求助", "theme": "", "level": "一般", "lead": office.project.pk}
    page = officer.post(f"/desk/inbox/{voice.number}/confirm/", told, follow=True)
    assert page.status_code == 200
    assert page.context["voice"] is None
    assert page.context["page_obj"].paginator.count == 0


def test_an_incomplete_assessment_changes_nothing(office: Office, officer: Client) -> None:
    (voice,) = letters(office, 1)
    answer = officer.post(f"/desk/inbox/{voice.number}/confirm/", {"kind": "求助", "level": "一般", "lead": ""})
    assert answer.status_code == 409
    assert Case.objects.get().state == "registered"
    assert not Confirmation.objects.exists()


def test_filters_find_and_are_kept(office: Office, officer: Client) -> None:
    letters(office, 3)
    page = officer.get("/desk/inbox/", {"q": "第1封", "channel": "files"})
    assert [voice.title for voice in page.context["page_obj"]] == ["第1封来信"]
    assert "q=%E7%AC%AC1%E5%B0%81&amp;channel=files&amp;voice=" in page.content.decode()
    assert officer.get("/desk/inbox/", {"kind": "感谢"}).context["page_obj"].paginator.count == 0
    assert officer.get("/desk/inbox/", {"flag": "rumour"}).context["page_obj"].paginator.count == 0
    assert officer.get("/desk/inbox/", {"from": "2026-03-16"}).context["page_obj"].paginator.count == 0
    assert officer.get("/desk/inbox/", {"from": "2026-02-30"}).context["page_obj"].paginator.count == 3


def test_htmx_gets_the_panes_and_others_a_page(office: Office, officer: Client) -> None:
    (voice,) = letters(office, 1)
    part = officer.get(f"/desk/inbox/{voice.number}/", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<section")
    assert "<html" not in part
    whole = officer.get(f"/desk/inbox/{voice.number}/").content.decode()
    assert "<html" in whole
    assert veil(voice.text) in whole.replace('<mark class="mark mark-kind mark-section">', "").replace("</mark>", "")


def test_a_letter_cannot_write_into_the_page(office: Office, officer: Client) -> None:
    office.letter("<script>alert(1)</script>", ident="x", title="<img src=x onerror=alert(2)>")
    page = officer.get("/desk/inbox/", {"show": "all"}).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_the_leader_reads_but_does_not_confirm(office: Office) -> None:
    (voice,) = letters(office, 1)
    leader = signed_in(office.leader)
    assert leader.get("/desk/inbox/").context["form"] is None
    assert leader.post(f"/desk/inbox/{voice.number}/confirm/", {"kind": "求助"}).status_code == 403


def test_a_possible_rumour_is_shown_as_it_stands_and_confirmed(office: Office, officer: Client) -> None:
    first, second = letters(office, 2)
    Proposal.objects.filter(voice=second).update(rumour=True)
    assert 'name="rumour" id="id_rumour" checked' in officer.get(f"/desk/inbox/{second.number}/").content.decode()
    assert 'name="rumour" id="id_rumour">' in officer.get(f"/desk/inbox/{first.number}/").content.decode()
    told = {"kind": "求助", "theme": "", "level": "一般", "lead": office.project.pk}
    officer.post(f"/desk/inbox/{second.number}/confirm/", told)
    officer.post(f"/desk/inbox/{first.number}/confirm/", told | {"rumour": "on"})
    assert not Proposal.objects.get(voice=second).rumour
    assert Proposal.objects.get(voice=first).rumour
    assert [c.after["rumour"] for c in Confirmation.objects.order_by("pk")] == [False, True]


def test_a_voice_assessed_by_hand_may_be_called_a_rumour(office: Office, officer: Client) -> None:
    voice = office.letter("紧急扩散！自来水有毒，转给身边的人！")
    Voice.objects.update(set_aside="ValueError", failures=3)
    told = {"kind": "求助", "theme": "", "level": "一般", "lead": office.project.pk, "rumour": "on"}
    officer.post(f"/desk/inbox/{voice.number}/by-hand/", told)
    assert Proposal.objects.get(voice=voice).rumour


def test_what_the_machine_is_not_sure_of_is_badged(office: Office, officer: Client) -> None:
    (voice,) = letters(office, 1)
    page = officer.get(f"/desk/inbox/{voice.number}/").content.decode()
    assert "judged-sure" not in page.partition('class="judged"')[2].partition("</dl>")[0]
    said = voice.proposal.said | {"kind_score": 0.9, "kind_sure": False, "section_score": 0.99, "section_sure": True}
    Proposal.objects.update(said=said)
    lines = officer.get(f"/desk/inbox/{voice.number}/").context["judged"]
    assert (lines["kind"].sure, lines["theme"].sure, lines["lead"].sure) == (False, True, True)
    assert lines["lead"].score == 0.99
    page = officer.get(f"/desk/inbox/{voice.number}/").content.decode()
    assert page.partition('class="judged"')[2].partition("</dl>")[0].count("tag tag--quiet") == 1


def test_a_case_that_came_back_says_from_whom_and_why(office: Office, officer: Client) -> None:
    """Whoever assigns it again reads the reason beside the letter, and need not look for it on the page of the case."""
    (voice,) = letters(office, 1)
    case = Case.objects.get(voice=voice)
    reason = "属政策法规科职责，建议改派。"
    assert reason not in officer.get("/desk/inbox/").content.decode()
    actions.assign(case, lead=office.project, by=office.officer, at=SUNDAY + 2 * HOUR)
    actions.return_to_information(case, reason=reason, by=office.head, at=SUNDAY + 3 * HOUR)
    page = officer.get("/desk/inbox/")
    text = page.content.decode()
    assert reason in text
    assert page.context["came_back"].deed == "case.returned"
    actions.assign(Case.objects.get(), lead=office.policy, by=office.officer, at=SUNDAY + 4 * HOUR)
    assert reason not in officer.get("/desk/inbox/?show=all").content.decode()
