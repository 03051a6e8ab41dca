"""The addresses at which other systems bring voices and work orders."""

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import BaseModel, Field, ValidationError

from huiying.intake.models import Scope
from huiying.intake.scanning import ScannerAway, show

from .auth import Bearer, token_of
from .letters import MOST_FILE_BYTES, Letter, Strictly
from .orders import Order
from .posting import Posting, Result, Unfit, post
from .reading import MOST_BODY, digest_of, faults, json_of, of_form, schema_of
from .refusing import ApiRefusal, Told

MOST_PIECES = 1_000
MOST_KEY = 100
MOST_WITH_FILES = MOST_BODY + MOST_FILE_BYTES * 4 // 3
STATUSES = {201: "new", 200: "known"}
REFUSALS = frozenset({400, 401, 403, 409, 413, 415, 422, 429, 503})
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "the same key with the same body is done once; needed where a piece has no number of its own",
    "schema": {"type": "string", "minLength": 1, "maxLength": MOST_KEY, "pattern": "^[!-~]+$"},
}
L = TypeVar("L", bound=Letter)
router = Router(tags=["intake"])


class Batch(Strictly):
    voices: Annotated[list[Any], Field(min_length=1, max_length=MOST_PIECES)]


class Answer(BaseModel):
    """What became of a batch: a result for each piece in the order of the request, and how many of each sort."""

    new: int
    known: int
    conflict: int
    refused: int
    results: list[Result]


def _takes(schema: dict[str, Any]) -> dict[str, Any]:
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    return {"requestBody": body, "parameters": [KEY]}


def _batch_schema() -> dict[str, Any]:
    schema = schema_of(Batch)
    schema["properties"]["voices"]["items"] = schema_of(Letter)
    return schema


ONE = {200: Result, 201: Result, REFUSALS: Told}


@router.post(
    "/voices", auth=Bearer(Scope.INTAKE), response=ONE, openapi_extra=_takes(schema_of(Letter)), summary="One voice"
)
def voice(request: HttpRequest) -> Status[Result]:
    """Take in one voice. 201 where it is new, 200 where the same was taken in before, 409 where its number belongs to
    another one.
    """
    return _one(request, Letter)


@router.post(
    "/orders", auth=Bearer(Scope.ORDERS), response=ONE, openapi_extra=_takes(schema_of(Order)), summary="One work order"
)
def order(request: HttpRequest) -> Status[Result]:
    """Take in a work order (12345 工单). Its term is the platform's: the case is due when the order says."""
    return _one(request, Order)


@router.post(
    "/voices/batch",
    auth=Bearer(Scope.INTAKE),
    response={200: Answer, REFUSALS: Told},
    openapi_extra=_takes(_batch_schema()),
    summary="Up to 1,000 voices",
)
def batch(request: HttpRequest) -> Answer:
    """Take in many voices in one transaction. A bad one is refused with its reason and keeps no other out."""
    token, key = token_of(request), _key(request)
    told = json_of(request)
    pieces = [_piece(each, key) for each in of_form(Batch, told).voices]
    _show(pieces)
    results = post(Posting(pieces, key, digest_of(told)), token=token, at=timezone.now())
    counts = {state: sum(r.state == state for r in results) for state in ("new", "known", "conflict", "refused")}
    return Answer(results=results, **counts)


def _one(request: HttpRequest, form: type[L]) -> Status[Result]:
    token, key = token_of(request), _key(request)
    told = json_of(request, most=MOST_WITH_FILES)
    letter = of_form(form, told)
    unfit = _unfit(letter, key)
    if unfit:
        raise ApiRefusal(422, unfit.reason, where=unfit.where)
    _show([letter])
    (result,) = post(Posting([letter], key, digest_of(told)), token=token, at=timezone.now())
    if result.state == "conflict":
        raise ApiRefusal(409, result.reason, where=result.external_id, fix=_("Its number there: %s") % result.number)
    return Status(201 if result.state == "new" else 200, result)


def _show(pieces: Sequence[Letter | Unfit]) -> None:
    """Files are looked at before anything is taken in; where nobody can, the sender brings it all again."""
    try:
        show(file.attached() for letter in pieces if isinstance(letter, Letter) for file in letter.attachments)
    except ScannerAway as away:
        raise ApiRefusal(503, away.what, where="attachments", fix=_("Send it again later.")) from away


def _piece(told: Any, key: str) -> Letter | Unfit:
    try:
        letter = Letter.model_validate(told)
    except ValidationError as error:
        where, why = faults(error)
        return Unfit(_shown_id(told), where, why)
    return _unfit(letter, key) or letter


def _unfit(letter: Letter, key: str) -> Unfit | None:
    named = letter.external_id or getattr(letter, "number", "")
    if not named and not key:
        return Unfit("", "external_id", _("Give it a number of your own, or the request an Idempotency-Key."))
    why = letter.why_not(timezone.now())
    return Unfit(named or "", "said_at", why) if why else None


def _shown_id(told: Any) -> str:
    """The sender's own number of a piece that is not of the right form, as far as it is one."""
    named = told.get("external_id") if isinstance(told, dict) else None
    return named[:120] if isinstance(named, str) and named.isprintable() else ""


def _key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return ""
    if not 0 < len(key) <= MOST_KEY or not all("!" <= char <= "~" for char in key):
        raise ApiRefusal(
            400,
            _("A key has 1 to %(most)d characters: letters, digits and marks, no blanks.") % {"most": MOST_KEY},
            where="Idempotency-Key",
        )
    return key
