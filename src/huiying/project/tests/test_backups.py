"""A backup holds the whole office and is proved; what is changed, cut or foreign is refused and leaves nothing."""

import gzip
import io
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pyrage
import pytest
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from huiying.core.errors import ConfigError, InputError
from huiying.ledger.models import Entry, Head
from huiying.people.models import Unit
from huiying.project import home
from huiying.project.backups import copying
from huiying.project.backups.copying import COPY, attached, copy_to
from huiying.project.backups.manifest import DATABASE
from huiying.project.backups.moving import move
from huiying.project.backups.reading import check, extract
from huiying.project.backups.restoring import restore
from huiying.project.backups.rows import carry, differences, tally
from huiying.project.backups.writing import backup
from tests.migrated import spare_migrating
from tests.office import Office

pytestmark = pytest.mark.stored
NOW = datetime(2026, 3, 15, 9, tzinfo=UTC)
Members = list[tuple[tarfile.TarInfo, bytes]]
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the tables of a copy are SQLite's")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with two files and keys of its own, beside the database of the tests."""
    folder = tmp_path_factory.mktemp("office") / "home"
    home.make(folder)
    (folder / "anchors").mkdir()
    (folder / "anchors/ledger.txt").write_text("")
    for name in ("aa/aaaa", "bb/bbbb"):
        (folder / "attachments" / name).parent.mkdir(parents=True)
        (folder / "attachments" / name).write_text(name)
    told = home.read(folder)
    keys = {"SEALING_KEYS": told.sealing_keys, "FINGERPRINT_KEY": told.fingerprint_key}
    with override_settings(HOME=folder, SECRET_KEY=told.secret_key, **keys):
        yield folder


@contextmanager
def named(blocker: DjangoDbBlocker) -> Iterator[None]:
    """An office with nothing but its name, outside the transaction of a test: a copy is made of what is committed."""
    with blocker.unblock():
        unit, head = Unit.objects.create(name="备份测试局"), Head.objects.first()
        try:
            yield
        finally:
            unit.delete()
            Entry.objects.filter(pk__gt=head.last if head else 0).delete()  # that backups were written
            Head.objects.all().delete()
            if head:
                head.save()


