"""Who watches is answered before anything else is asked, strangers learn nothing, and a log names nobody but logins."""

import io
import json
import logging
import os
import re
import subprocess
import sys
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.cache import cache
from django.core.management import call_command
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone, translation
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import DjangoAssertNumQueries, Settings

from huiying.core.errors import ConfigError
from huiying.ledger.actions import record
from huiying.ledger.models import Watch
from huiying.ledger.watching import keep_watch
from huiying.project.models import Beat
from huiying.project.watching import doors, findings, hearts, readiness
from huiying.project.watching.context import CURRENT
from huiying.project.watching.hearts import LOOPS, Heart
from huiying.project.watching.logs import KEPT, Lines
from huiying.project.watching.logs import logging as described
from huiying.project.watching.networks import networks
from tests.office import SUNDAY, Office

ALERTS = Path(__file__).parents[4] / "docs/howto/huiying-alerts.yml"
NOW = SUNDAY + timedelta(hours=2)


@pytest.fixture(autouse=True)
def _ask_again() -> None:
    readiness.forget()


def heard(*loops: str) -> None:
    for loop in loops or LOOPS:
        Heart(loop).beat(seconds=0.5, failed=False, at=timezone.now())


def test_alive_asks_nothing(client: Client) -> None:  # no mark: the database may not be asked
    answer = client.get("/healthz", headers={"host": "nobody.example"})
    assert (answer.status_code, answer.content) == (200, b"alive\n")
    assert not answer.cookies
    assert not {"X-Request-ID", "Set-Cookie", "Vary"} & set(answer.headers)
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_ready_says_by_a_word_what_is_wrong(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> tuple[int, str]:
        readiness.forget()
        answer = client.get("/readyz", headers={"host": "nobody.example"})
        assert not answer.cookies
        return answer.status_code, answer.content.decode().strip()

    assert told() == (503, "loops")
    heard("work")
    assert told() == (503, "loops")
    heard()
    assert told() == (200, "ready")
    Beat.objects.update(at=timezone.now() - hearts.QUIET)
    monkeypatch.setattr(readiness, "_cache_answers", lambda: False)
    assert told() == (503, "loops cache")
    monkeypatch.setattr(readiness, "_newest", lambda: frozenset({("ledger", "0999_not_yet")}))
    assert told() == (503, "migrations")
    monkeypatch.setattr(readiness, "_newest", _broken)
    assert told() == (503, "database")


def _broken() -> None:
    raise OperationalError("password of 10.0.0.9")


@pytest.mark.django_db
def test_ready_is_cheap(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    heard()
    with django_assert_num_queries(3):  # whether migrations were recorded, which, and the beats
        client.get("/readyz")
    with django_assert_num_queries(0):
        client.get("/readyz")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "proxy", "asked", "status"),
    [
        ({}, False, {}, 404),
        ({}, False, {"Authorization": "Bearer "}, 404),
        ({"METRICS_TOKEN": "word"}, False, {"Authorization": "Bearer other"}, 404),
        ({"METRICS_TOKEN": "word"}, False, {"Authorization": "Bearer word"}, 200),
        ({"METRICS_FROM": ["127.0.0.0/8"]}, False, {}, 200),
        ({"METRICS_FROM": ["10.0.0.0/8"]}, False, {"X-Forwarded-For": "10.0.0.1"}, 404),
        ({"METRICS_FROM": ["127.0.0.1"]}, True, {"X-Forwarded-For": "127.0.0.1, 203.0.113.9"}, 404),
        ({"METRICS_FROM": ["10.0.0.0/8"]}, True, {"X-Forwarded-For": "203.0.113.9, 10.0.0.1"}, 200),
    ],
)
def test_figures_are_for_whom_the_settings_name(
    client: Client, settings: Settings, *, told: dict[str, Any], proxy: bool, asked: dict[str, str], status: int
) -> None:
    settings.METRICS_TOKEN = told.get("METRICS_TOKEN", "")
    settings.METRICS_FROM = networks(told.get("METRICS_FROM", ()))
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if proxy else None
    answer = client.get("/metrics", headers=asked)
    assert answer.status_code == status
    assert (b"huiying_up 1.0" in answer.content) is (status == 200)


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(ConfigError, match="metrics_from"):
        networks(["10.0.0.300"])


