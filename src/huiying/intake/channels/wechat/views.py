"""The address that WeChat calls: it proves itself, pushes messages, and wants an answer within five seconds. Whoever
proves nothing gets a 403 and no word more.
"""

import os
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from huiying.intake.lengths import told_length
from huiying.intake.models import Channel

from . import envelopes
from .answering import answer
from .crypting import aes_key, closed, opened
from .messages import Message
from .nonces import require_new
from .signing import Call, Untrusted, signature

MOST_BYTES = 1024 * 1024
MOST_ECHO = 256


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def callback(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    try:
        channel = _channel(slug)
        call = Call.of(request)
        if request.method == "GET":
            return _proved(request, call, channel, at)
        return _took(call, channel, _body(request), at)
    except Untrusted:
        return HttpResponseForbidden()


def _channel(slug: str) -> Channel:
    found = Channel.objects.filter(slug=slug, connector="wechat").first()
    if found is None:
        raise Untrusted
    return found


def _proved(request: HttpRequest, call: Call, channel: Channel, at: datetime) -> HttpResponse:
    """WeChat tries the address when it is entered there, before anybody has opened the channel."""
    call.require(str(channel.secrets.get("token", "")), at=at)
    echo = request.GET.get("echostr", "")
    if len(echo) > MOST_ECHO:
        raise Untrusted
    return HttpResponse(echo, content_type="text/plain; charset=utf-8")


def _body(request: HttpRequest) -> bytes:
    if told_length(request) > MOST_BYTES:
        raise Untrusted
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise Untrusted
    return body


def _took(call: Call, channel: Channel, body: bytes, at: datetime) -> HttpResponse:
    """Where a key is set only the envelope counts: outside it the body of a message is not signed."""
    if not channel.is_open:
        raise Untrusted
    token, told = str(channel.secrets.get("token", "")), str(channel.secrets.get("aes_key", ""))
    if not told:
        call.require(token, at=at)
        require_new(channel.slug, call, body)
        message = Message(envelopes.fields(body))
        return _reply(_plain(message, answer(message, channel, at=at), at))
    key, appid = _key(told), str(channel.settings.get("appid", ""))
    encrypted = envelopes.fields(body).get("Encrypt", "")
    call.require(token, at=at, encrypted=encrypted)
    require_new(channel.slug, call, body)
    message = Message(envelopes.fields(opened(encrypted, key=key, appid=appid)))
    plain = _plain(message, answer(message, channel, at=at), at)
    return _reply(_sealed(plain, key, appid, token, at) if plain else "")


def _key(told: str) -> bytes:
    try:
        return aes_key(told)
    except ValueError as error:
        raise Untrusted from error


def _plain(message: Message, text: str, at: datetime) -> str:
    if not text:
        return ""
    sender = message.fields.get("ToUserName", "")
    return envelopes.passive_reply(text, to=message.openid, sender=sender, at=int(at.timestamp()))


def _sealed(plain: str, key: bytes, appid: str, token: str, at: datetime) -> str:
    encrypted = closed(plain.encode(), key=key, appid=appid)
    timestamp, nonce = str(int(at.timestamp())), os.urandom(8).hex()
    signed = signature(token, timestamp, nonce, encrypted)
    return envelopes.envelope(encrypted, signature=signed, timestamp=timestamp, nonce=nonce)


def _reply(xml: str) -> HttpResponse:
    """ "success" tells WeChat that nothing comes and that nothing need be sent again."""
    if not xml:
        return HttpResponse("success", content_type="text/plain; charset=utf-8")
    return HttpResponse(xml, content_type="application/xml; charset=utf-8")