@pytest.fixture(scope="module")
def plain(kept: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Path:
    """A backup of it, not sealed, of an office with nothing but its name."""
    path = kept.parent / "plain.hyb"
    with named(django_db_blocker):
        backup(path, at=NOW)
    return path


@on_sqlite
def test_what_is_not_sealed_needs_the_keys_of_its_own_office(plain: Path, tmp_path: Path) -> None:
    assert plain.stat().st_mode & 0o077 == 0
    home.make(tmp_path / "other")
    for keys, fix in ((None, "--keys"), (tmp_path / "other" / "huiying.toml", "other")):
        with pytest.raises(InputError, match=fix):
            restore(plain, tmp_path / "again", keys=keys)
    assert [path.name for path in tmp_path.iterdir()] == ["other"]
    with pytest.raises(InputError, match="other"):
        restore(plain, tmp_path / "other")  # an office stands there


@on_sqlite
def test_a_sealed_backup_holds_the_keys_and_goes_on_from_another(
    kept: Path, plain: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    right, wrong = tmp_path / "key.txt", tmp_path / "other.txt"
    call_command("backup", "key", str(right), stdout=io.StringIO(), stderr=io.StringIO())
    wrong.write_text(str(pyrage.x25519.Identity.generate()))
    recipient = str(pyrage.x25519.Identity.from_str(right.read_text().splitlines()[-1]).to_public())
    new = kept / "attachments/cc/cccc"
    new.parent.mkdir()
    new.write_text("new")
    try:
        with named(django_db_blocker):
            backup(tmp_path / "sealed.hyb", at=NOW, recipient=recipient, since=plain)
    finally:
        shutil.rmtree(new.parent)
    assert (tmp_path / "sealed.hyb").read_bytes().startswith(b"age-encryption.org/")
    for identity, fix in ((None, "--identity"), (wrong, "sealed.hyb")):
        with pytest.raises(InputError, match=fix):
            check(tmp_path / "sealed.hyb", identity)
    told = extract(tmp_path / "sealed.hyb", tmp_path / "out", right)
    assert {name for name, facts in told.files.items() if facts.here} == {"attachments/cc/cccc"}
    with pytest.raises(InputError, match="--base"):
        restore(tmp_path / "sealed.hyb", tmp_path / "new", identity=right)
    again = restore(tmp_path / "sealed.hyb", tmp_path / "new", identity=right, bases=[plain])
    assert again.tables["people_unit"].count == 1  # proved by the restored office's own commands
    assert (tmp_path / "new/anchors/ledger.txt").is_file()
    assert (tmp_path / "new/huiying.toml").read_text() == (kept / "huiying.toml").read_text()
    assert {p.name for p in (tmp_path / "new/attachments").rglob("*") if p.is_file()} == {"aaaa", "bbbb", "cccc"}


def _named(members: Members, name: str) -> int:
    return [member.name for member, _content in members].index(name)


def _changed(members: Members) -> Members:
    place = _named(members, "attachments/aa/aaaa")
    member, content = members[place]
    members[place] = (member, content.replace(b"a", b"x"))
    return members


def _dropped(members: Members) -> Members:
    del members[_named(members, "attachments/bb/bbbb")]
    return members


def _slipped_in(members: Members) -> Members:
    return [*members, (tarfile.TarInfo("attachments/../../evil"), b"")]


def _swollen(members: Members) -> Members:
    place = _named(members, "attachments/aa/aaaa")
    member, content = members[place]
    members[place] = (member, content + b"0" * 1_000_000)
    member.size = len(members[place][1])
    return members


def _linked(members: Members) -> Members:
    member = tarfile.TarInfo("attachments/bb/bbbb")
    member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
    members[_named(members, "attachments/bb/bbbb")] = (member, b"")
    return members


def _settings_linked(members: Members) -> Members:
    member = tarfile.TarInfo("huiying.toml")
    member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return [*(_claimed(member, content) for member, content in members), (member, b"")]


def _claimed(member: tarfile.TarInfo, content: bytes) -> tuple[tarfile.TarInfo, bytes]:
    """The manifest says that settings are inside, too."""
    if member.name == "manifest.json":
        content = content.replace(b'"with_settings": false', b'"with_settings": true')
        member.size = len(content)
    return member, content


def _other_rows(members: Members) -> Members:
    place = _named(members, "manifest.json")
    member, content = members[place]
    content = content.replace(b'"count": 1,', b'"count": 2,')
    member.size = len(content)
    members[place] = (member, content)
    return members


@on_sqlite
@pytest.mark.parametrize("change", [_changed, _swollen, _dropped, _slipped_in, _linked, _settings_linked, _other_rows])
def test_what_was_changed_is_refused(plain: Path, tmp_path: Path, change: Callable[[Members], Members]) -> None:
    with tarfile.open(plain) as archive:
        members = [(member, archive.extractfile(member).read()) for member in archive]  # type: ignore[union-attr]
    path = tmp_path / "changed.hyb"
    with gzip.open(path, "wb") as packed, tarfile.open(fileobj=packed, mode="w|") as archive:
        for member, content in change(members):
            archive.addfile(member, io.BytesIO(content))
    with pytest.raises(InputError, match=r"changed\.hyb"):
        check(path)
    assert [left.name for left in tmp_path.iterdir()] == ["changed.hyb"]


@on_sqlite
def test_a_cut_file_and_a_foreign_one_are_refused(plain: Path, tmp_path: Path) -> None:
    (tmp_path / "cut.hyb").write_bytes(plain.read_bytes()[:-2000])
    (tmp_path / "foreign.hyb").write_bytes(b"nothing of ours" * 100)
    for name in ("cut.hyb", "foreign.hyb", "missing.hyb"):
        with pytest.raises(InputError, match=name):
            check(tmp_path / name)


@on_sqlite
@pytest.mark.django_db
def test_nothing_is_written_over_and_no_office_is_none(plain: Path, kept: Path, tmp_path: Path) -> None:
    before = plain.read_bytes()
    with pytest.raises(ConfigError, match="home"):
        backup(tmp_path / "x.hyb", at=NOW)
    Unit.objects.create(name="备份测试局")
    with pytest.raises(InputError, match=r"plain\.hyb"):
        backup(plain, at=NOW)
    with pytest.raises(InputError, match="nowhere"):
        backup(tmp_path / "nowhere" / "x.hyb", at=NOW)
    assert plain.read_bytes() == before
    assert list(tmp_path.iterdir()) == []


def _spared(folder: Path, database: str = "") -> None:
    """The tables of a copy from where a process of CI left them, if one did: migrating anew takes half a minute."""
    spare_migrating(folder / "spared")
    made = folder / "spared" / DATABASE
    if made.exists():
        made.rename(folder / DATABASE)
    else:
        MAKE_TABLES(folder, database)


MAKE_TABLES = copying.make_tables


@pytest.mark.django_db(transaction=True)
def test_rows_are_the_same_in_either_database(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL the rows cross over and back; on SQLite they are copied as they are."""
    monkeypatch.setattr(copying, "make_tables", _spared)
    office.letter("松溪路的路灯三天不亮了。")
    before = tally(DEFAULT_DB_ALIAS)
    assert before["intake_voice"].count == 1
    copy_to(tmp_path / DATABASE)
    with attached(tmp_path):
        assert differences(before, tally(COPY)) == []
        if connection.vendor == "postgresql":
            carry(COPY, DEFAULT_DB_ALIAS)
            office.letter("补贴什么时候发？", ident="after")  # numbered after those that were brought
            assert tally(DEFAULT_DB_ALIAS)["intake_voice"].count == 2
            with pytest.raises(InputError, match="PostgreSQL"):
                move("postgresql://nobody@127.0.0.1/none")