@pytest.fixture
def exported(office: Office, client: Client, settings: Settings, tmp_path: Path) -> dict[tuple[str, str], float]:
    """What is exported of an office with a letter that waits, by name and the value of the last label."""
    settings.HOME, settings.ANCHORS = tmp_path, ""
    settings.METRICS_FROM = (ip_network("127.0.0.1"),)
    office.letter("请问办理时限？", ident="waits", title="时限", said_by="赵大同")
    heard()
    record("office.backed_up", about="backup", by=None, at=timezone.now() - timedelta(hours=30))
    keep_watch(timezone.now())
    client.get("/desk/")
    cache.delete("figures")
    told = client.get("/metrics").content.decode()
    assert "赵大同" not in told
    return {
        (sample.name, next(reversed(sample.labels.values()), "")): sample.value
        for family in text_string_to_metric_families(told)
        for sample in family.samples
    }


def test_figures_tell_what_waits(exported: dict[tuple[str, str], float]) -> None:
    assert exported["huiying_queue_waiting", "unassessed"] == 1
    assert exported["huiying_queue_oldest_seconds", "unassessed"] > 0
    assert exported["huiying_ledger_ok", ""] == 1
    assert exported["huiying_ledger_anchored_age_days", ""] == 0
    assert 30 * 3600 <= exported["huiying_backup_age_seconds", ""] < 31 * 3600
    assert exported["huiying_database_bytes", ""] > 100_000
    assert exported["huiying_calendar_known_days", ""]
    assert exported["huiying_requests_total", "desk"] >= 1 or exported["huiying_requests_total", "302"] >= 1


def test_every_metric_of_the_alerts_is_exported(exported: dict[tuple[str, str], float]) -> None:
    names = {name for name, _label in exported} | NEEDS_A_ROW
    rules = [rule for group in yaml.safe_load(ALERTS.read_text("utf-8"))["groups"] for rule in group["rules"]]
    assert len({rule["alert"] for rule in rules}) == len(rules) > 10
    for rule in rules:
        asked = set(re.findall(r"\bhuiying_\w+", rule["expr"]))
        assert asked, rule["alert"]
        assert asked <= names, rule["alert"]
        assert rule["labels"]["severity"] in ("page", "work")
        assert rule["annotations"]["summary"]


NEEDS_A_ROW = {"huiying_emergency_next_due_seconds", "huiying_clocks_overdue"}  # of an incident, of a running clock


def test_figures_take_few_queries_and_are_kept(
    office: Office, client: Client, settings: Settings, django_assert_max_num_queries: Any
) -> None:
    settings.METRICS_FROM = (ip_network("127.0.0.1"),)
    with django_assert_max_num_queries(24):
        client.get("/metrics")
    with django_assert_max_num_queries(0):
        client.get("/metrics")


