"""Comments under articles are read page by page (comment/list) and answered (comment/reply/add), each once: WeChat's
interface takes one reply to a comment. Nobody says in which order they come, so all of an article's are read; what was
heard before is known by its number.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from huiying.intake.channel import Batch, ChannelError, Heard, Outgoing, PastAnswer, Reach, Refused, Sent

from .api import Api
from .articles import Article, listed
from .errors import NO_COMMENTS, REPLY_TOO_LONG, WeChatError
from .limits import SHORT_REPLY_CHARACTERS, for_a_reply
from .writers import COMMENT

LIST, REPLY = "/cgi-bin/comment/list", "/cgi-bin/comment/reply/add"
PAGE = 49  # 50 and more are refused
MOST_PAGES = 60
LONGEST = 10_000  # characters
_LATEST = 253_402_300_800


def read(api: Api, cursor: Mapping[str, Any]) -> Iterator[Batch]:
    """Everything under the articles of late."""
    articles, reached = listed(api, cursor)
    yield Batch(cursor=reached)
    for article in articles:
        for told in _pages(api, article):
            pieces = [_piece(one, article) for one in told]
            heard = tuple(piece for piece in pieces if isinstance(piece, Heard))
            refused = tuple(piece for piece in pieces if isinstance(piece, Refused))
            yield Batch(heard=heard, refused=refused, cursor=reached)


def _pages(api: Api, article: Article) -> Iterator[list[Any]]:
    """The pages of an article; none where it takes no comments."""
    for page in range(MOST_PAGES):
        asked = {"msg_data_id": article.msg_data_id, "index": article.index, "begin": page * PAGE, "count": PAGE}
        try:
            told = api.post(LIST, {**asked, "type": 0}).get("comment")
        except WeChatError as error:
            if error.code in NO_COMMENTS:
                return
            raise
        if not isinstance(told, list) or not told:
            return
        yield told[:PAGE]
        if len(told) < PAGE:
            return


def _piece(told: object, article: Article) -> Heard | Refused:
    try:
        return _heard(told, article)
    except (KeyError, TypeError, ValueError) as error:
        return Refused(
            external_id=_number(told, article),
            reason=_("a comment that cannot be read: %(why)s") % {"why": type(error).__name__},
        )


def _heard(told: Any, article: Article) -> Heard:
    number, text, openid = int(told["user_comment_id"]), told["content"], told.get("openid") or ""
    if not isinstance(text, str) or not isinstance(openid, str) or not text.strip() or len(text) > LONGEST:
        raise ValueError
    return Heard(
        external_id=f"{COMMENT}{article}:{number}",
        text=text,
        said_at=_moment(told["create_time"]),
        reaches=(Reach(kind="wechat", value=openid, verified=True),) if openid else (),
        reply_to={
            "msg_data_id": article.msg_data_id,
            "index": article.index,
            "user_comment_id": number,
            "receipt": False,  # all would read the query code in it
        },
        answer=_answer(told.get("reply")),
        raw={name: told[name] for name in ("user_comment_id", "create_time", "comment_type") if name in told}
        | {"article": str(article)},
    )


def _answer(reply: object) -> PastAnswer | None:
    """What somebody answered in the account itself."""
    if not isinstance(reply, dict) or not isinstance(text := reply.get("content"), str) or not text.strip():
        return None
    return PastAnswer(text=text[:LONGEST], at=_moment(reply.get("create_time")))


def _moment(told: object) -> datetime:
    seconds = int(told) if isinstance(told, int | str) else 0
    if not 0 < seconds < _LATEST:
        raise ValueError
    return datetime.fromtimestamp(seconds, UTC)


def _number(told: object, article: Article) -> str:
    number = told.get("user_comment_id") if isinstance(told, dict) else None
    if isinstance(number, int) and 0 <= number < 2**64:
        return f"{COMMENT}{article}:{number}"
    told_as = json.dumps(told, sort_keys=True, ensure_ascii=False, default=str)
    return f"{COMMENT}{article}:?{hashlib.sha256(told_as.encode(errors='replace')).hexdigest()[:20]}"


def reply(api: Api, message: Outgoing) -> Sent:
    """Answer a comment. How long a reply may be the documents do not say: what is too long is said shorter."""
    text = for_a_reply(message.text, message.link)
    try:
        return _replied(api, message, text)
    except WeChatError as error:
        if error.code != REPLY_TOO_LONG or len(text) <= SHORT_REPLY_CHARACTERS:
            raise
    return _replied(api, message, for_a_reply(message.text, message.link, SHORT_REPLY_CHARACTERS))


def _replied(api: Api, message: Outgoing, text: str) -> Sent:
    try:
        where = {name: int(message.to[name]) for name in ("msg_data_id", "index", "user_comment_id")}
    except (KeyError, TypeError, ValueError) as error:
        raise ChannelError(_("It is not known where this answer goes."), retry=False) from error
    api.post(REPLY, {**where, "content": text}, says=True)
    return Sent(text=text)
