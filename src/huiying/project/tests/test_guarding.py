"""What every answer tells a browser, and what an office behind TLS adds."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from huiying.handling.tests.desk import signed_in
from huiying.project import deploying, home
from huiying.project.headers import YEAR
from huiying.publication.editors import let_in
from tests.office import Office

BACKEND = "django.contrib.auth.backends.ModelBackend"
PLACES = ("/", "/status/", "/ask/", "/nowhere/", "/api/v1/nowhere", "/desk/login/", "/desk/", "/cms/", "/static/x.js")
# What an office of its own sets, as the manual says.
OFFICE = {
    "secret_key": "k" * 64,
    "sealing_keys": ["s" * 43],
    "fingerprint_key": "f" * 43,
    "hosts": ["zs.example.gov.cn"],
    "origins": ["https://zs.example.gov.cn"],
    "address": "https://zs.example.gov.cn",
    "behind_proxy": True,
    "fetch_plain": False,
}
ASKING = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
from huiying.project.deploying import deployment
answer = Client().get("/api/v1/nowhere", secure=True, headers={"host": "zs.example.gov.cn"})
cookies = [getattr(settings, f"{name}_COOKIE_NAME") for name in ("SESSION", "CSRF", "LANGUAGE", "MESSAGE")]
told = [[finding.good, finding.what, finding.fix] for finding in deployment()]
print(json.dumps({"cookies": cookies, "headers": dict(answer.headers), "findings": told}))
"""


def directives(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in policy.split(";"))}


