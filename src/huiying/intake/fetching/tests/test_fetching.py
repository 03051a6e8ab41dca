"""What the other side may do to us: lead away, never end, grow without bound. All of it is bounded."""

import gzip
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from huiying.intake.channel import ChannelError
from huiying.intake.fetching import Limits, accepted, ask, fetch

from .server import Server, answer

SHORT = Limits(seconds=1.0)


def failing(url: str, limits: Limits = Limits()) -> ChannelError:  # noqa: B008 - frozen
    with pytest.raises(ChannelError) as failed:
        fetch(url, limits=limits)
    assert url not in str(failed.value)
    return failed.value


def test_what_is_there_comes_whole(web: Server) -> None:
    url = web.says("/", "路灯" * 100_000, content_type="text/plain; charset=utf-8", etag='"1"', last_modified="today")
    found = fetch(url)
    assert found.text == "路灯" * 100_000
    assert (found.etag, found.modified, found.changed, found.url) == ('"1"', "today", True, url)
    assert "Cookie" not in web.asked[0][1]
    assert web.asked[0][1]["User-Agent"].startswith("huiying/")


def test_without_the_offices_word_this_machine_is_not_asked(web: Server, settings: Any) -> None:
    settings.FETCH_PRIVATE = False
    assert not failing(web.says("/", "secret")).retry
    assert web.asked == []


def test_what_is_not_encrypted_is_asked_only_where_the_office_said_so(web: Server, settings: Any) -> None:
    settings.FETCH_PLAIN = False
    assert "fetch_plain" in failing("http://feed.example/").fix
    assert "fetch_plain" in failing(web.says("/", b"", 302, location="http://feed.example/")).fix
    assert "fetch_plain" not in failing("https://feed.invalid/").fix
    assert fetch(web.says("/", "here")).text == "here"  # on this machine


def test_what_did_not_change_is_not_sent_again(web: Server) -> None:
    url = web.says("/", b"", 304)
    found = fetch(url, etag='"1"', modified="Tue, 24 Nov 2026 02:00:00 GMT")
    assert not found.changed
    assert found.etag == '"1"'
    headers = web.asked[0][1]
    assert headers["If-None-Match"] == '"1"'
    assert headers["If-Modified-Since"] == "Tue, 24 Nov 2026 02:00:00 GMT"


def test_unchanged_without_being_asked_is_an_error(web: Server) -> None:
    assert not failing(web.says("/", b"", 304)).retry


@pytest.mark.parametrize("etag", ['"' + "x" * 5000, "é", ""])
def test_a_strange_etag_is_not_kept(web: Server, etag: str) -> None:
    assert fetch(web.says("/", "x", etag=etag)).etag == ""


@pytest.mark.parametrize(
    ("status", "retry"),
    [
        (400, False),
        (401, False),
        (403, False),
        (404, False),
        (410, False),
        (408, True),
        (429, True),
        (500, True),
        (503, True),
    ],
)
def test_what_a_status_means(web: Server, status: int, retry: bool) -> None:
    error = failing(web.says("/", "no", status))
    assert error.retry is retry
    assert str(status) in str(error)
    assert error.where == "127.0.0.1"
    assert retry or error.fix


@pytest.mark.parametrize(
    ("told", "after"),
    [("120", 120), ("0", 0), ("99999999999999999999", 86400), ("-5", 0), ("soon", 0), ("٣", 0), ("", 0)],
)
def test_when_to_come_again_is_heeded(web: Server, told: str, after: int) -> None:
    assert failing(web.at("/", lambda asked: _later(asked, told))).after == after


def _later(asked: BaseHTTPRequestHandler, told: str) -> None:
    asked.wfile.write(b"HTTP/1.1 429 Later\r\nContent-Length: 0\r\nRetry-After: " + told.encode() + b"\r\n\r\n")


def test_when_to_come_again_may_be_a_date(web: Server) -> None:
    at = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    url = web.says("/", "", 503, retry_after=format_datetime(at + timedelta(minutes=5), usegmt=True))
    with pytest.raises(ChannelError) as later:
        accepted(ask("GET", url), now=lambda: at)
    assert 300 <= later.value.after <= 301


def test_a_few_turns_are_followed(web: Server) -> None:
    for turn in range(3):
        web.says(f"/{turn}", "", (301, 302, 308)[turn], location=f"{turn + 1}")
    web.says("/3", "here")
    found = fetch(web.base + "/0")
    assert found.text == "here"
    assert found.url == web.base + "/3"


