import pytest

from huiying.core.errors import ConfigError
from huiying.language import encoders
from huiying.language.encoders import EndpointFailed

from .model_server import model_server


def test_it_asks_for_the_model_with_the_key_and_each_text_once() -> None:
    with model_server() as (url, server):
        encoder = encoders.endpoint(f"{url}/", "secret", "m3")
        encoder.encode(["路灯坏了", "路灯坏了", ""])
    assert [q["input"] for q in server.asked][-1] == ["路灯坏了"]
    assert {q["model"] for q in server.asked} == {"m3"}
    assert set(server.keys) == {"Bearer secret"}


@pytest.mark.parametrize("url", ["", "10.0.0.8:8000", "file:///etc/passwd", "http://"])
def test_only_a_web_address_will_do(url: str) -> None:
    with pytest.raises(ConfigError, match="http"):
        encoders.endpoint(url, "", "m3")


def test_a_model_must_be_named() -> None:
    with pytest.raises(ConfigError, match="模型名"):
        encoders.endpoint("http://127.0.0.1:1/v1", "", "")


@pytest.mark.parametrize(
    ("status", "body", "told", "again"),
    [
        (401, b"", "HTTP 401", False),
        (503, b"", "HTTP 503", True),
        (429, b"", "HTTP 429", True),
        (200, b"<html>", "格式", False),
        (200, b'{"data": {}}', "格式|应给", False),
        (200, b'{"data": [{"index": 0, "embedding": "x"}]}', "格式", False),
        (200, b'{"data": []}', "应给", False),
    ],
)
def test_what_goes_wrong_is_said_with_the_place(status: int, body: bytes, told: str, again: bool) -> None:
    with model_server(status, body) as (url, _), pytest.raises(EndpointFailed, match=told) as failed:
        encoders.endpoint(url, "secret", "m3").encode(["路灯坏了"])
    assert url in str(failed.value)
    assert "secret" not in str(failed.value)
    assert failed.value.again is again


def test_nobody_there_is_said_as_well() -> None:
    with pytest.raises(EndpointFailed, match="没有回应") as failed:
        encoders.endpoint("http://127.0.0.1:9/v1", "", "m3").encode(["路灯坏了"])
    assert failed.value.again


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_words_and_key_follow_no_redirect(status: int) -> None:
    with model_server() as (elsewhere, other), model_server(status, b"", elsewhere) as (url, _server):
        with pytest.raises(EndpointFailed, match=f"HTTP {status}"):
            encoders.endpoint(url, "secret", "m3").encode(["路灯坏了"])
        assert other.keys == []
