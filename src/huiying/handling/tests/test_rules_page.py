"""时限规则: what is in force, and a change that is shown, then adopted as it was shown."""

from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from huiying.core.calendar import FOLDER
from huiying.core.errors import InputError
from huiying.handling import actions, rulebook
from huiying.handling.models import Case, Rule
from huiying.handling.rules.changing import Change, days_change
from huiying.handling.rules.forms import span
from huiying.handling.rules.sealed import GOOD_FOR_SECONDS, Seen, opened, sealed
from huiying.handling.tests.desk import proposed, signed_in
from huiying.ledger.models import Entry
from huiying.people.actions import appoint
from huiying.people.models import Role, User
from tests.office import SUNDAY, Office

PREVIEW, ADOPT = "/desk/rules/preview/", "/desk/rules/adopt/"
ENGLISH = {"Accept-Language": "en"}
OURS = b"""
extends = "national"
name = "\xe6\x9c\xac\xe5\xb1\x80\xe8\xa7\x84\xe5\xae\x9a"
version = "1"
effective = 2026-01-01
[acts.ours]
title = "\xe6\x9c\xac\xe5\xb1\x80\xe5\x8a\x9e\xe6\xb3\x95"
[terms."letter.simple"]
amount = 5
cite = [{ act = "ours" }]
"""


@pytest.fixture
def officer(office: Office) -> Client:
    return signed_in(office.officer)


def running(office: Office, now: datetime, **more: object) -> Case:
    """A case that was opened just now, so that its clock is not past whenever the tests run."""
    voice = office.letter("我公司厂房施工许可一直办不下来，请协调。", at=now, **more)  # type: ignore[arg-type]
    proposed(voice, office)
    return actions.open_case(voice, by=None, at=now)


def typhoon(now: datetime) -> dict[str, str]:
    """The form that closes the office on the next working day."""
    day = rulebook.calendar().after(timezone.localdate(now), 1)
    return {"start": day.isoformat(), "end": "", "kind": "off", "name": "台风停工", "ground": "市防指通知"}


def propose(client: Client, told: dict[str, object]) -> object:
    return client.post(PREVIEW, {"which": "days", **told}, headers=ENGLISH)


def test_the_page_says_what_is_in_force_and_until_when(office: Office, officer: Client) -> None:
    text = officer.get("/desk/rules/", headers={"Accept-Language": "zh-Hans"}).content.decode()
    until = rulebook.calendar().known_until
    assert f"{until.year}年12月31日" in text
    assert "国办发明电〔2025〕7号" in text
    assert rulebook.regulation().name in text


def test_the_terms_are_a_table_with_their_ground(office: Office, officer: Client) -> None:
    key = rulebook.regulation().key
    page = officer.get("/desk/rules/", {"terms": key}, headers=ENGLISH)
    rows = {row.name: row for row in page.context["rows"]}
    assert rows["disclosure.answer"].extension == "at most 20 working days"
    assert "Art" in rows["disclosure.answer"].citation or "art" in rows["disclosure.answer"].citation
    assert rows["letter.simple"].extension == ""
    assert rows["letter.simple"].alarms[0].startswith("First reminder")
    assert rows["letter.simple"].confidence == "read in two or more sources"
    assert "48 hours" in page.content.decode()


def test_own_days_are_shown_then_adopted_then_withdrawn(office: Office, officer: Client) -> None:
    now = timezone.now()
    case = running(office, now, title="施工许可")
    before = case.clocks.get().due_at
    shown = propose(officer, typhoon(now))
    assert shown.status_code == 200
    told = shown.context["told"]
    assert (told.running, told.later) == (1, 1)
    text = shown.content.decode()
    assert case.number in text
    assert "施工许可" in text
    assert "becomes a day off · 台风停工" in text
    assert not Rule.objects.exists()

    done = officer.post(ADOPT, {"seen": shown.context["seen"], "because": "市防指命令停工"}, follow=True)
    rule = Rule.objects.get()
    assert (rule.because, rule.by) == ("市防指命令停工", office.officer)
    assert case.clocks.get().due_at > before
    history = done.content.decode()
    assert "市防指命令停工" in history
    assert "台风停工" in history

    back = officer.post(f"/desk/rules/{rule.pk}/withdraw/", {"because": "台风未到"}, headers=ENGLISH)
    assert back.context["told"].earlier == 1
    officer.post(ADOPT, {"seen": back.context["seen"], "because": "台风未到"})
    assert case.clocks.get().due_at == before
    assert not Rule.objects.standing().exists()
    assert officer.get("/desk/rules/").context["sheet"].days == ()


