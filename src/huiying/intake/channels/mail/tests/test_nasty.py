"""What strangers send: any bytes give `Heard` or `Refused`; ordinary mails are read as the library does."""

import email
import email.policy

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from huiying.intake.channel import Heard, Refused
from huiying.intake.channels.mail.parts import MOST_PARTS, read_parts
from huiying.intake.channels.mail.tnef import unpack

from .mails import bounce, heard, html_mail, mail, matryoshka, nested, part, read, several, winmail, zip_of_death

PIECES = [
    b"Content-Type: ",
    b"multipart/mixed; boundary=",
    b"multipart/alternative; boundary=x",
    b"text/html",
    b"message/rfc822",
    b"\r\n",
    b"\n",
    b"\r\n\r\n",
    b"--x",
    b"--x--",
    b"x",
    b"=?utf-8?B?",
    b"?=",
    b"=?gb18030?q?=C2=B7?=",
    b"<",
    b">",
    b'"',
    b";",
    b"Content-Transfer-Encoding: base64",
    b"quoted-printable",
    b"=E8=B7=AF",
    b"6Lev",
    b"From: ",
    b"a@b.cn",
    b",",
    b"(",
    b")",
    b"Message-ID: ",
    b"Date: ",
    b"charset*0*=",
    b"filename*=utf-8''%E8",
    b"\xff\xfe",
    b"\x00",
    b"\xc2\xb7",
    b"<div>",
    b"<!--",
    "路灯".encode(),
    "路灯".encode("gbk"),
    b"-----Original Message-----",
    b"> ",
    b"application/ms-tnef",
    b"\x78\x9f\x3e\x22",
    b"Authentication-Results: mx.bureau.example; dkim=pass header.d=",
    b"Subject: ",
    b"multipart/report",
    b"format=flowed",
]
CORPUS = {
    "nothing": b"",
    "a line end": b"\r\n",
    "no header": "只有一句话".encode(),
    "headers only": b"Subject: x",
    "1,000 levels": nested(1000),
    "1,000 mails in mails": matryoshka(1000),
    "10,000 headers": b"".join(b"X-%d: y\r\n" % n for n in range(10_000)) + mail(),
    "one header of a megabyte": b"Subject: " + b"=?utf-8?q?a?= " * 70_000 + b"\r\n\r\nhi",
    "a million line ends": mail(b"\n" * 1_000_000),
    "a sender of brackets": mail(from_="(" * 3000),
    "a sender of commas": mail(from_="a," * 3000),
    "a number that breaks the library": mail(message_id="<["),
    "a type of parameters": mail(content_type="text/plain; " + "a*0*=b;" * 5000),
    "a boundary of nothing": several(b"\r\nhi", boundary=""),
    "a boundary of dashes": several(b"\r\nhi", boundary="-"),
    "1,000 parts": several(*[b"\r\nhi"] * 1000),
    "zip of death": several(b"\r\nhi", part(zip_of_death(), "application/zip", "bomb.zip")),
    "winmail.dat": several(
        part(winmail(body="路灯坏了。", files=(("a.txt", b"x"),)), "application/ms-tnef", "winmail.dat")
    ),
    "half a winmail.dat": several(b"\r\nhi", part(winmail(body="路灯")[:25], "application/ms-tnef", "winmail.dat")),
    "invalid UTF-8": mail(b"\xe8\xb7\xaf\xff\xfe\xc0\x80\xed\xa0\x80"),
    "base64 that is none": mail("###", content_transfer_encoding="base64"),
    "base64 without its end": mail("6Lev54Gv5Z2P", content_transfer_encoding="base64"),
    "bounce": bounce("<x@y>"),
    "out of office": mail(auto_submitted="auto-replied"),
    "200,000 nested tags": html_mail("<div>" * 200_000 + "路灯"),
    "quotes of quotes": mail("\r\n".join(f"{'>' * n} 旧" for n in range(1000))),
    "lines that nearly wrote": mail("在1111写道\r\n" * 20_000),
    "a name of a thousand parts": mail(from_="=?utf-8?q?a?= " * 200 + "<a@b.cn>"),
}


