"""A snapshot says in five years what it says today; a corrected fact makes a new version; what was touched is named."""

import json
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db.models import Model

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling.models import Case, Draft
from huiying.ledger.models import Entry
from huiying.ledger.seal import verify
from huiying.publication.models import PublishedAnswer
from huiying.reporting.actions import renew, take_snapshot, write_paper
from huiying.reporting.figures import FIGURES
from huiying.reporting.freezing import digest_of
from huiying.reporting.frozen import pack, unpack
from huiying.reporting.models import Measure, Paper, PaperFile, PaperKind, Snapshot, SnapshotRows
from huiying.reporting.papers.sorts import SORTS
from huiying.reporting.proof import Fault, Wrong, prove
from tests.office import SUNDAY, Office

from .keeping import DAY, anonymised, letter, over

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
LATER = SUNDAY + 20 * DAY


def frozen(office: Office) -> tuple[Snapshot, Paper]:
    """One case that is over, one letter that nobody read, counted at the end of the month."""
    over(office)
    letter(office, "p2")
    snapshot = take_snapshot(*MARCH, notice="关于开展自查的通知", by=office.officer, at=LATER)
    return snapshot, write_paper(snapshot, by=office.officer, at=LATER)


def written_again(snapshot: Snapshot) -> dict[str, bytes]:
    sort = SORTS[PaperKind(snapshot.kind)]
    composed = sort.compose(Snapshot.objects.get(pk=snapshot.pk).facts)
    return {str(form): write(composed) for form, write in sort.writers.items()}


