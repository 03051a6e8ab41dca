"""A request as a client posts it: form fields in, one voice out."""

import math
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import PrivateAttr, ValidationError

from huiying.intake.channels.api.letters import Letter, Writer
from huiying.intake.channels.api.reading import body, faults
from huiying.intake.channels.api.refusing import ApiRefusal

from . import offered
from .shown import MOST_WORDS, RAW
from .writing import Refusal

MOST_BODY = 1024**2
MOST_FIELDS = 200
FORM = "application/x-www-form-urlencoded"
LINES = {"address_string": 300, "address_id": 60, "media_url": 500, "device_id": 100, "account_id": 100}


class Posted(Letter):
    """The letter of a request. GeoReport shows what it is given, so its writer wants it public."""

    _told: dict[str, Any] = PrivateAttr(default_factory=dict)

    def raw(self) -> dict[str, Any]:
        return {RAW: self._told}


def fields(request: HttpRequest) -> dict[str, str]:
    """The fields of the form; of one that comes twice the first."""
    if request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != FORM:
        raise Refusal(400, _("The request is not a form (%(form)s).") % {"form": FORM})
    try:
        text = body(request, most=MOST_BODY).decode("utf-8")
        told = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ApiRefusal as error:
        raise Refusal(error.status, error.what) from error
    except ValueError as error:
        raise Refusal(400, _("The form is not UTF-8, or has too many fields.")) from error
    return {name: value.strip() for name, value in reversed(told)}


def passing_key() -> str:
    """A key for a client that sends none: what it sends twice is then heard twice."""
    return f"open311-{secrets.token_hex(16)}"


def letter(told: Mapping[str, str]) -> Posted:
    """The letter in a form; Refusal where it lacks what the specification asks for."""
    code = told.get("service_code", "")
    if not code:
        raise Refusal(400, _("service_code was not provided."))
    if not offered.name_of(code):
        raise Refusal(404, _("The service_code that was given is not known."))
    place = _place(told)
    kept = {name: told[name] for name, most in LINES.items() if told.get(name) and _fits(told, name, most)}
    known = {"service_code": code, **place, "address": kept.pop("address_string", ""), **kept}
    text = _text(told, offered.name_of(code), known["address"])
    try:
        writer = Writer(name=_name(told), phone=told.get("phone", ""), mail=told.get("email", ""))
        posted = Posted(text=text, title="", writer=writer, wants_public=True)
    except ValidationError as error:
        where, why = faults(error)
        raise Refusal(400, f"{where}: {why}") from error
    posted._told = {name: value for name, value in known.items() if value not in ("", None)}
    return posted


def _place(told: Mapping[str, str]) -> dict[str, float]:
    """Where it is: both coordinates, or an address in words or by its number."""
    if told.get("lat") and told.get("long"):
        return {"lat": _degrees(told, "lat", 90), "long": _degrees(told, "long", 180)}
    if not told.get("address_string") and not told.get("address_id"):
        raise Refusal(400, _("A place was not provided: lat and long, address_string or address_id."))
    return {}


def _degrees(told: Mapping[str, str], name: str, most: int) -> float:
    try:
        found = float(told[name])
    except ValueError:
        found = math.nan
    if not abs(found) <= most:
        raise Refusal(400, _("%(name)s is not a number of degrees.") % {"name": name})
    return found


def _fits(told: Mapping[str, str], name: str, most: int) -> bool:
    if len(told[name]) > most or "\0" in told[name]:
        raise Refusal(400, _("%(name)s has more than %(most)d characters.") % {"name": name, "most": most})
    return True


def _text(told: Mapping[str, str], service: str, address: str) -> str:
    """The description with the place under it, where the handler looks for it."""
    description = told.get("description", "")
    if len(description) > MOST_WORDS:
        limit = {"name": "description", "most": MOST_WORDS}
        raise Refusal(400, _("%(name)s has more than %(most)d characters.") % limit)
    place = _("Place: %(address)s") % {"address": address} if address else ""
    return "\n".join(part for part in (description or service, place) if part)


def _name(told: Mapping[str, str]) -> str:
    """Family name and given name, together as they are written here."""
    return f"{told.get('last_name', '')}{told.get('first_name', '')}"
