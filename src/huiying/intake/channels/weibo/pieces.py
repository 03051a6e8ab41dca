"""A post that mentions us or a comment, as `Heard`. Of its writer only what is needed is kept: number,
name, followers.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from huiying.intake.channel import Heard, Reach, Refused

LONGEST = 20_000
BIGGEST = 2_147_483_647
PASSED_ON = frozenset(
    {"转发微博", "轉發微博", "Repost", "repost"}
)  # what Weibo writes where the reposter wrote nothing
KEPT = ("id", "mid", "created_at")


def post(told: Any) -> Heard:
    """A post that mentions us; ValueError, KeyError or TypeError where it is none. One that was only passed on asks
    for nothing.
    """
    number, text, writer = _number(told), _text(told), told["user"]
    return Heard(
        external_id=f"status:{number}",
        text=text,
        said_at=_moment(told["created_at"]),
        **_person(writer),
        reply_to={"id": number, "receipt": False},  # all would read the query code in a receipt
        addressed=False if "retweeted_status" in told and text.strip() in PASSED_ON else None,
        likes=_count(told, "attitudes_count"),
        spread={
            "reposts": _count(told, "reposts_count"),
            "comments": _count(told, "comments_count"),
            **_standing(writer),
        },
        raw=_raw(told) | {"retweeted": _raw(told.get("retweeted_status"), "text")},
    )


def comment(told: Any) -> Heard:
    """A comment on a post, or on another comment, which it then goes on from."""
    number, text, writer, below = _number(told), _text(told), told["user"], told["status"]
    before = told.get("reply_comment")
    return Heard(
        external_id=f"comment:{number}",
        text=text,
        said_at=_moment(told["created_at"]),
        **_person(writer),
        reply_to={"id": _number(below), "cid": number, "receipt": False},
        continues=(f"comment:{_number(before)}",) if isinstance(before, dict) else (),
        likes=_count(told, "like_count") or _count(told, "attitudes_count"),
        spread=_standing(writer),
        raw=_raw(told) | {"status": _raw(below, "text")},
    )


def refused(told: Any, kind: str, error: Exception) -> Refused:
    reason = _("a piece that cannot be read: %(why)s") % {"why": type(error).__name__}
    try:
        return Refused(external_id=f"{kind}:{_number(told)}", reason=reason)
    except (AttributeError, KeyError, TypeError, ValueError):
        whole = json.dumps(told, sort_keys=True, default=str)
        return Refused(external_id=f"{kind}:?{hashlib.sha256(whole.encode()).hexdigest()[:20]}", reason=reason)


def identity(told: Any) -> int:
    """The number by which pieces stand in order; 0 where it has none."""
    try:
        return int(_number(told))
    except (AttributeError, KeyError, TypeError, ValueError):
        return 0


def _number(told: Any) -> str:
    """As text: the numbers are longer than other languages count exactly."""
    number = str(told.get("idstr") or told["id"])
    if not (number.isascii() and number.isdigit()) or len(number) > 19 or not 0 < int(number) < 2**63:
        raise ValueError
    return number


def _text(told: Any) -> str:
    text = told["text"]
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST or "\x00" in text:
        raise ValueError
    return text


def _moment(told: str) -> datetime:
    return datetime.strptime(told, "%a %b %d %H:%M:%S %z %Y")


def _person(writer: Any) -> dict[str, Any]:
    name = writer.get("screen_name") or writer.get("name") or ""
    return {
        "said_by": str(name).replace("\x00", "")[:60],
        "reaches": (Reach(kind="weibo", value=_number(writer), verified=True),),
    }


def _standing(writer: Mapping[str, Any]) -> dict[str, int]:
    return {"followers": _count(writer, "followers_count"), "verified": int(writer.get("verified") is True)}


def _count(told: Mapping[str, Any], name: str) -> int:
    value = told.get(name)
    return max(0, min(value, BIGGEST)) if isinstance(value, int) and not isinstance(value, bool) else 0


def _raw(told: object, *more: str) -> dict[str, Any]:
    if not isinstance(told, dict):
        return {}
    plain = {name: told[name] for name in (*KEPT, *more) if isinstance(told.get(name), str | int)}
    return {
        name: value.replace("\x00", "")[:LONGEST] if isinstance(value, str) else value for name, value in plain.items()
    }
