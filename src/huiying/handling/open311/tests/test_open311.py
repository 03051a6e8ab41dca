"""GeoReport v2 as its specification has it: what is asked, what is answered, and what stays inside."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as Xml

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiying.assessment.models import Proposal
from huiying.handling.actions import decline, take_waiting
from huiying.handling.models import Case, CaseState
from huiying.handling.open311 import offered
from huiying.intake.actions import receive, set_up_channel
from huiying.intake.channel import Heard
from huiying.intake.channels.api.tokens import make_token
from huiying.intake.models import Channel, Voice
from tests.office import SUNDAY, Office

FORM = "application/x-www-form-urlencoded"
ROADS = offered.code_of("交通运输")


@pytest.fixture
def app(office: Office) -> "App":
    cache.clear()
    channel = set_up_channel("city-app", name="城市App", connector="api", form="board", at=SUNDAY)
    channel.settings = {"open311": True}
    channel.save()
    _token, secret = make_token("App", scopes=["intake.write"], channel=channel, by=None, at=SUNDAY)
    return App(channel, secret)


class App:
    def __init__(self, channel: Channel, key: str) -> None:
        self.channel = channel
        self.key = key
        self.client = Client(enforce_csrf_checks=True)

    def get(self, path: str, **query: str) -> Any:
        return self.client.get(f"/open311/v2/{path}", query)

    def post(self, path: str = "requests.json", **told: str) -> Any:
        return self.raw(urlencode({"api_key": self.key, **told}), path)

    def raw(self, body: str | bytes, path: str = "requests.json", kind: str = FORM) -> Any:
        return self.client.post(f"/open311/v2/{path}", body, content_type=kind)


REQUEST = {
    "service_code": ROADS,
    "lat": "30.123456",
    "long": "114.654321",
    "description": "路口护栏倒了，请联系我13800138000。",
    "first_name": "三",
    "last_name": "张",
    "phone": "13800138000",
}


def error_of(answer: Any, code: int) -> str:
    assert answer.status_code == code, answer.content
    (told,) = answer.json()
    assert told["code"] == code
    return str(told["description"])


def test_discovery_leads_to_the_endpoint(app: App) -> None:
    told = app.get("discovery.json").json()
    (endpoint,) = told["endpoints"]
    assert endpoint["specification"].endswith("GeoReport_v2")
    assert endpoint["url"].endswith("/open311/v2")
    assert endpoint["formats"] == ["text/xml", "application/json"]
    root = Xml.fromstring(app.get("discovery.xml").content)  # noqa: S314 - our own
    assert root.tag == "discovery"
    assert [f.text for f in root.findall("endpoints/endpoint/formats/format")] == ["text/xml", "application/json"]


def test_services_are_the_first_level_of_the_themes(app: App) -> None:
    answer = app.get("services.xml")
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.content.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    root = Xml.fromstring(answer.content)  # noqa: S314
    names = [service.findtext("service_name") for service in root.findall("service")]
    assert names == [row["service_name"] for row in app.get("services.json").json()]
    assert "交通运输" in names
    assert root.findtext("service/metadata") == "false"
    assert app.get("services.json").json()[0]["metadata"] is False
    definition = app.get(f"services/{ROADS}.json").json()
    assert definition == {"service_code": ROADS, "attributes": []}
    error_of(app.get("services/nothing.json"), 404)


def test_a_request_is_posted_and_found_again(app: App) -> None:
    answer = app.post(**REQUEST)
    assert answer.status_code == 200, answer.content
    (told,) = answer.json()
    voice = Voice.objects.get()
    assert told["service_request_id"] == voice.number
    assert told["service_notice"]
    assert voice.text == REQUEST["description"]
    assert voice.raw["open311"] == {"service_code": ROADS, "lat": 30.123456, "long": 114.654321}
    assert {a.kind for a in voice.correspondent.addresses.all()} == {"phone"}  # type: ignore[union-attr]
    take_waiting(at=timezone.now())
    (row,) = app.get(f"requests/{voice.number}.json").json()
    assert (row["status"], row["service_code"], row["service_name"]) == ("open", ROADS, "交通运输")
    assert (row["lat"], row["long"]) == (30.123, 114.654)
    assert "138" not in row["description"].replace("138****8000", "")
    assert row["expected_datetime"]
    assert app.get("requests.json").json() == [row]
    assert app.get(f"tokens/{voice.number}.json").json() == [
        {"service_request_id": voice.number, "token": voice.number}
    ]


def test_the_same_in_xml(app: App) -> None:
    answer = app.post("requests.xml", **REQUEST | {"description": "<b>护栏</b> & 路\x0b灯"})
    number = Xml.fromstring(answer.content).findtext("request/service_request_id")  # noqa: S314
    root = Xml.fromstring(app.get("requests.xml").content)  # noqa: S314
    assert root.tag == "service_requests"
    assert root.findtext("request/service_request_id") == number
    assert root.findtext("request/description") == "<b>护栏</b> & 路灯"
    assert root.findtext("request/status") == "open"


def test_a_closed_case_is_closed(app: App) -> None:
    app.post(**REQUEST)
    take_waiting(at=timezone.now())
    Case.objects.update(state="closed", closed_at=timezone.now())
    assert [row["status"] for row in app.get("requests.json", status="closed").json()] == ["closed"]
    assert app.get("requests.json", status="open").json() == []
    assert len(app.get("requests.json", status="open,closed").json()) == 1


def test_a_case_that_ended_without_a_reply_is_closed_and_says_how(app: App, office: Office) -> None:
    app.post(**REQUEST)
    take_waiting(at=timezone.now())
    decline(Case.objects.get(), ground="outside", by=office.officer, at=timezone.now())
    (row,) = app.get("requests.json", status="closed").json()
    assert row["status"] == "closed"
    assert row["status_notes"] in ("不予受理", str(CaseState.NOT_ACCEPTED.label))
    assert row["expected_datetime"] is None
    assert app.get("requests.json", status="open").json() == []


def test_nothing_is_shown_of_a_channel_that_is_not_opened(app: App, office: Office) -> None:
    number = office.letter("门户来信。", ident="1").number
    assert app.get("requests.json", start_date="2026-03-01T00:00:00Z").json() == []
    error_of(app.get(f"requests/{number}.json"), 404)
    assert app.get("requests.json", service_request_id=number).json() == []


def test_words_that_are_not_public_stay_inside(app: App) -> None:
    heard = Heard(external_id="1", text="不公开的内容。", said_at=timezone.now(), wants_public=False)
    number = receive([heard], channel=app.channel, by=None, at=timezone.now()).new[0].number
    assert app.get("requests.json").json() == []
    (row,) = app.get("requests.json", service_request_id=number).json()
    assert row["status"] == "open"
    assert row["description"] is row["lat"] is row["address"] is None
    assert "不公开" not in app.get(f"requests/{number}.xml").content.decode()


def test_the_list_is_narrowed(app: App) -> None:
    app.post(**REQUEST)
    app.post(**REQUEST | {"service_code": offered.OTHER})
    assert len(app.get("requests.json", service_code=ROADS).json()) == 1
    assert len(app.get("requests.json", service_code=f"{ROADS},other").json()) == 2
    old = (timezone.now() - timedelta(days=60)).isoformat()
    older = (timezone.now() - timedelta(days=100)).isoformat()
    assert len(app.get("requests.json", start_date=old).json()) == 2
    assert app.get("requests.json", start_date=older, end_date=old).json() == []
    error_of(app.get("requests.json", start_date=older, end_date=timezone.now().isoformat()), 400)
    error_of(app.get("requests.json", start_date="gestern"), 400)
    error_of(app.get("requests.json", start_date="0001-01-01T00:00:00Z"), 400)
    error_of(app.get("requests.json", status="lost"), 400)
    error_of(app.get("requests.json", service_code="nothing"), 404)
    error_of(app.get("requests.json", service_request_id=",".join(map(str, range(1001)))), 400)


def test_the_judged_theme_is_the_service_where_nobody_named_one(app: App) -> None:
    heard = Heard(external_id="1", text="公交车太少。", said_at=timezone.now())
    voice = receive([heard], channel=app.channel, by=None, at=timezone.now()).new[0]
    assert [row["service_code"] for row in app.get("requests.json", service_code="other").json()] == ["other"]
    Proposal.objects.create(voice=voice, theme="交通运输", proposed_at=SUNDAY)
    assert [row["service_code"] for row in app.get("requests.json", service_code=ROADS).json()] == [ROADS]
    assert app.get("requests.json", service_code="other").json() == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"api_key": ""}, 403),
        ({"api_key": "hy_forged"}, 403),
        ({"service_code": ""}, 400),
        ({"service_code": "nothing"}, 404),
        ({"lat": ""}, 400),
        ({"lat": "91"}, 400),
        ({"long": "nan"}, 400),
        ({"lat": "1e999"}, 400),
        ({"description": "话" * 4001}, 400),
        ({"description": "\0"}, 400),
        ({"phone": "1" * 41}, 400),
        ({"address_string": "路" * 301}, 400),
    ],
)
def test_a_request_that_lacks_something_is_refused(app: App, changed: dict[str, str], code: int) -> None:
    assert error_of(app.post(**REQUEST | changed), code)
    assert not Voice.objects.exists()


def test_a_place_in_words_is_enough_and_the_handler_reads_it(app: App) -> None:
    place = "中山大道公交站旁，电话13800138000"
    told = {"service_code": ROADS, "address_string": place, "attribute[X]": "1", "jurisdiction_id": "x"}
    assert app.post(**told).status_code == 200
    assert place in Voice.objects.get().text
    assert Voice.objects.get().raw["open311"]["address"] == place
    (row,) = app.get("requests.json").json()
    assert row["address"] == "中山大道公交站旁，电话138****8000"
    assert "13800138000" not in row["description"]


def test_a_key_of_another_scope_or_used_too_often_is_refused(app: App) -> None:
    _token, reader = make_token("x", scopes=["status.read"], by=None, at=SUNDAY)
    error_of(app.post(**REQUEST | {"api_key": reader}), 403)
    _token, slow = make_token("y", scopes=["intake.write"], channel=app.channel, rate=1, by=None, at=SUNDAY)
    assert 429 in {app.post(**REQUEST | {"api_key": slow}).status_code for _ in range(4)}


def test_sent_again_with_a_key_it_comes_once(app: App) -> None:
    body = urlencode({"api_key": app.key, **REQUEST})
    for _ in range(2):
        answer = app.client.post("/open311/v2/requests.json", body, content_type=FORM, headers={"Idempotency-Key": "1"})
        assert answer.status_code == 200
    assert Voice.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"service_code=%ff%fe", FORM, 400),
        (b"\xff\xfe", FORM, 400),
        ("&".join(f"a{n}=1" for n in range(500)), FORM, 400),
        (b"a=" + b"x" * 2 * 1024**2, FORM, 413),
        ("{}", "application/json", 400),
        ("<a/>", "text/xml", 400),
    ],
)
def test_hostile_forms_are_refused(app: App, body: bytes | str, kind: str, code: int) -> None:
    error_of(app.raw(body, kind=kind), code)


def test_what_is_not_there_is_an_error_in_xml(app: App) -> None:
    for path in ("", "nothing", "requests.csv", "services/", "requests/a/b.json"):
        answer = app.get(path)
        assert answer.status_code == 404, path
        assert Xml.fromstring(answer.content).findtext("error/code") == "404"  # noqa: S314
    answer = app.raw("", "services.json")
    error_of(answer, 405)
    assert answer["Allow"] == "GET"


def test_many_questions_wait(app: App) -> None:
    statuses = [app.get("requests.json").status_code for _ in range(125)]
    assert statuses[0] == 200
    assert statuses[-1] == 429


SAID = st.text(max_size=60)
NAMES = st.sampled_from(
    ["service_code", "lat", "long", "address_string", "address_id", "description", "email", "phone", "first_name",
     "last_name", "media_url", "device_id", "account_id", "jurisdiction_id", "attribute[A]", "api_key"]
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(told=st.dictionaries(NAMES, SAID, max_size=8), form=st.sampled_from(["json", "xml"]), fit=st.booleans())
def test_whatever_is_posted_is_taken_or_refused_in_form(app: App, told: dict[str, str], form: str, fit: bool) -> None:
    whole = {"api_key": app.key, **(REQUEST if fit else {}), **told} | ({"api_key": app.key} if fit else {})
    body = urlencode({k: v.encode("utf-8", "surrogatepass") for k, v in whole.items()})
    answer = app.raw(body, f"requests.{form}")
    assert answer.status_code in {200, 400, 403, 404, 413}
    if form == "xml":
        assert Xml.fromstring(answer.content).tag in {"service_requests", "errors"}  # noqa: S314
    else:
        assert isinstance(answer.json(), list)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    query=st.dictionaries(
        st.sampled_from(["service_request_id", "service_code", "start_date", "end_date", "status"]),
        SAID | st.datetimes().map(lambda at: at.isoformat()) | st.sampled_from(["open", "closed", ROADS]),
    ),
    number=st.text(st.characters(codec="utf-8"), min_size=1, max_size=30),
)
def test_whatever_is_asked_is_answered_in_form(app: App, query: dict[str, str], number: str) -> None:
    cache.clear()
    whole = urlencode({k: v.encode("utf-8", "surrogatepass") for k, v in query.items()})
    answer = app.client.get(f"/open311/v2/requests.xml?{whole}")
    assert answer.status_code in {200, 400, 404}
    assert Xml.fromstring(answer.content).tag in {"service_requests", "errors"}  # noqa: S314
    asked = app.client.get("/open311/v2/requests/" + urlencode({"": number})[1:] + ".xml")
    assert asked.status_code == 404