@pytest.mark.parametrize("place", PLACES)
def test_every_answer_says_what_may_run_and_who_may_look(office: Office, place: str) -> None:
    answer = Client().get(place)
    told = directives(answer["Content-Security-Policy"])
    assert told["script-src"] == ["'self'"]
    assert told["object-src"] == told["base-uri"] == ["'none'"]
    assert told["frame-ancestors"] == told["form-action"] == told["default-src"] == ["'self'"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == ("cross-origin" if place.startswith("/static/") else "same-origin")
    assert "camera=()" in answer["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in answer
    assert "Strict-Transport-Security" not in answer  # there is no TLS here


def test_only_the_editors_room_may_write_style_into_a_page(office: Office) -> None:
    let_in([office.editor])
    client = signed_in(office.editor)
    assert "'unsafe-inline'" in directives(client.get("/cms/")["Content-Security-Policy"])["style-src"]
    assert directives(client.get("/desk/")["Content-Security-Policy"])["style-src"] == ["'self'"]


@pytest.mark.parametrize("place", ["/desk/", "/desk/cases/", "/cms/", "/desk/login/"])
def test_no_browser_and_no_proxy_keeps_a_page_of_the_staff(office: Office, place: str) -> None:
    let_in([office.editor])
    assert "no-store" in signed_in(office.editor).get(place)["Cache-Control"]


@pytest.mark.parametrize("leaving", ["/desk/logout/", "/cms/logout/"])
def test_who_signs_out_leaves_nothing_in_the_browsers_store(office: Office, leaving: str) -> None:
    let_in([office.editor], "editor")
    client = signed_in(office.editor)
    assert "Clear-Site-Data" not in client.get("/desk/")
    assert "Clear-Site-Data" not in client.get(leaving)
    assert client.post(leaving)["Clear-Site-Data"] == '"storage"'
    assert client.get("/desk/").status_code == 302


def test_a_token_is_not_read_by_scripts(office: Office) -> None:
    client = Client()
    client.get("/desk/login/")
    assert client.cookies["csrftoken"]["httponly"]
    assert client.cookies["csrftoken"]["samesite"] == "Lax"


@pytest.fixture(scope="module")
def behind_tls(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """An office as the manual sets one up, in a process of its own: the settings are read once."""
    folder = tmp_path_factory.mktemp("tls") / "office"
    folder.mkdir(mode=0o750)
    file = folder / home.SETTINGS_FILE
    file.write_text("\n".join(f"{key} = {json.dumps(value)}" for key, value in OFFICE.items()))
    file.chmod(0o600)
    environment = {**os.environ, "HUIYING_HOME": str(folder)}
    environment.pop("HUIYING_DATABASE", None)
    asked = [sys.executable, "-W", "ignore", "-c", ASKING]
    return json.loads(subprocess.run(asked, env=environment, capture_output=True, text=True, check=True).stdout)


def test_an_office_behind_tls_says_so_to_browsers_for_a_year(behind_tls: Any) -> None:
    assert behind_tls["headers"]["Strict-Transport-Security"] == f"max-age={YEAR}; includeSubDomains"


def test_its_cookies_belong_to_its_host_alone(behind_tls: Any) -> None:
    assert len(behind_tls["cookies"]) == 4
    assert all(name.startswith("__Host-") for name in behind_tls["cookies"])


def test_a_properly_set_up_office_is_green(behind_tls: Any) -> None:
    assert len(behind_tls["findings"]) >= 6
    assert [told for told in behind_tls["findings"] if not told[0]] == []


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("SECURE_PROXY_SSL_HEADER", None, "behind_proxy"),
        ("SITE_ADDRESS", "http://zs.example.gov.cn", "address"),
        ("SITE_ADDRESS", "https://elsewhere.example", "address"),
        ("ALLOWED_HOSTS", ["*"], "hosts"),
        ("ALLOWED_HOSTS", ["127.0.0.1"], "hosts"),
        ("CSRF_TRUSTED_ORIGINS", ["http://zs.example.gov.cn"], "origins"),
        ("DEBUG", True, "debug"),
        ("DEMO", True, "huiying init"),
        ("X_FRAME_OPTIONS", "ALLOWALL", ""),
        ("SECURE_CROSS_ORIGIN_OPENER_POLICY", "anything", "E024"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(db: None, settings: Any, name: str, value: object, word: str) -> None:
    before = [finding for finding in deploying.deployment() if not finding.good]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SITE_ADDRESS, settings.ALLOWED_HOSTS = "https://zs.example.gov.cn", ["zs.example.gov.cn"]
    settings.DEBUG = False
    well = {finding.what for finding in deploying.deployment() if not finding.good}
    assert len(well) < len(before)
    setattr(settings, name, value)
    if name == "X_FRAME_OPTIONS":
        settings.SILENCED_SYSTEM_CHECKS = []
    new = [finding for finding in deploying.deployment() if not finding.good and finding.what not in well]
    assert new
    assert any(word in finding.fix + finding.what for finding in new)


def test_a_new_office_asks_a_second_factor_of_everybody_and_the_demo_of_nobody(tmp_path: Path) -> None:
    home.make(tmp_path / "office")
    home.make(tmp_path / "demo", demo=True)
    assert home.read(tmp_path / "office").second_factor == "everybody"
    assert home.read(tmp_path / "demo").second_factor == "off"


@pytest.mark.parametrize("loose", ["folder", "file"])
def test_a_home_that_everybody_can_read_is_told(db: None, settings: Any, tmp_path: Path, loose: str) -> None:
    settings.HOME = tmp_path / "office"
    home.make(settings.HOME)
    assert settings.HOME.stat().st_mode & 0o007 == 0
    assert not _told_of(settings.HOME)
    (settings.HOME if loose == "folder" else settings.HOME / home.SETTINGS_FILE).chmod(0o755)
    assert _told_of(settings.HOME)


def _told_of(folder: Path) -> bool:
    return any(str(folder) in finding.what and not finding.good for finding in deploying.deployment())


@pytest.mark.parametrize("key", ["secret_key", "fingerprint_key", "sealing_keys"])
def test_a_short_or_shared_key_is_told(settings: Any, tmp_path: Path, key: str) -> None:
    settings.HOME = tmp_path
    weak = OFFICE | {key: ["short"] if key == "sealing_keys" else "k" * 10}
    file = tmp_path / home.SETTINGS_FILE
    file.write_text("\n".join(f"{name} = {json.dumps(value)}" for name, value in weak.items()))
    assert any("huiying.toml" in finding.what or "sealing" in finding.fix for finding in deploying._secrets())
    file.write_text("\n".join(f"{name} = {json.dumps(value)}" for name, value in OFFICE.items()))
    assert all(finding.good for finding in deploying._secrets())