def test_too_many_turns_are_not(web: Server) -> None:
    assert not failing(web.says("/", "", 302, location="/")).retry
    assert len(web.asked) == 4


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:169.254.169.254]/",
        "http://100.100.100.200/latest/meta-data/",
        "http://0.0.0.0/",
        "http://127.0.0.1:22/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "http://user:geheim@127.0.0.1/",
        "http://[::1",
    ],
)
def test_a_turn_is_checked_as_the_first_address_was(web: Server, target: str) -> None:
    error = failing(web.says("/", "", 302, location=target))
    assert "geheim" not in str(error)
    assert not error.retry or target.endswith("[::1")
    assert len(web.asked) == 1


def test_a_turn_to_nowhere_is_an_error(web: Server) -> None:
    failing(web.says("/", "", 302))


def test_what_never_ends_is_ended(web: Server) -> None:
    def drip(asked: BaseHTTPRequestHandler) -> None:
        asked.send_response(200)
        asked.end_headers()
        while not web.closing.wait(0.05):
            asked.wfile.write(b"<item/>")
            asked.wfile.flush()

    error = failing(web.at("/", drip), SHORT)
    assert error.retry


def test_headers_that_never_end_are_ended(web: Server) -> None:
    def drip(asked: BaseHTTPRequestHandler) -> None:
        asked.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        while not web.closing.wait(0.05):
            asked.wfile.write(b"x")
            asked.wfile.flush()

    assert failing(web.at("/", drip), SHORT).retry


def test_who_says_nothing_is_left(web: Server) -> None:
    assert failing(web.at("/", lambda asked: void(web.closing.wait(30))), Limits(silence=0.3)).retry


def void(_value: object) -> None:
    """For lambdas."""


def test_turns_share_the_time(web: Server) -> None:
    def slow(asked: BaseHTTPRequestHandler) -> None:
        time.sleep(0.5)
        answer(asked, b"", 302, {"location": "/"})

    error = failing(web.at("/", slow), SHORT)
    assert error.retry
    assert len(web.asked) < 4


def test_what_is_too_large_is_cut(web: Server) -> None:
    error = failing(web.says("/", b"x" * (5 * 1024 * 1024 + 1)))
    assert not error.retry
    assert error.fix


def test_a_flood_is_cut(web: Server) -> None:
    sent = []

    def flood(asked: BaseHTTPRequestHandler) -> None:
        asked.send_response(200)
        asked.end_headers()
        for _turn in range(4096):
            asked.wfile.write(b"x" * 65536)
            sent.append(65536)

    assert not failing(web.at("/", flood)).retry
    web.closing.wait(0.2)
    assert sum(sent) < 64 * 1024 * 1024


def test_what_is_packed_is_unpacked(web: Server) -> None:
    url = web.says("/", gzip.compress("路灯".encode()), content_encoding="gzip")
    assert fetch(url).text == "路灯"
    assert fetch(web.says("/empty", b"", content_encoding="gzip")).text == ""


def test_a_gzip_bomb_is_cut(web: Server) -> None:
    bomb = gzip.compress(b"\0" * 200_000_000, 9)
    assert len(bomb) < 250_000
    error = failing(web.says("/", bomb, content_encoding="gzip"))
    assert not error.retry


@pytest.mark.parametrize("coding", ["gzip, gzip", "br", "zstd", "compress", "x" * 100])
def test_what_we_did_not_ask_for_is_not_unpacked(web: Server, coding: str) -> None:
    assert not failing(web.says("/", gzip.compress(gzip.compress(b"x")), content_encoding=coding)).retry


def test_half_an_answer_is_none(web: Server) -> None:
    assert failing(web.says("/", gzip.compress(b"x" * 1000)[:-9], content_encoding="gzip")).retry
    assert failing(web.says("/", b"not packed at all", content_encoding="gzip")).retry
    assert failing(
        web.at("/", lambda asked: void(asked.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx")))
    ).retry
    assert failing(web.at("/", lambda asked: void(asked.wfile.write(b"SSH-2.0-OpenSSH_9\r\n")))).retry
    assert failing(web.at("/", lambda asked: None)).retry


def test_a_closed_door_is_tried_again(web: Server) -> None:
    web.closing.set()
    assert failing("http://127.0.0.1:1025/").retry


def test_a_no_is_told_with_its_status_and_without_its_words(web: Server) -> None:
    told = ask("POST", web.says("/", "password", 418), headers={"X-Key": "1"}, content=b"{}")
    assert (told.status, told.content, told.host) == (418, b"", "127.0.0.1")
    assert web.asked[0][1]["X-Key"] == "1"
    assert web.asked[0][1]["Content-Length"] == "2"


def test_asking_follows_nothing(web: Server) -> None:
    told = ask("POST", web.says("/", "", 307, location="/other"), content=b"{}")
    assert told.status == 307
    with pytest.raises(ChannelError):
        accepted(told)
    assert len(web.asked) == 1
