"""One mail, read: what it says, who says it, when, and where an answer goes."""

from datetime import UTC, datetime, timedelta

import pytest

from huiying.intake.channel import Heard, Reach, Refused
from huiying.intake.channels.mail.letter import LONGEST_TEXT, Mailbox

from .mails import ARRIVED, BOX, heard, html_mail, mail, part, read, several


def test_an_ordinary_mail() -> None:
    told = heard(mail("路灯坏了三天。\r\n请修一修。\r\n"))
    assert told.external_id == "<a1@mail.example>"
    assert told.text == "路灯坏了三天。\n请修一修。"
    assert told.title == "路灯"
    assert told.said_by == "张三"
    assert told.said_at == datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
    assert told.reaches == (Reach(kind="mail", value="zhang@mail.example"),)
    assert told.reply_to == {"mail": "zhang@mail.example", "message_id": "<a1@mail.example>", "subject": "路灯"}
    assert told.addressed is None
    assert told.continues == ()


def test_no_address_stands_in_the_open() -> None:
    assert "zhang@" not in str(dict(heard(mail()).raw))


def test_a_mail_without_a_number_is_known_by_its_bytes() -> None:
    one, again, other = (heard(mail(body, message_id="")) for body in ("甲", "甲", "乙"))
    assert one.external_id == again.external_id != other.external_id
    assert one.external_id.startswith("sha256:")
    assert one.reply_to["message_id"] == ""


def test_a_number_too_long_to_keep_is_kept_by_its_digest_and_still_found_by_what_answers_it() -> None:
    number = f"<{'x' * 300}@mail.example>"
    told = heard(mail(message_id=number))
    assert len(told.external_id) <= 120
    assert heard(mail(message_id="<b@x>", in_reply_to=number)).continues == (told.external_id,)
    assert told.reply_to["message_id"] == number


def test_the_thread_is_told_the_nearest_first() -> None:
    told = heard(mail(in_reply_to="<c@x>", references="<a@x>\r\n <b@x> <c@x> rubbish"))
    assert told.continues == ("<c@x>", "<b@x>", "<a@x>")


@pytest.mark.parametrize(
    ("date", "said_at"),
    [
        ("Tue, 24 Nov 2026 09:30:00 +0800", datetime(2026, 11, 24, 1, 30, tzinfo=UTC)),
        ("Sun, 25 Oct 2026 10:00:00 +0800", datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
        ("Sun, 25 Oct 2026 09:59:59 +0800", ARRIVED),
        ("Tue, 24 Nov 2026 10:00:01 +0800", ARRIVED),
        ("Thu, 1 Jan 1970 00:00:00 +0000", ARRIVED),
        ("Fri, 31 Dec 9999 23:59:59 -2359", ARRIVED),
        ("Tue, 24 Nov 99999999999 09:30:00 +0800", ARRIVED),
        ("yesterday", ARRIVED),
        ("", ARRIVED),
    ],
)
def test_a_date_is_believed_where_it_can_be_true(date: str, said_at: datetime) -> None:
    assert heard(mail(date=date)).said_at == said_at


def test_nothing_was_said_in_the_future_even_where_the_mail_server_says_so() -> None:
    now = datetime.now(UTC)
    assert heard(mail(), arrived=now + timedelta(days=400)).said_at <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("reply_to", "mail_to"),
    [
        ("li@mail.example", "li@mail.example"),
        ("zx@bureau.example, li@mail.example", "li@mail.example"),
        ("zx@bureau.example", "zhang@mail.example"),
        ("broken", "zhang@mail.example"),
    ],
)
def test_answers_go_where_the_writer_wants_them(reply_to: str, mail_to: str) -> None:
    assert heard(mail(reply_to=reply_to)).reply_to["mail"] == mail_to


@pytest.mark.parametrize("sender", ["", "nobody", "<>", "a@b@c", '"x" <x y@z.cn>', "noreply@bank.example"])
def test_who_left_no_address_is_heard_and_not_answered(sender: str) -> None:
    told = heard(mail(from_=sender))
    assert told.reply_to == {}
    assert told.addressed is None


def test_a_comma_in_a_name_makes_no_second_sender() -> None:
    told = heard(mail(from_="=?utf-8?Q?Wang=2C_evil=40x=2Ecn?= <wang@mail.example>"))
    assert told.said_by == "Wang, evil@x.cn"
    assert [reach.value for reach in told.reaches] == ["wang@mail.example"]


@pytest.mark.parametrize(
    ("results", "verified"),
    [
        ("mx.bureau.example; dkim=pass header.d=mail.example", True),
        ("mx.bureau.example; spf=pass smtp.mailfrom=zhang@mail.example", True),
        ("MX.bureau.example 1; dmarc=pass (p=none) header.from=mail.example", True),
        ("mx.bureau.example; dkim=fail header.d=mail.example; spf=none", False),
        ("mx.bureau.example; dkim=pass header.d=evil.example", False),
        ("mx.bureau.example; spf=pass smtp.mailfrom=a@evilmail.example", False),
        ("mx.bureau.example; dkim=fail (dkim=pass header.d=mail.example)", False),
        ("mx.bureau.example; none", False),
        ("evil.example; dkim=pass header.d=mail.example", False),
        ("", False),
    ],
)
def test_only_our_own_server_vouches_for_a_sender(results: str, verified: bool) -> None:
    (reach,) = heard(mail(authentication_results=results)).reaches
    assert reach.verified is verified


