from datetime import UTC, datetime

import pytest
from django.db import connection

from huiying.core.errors import NotAllowed, RuleError
from huiying.intake.actions import join_persons, part_persons, receive
from huiying.intake.channel import Heard, Reach
from huiying.intake.models import Address, Channel, Correspondent, Voice
from huiying.intake.sealing import fingerprint
from huiying.ledger.actions import MACHINE
from huiying.ledger.models import Entry
from tests.office import Office

AT = datetime(2026, 3, 15, 1, 30, tzinfo=UTC)
PHONE, MAIL = "13900000001", "zhou@mail.example"

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Channel:
    return Channel.objects.create(slug="a-board", name="百姓畅言", connector="files", form="board")


def hear(channel: Channel, ident: str, *reaches: Reach, **more: object) -> Voice:
    heard = Heard(external_id=ident, text=f"路灯坏了。{ident}", said_at=AT, reaches=reaches, **more)  # type: ignore[arg-type]
    return receive([heard], channel=channel, by=None, at=AT).new[0]


def phone(value: str = PHONE, *, verified: bool = False) -> Reach:
    return Reach(kind="phone", value=value, verified=verified)


def mail(value: str = MAIL, *, verified: bool = False) -> Reach:
    return Reach(kind="mail", value=value, verified=verified)


@pytest.mark.parametrize("written", [PHONE, "+86 139 0000 0001", "0086-139-0000-0001"])
def test_a_number_is_one_number_however_it_is_written(board: Channel, written: str) -> None:
    assert hear(board, "1", phone()).correspondent == hear(board, "2", phone(written)).correspondent


def test_a_new_address_of_a_known_person_is_kept_with_them(board: Channel) -> None:
    first = hear(board, "1", phone()).correspondent
    assert hear(board, "2", phone(), mail()).correspondent == first
    assert hear(board, "3", mail(MAIL.upper())).correspondent == first


def test_what_nobody_verified_joins_no_two_persons(board: Channel) -> None:
    one, other = hear(board, "1", phone()).correspondent, hear(board, "2", mail()).correspondent
    assert one != other
    assert hear(board, "3", phone(), mail()).correspondent == one
    assert Correspondent.objects.count() == 2


def test_two_verified_addresses_of_one_writer_join_their_persons(board: Channel) -> None:
    one = hear(board, "1", phone(verified=True)).correspondent
    hear(board, "2", mail(verified=True))
    assert hear(board, "3", phone(verified=True), mail(verified=True)).correspondent == one
    assert Correspondent.objects.get().voices.count() == 3
    assert Entry.objects.filter(deed="persons.joined", actor=MACHINE).exists()


def test_addresses_are_encrypted_in_the_database(board: Channel) -> None:
    hear(board, "1", phone(), mail())
    with connection.cursor() as cursor:
        cursor.execute("SELECT value, digest FROM intake_address")
        kept = str(cursor.fetchall())
    assert PHONE not in kept
    assert MAIL not in kept
    assert Address.objects.get(digest=fingerprint("phone", PHONE)).value == PHONE


def test_a_clerk_joins_and_parts_again(office: Office, board: Channel) -> None:
    one, other = hear(board, "1", phone()).correspondent, hear(board, "2", mail(), said_by="周某").correspondent
    assert one is not None
    assert other is not None
    joining = join_persons(one, other, by=office.officer, at=AT)
    one.refresh_from_db()
    assert (one.name, one.voices.count(), one.addresses.count()) == ("周某", 2, 2)
    again = part_persons(joining, by=office.officer, at=AT)
    assert (again.name, again.voices.count(), one.voices.count()) == ("周某", 1, 1)
    assert hear(board, "3", mail()).correspondent == again
    with pytest.raises(RuleError):
        part_persons(joining, by=office.officer, at=AT)


def test_only_the_information_section_joins(office: Office, board: Channel) -> None:
    one, other = hear(board, "1", phone()).correspondent, hear(board, "2", mail()).correspondent
    assert one is not None
    assert other is not None
    with pytest.raises(NotAllowed):
        join_persons(one, other, by=office.handler, at=AT)


def test_a_name_makes_a_person_within_one_channel_only(board: Channel) -> None:
    files = Channel.objects.create(slug="some-files", name="文件", connector="files", form="file")
    assert hear(board, "1", said_by="网友甲").correspondent == hear(board, "2", said_by="网友甲").correspondent
    assert hear(files, "3", said_by="网友甲").correspondent != hear(board, "4", said_by="网友甲").correspondent
