"""A sealing key is added, put to use and retired while the office works; nothing sealed is lost on the way."""

import json
import re
import stat
from io import StringIO
from pathlib import Path

import pytest
import pytest_django
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import JSONField, TextField

import huiying
from huiying.core.errors import ConfigError, RuleError
from huiying.intake import resealing
from huiying.intake.channel import Heard
from huiying.intake.models import Address, Channel, Voice
from huiying.intake.resealing import columns
from huiying.intake.sealing import box_of, seal
from huiying.ledger.models import Entry
from huiying.project import home
from huiying.project.keys import file
from huiying.project.keys.changing import retire, rotate, seal_anew, status
from huiying.project.keys.ring import Ring
from tests.office import SUNDAY, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def ring(settings: pytest_django.Settings, tmp_path: Path) -> Path:
    """The settings file of a home of its own, whose keys seal here."""
    home.make(tmp_path)
    settings.HOME, settings.SEALING_KEYS = tmp_path, Ring(tmp_path, home.read(tmp_path))
    return tmp_path / home.SETTINGS_FILE


def letters(office: Office, count: int = 3) -> list[Voice]:
    return [
        office.letter(f"路灯坏了{n}", ident=str(n), said_by="周知微", contact={"phone": f"1390000000{n}"})
        for n in range(count)
    ]


def quiet(_column: str, _count: int) -> None:
    pass


def test_a_key_goes_through_its_life_and_the_ledger_tells_no_key(office: Office, ring: Path) -> None:
    first = home.read(ring.parent).sealing_keys[0]
    letters(office)
    told = rotate(at=SUNDAY)
    newest, *old = home.read(ring.parent).sealing_keys
    assert old == [first]
    assert newest != first
    assert stat.S_IMODE(ring.stat().st_mode) == 0o600
    # in a process that began with the old key too
    assert box_of(newest).decrypt(seal("x").encode()) == b"x"
    before = status()
    assert (before[0].print, before[0].total) == (told, 0)
    assert before[1].values["intake.Address.value"] == 3
    with pytest.raises(RuleError, match=r"intake.Address.value 3"):
        retire(at=SUNDAY)
    assert home.read(ring.parent).sealing_keys == (newest, first)
    done = seal_anew(at=SUNDAY, show=quiet)
    assert done["intake.Address.value"] == 3
    assert sum(seal_anew(at=SUNDAY, show=quiet).values()) == 0  # again: nothing to do, nothing recorded
    assert retire(at=SUNDAY) == (before[1].print,)
    assert home.read(ring.parent).sealing_keys == (newest,)
    assert sorted(Address.objects.values_list("value", flat=True)) == ["13900000000", "13900000001", "13900000002"]
    deeds = [entry.deed for entry in Entry.objects.filter(about="keys:sealing").order_by("pk")]
    assert deeds == ["keys.rotated", "keys.resealed", "keys.retired"]
    written = json.dumps(list(Entry.objects.values_list("facts", "said")), ensure_ascii=False)
    assert first not in written
    assert newest not in written