def test_several_processes_count_together(tmp_path: Path) -> None:
    code = """
from huiying.project.watching import requests
requests._ANSWERS.labels("desk", "200").inc()
print([s.value for m in requests.counts().collect() for s in m.samples if s.name == "huiying_requests_total"])
"""
    environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    said = [
        subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert said == ["[1.0]\n", "[2.0]\n"]


@pytest.mark.parametrize("given", ["", "short", "a b c d e f g h", "x" * 65, "ok-number-1\nGET /", "<script>alert(1)"])
def test_a_number_that_is_none_is_made_anew(given: str) -> None:
    answer = _answered(headers={"X-Request-ID": given})
    assert re.fullmatch("[0-9a-f]{16}", answer["X-Request-ID"])


def test_a_proxys_number_is_kept() -> None:
    assert _answered(headers={"X-Request-ID": "9f.Proxy_77-a"})["X-Request-ID"] == "9f.Proxy_77-a"


def _answered(**more: Any) -> HttpResponse:
    answer = doors.Watched(lambda _request: HttpResponse("page"))(RequestFactory().get("/", **more))
    assert isinstance(answer, HttpResponse)
    return answer


def test_a_line_is_json_and_names_a_login_but_no_letter(office: Office) -> None:
    lines: list[dict[str, Any]] = []

    def answer(request: HttpRequest) -> HttpResponse:
        request._cached_user = office.leader  # type: ignore[attr-defined]
        error = ValueError("张三 13800138000")
        told = (
            _record("django.request", "%s: %s", ("Not Found", "/letters/张三-13800138000/"), status_code=404),
            _record("huiying.project", "A round failed: %s.", ("work",), error=error),
        )
        lines.extend(json.loads(Lines().format(each)) for each in told)
        return HttpResponse("page")

    doors.Watched(answer)(RequestFactory().get("/letters/", headers={"X-Request-ID": "proxy-number-7"}))
    told, failed = lines
    assert (told["message"], told["level"], told["logger"]) == ("Not Found", "WARNING", "django.request")
    assert (told["request"], told["who"]) == ("proxy-number-7", office.leader.username)
    assert (failed["message"], failed["error"]) == ("A round failed: work.", "ValueError")
    assert "test_watching.py" in failed["stack"][0]
    assert "13800138000" not in json.dumps(lines)
    assert "张三" not in json.dumps(lines, ensure_ascii=False)
    assert all(set(line) <= set(KEPT) for line in lines)
    assert CURRENT.get() is None


def _record(name: str, text: str, values: tuple[str, ...], error: Exception | None = None, **more: Any) -> Any:
    trouble = None
    if error is not None:
        try:
            raise error
        except ValueError:
            trouble = sys.exc_info()
    return logging.getLogger(name).makeRecord(
        name, logging.WARNING, "file.py", 1, text, values, trouble, extra=more | {"request": object()}
    )


def test_only_two_formats_are_known() -> None:
    assert described("", "WARNING") == described("plain", "WARNING")
    with pytest.raises(ConfigError, match="xml"):
        described("xml", "WARNING")


def test_a_heart_beats_each_half_minute_with_the_longest_round(db: None) -> None:
    heart = Heart("work")
    for seconds, took in ((0, 1.0), (5, 9.0), (10, 2.0), (31, 3.0)):
        heart.beat(seconds=took, failed=seconds == 31, at=NOW + timedelta(seconds=seconds))
    beat = Beat.objects.get()
    assert (beat.at, beat.seconds, beat.failed) == (NOW + timedelta(seconds=31), 9.0, True)
    Beat.objects.create(loop="work", host="taken away", at=NOW - timedelta(days=8))
    heart.beat(seconds=1, failed=False, at=NOW + timedelta(minutes=2))
    assert Beat.objects.count() == 1


def wrong(at: Any) -> list[str]:
    with translation.override("en"):
        return [what for good, what, _fix in findings.told(at) if not good]


@pytest.mark.django_db
def test_check_says_what_did_not_happen_by_itself(settings: Settings, tmp_path: Path) -> None:
    settings.HOME, settings.ANCHORS = tmp_path, ""
    assert wrong(NOW) == []  # a new office has had no night yet
    record("office.founded", about="unit:1", by=None, at=NOW)
    assert wrong(NOW + timedelta(days=1)) == []
    later = NOW + timedelta(days=3)
    assert [what.partition(" was")[0] for what in wrong(later)] == [
        "No loop",
        "The ledger",
        "The ledger",
        "No backup",
    ]
    for loop in LOOPS:
        Heart(loop).beat(seconds=1, failed=loop == "channels", at=later)
    keep_watch(later)
    record("office.backed_up", about="backup", by=None, at=later)
    assert wrong(later) == [f"The last round of “channels” on {hearts.socket.gethostname()} failed."]
    Watch.objects.update(not_copied=True, ok=False, first_broken=7)
    told = wrong(later + timedelta(days=3))
    assert "The ledger does not hold: entry 7." in told
    assert "Not heard for 15 minutes: work、channels." in told
    assert len(told) == 5


@pytest.mark.django_db
def test_check_as_json() -> None:
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("check", "--json", stdout=out, stderr=io.StringIO())
    told = json.loads(out.getvalue().splitlines()[-1])
    assert told["ok"] is False
    assert {"good", "what", "fix"} == set(told["findings"][0])
