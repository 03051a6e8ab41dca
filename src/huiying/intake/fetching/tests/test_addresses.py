"""Which machines may be reached, as a table; and that the address which was checked is the one connected to."""

import socket
from ipaddress import ip_address
from typing import Any

import httpcore
import pytest

from huiying.intake.channel import ChannelError
from huiying.intake.fetching import fetch
from huiying.intake.fetching.addresses import is_never, is_public, may_reach, plain, reachable

from .server import Server

PUBLIC = [
    "1.1.1.1",
    "114.114.114.114",
    "223.5.5.5",
    "2400:3200::1",
    "2606:4700:4700::1111",
    "::ffff:1.1.1.1",
    "64:ff9b::101:101",
]
PRIVATE = [
    "127.0.0.1", "127.8.8.8", "::1", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
    "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "240.0.0.1", "fc00::1", "fd12::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2001:db8::1", "::7f00:1", "fec0::1",
]  # fmt: skip
NEVER = [
    "0.0.0.0",  # noqa: S104
    "0.1.2.3", "169.254.169.254", "169.254.0.23", "100.100.100.200", "168.63.129.16", "192.0.0.192",
    "224.0.0.1", "239.1.1.1", "255.255.255.255", "::", "fe80::1", "fe80::1%eth0", "ff02::1", "fd00:ec2::254",
    "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a9fe:a9fe::", "2001:0:7f00:1::",
]  # fmt: skip


@pytest.mark.parametrize("told", PUBLIC)
def test_public_machines_are_reached_at_usual_ports(told: str) -> None:
    assert may_reach(ip_address(told), 443)
    assert not may_reach(ip_address(told), 22)
    assert not may_reach(ip_address(told), 6379)


@pytest.mark.parametrize("told", PRIVATE)
def test_the_offices_own_network_needs_its_word(told: str, settings: Any) -> None:
    assert not is_public(plain(ip_address(told)))
    assert not may_reach(ip_address(told), 80)
    settings.FETCH_PRIVATE = True
    assert may_reach(ip_address(told), 80)
    assert may_reach(ip_address(told), 1200)
    assert not may_reach(ip_address(told), 22)


@pytest.mark.parametrize("told", NEVER)
@pytest.mark.parametrize("private", [False, True])
def test_some_are_never_reached(told: str, private: bool, settings: Any) -> None:
    settings.FETCH_PRIVATE = private
    assert is_never(plain(ip_address(told)))
    assert not may_reach(ip_address(told), 80)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "017700000001", "::1", "0"]
)
def test_every_way_of_writing_this_machine_is_seen_through(host: str) -> None:
    with pytest.raises(ChannelError) as refused:
        reachable(host, 80)
    assert not refused.value.retry
    assert "fetch_private" in refused.value.fix


def names(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """The network's names lead to these addresses, one for each time somebody asks; who asked is kept."""
    asked: list[str] = []

    def resolved(host: str, port: int, *_args: Any, **_more: Any) -> list[Any]:
        address = answers[min(len(asked), len(answers) - 1)]
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in address.split()]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    return asked


def test_a_name_that_leads_to_this_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "127.0.0.1")
    with pytest.raises(ChannelError) as refused:
        fetch("http://innocent.example/feed")
    assert not refused.value.retry
    assert refused.value.where == "innocent.example"


def test_only_the_allowed_of_several_addresses_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "10.0.0.1 1.1.1.1 169.254.169.254")
    assert reachable("mixed.example", 443) == ["1.1.1.1"]


def test_a_name_that_changes_its_mind_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: public when it is checked, this machine when it is connected to."""
    asked = names(monkeypatch, "1.1.1.1", "127.0.0.1")
    reached: list[str] = []

    def connect(_self: object, host: str, *_args: Any, **_more: Any) -> None:
        reached.append(host)
        raise httpcore.ConnectError

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(ChannelError) as failed:
        fetch("http://rebinding.example/")
    assert failed.value.retry
    assert reached == ["1.1.1.1"]
    assert asked == ["rebinding.example"]


def test_the_name_stays_in_the_question(web: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "127.0.0.1")
    web.says("/", "你好")
    assert fetch(f"http://inside.example:{web.port}/").text == "你好"
    assert web.asked[0][1]["Host"] == f"inside.example:{web.port}"


def test_a_name_that_nobody_knows_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_args: Any, **_more: Any) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(ChannelError) as failed:
        fetch("http://nobody.example/")
    assert failed.value.retry


def test_unusual_ports_of_public_machines_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "1.1.1.1")
    with pytest.raises(ChannelError) as refused:
        reachable("public.example", 6379)
    assert "6379" in str(refused.value)
    assert "8443" in refused.value.fix


@pytest.mark.parametrize(
    "url",
    [
        "", "feed", "//host/", "file:///etc/passwd", "ftp://host/x", "gopher://host/", "data:text/xml,<a/>",
        "javascript:1",
        "http://", "http:///x",
        "http://user:geheim@host/", "http://user@host/", "https://" + "a" * 3000,
        "http://[::1", "http://\x00/",
        "http://a..b/", "http://host:99999/", "unix:/run/docker.sock",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused(url: str, settings: Any) -> None:
    settings.FETCH_PRIVATE = True
    with pytest.raises(ChannelError) as refused:
        fetch(url)
    assert "geheim" not in str(refused.value)
    assert not refused.value.retry or "a..b" in url