def test_a_forged_result_below_that_of_our_server_counts_for_nothing() -> None:
    forged = mail(authentication_results="mx.bureau.example; dkim=pass header.d=mail.example")
    ours = b"Authentication-Results: mx.bureau.example; dkim=fail header.d=mail.example\r\n"
    assert not heard(ours + forged).reaches[0].verified
    assert not heard(forged, Mailbox(BOX.addresses)).reaches[0].verified


def test_two_senders_are_not_verified_by_the_result_of_one() -> None:
    raw = mail(authentication_results="mx.bureau.example; dkim=pass header.d=mail.example")
    assert not heard(b"From: other@mail.example\r\n" + raw).reaches[0].verified


def test_a_long_text_is_cut_and_comes_along_whole() -> None:
    told = heard(mail("长" * (LONGEST_TEXT + 5)))
    assert len(told.text) == LONGEST_TEXT
    assert told.attached[0].name == "mail.txt"
    assert told.attached[0].content.decode() == "长" * (LONGEST_TEXT + 5)


def test_files_come_along_under_their_names() -> None:
    told = heard(
        several(
            b"Content-Type: text/plain; charset=gbk\r\n\r\n" + "见附件。".encode("gbk"),
            part(b"%PDF-1.7", "application/pdf", "=?gb18030?B?1dXGrC5wZGY=?="),
            b"Content-Type: application/msword\r\nContent-Disposition: attachment; filename*0*=gb18030''%D5%D5;\r\n"
            b" filename*1*=%C6%AC.doc\r\n\r\nDOC",
        )
    )
    assert told.text == "见附件。"
    assert [file.name for file in told.attached] == ["照片.pdf", "照片.doc"]
    assert told.attached[0].content == b"%PDF-1.7"


def test_small_pictures_in_the_text_are_no_files() -> None:
    logo = part(b"\x89PNG" + b"0" * 100, "image/png", Content_ID="<logo>")
    photo = part(b"\x89PNG" + b"0" * 9000, "image/png", Content_ID="<photo>")
    told = heard(several(b"Content-Type: text/html\r\n\r\n<p>hi</p><img src=cid:logo>", logo, photo, kind="related"))
    assert [(file.name, len(file.content)) for file in told.attached] == [("file.png", 9004)]


def test_of_two_forms_of_one_text_the_plain_one_is_read_unless_it_says_nothing() -> None:
    plain = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "请使用支持HTML的邮箱。".encode()
    rich = b"Content-Type: text/html; charset=utf-8\r\n\r\n" + f"<p>{'路灯坏了三天。' * 20}</p>".encode()
    same = b"Content-Type: text/html; charset=utf-8\r\n\r\n<b>" + "请使用支持HTML的邮箱。".encode() + b"</b>"
    assert heard(several(plain, rich, kind="alternative")).text == "路灯坏了三天。" * 20
    assert heard(several(plain, same, kind="alternative")).text == "请使用支持HTML的邮箱。"


def test_a_mail_inside_a_mail_is_read_with_its_files() -> None:
    inside = several(
        b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "里面。".encode(),
        part(b"x", "text/csv", "a.csv"),
        boundary="=_in",
    )
    told = heard(
        several(
            b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "外面。".encode(),
            b"Content-Type: message/rfc822\r\n\r\n" + inside,
        )
    )
    assert told.text == "外面。\n\n【路灯】\n里面。"
    assert [file.name for file in told.attached] == ["a.csv"]


def test_lines_that_a_mailer_wrapped_are_whole_again() -> None:
    raw = mail("路灯 \r\n坏了。\r\n请修。", content_type="text/plain; charset=utf-8; format=flowed; delsp=yes")
    assert heard(raw).text == "路灯坏了。\n请修。"


def test_a_title_alone_is_what_was_said() -> None:
    assert heard(mail("", subject="路灯坏了".encode().decode("latin-1"))).text
    assert heard(several(part(b"%PDF-1.7", "application/pdf", "a.pdf"), subject="")).text == "a.pdf"


def test_an_empty_mail_is_refused() -> None:
    assert read(mail("", subject="")) == Refused(external_id="<a1@mail.example>", reason="There is nothing in it.")


def test_a_whole_mail_in_html() -> None:
    told = heard(
        html_mail("<div>路灯坏了。</div><div class=gmail_quote>2026年写道：<blockquote>旧事</blockquote></div>")
    )
    assert isinstance(told, Heard)
    assert told.text == "路灯坏了。"
    assert "旧事" in told.raw["quoted"]
