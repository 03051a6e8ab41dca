"""不相识者 · A bureau of another tree asks for every address of the desk with this bureau's keys, by GET and by POST:
it is told that there is no such thing, and meets no word of it in any list, file or answer of the interface.

A new address whose keys are not said in `KEYS` fails here, and so does one that nobody of its own bureau can open.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from huiying.handling.tests.desk import signed_in, submitted
from huiying.people.actions import appoint, found_office
from huiying.people.models import Role, Section, Unit, User
from tests.office import SUNDAY, Office
from tests.strangers_rows import MARK, Rows, offices_models

# What names a thing in an address, by where the address begins: the model, and the field where it is not the key.
KEYS: Mapping[str, Mapping[str, str]] = {
    "desk/absences/": {"pk": "people.Absence"},
    "desk/staff/": {"pk": "people.User"},
    "desk/posts/": {"pk": "people.Post"},
    "desk/structure/": {"pk": "people.Unit"},
    "desk/structure/section/": {"pk": "people.Section"},
    "desk/structure/seat/": {"pk": "people.LeadingGroupSeat"},
    "desk/channels/": {"slug": "intake.Channel slug"},
    "desk/persons/": {"pk": "intake.Correspondent"},
    "desk/joinings/": {"pk": "intake.Joining"},
    "desk/outbox/": {"pk": "intake.Delivery"},
    "desk/interfaces/tokens/": {"pk": "intake.ApiToken"},
    "desk/interfaces/webhooks/": {"pk": "intake.Subscription"},
    "desk/topics/": {"pk": "assessment.Topic"},
    "desk/inbox/": {"number": "intake.Voice number"},
    "desk/cases/": {"number": "handling.Case number"},
    "desk/cases/<number>/disclosure/parties/": {"pk": "handling.ConsultedParty"},
    "desk/cases/<number>/disclosure/files/": {"pk": "handling.CaseFile"},
    "desk/cases/<number>/comments/": {"pk": "handling.PassageComment"},
    "desk/cases/<number>/parts/": {"pk": "handling.Part"},
    "desk/disclosures/papers/": {"pk": "handling.DisclosureNotice"},
    "desk/supervision/remind/": {"number": "handling.Case number"},
    "desk/supervision/cards/": {"pk": "handling.Card"},
    "desk/supervision/orders/": {"pk": "handling.ChaseOrder"},
    "desk/supervision/instructions/": {"pk": "handling.Instruction"},
    "desk/supervision/errands/": {"pk": "handling.Errand"},
    "desk/clues/": {"number": "handling.Clue number"},
    "desk/clues/<number>/posts/": {"pk": "handling.CluePost"},
    "desk/clues/<number>/files/": {"pk": "handling.ClueFile"},
    "desk/views/": {"pk": "handling.SavedView"},
    "desk/notes/": {"pk": "handling.Note"},
    "desk/files/": {"pk": "handling.CaseFile"},
    "desk/templates/": {"pk": "handling.ReplyTemplate"},
    "desk/personal/": {"number": "handling.PersonRequest number"},
    "desk/restrictions/": {"pk": "handling.Restriction"},
    "desk/keeping/": {"pk": "handling.Hold"},
    "desk/attachments/": {"pk": "intake.Attachment"},
    "desk/review/": {"pk": "handling.Review"},
    "desk/emergencies/tasks/": {"pk": "handling.IncidentTask"},
    "desk/emergencies/": {"number": "handling.Case number", "release": "handling.Release number"},
    "desk/rules/": {"pk": "handling.Rule"},
    "desk/board/threads/": {"pk": "publication.BoardThread"},
    "desk/board/": {"number": "handling.Case number"},
    "desk/consultations/": {"slug": "publication.Consultation slug"},
    "desk/consultations/<slug>/opinions/": {"pk": "publication.Opinion"},
    "desk/consultations/<slug>/points/": {"pk": "publication.Point"},
    "desk/search/portal/synonyms/": {"pk": "publication.Synonyms"},
    "desk/publish/releases/": {"pk": "handling.Release"},
    "desk/publish/": {"pk": "handling.Reply"},
    "desk/releases/": {"pk": "publication.Manuscript", "row": "publication.Picture"},
    "desk/releases/calendar/": {"pk": "publication.PlannedItem"},
    "desk/releases/issues/": {"pk": "publication.Issue"},
    "desk/gap/": {"pk": "publication.Demand"},
    "desk/reports/asked/": {"pk": "reporting.Commission"},
    "desk/reports/schedules/": {"pk": "reporting.Schedule"},
    "desk/reports/templates/": {"pk": "reporting.PaperTemplate"},
    "desk/reports/measures/": {"pk": "reporting.Measure"},
    "desk/reports/": {"pk": "reporting.Snapshot"},
    "desk/papers/": {"pk": "reporting.Paper"},
    "desk/drills/": {"slug": "drills.Drill slug"},
    "desk/drills/scenarios/": {"key": "drills.OwnScenario key"},
    "desk/drills/scenarios/version/": {"pk": "drills.OwnScenario"},
    "desk/trainings/": {"pk": "people.Training"},
    "desk/trainings/items/": {"pk": "people.TrainingItem"},
    "desk/trainings/people/": {"pk": "people.User"},
    "desk/trainings/materials/": {"pk": "people.TrainingMaterial"},
}
# What says how a thing is to be shown, or what is to be done with it, and names none.
WORDS: Mapping[str, tuple[str, ...]] = {
    "name": ("withdraw", "give", "rename", "undecide", "publish", "forget"),
    "form": ("docx", "pdf", "page"),
    "sort": ("pictures", "files"),
    "kind": ("monthly",),
    "page": ("1",),
}
# They name no thing of one bureau: a choice of lists and deeds by their names; hints and calls of a drill's own world.
NOBODYS = ("desk/topics/table", "desk/bulk/", "desk/stage/", "desk/reports/templates/<kind>/")
# Where a word in the form says what is to be done, and any other is not understood.
DEEDS = {"desk/outbox/": {"deed": "stop"}, "desk/interfaces/webhooks/": {"deed": "stop"}}
# What is shown in the place of a review that one may not see, or that there is none of.
ELSEWHERE = {"/desk/review/"}
# A row made of its fields alone is not enough for these, or they want a word in the form: to be shortened.
SHUT = {
    "desk/board/<number>/",
    "desk/board/<number>/decide/",
    "desk/consultations/<slug>/opinions/<pk>/<name>/",
    "desk/consultations/<slug>/points/deed/<name>/",
    "desk/drills/<slug>/result/",
    "desk/drills/<slug>/result/chart.svg",
    "desk/drills/<slug>/result/report.<form>",
    "desk/drills/scenarios/<key>/text/",
    "desk/personal/<number>/",
    "desk/persons/<pk>/join/",
    "desk/releases/<pk>/forms/<form>/<page>.png",
    "desk/releases/<pk>/forms/<form>/file/",
    "desk/releases/<pk>/forms/<form>/give/",
    "desk/releases/calendar/<pk>/tie/",
    "desk/releases/issues/<pk>/<page>.png",
    "desk/reports/<pk>/numbers/",
    "desk/supervision/errands/<pk>/<name:accept|back>/",
}
REFUSED = (403, 404, 405)
WORKING = (Role.INFORMATION, Role.LEADER, Role.SECTION_HEAD, Role.HANDLER, Role.EDITOR)
TEAMS = (WORKING, (Role.AUDITOR,), (Role.ADMINISTRATOR,), (Role.SECURITY,))


def desk_patterns() -> list[str]:
    """Every address of the desk, what stands for its arguments written alike: `<name>` or `<name:a|b>`."""
    found: list[str] = []

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> None:
        for pattern in patterns:
            path = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, path)
            elif path.lstrip("^").startswith("desk/"):
                found.append(alike(path))

    walk(get_resolver().url_patterns, "")
    return found


def alike(path: str) -> str:
    path = re.sub(r"<\w+:(\w+)>", r"<\1>", path)
    path = re.sub(r"\(\?P<(\w+)>((?:\w+\|)+\w+)\)", r"<\1:\2>", path)
    path = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", path)
    return re.sub(r"[\\^$]", "", path)


def keys_of(pattern: str) -> dict[str, str]:
    """What the names in an address stand for: what is said of the longest beginning counts."""
    told: dict[str, str] = {}
    for beginning in sorted((one for one in KEYS if pattern.startswith(one)), key=len):
        told |= KEYS[beginning]
    return told


def addresses(pattern: str, rows: Rows) -> Iterator[str]:
    told, filled = keys_of(pattern), [f"/{pattern}"]
    for name, among in re.findall(r"<(\w+)(?::([^>]*))?>", pattern):
        if among:
            values = tuple(among.split("|"))
        elif name in told:
            label, _space, field = told[name].partition(" ")
            values = (str(getattr(rows.named(label), field or "pk")),)
        else:
            values = WORDS[name]
        filled = [re.sub(rf"<{name}(:[^>]*)?>", value, one, count=1) for one in filled for value in values]
    yield from filled


NAMING = [one for one in desk_patterns() if "<" in one and not one.startswith(NOBODYS)]


def test_every_address_says_what_its_keys_name() -> None:
    unsaid = [
        (pattern, name)
        for pattern in NAMING
        for name, among in re.findall(r"<(\w+)(?::([^>]*))?>", pattern)
        if not among and name not in keys_of(pattern) and name not in WORDS
    ]
    assert not unsaid, "say in KEYS which model these name"


def team(unit: Unit, mark: str) -> list[Client]:
    """Who may do most in a unit: one with every post that one person can hold, and the three who keep it."""
    sections = list(Section.objects.filter(unit=unit))
    found = []
    for number, roles in enumerate(TEAMS):
        person = User.objects.create(username=f"{mark}{number}", name=f"{mark}{number}", unit=unit)
        for role in roles:
            section = next((one for one in sections if one.is_information is (role == Role.INFORMATION)), None)
            whole = role not in WORKING or role == Role.LEADER
            appoint(person, role=role, section=None if whole else section, unit=unit, by=None, at=SUNDAY)
        found.append(signed_in(User.objects.get(pk=person.pk)))
    return found


@pytest.fixture
def rows(office: Office) -> Rows:
    """One of everything, all of the one bureau."""
    found = Rows(office)
    case = submitted(office, title=MARK, said_by="钱某", contact={"phone": "13900001111"})
    found.keep(case, case.voice, case.voice.correspondent)
    for model in offices_models():
        found.of(model)
    return found


@pytest.fixture
def strangers(rows: Rows) -> list[Client]:
    """The people of a bureau that hangs under nothing and has nothing under it."""
    unit = found_office("另一市住建局", (("综合科", "统收统发", True), ("房屋科", "房屋安全", False)), at=SUNDAY)
    return team(unit, "stranger-")


@dataclass(frozen=True, slots=True)
class Told:
    """What was answered, read to its end."""

    status: int
    where: str
    text: str

    @property
    def is_refused(self) -> bool:
        return self.status in REFUSED or self.where in ELSEWHERE


def _asked(client: Client, method: str, address: str, data: Mapping[str, Any]) -> Told:
    """One question, and nothing of it kept; a file that is read to its end is closed."""
    with transaction.atomic():
        answer = getattr(client, method)(address, data)
        transaction.set_rollback(True)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return Told(answer.status_code, answer.headers.get("Location", ""), content.decode("utf-8", "replace"))


def test_a_strangers_bureau_is_told_that_there_is_nothing(rows: Rows, strangers: list[Client]) -> None:
    told = []
    for pattern in NAMING:
        for address in addresses(pattern, rows):
            data = next((deed for beginning, deed in DEEDS.items() if pattern.startswith(beginning)), {})
            for number, client in enumerate(strangers):
                for method in ("get", "post"):
                    answer = _asked(client, method, address, data if method == "post" else {})
                    if not answer.is_refused or MARK in answer.text:
                        told.append((number, method, address, answer.status))
    assert not told, "\n".join(map(str, told))


def test_no_list_file_or_search_of_a_stranger_has_a_word_of_it(rows: Rows, strangers: list[Client]) -> None:
    told, seen = [], 0
    for pattern in desk_patterns():
        if "<" in pattern:
            continue
        for client in strangers:
            for query in ({}, {"q": MARK[:4]}, {"show": "all"}, {"format": "csv"}):
                answer = _asked(client, "get", f"/{pattern}", query)
                seen += answer.status == 200
                if MARK in answer.text:
                    told.append((pattern, query))
    assert seen > 100
    assert not told


def test_its_own_bureau_opens_them(rows: Rows, office: Office) -> None:
    """Otherwise the strangers would be refused for want of a thing, and the walk above would prove nothing."""
    own = [*team(office.unit, "own-"), signed_in(office.handler), signed_in(office.head)]
    for client in own:
        client.raise_request_exception = False  # a row made of its fields alone need not make a whole page
    shut = set()
    for pattern in NAMING:
        answers = (
            _asked(client, method, address, {})
            for address in addresses(pattern, rows)
            for method in ("get", "post")
            for client in own
        )
        if all(answer.is_refused for answer in answers):
            shut.add(pattern)
    assert not shut - SHUT, "\n".join(sorted(shut - SHUT))