def test_a_year_from_a_file_takes_the_place_of_the_one_in_force(office: Office, officer: Client) -> None:
    text = (FOLDER / "2026.toml").read_bytes().replace(b"worked = [2026-01-04, ", b"worked = [")
    shown = officer.post(PREVIEW, {"which": "year", "file": SimpleUploadedFile("2026.toml", text)}, headers=ENGLISH)
    assert [(each.day.isoformat(), each.off) for each in shown.context["days"]] == [("2026-01-04", True)]
    officer.post(ADOPT, {"seen": shown.context["seen"], "because": "按更正通知重新导入"})
    assert Rule.objects.get().source == "2026.toml"
    assert not rulebook.calendar().is_working(date(2026, 1, 4))
    line = next(line for line in officer.get("/desk/rules/").context["sheet"].years if line.number == 2026)
    assert line.rule == Rule.objects.get()


def test_a_regulation_moves_open_cases_only_where_that_was_ticked(office: Office, officer: Client) -> None:
    case = running(office, timezone.now())
    kept = officer.post(PREVIEW, {"which": "regulation", "file": SimpleUploadedFile("ours.toml", OURS)})
    moved = officer.post(
        PREVIEW, {"which": "regulation", "file": SimpleUploadedFile("ours.toml", OURS), "for_running": "on"}
    )
    assert kept.context["told"].earlier == 0
    assert moved.context["told"].earlier == 1
    officer.post(ADOPT, {"seen": moved.context["seen"], "because": "局务会通过"})
    case.refresh_from_db()
    assert case.regulation == "本局规定 1"
    assert officer.get("/desk/rules/").context["sheet"].regulations[0].in_force


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("2027.toml", b"year = 2027\n", ("2027.toml", "notice")),
        ("2027.xlsx", b"PK", (".xlsx", ".ics")),
        ("2027.json", b"{", ("2027.json", "JSON")),
        ("2027.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", ("2027.ics",)),
        ("ours.toml", b"name = \n", ("ours.toml", "TOML")),
        ("ours.toml", OURS.replace(b"amount = 5", b"amount = -5"), ("ours.toml", "amount", "9")),
        ("ours.toml", b"\xff\xfe", ("ours.toml", "UTF-8")),
        ("ours.toml", b"#" * 1_000_001, ("ours.toml", "1 MB")),
    ],
)
def test_a_bad_file_is_refused_beside_its_form(
    office: Office, officer: Client, name: str, data: bytes, words: tuple[str, ...]
) -> None:
    which = "year" if name.startswith("2027") else "regulation"
    page = officer.post(PREVIEW, {"which": which, "file": SimpleUploadedFile(name, data)})
    assert page.status_code == 409
    refusal = page.context["forms"][which].refusal
    assert all(word in str(refusal) for word in words), str(refusal)
    assert refusal.what in page.content.decode().replace("&#x27;", "'").replace("&quot;", '"')
    assert not Rule.objects.exists()


def test_what_was_typed_stays_when_it_is_refused(office: Office, officer: Client) -> None:
    told = {"start": "2026-07-11", "end": "2026-07-10", "kind": "worked", "name": "补班", "ground": "局通知"}
    page = officer.post(PREVIEW, {"which": "days", **told})
    assert page.status_code == 409
    text = page.content.decode()
    assert 'value="2026-07-11"' in text
    assert 'value="补班"' in text
    assert page.context["forms"]["days"].errors.keys() == {"end"}


@pytest.mark.parametrize("told", [{"start": "9999-12-31", "end": ""}, {"start": "2026-07-01", "end": "2027-07-01"}])
def test_days_beyond_reason_are_refused(office: Office, officer: Client, told: dict[str, str]) -> None:
    page = officer.post(PREVIEW, {"which": "days", "kind": "off", "name": "停工", "ground": "通知", **told})
    assert page.status_code == 409


# ── what is adopted is what was shown ──


def seen_of(office: Office, name: str = "台风停工") -> Change:
    day = rulebook.calendar().after(timezone.localdate(), 3)
    return days_change(span(day, None, off=True, name=name, ground="通知"))


