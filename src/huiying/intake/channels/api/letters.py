"""A letter as another system sends it, and what intake makes of it."""

import base64
import binascii
from datetime import datetime
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, WithJsonSchema

from huiying.intake.channel import Attached, Heard

from .moments import Moment, is_ahead

MOST_TEXT, MOST_TITLE, MOST_ID = 20_000, 300, 120
MOST_FILES, MOST_FILE_BYTES = 10, 10 * 1024**2
MOST_OWN, MOST_OWN_TEXT = 50, 2_000
MOST_COUNT = 2_000_000_000  # what both databases hold
SPREAD = ("reposts", "comments", "reads", "followers")
NO_NUL = r"^[^\x00]*$"  # PostgreSQL keeps none
PRINTED = r"^[^\x00-\x1f\x7f]*$"

Count = Annotated[int, Strict(), Field(ge=0, le=MOST_COUNT)]
YesNo = Annotated[bool, Strict()]


def _spoken(text: str) -> str:
    if not text.strip():
        raise ValueError(_("It is empty."))
    return text


Text = Annotated[str, Field(min_length=1, max_length=MOST_TEXT, pattern=NO_NUL), AfterValidator(_spoken)]
Ident = Annotated[str, Field(min_length=1, max_length=MOST_ID, pattern=PRINTED), AfterValidator(_spoken)]


class Strictly(BaseModel):
    """A form with these fields and no other."""

    model_config = ConfigDict(extra="forbid")


def _own(told: dict[str, str]) -> dict[str, str]:
    if any(len(key) > 60 or len(value) > MOST_OWN_TEXT or "\0" in key + value for key, value in told.items()):
        raise ValueError(_("A field of your own has more than %(most)d characters.") % {"most": MOST_OWN_TEXT})
    return told


Own = Annotated[
    dict[str, str],
    Field(max_length=MOST_OWN, description="fields of your own, kept with the piece"),
    AfterValidator(_own),
    WithJsonSchema(
        {
            "type": "object",
            "maxProperties": MOST_OWN,
            "propertyNames": {"maxLength": 60, "pattern": PRINTED},
            "additionalProperties": {"type": "string", "maxLength": MOST_OWN_TEXT, "pattern": NO_NUL},
        }
    ),
]


class File(Strictly):
    name: Annotated[str, Field(min_length=1, max_length=200, pattern=PRINTED)]
    content: Annotated[str, Field(json_schema_extra={"contentEncoding": "base64"})]

    def attached(self) -> Attached:
        return Attached(name=self.name, content=base64.b64decode(self.content, validate=True))


def _files(told: list[File]) -> list[File]:
    if sum(len(file.content) for file in told) > MOST_FILE_BYTES * 4 // 3 + 4 * MOST_FILES:
        raise ValueError(_("The files have more than %(most)d MiB together.") % {"most": MOST_FILE_BYTES // 1024**2})
    try:
        for file in told:
            base64.b64decode(file.content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError(_("A file is not base64.")) from error
    return told


def _spread(told: dict[str, int]) -> dict[str, int]:
    if not set(told) <= set(SPREAD):
        raise ValueError(_("There is no such field."))
    return told


class Writer(Strictly):
    """Who wrote it, as far as the source knows; sealed with the piece."""

    name: Annotated[str, Field(max_length=60, pattern=PRINTED)] = ""
    phone: Annotated[str, Field(max_length=40, pattern=PRINTED)] = ""
    mail: Annotated[str, Field(max_length=120, pattern=PRINTED)] = ""

    def contact(self) -> dict[str, str]:
        return {kind: told for kind, told in (("phone", self.phone), ("mail", self.mail)) if told.strip()}


class Letter(Strictly):
    text: Text
    title: Annotated[str, Field(max_length=MOST_TITLE, pattern=NO_NUL)] = ""
    external_id: Annotated[Ident | None, Field(description="your own number: the same number is taken in once")] = None
    said_at: Annotated[Moment | None, Field(description="when it was said; without it, when it arrived")] = None
    writer: Writer = Writer()
    wants_public: Annotated[YesNo, Field(description="whether its writer agrees that it may be published")] = False
    addressed: Annotated[YesNo | None, Field(description="addressed to us; without it, as the channel says")] = None
    continues: Annotated[Ident | None, Field(description="your number of what this goes on from")] = None
    likes: Count = 0
    against: Count = 0
    spread: Annotated[
        dict[str, Count],
        AfterValidator(_spread),
        WithJsonSchema(
            {
                "type": "object",
                "properties": {key: {"type": "integer", "minimum": 0, "maximum": MOST_COUNT} for key in SPREAD},
                "additionalProperties": False,
            }
        ),
    ] = {}
    attachments: Annotated[list[File], Field(max_length=MOST_FILES), AfterValidator(_files)] = []
    own: Own = {}
    code: Annotated[YesNo, Field(description="whether to answer with the query code for the writer")] = False

    def why_not(self, at: datetime) -> str:
        """What is wrong with it at this moment; "" where nothing is."""
        return _("It was said in the future.") if is_ahead(self.said_at, at) else ""

    def heard(self, external_id: str, at: datetime) -> Heard:
        return Heard(
            external_id=external_id,
            text=self.text,
            title=self.title,
            said_at=self.said_at or at,
            said_by=self.writer.name.strip(),
            contact=self.writer.contact(),
            continues=(self.continues,) if self.continues else (),
            attached=tuple(file.attached() for file in self.attachments),
            wants_public=self.wants_public,
            addressed=self.addressed,
            likes=self.likes,
            against=self.against,
            spread=dict(self.spread),
            raw=self.raw(),
        )

    def raw(self) -> dict[str, Any]:
        return {"own": self.own} if self.own else {}
