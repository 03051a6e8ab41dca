"""One voice or a thousand: each is told what became of it, and is taken in once however often it is sent."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from huiying.handling.actions import take_waiting
from huiying.intake import codes
from huiying.intake.channels.api.posting import forget_keys
from huiying.intake.models import Attachment, Channel, PostingKey, Voice

from .conftest import Caller

LETTER = {"text": "路灯坏了三天，请修。", "external_id": "A-1", "said_at": "2026-03-15T10:00:00+08:00"}


def test_a_voice_comes_in_and_is_known_again(caller: Caller) -> None:
    first = caller.post("/voices", LETTER)
    assert first.status_code == 201, first.content
    told = first.json()
    assert told["state"] == "new"
    again = caller.post("/voices", LETTER)
    assert again.status_code == 200
    assert again.json() == {**told, "state": "known"}
    voice = Voice.objects.get()
    assert (voice.number, voice.external_id, voice.text) == (told["number"], "A-1", LETTER["text"])
    assert voice.wants_public is False


def test_without_a_time_the_first_arrival_counts(caller: Caller) -> None:
    letter = {"text": "路灯坏了。", "external_id": "A-2"}
    assert caller.post("/voices", letter).status_code == 201
    assert caller.post("/voices", letter).status_code == 200
    assert Voice.objects.count() == 1


def test_another_letter_under_the_same_number_is_a_conflict(caller: Caller) -> None:
    number = caller.post("/voices", LETTER).json()["number"]
    answer = caller.post("/voices", {**LETTER, "text": "另一封信。"})
    assert answer.status_code == 409
    assert answer.json()["where"] == "A-1"
    assert number in answer.json()["fix"]


def test_a_key_makes_a_piece_without_a_number_come_once(caller: Caller) -> None:
    letter = {"text": "公交站牌看不清。"}
    first, again = (caller.post("/voices", letter, key="k-1") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["number"] == again.json()["number"]
    assert caller.post("/voices", letter, key="k-2").status_code == 201


def test_a_key_with_another_body_is_refused(caller: Caller) -> None:
    caller.post("/voices", {"text": "一。"}, key="k-1")
    answer = caller.post("/voices", {"text": "二。"}, key="k-1")
    assert answer.status_code == 409
    assert answer.json()["where"] == "Idempotency-Key"
    assert Voice.objects.count() == 1


def test_the_same_body_in_another_spelling_is_the_same(caller: Caller) -> None:
    caller.post("/voices", '{"text": "一。", "title": "甲"}', key="k-1")
    again = caller.post("/voices", json.dumps({"title": "甲", "text": "一。"}, ensure_ascii=True), key="k-1")
    assert again.status_code == 200


def test_keys_belong_to_their_token(calling: Callable[..., Caller]) -> None:
    one, other = calling(), calling()
    assert one.post("/voices", {"text": "一。"}, key="k").status_code == 201
    assert other.post("/voices", {"text": "二。"}, key="k").status_code == 201


def test_old_keys_are_forgotten(caller: Caller) -> None:
    caller.post("/voices", {"text": "一。"}, key="k-1")
    assert forget_keys(at=timezone.now()) == 0
    assert forget_keys(at=timezone.now() + timedelta(days=31)) == 1
    assert not PostingKey.objects.exists()


def test_neither_number_nor_key_is_refused(caller: Caller) -> None:
    answer = caller.post("/voices", {"text": "一。"})
    assert answer.status_code == 422
    assert answer.json()["where"] == "external_id"


def test_the_code_opens_the_letter_and_comes_again_with_a_retry(caller: Caller) -> None:
    first, again = (caller.post("/voices", {**LETTER, "code": True}) for _ in range(2))
    code = first.json()["code"]
    assert code
    assert again.json()["code"] == code
    assert codes.matches(code, Voice.objects.get().code)
    assert caller.post("/voices", {**LETTER, "external_id": "A-9"}).json()["code"] == ""


def test_a_batch_half_bad_takes_the_good_half(caller: Caller) -> None:
    good = [{"text": f"第{n}条。", "external_id": f"B-{n}"} for n in range(3)]
    bad = [
        {"external_id": "x"},
        "nonsense",
        {"text": "早", "external_id": "y", "said_at": "2199-01-01T00:00:00Z"},
        {"text": "空", "external_id": "z", "colour": "red"},
        {"text": "  ", "external_id": "w"},
        {"text": "\0", "external_id": "v"},
        {"text": "没有编号。"},
    ]
    answer = caller.post("/voices/batch", {"voices": [good[0], *bad, *good[1:], good[0]]})
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["new"], told["known"], told["conflict"], told["refused"]) == (3, 1, 0, 7)
    assert [r["state"] for r in told["results"]] == ["new", *["refused"] * 7, "new", "new", "known"]
    assert told["results"][1]["where"] == "text"
    assert told["results"][4]["where"] == "colour"
    assert all(r["reason"] for r in told["results"] if r["state"] == "refused")
    assert told["results"][-1]["number"] == told["results"][0]["number"]
    assert Voice.objects.count() == 3


def test_a_batch_under_a_key_needs_no_numbers(caller: Caller) -> None:
    batch = {"voices": [{"text": "一样的话。"}, {"text": "一样的话。"}]}
    first, again = (caller.post("/voices/batch", batch, key="b-1").json() for _ in range(2))
    assert (first["new"], again["known"]) == (2, 2)
    assert [r["number"] for r in first["results"]] == [r["number"] for r in again["results"]]


@pytest.mark.parametrize("count", [0, 1001])
def test_a_batch_has_its_bounds(caller: Caller, count: int) -> None:
    assert caller.post("/voices/batch", {"voices": [{"text": "一"}] * count}, key="k").status_code == 422


def test_files_come_along_and_a_bad_one_keeps_no_letter_out(caller: Caller) -> None:
    png = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * 40).decode()
    files = [{"name": "灯.png", "content": png}, {"name": "坏.exe", "content": png}]
    answer = caller.post("/voices", {**LETTER, "attachments": files})
    assert answer.status_code == 201, answer.content
    assert [file.name for file in Attachment.objects.all()] == ["灯.png"]
    assert Voice.objects.get().raw["refused_files"][0]["name"] == "坏.exe"


@pytest.mark.parametrize(
    "files",
    [
        [{"name": "a.png", "content": "no base64!"}],
        [{"name": "a.png", "content": "AA=="}] * 11,
        [{"name": "a.png", "content": "A" * 1_400_000}] * 10,
    ],
)
def test_files_beyond_the_bounds_are_refused(caller: Caller, files: list[dict[str, str]]) -> None:
    answer = caller.post("/voices", {**LETTER, "attachments": files})
    assert answer.status_code == 422
    assert "attachments" in answer.json()["where"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 415),
        (b"{", 400),
        (b'{"text": "\xff\xfe"}', 400),
        (b'{"text": "\xed\xa0\x80"}', 400),
        (b'{"text": NaN}', 400),
        (b"[" * 100_000, 400),
        (b'{"likes": ' + b"9" * 5000 + b"}", 400),
        (b"[]", 422),
        (b"null", 422),
        (b'{"text": "\\ud800", "external_id": "1"}', 422),
        (b'{"text": "a\\u0000", "external_id": "1"}', 422),
        ('{"text": "' + "话" * 20_001 + '", "external_id": "1"}', 422),
        ('{"text": "话", "title": "' + "题" * 301 + '", "external_id": "1"}', 422),
        ('{"text": "话", "external_id": "1", "likes": "3"}', 422),
        ('{"text": "话", "external_id": "1", "likes": -1}', 422),
        ('{"text": "话", "external_id": "1", "said_at": 1742000000}', 422),
        ('{"text": "话", "external_id": "1", "said_at": "0001-01-01T00:00:00Z"}', 422),
        ('{"text": "话", "external_id": "1", "said_at": "2026-13-01"}', 422),
    ],
)
def test_hostile_bodies_are_refused_in_one_form(caller: Caller, body: bytes | str, status: int) -> None:
    answer = caller.post("/voices", body)
    assert answer.status_code == status, answer.content
    assert set(answer.json()) == {"what", "where", "fix"}
    assert answer.json()["what"]
    assert not Voice.objects.exists()


def test_what_was_sent_is_not_quoted(caller: Caller) -> None:
    answer = caller.post("/voices", {"text": "话", "writer": {"phone": 13800138000}, "likes": "张三的身份证"})
    assert answer.status_code == 422
    assert "138" not in answer.content.decode()
    assert "张三" not in answer.content.decode()


def test_a_body_of_many_megabytes_is_not_read(caller: Caller) -> None:
    body = b'{"voices": ["' + b"x" * 5 * 1024**2 + b'"]}'
    answer = caller.post("/voices/batch", body)
    assert answer.status_code == 413
    assert answer.json()["where"] == "body"
    assert caller.post("/voices", b" " * 19 * 1024**2).status_code == 413


def test_five_megabytes_of_letters_come_in(caller: Caller) -> None:
    letters = [{"text": "话" * 19_000, "external_id": f"L-{n}"} for n in range(90)]
    body = json.dumps({"voices": letters}, ensure_ascii=False).encode()
    assert 4.8 * 1024**2 < len(body) < 5 * 1024**2
    assert caller.post("/voices/batch", body).json()["new"] == 90


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_only_json_is_read(caller: Caller, kind: str) -> None:
    assert caller.post("/voices", b"{}", content_type=kind).status_code == 415


def test_a_closed_channel_takes_nothing(caller: Caller, hotline: Channel) -> None:
    Channel.objects.filter(pk=hotline.pk).update(is_open=False)
    assert caller.post("/voices", LETTER).status_code == 403


@pytest.mark.parametrize("key", ["x" * 101, "空格 和字", "", " "])
def test_a_key_has_its_form(caller: Caller, key: str) -> None:
    headers = {"Authorization": f"Bearer {caller.secret}", "Idempotency-Key": key.encode().decode("latin-1")}
    answer = caller.client.post("/api/v1/voices", LETTER, content_type="application/json", headers=headers)
    assert answer.status_code == 400
    assert answer.json()["where"] == "Idempotency-Key"


def test_where_a_voice_stands(caller: Caller, calling: Callable[..., Caller], office: object) -> None:
    number = caller.post("/voices", LETTER).json()["number"]
    assert caller.get(f"/voices/{number}").json()["stage"] == "to_examine"
    take_waiting(at=timezone.now())
    told = caller.get(f"/voices/{number}").json()
    assert (told["state"], told["external_id"]) == ("registered", "A-1")
    assert told["due_at"]
    assert caller.get("/voices/HY20260315-99999").status_code == 404
    other = calling("status.read", "intake.write", channel=office.files)  # type: ignore[attr-defined]
    assert other.get(f"/voices/{number}").status_code == 404
    assert calling("status.read", channel=None).get(f"/voices/{number}").status_code == 200


def test_figures_of_a_period(calling: Callable[..., Caller]) -> None:
    reader = calling("figures.read", channel=None)
    told = reader.get("/figures", start="2026-03-01", end="2026-03-31").json()
    assert {"key", "label", "unit", "formula", "value"} == set(told["figures"][0])
    for start, end in (("2026-03-02", "2026-03-01"), ("2000-01-01", "2026-01-01"), ("gestern", "2026-01-01")):
        answer = reader.get("/figures", start=start, end=end)
        assert answer.status_code == 422
        assert answer.json()["what"]