def test_what_comes_back_changed_is_refused(office: Office, officer: Client) -> None:
    token = sealed(Seen(seen_of(office), 0), office.officer)
    for wrong in ("", token[:-1], token.replace(token[5], "x", 1), sealed(Seen(seen_of(office), 0), office.leader)):
        assert officer.post(ADOPT, {"seen": wrong, "because": "试"}).status_code == 409
    assert not Rule.objects.exists()


def test_a_preview_does_not_live_for_ever(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    token = sealed(Seen(seen_of(office), 0), office.officer)
    assert opened(token, office.officer).change == seen_of(office)
    later = timezone.now() + timedelta(seconds=GOOD_FOR_SECONDS + 60)
    monkeypatch.setattr("time.time", later.timestamp)
    with pytest.raises(InputError):
        opened(token, office.officer)


def test_adopting_needs_a_reason(office: Office, officer: Client) -> None:
    token = sealed(Seen(seen_of(office), 0), office.officer)
    page = officer.post(ADOPT, {"seen": token, "because": "  "})
    assert page.status_code == 409
    assert page.context["change"] == seen_of(office)
    assert not Rule.objects.exists()


def test_where_the_rules_changed_meanwhile_it_is_shown_again(office: Office, officer: Client) -> None:
    token = sealed(Seen(seen_of(office), 0), office.officer)
    actions.adopt(seen_of(office, "别的停工"), by=office.officer, at=SUNDAY)
    page = officer.post(ADOPT, {"seen": token, "because": "停工"})
    assert page.status_code == 409
    assert Rule.objects.count() == 1
    officer.post(ADOPT, {"seen": page.context["seen"], "because": "停工"})
    assert Rule.objects.count() == 2


def test_the_same_press_twice_adopts_once(office: Office, officer: Client) -> None:
    told = {"seen": sealed(Seen(seen_of(office), 0), office.officer), "because": "停工"}
    assert [officer.post(ADOPT, told).status_code for _ in range(2)] == [302, 409]
    assert Rule.objects.count() == 1


# ── who may ──


@pytest.mark.parametrize(
    ("person", "reads", "changes"),
    [
        ("officer", 200, 200),
        ("leader", 200, 403),
        ("auditor", 200, 403),
        ("handler", 200, 403),
        ("editor", 403, 403),
        ("administrator", 200, 200),
    ],
)
def test_who_reads_and_who_changes(office: Office, person: str, reads: int, changes: int) -> None:
    admin = User.objects.create(username="administrator", name="钱管理")
    appoint(admin, role=Role.ADMINISTRATOR, section=None, by=None, at=SUNDAY)
    client = signed_in(User.objects.get(username=person))
    assert client.get("/desk/rules/").status_code == reads
    assert propose(client, typhoon(timezone.now())).status_code == changes
    refused = 409 if changes == 200 else 403
    assert client.post(ADOPT, {"seen": "", "because": "试"}).status_code == refused
    if reads == 200:
        assert (client.get("/desk/rules/").context["forms"] is None) is (changes == 403)


def test_an_administrator_sees_numbers_but_no_titles(office: Office) -> None:
    now = timezone.now()
    case = running(office, now, title="我的私事")
    admin = User.objects.create(username="administrator", name="钱管理")
    appoint(admin, role=Role.ADMINISTRATOR, section=None, by=None, at=SUNDAY)
    text = propose(signed_in(admin), typhoon(now)).content.decode()
    assert case.number in text
    assert "我的私事" not in text


@pytest.mark.parametrize("count", [2, 40])
def test_the_page_and_a_preview_cost_the_same_however_much_there_is(
    office: Office, officer: Client, count: int, django_assert_max_num_queries: object
) -> None:
    now = timezone.now()
    for number in range(count):
        running(office, now, ident=f"n{number}")
    text = seen_of(office).text
    for number in range(count):
        Rule.objects.create(sort="days", name=f"2026-01-01 {number}", text=text, adopted_at=now, by=office.officer)
    rulebook.forget()
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        assert officer.get("/desk/rules/").status_code == 200
    with django_assert_max_num_queries(18):  # type: ignore[operator]
        assert propose(officer, typhoon(now)).context["told"].running == count


def test_the_ledger_tells_who_changed_the_rules(office: Office, officer: Client) -> None:
    officer.post(ADOPT, {"seen": sealed(Seen(seen_of(office), 0), office.officer), "because": "停工"})
    entry = Entry.objects.filter(deed="rule.adopted").get()
    assert entry.actor.startswith("officer")
    assert entry.told["reason"] == "停工"