@pytest.mark.parametrize("raw", CORPUS.values(), ids=CORPUS)
def test_the_corpus_is_read_or_refused(raw: bytes) -> None:
    assert_sound(read(raw))


@given(st.binary(max_size=2000))
@example(b"Content-Type: multipart/mixed; boundary=x\n\n--x\n--x\n--x--")
def test_any_bytes(raw: bytes) -> None:
    assert_sound(read(raw))


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=6), max_size=80).map(b"".join))
def test_any_pieces_of_mails(raw: bytes) -> None:
    assert_sound(read(raw))
    assert_sound(read(mail(raw, content_type="")))


@given(st.binary(max_size=400), st.integers(min_value=0, max_value=400))
def test_any_winmail(rubbish: bytes, at: int) -> None:
    whole = winmail(body="路灯", html=b"<p>x</p>", files=(("a.txt", b"abc"),))
    for content in (rubbish, whole[:at] + rubbish, whole[:at] + rubbish + whole[at + len(rubbish) :]):
        packed = unpack(content)
        assert sum(len(data) for _name, data in packed.files) <= len(content)


def assert_sound(found: Heard | Refused) -> None:
    """What a channel may hand over: bounded, and fit for any database."""
    assert len(found.external_id) <= 120
    assert found.external_id
    if isinstance(found, Refused):
        assert found.reason
        return
    assert found.text.strip()
    for told in (found.text, found.title, found.said_by, str(dict(found.raw)), str(dict(found.reply_to))):
        assert "\0" not in told
        told.encode()
    assert len(found.title) <= 300
    assert len(found.continues) <= 20
    assert found.said_at.tzinfo


def test_a_mail_of_too_many_parts_is_refused() -> None:
    found = read(several(*[b"\r\nhi"] * (MOST_PARTS + 1)))
    assert isinstance(found, Refused)
    assert str(MOST_PARTS) in found.reason


def test_what_lies_too_deep_stays_whole_and_is_told() -> None:
    (left,) = heard(matryoshka(30)).attached
    assert left.name == "file.eml"


def test_winmail_gives_its_text_and_its_files() -> None:
    packed = unpack(winmail(body="路灯坏了。", files=(("现场照片说明.txt", b"abc"), ("b.txt", b"d"))))
    assert packed.text == "路灯坏了。"
    assert packed.files == [("现场照片说明.txt", b"abc"), ("b.txt", b"d")]
    told = heard(several(part(winmail(html="<p>路灯</p>".encode("gbk")), "application/octet-stream", "winmail.dat")))
    assert told.text == "路灯"


TEXTS = st.text(st.characters(codec="gb18030", exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)


@given(
    TEXTS,
    st.lists(
        st.tuples(st.sampled_from(["a.pdf", "照片.jpg", 'x"y.txt']), st.binary(min_size=1, max_size=200)), max_size=4
    ),
    st.sampled_from(["utf-8", "gb18030"]),
    st.sampled_from(["base64", "quoted-printable", "8bit"]),
)
def test_it_takes_apart_as_the_standard_library_does(
    text: str, files: list[tuple[str, bytes]], charset: str, encoding: str
) -> None:
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"], message["Subject"] = "a@b.cn", "x"
    message.set_content(text, charset=charset, cte=encoding)
    message.add_alternative(f"<p>{text}</p>", subtype="html", charset=charset)
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    raw = message.as_bytes()
    ours = [one for one in read_parts(raw).walk() if not one.parts]
    theirs = [
        one for one in email.message_from_bytes(raw, policy=email.policy.default).walk() if not one.is_multipart()
    ]
    assert [one.kind for one in ours] == [one.get_content_type() for one in theirs]
    assert [one.content for one in ours] == [one.get_payload(decode=True) for one in theirs]
    assert [one.name for one in ours] == [one.get_filename() or "" for one in theirs]