def test_the_report_is_the_same_in_five_years(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot, paper = frozen(office)
    before = {file.form: bytes(file.content) for file in paper.files.all()}
    behind = {row.reference: list(unpack(row.members)) for row in snapshot.rows.all()}
    anonymised(office, Case.objects.get())
    PublishedAnswer.objects.all().delete()
    Draft.objects.filter(reply=None).delete()
    Case.objects.update(opened_at=SUNDAY + 900 * DAY, answered_at=None, closed_at=None, state="registered")
    for place in (
        "freezing.common",
        "facts.regulation",
        "facts.book",
    ):  # a new regulation and a new calendar are not read
        monkeypatch.setattr(f"huiying.reporting.{place}", lambda *_: pytest.fail("the present is read"))
    assert written_again(snapshot) == before
    assert {file.form: bytes(file.content) for file in Paper.objects.get().files.all()} == before
    assert {row.reference: list(unpack(row.members)) for row in snapshot.rows.all()} == behind
    assert prove().ok


def test_the_numbers_of_a_snapshot_are_as_many_as_their_rows(office: Office) -> None:
    snapshot, _paper = frozen(office)
    counts = {figure.key for figure in FIGURES if figure.unit in ("件", "篇", "次")}
    told = {row.reference: row for row in snapshot.rows.all()}
    assert set(snapshot.facts["numbers"]) == set(told) == set(snapshot.facts["rows"])
    for reference, row in told.items():
        assert len(list(unpack(row.members))) == row.count
        if reference in counts:
            assert snapshot.facts["numbers"][reference]["value"] == row.count
    assert snapshot.facts["numbers"]["received"]["value"] == 2


def test_no_number_is_compared_with_a_stump_of_a_period(office: Office) -> None:
    snapshot, _paper = frozen(office)
    assert snapshot.facts["previous"] is None
    letter(office, "old", said_by="")
    Case.objects.update(opened_at=SUNDAY)
    first = take_snapshot(MARCH[0] + timedelta(days=31), MARCH[1] + timedelta(days=30), by=office.officer, at=LATER)
    assert first.facts["previous"] is None  # the records begin in the middle of March


def test_a_corrected_fact_makes_a_new_version_that_says_what_changed(office: Office) -> None:
    snapshot, _paper = frozen(office)
    office.letter("补登的来信", ident="found later")
    newer = renew(snapshot, because="补登一封3月的来信", by=office.officer, at=LATER + DAY)
    assert (newer.version, newer.supersedes, newer.because) == (2, snapshot, "补登一封3月的来信")
    told = {change["reference"]: change for change in newer.changes}
    assert told["received"]["before"] == 2
    assert told["received"]["after"] == 3
    assert (told["received"]["gone"], told["received"]["come"]) == (0, 1)
    assert "replied" not in told
    assert newer.facts["occasion"] == snapshot.facts["occasion"]
    snapshot.refresh_from_db()
    assert snapshot.facts["numbers"]["received"]["value"] == 2
    entry = Entry.objects.get(deed="snapshot.renewed")
    assert (entry.facts["digest"], entry.told["reason"]) == (newer.digest, newer.because)
    assert prove().ok


def test_rows_that_changed_are_told_where_the_number_stays(office: Office) -> None:
    snapshot, _paper = frozen(office)
    case = Case.objects.get()
    case.voice.said_at = SUNDAY - 90 * DAY
    case.voice.save()
    office.letter("另一封", ident="another")
    told = {c["reference"]: c for c in renew(snapshot, because="更正", by=office.officer, at=LATER).changes}
    assert (told["received"]["before"], told["received"]["after"]) == (2, 2)
    assert (told["received"]["gone"], told["received"]["come"]) == (1, 1)


def test_what_cannot_be_renewed(office: Office) -> None:
    snapshot, _paper = frozen(office)
    with pytest.raises(InputError):
        renew(snapshot, because=" ", by=office.officer, at=LATER)
    with pytest.raises(RuleError):
        renew(snapshot, because="没有变化", by=office.officer, at=LATER)
    with pytest.raises(NotAllowed):
        renew(snapshot, because="更正", by=office.handler, at=LATER)
    office.letter("补登的来信", ident="found later")
    renew(snapshot, because="更正", by=office.officer, at=LATER)
    with pytest.raises(InputError):
        renew(snapshot, because="再更正", by=office.officer, at=LATER)
    assert Snapshot.objects.count() == 2


def _facts(snapshot: Snapshot, paper: Paper) -> None:
    facts = snapshot.facts | {"organ": "别的局"}
    Snapshot.objects.filter(pk=snapshot.pk).update(facts=facts, digest=digest_of(facts))


def _days(snapshot: Snapshot, paper: Paper) -> None:
    Snapshot.objects.filter(pk=snapshot.pk).update(start=date(2026, 3, 2))


def _row(snapshot: Snapshot, paper: Paper) -> None:
    SnapshotRows.objects.filter(reference="received").update(members=pack([4711, 4712]))


def _row_gone(snapshot: Snapshot, paper: Paper) -> None:
    SnapshotRows.objects.filter(reference="received").delete()


def _row_more(snapshot: Snapshot, paper: Paper) -> None:
    SnapshotRows.objects.create(snapshot=snapshot, reference="praise", model="intake.Voice", count=0, members=b"")


def _file(snapshot: Snapshot, paper: Paper) -> None:
    PaperFile.objects.filter(paper=paper, form="docx").update(content=b"PK")


def _file_gone(snapshot: Snapshot, paper: Paper) -> None:
    PaperFile.objects.filter(paper=paper, form="docx").delete()


def _paper_gone(snapshot: Snapshot, paper: Paper) -> None:
    paper.delete()


def _slipped_in(snapshot: Snapshot, paper: Paper) -> None:
    told: dict[str, object] = {name: getattr(snapshot, name) for name in ("unit", "start", "end", "facts", "digest")}
    Snapshot.objects.create(pk=4711, taken_at=LATER, regulation="", **told)  # type: ignore[misc]


TOUCHED = {
    _facts: ("snapshot", "facts", Wrong.CHANGED),
    _days: ("snapshot", "start", Wrong.CHANGED),
    _row: ("snapshot", "rows received", Wrong.CHANGED),
    _row_gone: ("snapshot", "rows received", Wrong.GONE),
    _row_more: ("snapshot", "rows praise", Wrong.UNKNOWN),
    _file: ("paper", "docx", Wrong.CHANGED),
    _file_gone: ("paper", "docx", Wrong.GONE),
    _paper_gone: ("paper", "", Wrong.GONE),
}


@pytest.mark.parametrize("touch", TOUCHED, ids=lambda touch: touch.__name__)
def test_what_was_touched_is_named(office: Office, touch: object) -> None:
    snapshot, paper = frozen(office)
    things: dict[str, Model] = {"snapshot": snapshot, "paper": paper}
    thing, part, wrong = TOUCHED[touch]  # type: ignore[index]
    about = f"{thing}:{things[thing].pk}"
    assert prove().ok
    touch(snapshot, paper)  # type: ignore[operator]
    assert prove().faults == [Fault(about, part, wrong)]
    assert prove(snapshot.pk).faults == [Fault(about, part, wrong)]
    assert verify().ok  # the chain itself was not touched


def test_a_snapshot_that_is_gone_or_slipped_in_is_named(office: Office) -> None:
    snapshot, paper = frozen(office)
    _slipped_in(snapshot, paper)
    assert prove().faults == [Fault("snapshot:4711", "", Wrong.UNKNOWN)]
    Snapshot.objects.filter(pk=4711).delete()
    pk, number = snapshot.pk, paper.pk
    paper.delete()
    Measure.objects.all().delete()
    snapshot.delete()
    assert prove().faults == [Fault(f"snapshot:{pk}", "", Wrong.GONE), Fault(f"paper:{number}", "", Wrong.GONE)]


def test_the_command_names_what_was_touched(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot, paper = frozen(office)
    call_command("snapshot", "verify", "--json")
    assert json.loads(capsys.readouterr().out) == {
        "ok": True,
        "ledger": True,
        "snapshots": 1,
        "papers": 1,
        "faults": [],
    }
    _row(snapshot, paper)
    with pytest.raises(SystemExit):
        call_command("snapshot", "verify", str(snapshot.pk))
    assert f"snapshot:{snapshot.pk} rows received" in capsys.readouterr().out
    with pytest.raises(InputError):
        call_command("snapshot", "verify", "4711")
