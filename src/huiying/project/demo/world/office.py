"""The bureau as `office.toml` describes it; its sections and channels are also the template of an empty office."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class SectionFile:
    """A section: its duties in words are what routing reads."""

    name: str
    duties: str
    phone: str
    information: bool


@dataclass(frozen=True, slots=True)
class PostFile:
    """A role in a section; `section` is empty where the post is for the whole bureau."""

    role: str
    section: str


@dataclass(frozen=True, slots=True)
class StaffFile:
    """A member of staff; `in_charge` names the sections that a leader oversees."""

    username: str
    name: str
    title: str
    posts: tuple[PostFile, ...]
    in_charge: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeatFile:
    """A seat in the leading group: 组长, 副组长, 成员 or 联络员."""

    username: str
    seat: str


@dataclass(frozen=True, slots=True)
class ChannelFile:
    """A way by which the public speaks to the bureau."""

    slug: str
    name: str
    connector: str
    form: str
    note: str
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """The whole bureau."""

    name: str
    city: str
    sections: tuple[SectionFile, ...]
    staff: tuple[StaffFile, ...]
    group: tuple[SeatFile, ...]
    channels: tuple[ChannelFile, ...]


@cache
def load_office() -> OfficeFile:
    """Read the bureau from its file, once."""
    text = files(__package__).joinpath("office.toml").read_text(encoding="utf-8")
    return _office(tomllib.loads(text))


def _office(data: Mapping[str, Any]) -> OfficeFile:
    return OfficeFile(
        name=data["name"],
        city=data["city"],
        sections=tuple(_section(row) for row in data["sections"]),
        staff=tuple(_staff(row) for row in data["staff"]),
        group=tuple(
            SeatFile(username, seat) for seat, usernames in data["leading_group"].items() for username in usernames
        ),
        channels=tuple(ChannelFile(**row) for row in data["channels"]),
    )


def _section(row: Mapping[str, Any]) -> SectionFile:
    return SectionFile(row["name"], row["duties"].strip(), row["phone"], row.get("information", False))


def _staff(row: Mapping[str, Any]) -> StaffFile:
    posts = tuple(PostFile(role, section) for role, _, section in (post.partition("@") for post in row["posts"]))
    return StaffFile(row["username"], row["name"], row["title"], posts, tuple(row.get("in_charge", ())))
