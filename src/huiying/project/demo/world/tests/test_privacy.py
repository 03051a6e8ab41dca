"""What writers let slip: of valid shape, so that it has to be masked, and of nobody, so that it harms no one."""

import re

from huiying.project.demo.world.chance import Chance
from huiying.project.demo.world.identity import UNASSIGNED, checksum, id_number, phone

from .world import all_letters

ID = re.compile(r"(?<!\d)\d{17}[\dX](?!\d)")
PHONE = re.compile(r"(?<!\d)1\d{10}(?!\d)")


def test_checksum_is_that_of_the_standard() -> None:
    assert checksum("11010519491231002") == "X"  # the example of GB 11643


def test_id_numbers_are_valid_and_of_no_county() -> None:
    numbers = [id_number(Chance(seed)) for seed in range(50)]

    assert all(number[-1] == checksum(number[:17]) for number in numbers)
    assert {number[:6] for number in numbers} == {"460000"}


def test_telephones_are_of_ranges_that_nobody_has() -> None:
    assert {phone(Chance(seed))[:3] for seed in range(200)} == set(UNASSIGNED)


def test_some_letters_hold_what_must_be_masked() -> None:
    texts = [letter.text for letter in all_letters()]
    ids = [number for text in texts for number in ID.findall(text)]
    phones = [number for text in texts for number in PHONE.findall(text)]

    assert ids
    assert all(number[-1] == checksum(number[:17]) for number in ids)
    assert len(phones) >= 20
    assert {number[:3] for number in phones} <= set(UNASSIGNED)
    assert any("我家住" in text for text in texts)


def test_mail_addresses_lead_nowhere() -> None:
    assert all(letter.mail.endswith(".example") for letter in all_letters() if letter.mail)