def test_work_that_was_killed_goes_on_and_a_writer_meanwhile_is_not_undone(
    office: Office, ring: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters(office, 5)
    rotate(at=SUNDAY)
    monkeypatch.setattr(resealing, "BATCH", 2)

    def killed(_column: str, _count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seal_anew(at=SUNDAY, show=killed)
    assert status()[1].values["intake.Address.value"] == 3  # two are done
    last = Address.objects.order_by("pk").last()
    assert last is not None

    def meanwhile(column: str, _count: int) -> None:
        if column == "intake.Address.value":
            Address.objects.filter(pk=last.pk).update(value="13711112222")

    assert seal_anew(at=SUNDAY, show=meanwhile)["intake.Address.value"] == 2
    assert Address.objects.get(pk=last.pk).value == "13711112222"
    assert len([one for one in status() if one.total]) == 1


def test_a_row_changed_after_it_was_read_stays_as_it_was_written(office: Office, ring: Path) -> None:
    letters(office, 1)
    column = next(one for one in columns() if str(one) == "intake.Address.value")
    read = list(column.rows().values_list("pk", "sealed_text"))
    rotate(at=SUNDAY)
    Address.objects.update(value="13711112222")
    assert resealing._anew(column, read) == 0
    assert Address.objects.get().value == "13711112222"


def test_what_no_key_opens_is_named_and_keeps_every_key(office: Office, ring: Path) -> None:
    letters(office, 1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE intake_address SET value = %s", [box_of("lost").encrypt(b"1").decode()])
    rotate(at=SUNDAY)
    seal_anew(at=SUNDAY, show=quiet)
    assert status()[-1].print == ""
    assert status()[-1].values == {"intake.Address.value": 1}
    with pytest.raises(RuleError, match=r"\? intake.Address.value 1"):
        retire(at=SUNDAY)
    with pytest.raises(SystemExit):
        call_command("keys", "status", stdout=StringIO())


def test_every_text_that_stands_sealed_is_a_field_that_is_found(office: Office, ring: Path) -> None:
    """Nothing but the two kinds of field seals, and a row of each that is filled is counted."""
    assert {str(one) for one in columns()} >= {
        "intake.Address.value",
        "intake.Channel.secrets",
        "intake.Voice.reply_to",
        "intake.Delivery.to",
        "intake.Subscription.secret",
        "handling.MessageSetting.addresses",
        "publication.Opinion.writer",
        "publication.Opinion.contact",
        "publication.BoardFollower.address",
    }
    room = Path(huiying.__file__).parent
    asking = (path for path in room.rglob("*.py") if not {"tests", "migrations"} & set(path.parts))
    by_hand = [
        path.name for path in asking if re.search(r"sealing import .*\b(seal|unseal|box)\b", path.read_text("utf-8"))
    ]
    by_hand.remove("resealing.py")
    assert by_hand == [], "seal by a SealedTextField or SealedJSONField, so that a new key reaches what is sealed"


def test_no_column_holds_a_sealed_text_that_is_not_registered(office: Office, ring: Path) -> None:
    from_the_form = Heard(
        external_id="f", text="来信", said_at=SUNDAY, said_by="周知微", contact={"mail": "zhou@mail.example"}
    )
    office.letter(from_the_form.text, ident="f", said_by="周知微", contact={"mail": "zhou@mail.example"})
    Channel.objects.update(secrets={"password": "abc"})
    registered = {(one.model, one.name) for one in columns()}
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, TextField | JSONField) and (model, field.name) not in registered:
                told = model._base_manager.values_list(field.name, flat=True)[:50]
                assert not any("gAAAAA" in str(value) for value in told), f"{model._meta.label}.{field.name}"


def test_the_settings_file_keeps_everything_else(tmp_path: Path) -> None:
    told = tmp_path / "huiying.toml"
    before = '# ours\nsecret_key = "s"\nsealing_keys = [\n  "a",\n  "b",\n]\nzone = "Asia/Shanghai" # here\n'
    told.write_text(before, "utf-8")
    file.write(told, ("n\"\\'", "a"))
    after = told.read_text("utf-8")
    assert after.startswith('# ours\nsecret_key = "s"\n')
    assert after.endswith('zone = "Asia/Shanghai" # here\n')
    assert home.read(tmp_path).sealing_keys == ("n\"\\'", "a")
    told.write_text('secret_key = "s"', "utf-8")  # an older home
    file.write(told, ("n", "s"))
    assert home.read(tmp_path).sealing_keys == ("n", "s")
    assert list(tmp_path.iterdir()) == [told]


def test_keys_that_somebody_else_keeps_are_not_touched(
    office: Office, ring: Path, settings: pytest_django.Settings
) -> None:
    ring.with_suffix(".keys-unfinished").touch()
    with pytest.raises(ConfigError, match="keys-unfinished"):
        rotate(at=SUNDAY)
    ring.with_suffix(".keys-unfinished").unlink()
    before = ring.read_text("utf-8")
    settings.SEALING_KEYS = ("from a vault",)
    with pytest.raises(ConfigError, match="huiying keys new"):
        rotate(at=SUNDAY)
    assert ring.read_text("utf-8") == before
    assert not Entry.objects.filter(deed="keys.rotated").exists()


def test_a_file_that_is_being_written_by_hand_changes_nothing(ring: Path) -> None:
    keys = Ring(ring.parent, home.read(ring.parent))
    before = tuple(keys)
    good = ring.read_text("utf-8")
    ring.write_text("sealing_keys = [", "utf-8")
    assert tuple(keys) == before
    ring.write_text(good.replace("sealing_keys = [", 'sealing_keys = ["newer", '), "utf-8")
    assert tuple(keys) == ("newer", *before)
