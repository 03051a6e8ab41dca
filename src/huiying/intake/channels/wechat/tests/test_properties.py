"""Whatever comes is either taken or not trusted: nothing else happens."""

import base64
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.intake.channels.wechat.crypting import aes_key, closed, opened
from huiying.intake.channels.wechat.envelopes import fields, passive_reply
from huiying.intake.channels.wechat.limits import for_a_message
from huiying.intake.channels.wechat.messages import Message, Unreadable
from huiying.intake.channels.wechat.signing import Untrusted

from . import calls
from .conftest import AES_KEY
from .double import APPID

KEY = aes_key(AES_KEY)
XML_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=300)


@given(st.binary(max_size=2000))
def test_an_envelope_gives_back_what_went_in(message: bytes) -> None:
    assert opened(closed(message, key=KEY, appid=APPID), key=KEY, appid=APPID) == message


@given(XML_TEXT)
def test_both_sides_seal_alike(words: str) -> None:
    assert opened(calls.seal(words), key=KEY, appid=APPID) == words.encode()


@given(st.one_of(st.text(max_size=200), st.binary(max_size=300).map(lambda raw: base64.b64encode(raw).decode())))
def test_any_ciphertext_is_opened_or_not_trusted(encrypted: str) -> None:
    with suppress(Untrusted):
        assert isinstance(opened(encrypted, key=KEY, appid=APPID), bytes)


@given(st.binary(max_size=400), st.integers(0, 500))
def test_a_bit_turned_anywhere_gives_no_other_error(message: bytes, where: int) -> None:
    sealed = bytearray(base64.b64decode(closed(message, key=KEY, appid=APPID)))
    sealed[where % len(sealed)] ^= 0x10
    with suppress(Untrusted):
        opened(base64.b64encode(sealed).decode(), key=KEY, appid=APPID)


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_any_body_is_read_or_not_trusted(body: bytes) -> None:
    with suppress(Untrusted):
        assert isinstance(fields(body), dict)


@given(
    st.dictionaries(
        st.sampled_from(["FromUserName", "CreateTime", "MsgType", "MsgId", "Content", "MediaId", "Event", "Label"]),
        st.one_of(st.text(max_size=50), st.sampled_from(["text", "image", "event", "1700000000", "9" * 40])),
    )
)
def test_any_fields_make_a_voice_or_a_reason(told: dict[str, str]) -> None:
    message = Message(told)
    assert len(message.external_id) <= 120
    with suppress(Unreadable):
        assert message.heard().text.strip()


@given(XML_TEXT, XML_TEXT)
def test_a_reply_is_xml_whatever_it_says(words: str, openid: str) -> None:
    told = fields(passive_reply(words, to=openid, sender="gh", at=1).encode())
    assert (told["Content"], told["ToUserName"]) == (words, openid)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=3000))
def test_any_text_fits(words: str) -> None:
    link = "https://portal.example/a/1"
    told = for_a_message(words, link)
    assert len(told.encode()) <= 2048
    assert told == words or told.endswith(link)


@pytest.mark.parametrize("told", ["", "x" * 42, "x" * 44, "!" * 43, "密" * 43])
def test_what_is_no_key(told: str) -> None:
    with pytest.raises(ValueError, match="EncodingAESKey"):
        aes_key(told)
