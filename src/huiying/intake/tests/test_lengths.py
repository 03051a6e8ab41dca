"""What a sender tells of its length is theirs to say, so that it may be anything."""

import pytest
from django.test import Client, RequestFactory

from huiying.intake.lengths import UNREADABLE, told_length
from tests.office import Office


@pytest.mark.parametrize(
    ("told", "bytes_told"),
    [
        ("0", 0),
        ("", 0),
        ("4096", 4096),
        ("²", UNREADABLE),
        ("١٢", UNREADABLE),
        ("-1", UNREADABLE),
        ("9" * 5000, UNREADABLE),
    ],
)
def test_a_length_is_a_number_or_more_than_anybody_takes(told: str, bytes_told: int) -> None:
    assert told_length(RequestFactory().post("/", CONTENT_LENGTH=told)) == bytes_told


@pytest.mark.parametrize("told", ["²", "9" * 5000])
def test_no_door_falls_over_it(office: Office, told: str) -> None:
    client = Client(raise_request_exception=False)
    answers = [
        client.post("/ask/mayor-mailbox/", {"text": "路灯坏了。"}, CONTENT_LENGTH=told),
        client.post("/api/v1/voices", "{}", content_type="application/json", CONTENT_LENGTH=told),
        client.post("/open311/v2/requests.json", {"description": "路灯坏了。"}, CONTENT_LENGTH=told),
    ]
    assert all(answer.status_code < 500 for answer in answers), answers
