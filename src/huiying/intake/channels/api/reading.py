"""What another system sends: bounded, UTF-8, JSON, of the right form; else a refusal that says where it is wrong and
quotes nothing.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from huiying.intake.lengths import told_length

from .refusing import ApiRefusal

MIB = 1024**2
MOST_BODY = 5 * MIB
MOST_FIELDS_TOLD = 5
M = TypeVar("M", bound=BaseModel)


def body(request: HttpRequest, *, most: int = MOST_BODY) -> bytes:
    """The body, never more than `most` bytes of it."""
    if told_length(request) > most:
        raise too_large(most)
    raw = request.read(most + 1)
    if len(raw) > most:
        raise too_large(most)
    return raw


def too_large(most: int) -> ApiRefusal:
    return ApiRefusal(
        413,
        _("The body is larger than %(most)d MiB.") % {"most": most // MIB},
        where="body",
        fix=_("Send it in several requests."),
    )


def json_of(request: HttpRequest, *, most: int = MOST_BODY) -> Any:
    """The JSON of the body."""
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise ApiRefusal(415, _("The body is not JSON."), where="Content-Type", fix="Content-Type: application/json")
    try:
        return json.loads(body(request, most=most).decode("utf-8"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise ApiRefusal(
            400, _("The body is not UTF-8."), where=f"byte {error.start}", fix=_("Encode the text as UTF-8.")
        ) from error
    except (ValueError, RecursionError) as error:
        where = f"line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else "body"
        raise ApiRefusal(400, _("The body is not JSON."), where=where, fix=_("Mend it at this place.")) from error


def _no_constant(name: str) -> None:
    """NaN and Infinity are no JSON."""
    raise ValueError(name)


def of_form(model: type[M], told: Any) -> M:
    """`told` as this form; ApiRefusal where it is not."""
    try:
        return model.model_validate(told)
    except ValidationError as error:
        where, why = faults(error)
        raise ApiRefusal(422, why, where=where, fix=_("See the form in %(place)s.") % {"place": PLACE}) from error


PLACE = "/api/v1/openapi.json"


def faults(error: ValidationError) -> tuple[str, str]:
    """The fields that are wrong, and why the first of them is."""
    found = error.errors(include_url=False, include_input=False)
    where = ", ".join(dict.fromkeys(_path(each["loc"]) for each in found[:MOST_FIELDS_TOLD]))
    return where, _why(found[0])


def _path(place: tuple[int | str, ...]) -> str:
    """A field by its name; a name that the sender made up is cut, since it may be anything."""
    return ".".join(str(part)[:40] for part in place) or "body"


def _why(fault: Mapping[str, Any]) -> str:
    limits = fault.get("ctx", {})
    reasons = {
        "missing": _("It is missing."),
        "extra_forbidden": _("There is no such field."),
        "string_too_long": _("It has more than %(max_length)s characters."),
        "string_too_short": _("It has fewer than %(min_length)s characters."),
        "too_long": _("It has more than %(max_length)s parts."),
        "too_short": _("It has fewer than %(min_length)s parts."),
        "string_type": _("It is not a text."),
        "string_unicode": _("It holds characters that are not text."),
        "string_pattern_mismatch": _("It holds characters that are not allowed here."),
        "int_type": _("It is not a whole number."),
        "bool_type": _("It is neither true nor false."),
        "greater_than_equal": _("It is smaller than %(ge)s."),
        "less_than_equal": _("It is larger than %(le)s."),
    }
    if fault["type"] == "value_error":
        return str(limits.get("error", "")) or _("It is not of the right form.")
    reason = reasons.get(fault["type"])
    return reason % limits if reason else _("It is not of the right form.")


def digest_of(told: Any) -> str:
    """The same for the same JSON, in whatever order and spacing it was written."""
    form = json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(form.encode()).hexdigest()


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """The form of a model as JSON Schema in one piece, for the OpenAPI of a body that is read here."""
    schema = model.model_json_schema()
    parts = schema.pop("$defs", {})
    whole: dict[str, Any] = _put_in(schema, parts)
    return whole


def _put_in(told: Any, parts: Mapping[str, Any]) -> Any:
    if isinstance(told, list):
        return [_put_in(each, parts) for each in told]
    if not isinstance(told, dict):
        return told
    name = str(told.get("$ref", "")).removeprefix("#/$defs/")
    return _put_in(parts[name], parts) if name in parts else {key: _put_in(each, parts) for key, each in told.items()}
