"""A letter is put together: who writes by which channel, what they say, and the answer that it gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from .answering import write_answer
from .chance import Chance
from .fate import Fate
from .identity import Person
from .matter import Matter
from .records import DemoLetter
from .sender import SOCIAL, draw_person
from .writing import write_letter, write_post, write_title


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a writer sends, and the answer to it."""

    at: datetime
    channel: str
    who: Person
    kind: str
    title: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """How a letter is received: what its story is, who reads it, what becomes of it."""

    fate: Fate
    co_sections: tuple[str, ...]
    wants_public: bool
    likes: int
    story: str = ""


def compose(matter: Matter, slots: Mapping[str, str], at: datetime, channel: str, rng: Chance) -> Draft:
    """A letter or post on this matter; raises Ungrounded where no answer would fit it."""
    social = channel in SOCIAL
    kind = matter.kind_of_short if social else rng.weighted(matter.kinds)
    who = draw_person(matter, channel, slots, rng)
    if social:
        title, text = "", write_post(matter, slots, rng)
    else:
        text = write_letter(matter, kind, slots, who, rng, channel=channel, at=at)
        title = write_title(matter, slots, text, rng)
    answer = write_answer(matter, kind, slots, title + text, rng, channel=channel)
    return Draft(at=at, channel=channel, who=who, kind=kind, title=title, text=text, answer=answer)


def as_letter(draft: Draft, matter: Matter, reception: Reception) -> DemoLetter:
    return DemoLetter(
        at=draft.at,
        channel=draft.channel,
        name=draft.who.name,
        phone=draft.who.phone,
        mail=draft.who.mail,
        title=draft.title,
        text=draft.text,
        kind=draft.kind,
        theme=matter.theme,
        section=matter.section,
        co_sections=reception.co_sections,
        wants_public=reception.wants_public,
        likes=reception.likes,
        story=reception.story,
        answer=draft.answer,
        delay_profile=reception.fate.delay,
        stars=reception.fate.stars,
        comment=reception.fate.comment,
    )
