"""The files of `deploy/` are read as their engines read them, and name only what there is."""

import configparser
import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands, load_command_class

from huiying.project.home import OfficeSettings

DEPLOY = Path(__file__).parent.parent / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
OWN = {"HUIYING_HOME", "HUIYING_LOG", "HUIYING_BACKUP_KEY"}  # the last is ours here: the timer's shell reads it
KNOWN = {f"HUIYING_{field.name.upper()}" for field in fields(OfficeSettings)} | OWN
PINNED = re.compile(r"[a-z0-9./-]+:[0-9]+\.[0-9]+[a-z0-9.-]*")
HARDENED = {"NoNewPrivileges": "yes", "ProtectSystem": "strict", "PrivateTmp": "yes", "CapabilityBoundingSet": ""}
SECRET = re.compile(r"(password|secret|token|key)\s*[:=]\s*[\"']?[A-Za-z0-9+/_-]{8,}", re.IGNORECASE)


def manifests() -> list[dict[str, Any]]:
    files = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    return [told for file in files for told in yaml.safe_load_all(file.read_text("utf-8"))]


def pods() -> Iterator[tuple[str, dict[str, Any]]]:
    for told in manifests():
        if told["kind"] in {"Deployment", "Job"}:
            yield told["metadata"]["name"], told["spec"]["template"]["spec"]


def compose() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text("utf-8"))
    return told


def unit(path: Path) -> configparser.ConfigParser:
    told = configparser.ConfigParser(interpolation=None, strict=False, delimiters=("=",))
    told.optionxform = str  # type: ignore[assignment, method-assign]
    told.read_string(path.read_text("utf-8"))
    return told


def lines_of_units() -> Iterator[list[str]]:
    for path in UNITS:
        words = shlex.split(unit(path)["Service"]["ExecStart"])
        yield shlex.split(words[-1].removeprefix("exec ")) if words[0] == "/bin/sh" else words


def commands() -> list[list[str]]:
    """Every line of `huiying` that a file starts, without the program's name."""
    found = [words[1:] for words in lines_of_units()]
    found += [container["args"] for _name, pod in pods() for container in pod["containers"]]
    found += [service["command"] for service in compose()["services"].values() if "huiying" in service["image"]]
    return found


@pytest.mark.parametrize("words", commands(), ids=lambda words: " ".join(words)[:40])
def test_every_command_is_one_of_ours_with_its_options(words: list[str]) -> None:
    name, *rest = words
    app = get_commands()[name]
    parser = load_command_class(app, name).create_parser("huiying", name)
    if name != "backup":  # whose file is named by the shell
        parser.parse_args([word.replace("%i", "one") for word in rest])


def test_every_setting_is_one_that_the_house_knows() -> None:
    told = " ".join(path.read_text("utf-8") for path in DEPLOY.rglob("*") if path.is_file())
    named = set(re.findall(r"\bHUIYING_[A-Z_]+", told))
    assert named <= KNOWN
    assert {"HUIYING_DATABASE", "HUIYING_CACHE", "HUIYING_BROKER", "HUIYING_MEDIA"} <= named


def test_images_are_pinned() -> None:
    images = [container["image"] for _name, pod in pods() for container in pod["containers"]]
    images += [service["image"] for service in compose()["services"].values()]
    images += re.findall(r"^FROM (\S+)", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    assert len(images) > 8
    assert [image for image in images if not PINNED.fullmatch(image)] == []


def test_no_secret_stands_in_a_file() -> None:
    for path in DEPLOY.rglob("*"):
        if path.is_file():
            assert not SECRET.search(path.read_text("utf-8")), path
    assert "Secret" not in {told["kind"] for told in manifests()}, "secrets are made by who runs it"


@pytest.mark.parametrize(("name", "pod"), list(pods()), ids=lambda told: told if isinstance(told, str) else "")
def test_a_pod_is_nobody_and_writes_only_what_is_lent(name: str, pod: dict[str, Any]) -> None:
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["automountServiceAccountToken"] is False
    for container in pod["containers"]:
        context = container["securityContext"]
        assert context["readOnlyRootFilesystem"] is True
        assert context["allowPrivilegeEscalation"] is False
        assert context["capabilities"]["drop"] == ["ALL"]
        assert {mount["name"] for mount in container["volumeMounts"]} == {told["name"] for told in pod["volumes"]}


def test_the_kinds_of_a_whole_installation_are_there() -> None:
    kinds = {(told["kind"], told["metadata"]["name"]) for told in manifests()}
    assert {
        ("Deployment", "huiying-web"), ("Deployment", "huiying-worker"), ("Deployment", "huiying-beat"),
        ("Job", "huiying-migrate"), ("Service", "huiying-web"), ("Ingress", "huiying"),
        ("NetworkPolicy", "huiying-all"), ("PodDisruptionBudget", "huiying-web"),
    } <= kinds  # fmt: skip
    (beat,) = (told for told in manifests() if told["metadata"]["name"] == "huiying-beat")
    assert (beat["spec"]["replicas"], beat["spec"]["strategy"]) == (1, {"type": "Recreate"})
    for told in manifests():
        if told["kind"] == "Deployment":
            chosen = told["spec"]["selector"]["matchLabels"]
            assert chosen.items() <= told["spec"]["template"]["metadata"]["labels"].items()


def test_probes_ask_whether_it_lives_and_whether_it_is_ready() -> None:
    (web,) = (pod["containers"][0] for name, pod in pods() if name == "huiying-web")
    asked = {probe: web[probe]["httpGet"]["path"] for probe in ("startupProbe", "livenessProbe", "readinessProbe")}
    assert asked == {"startupProbe": "/healthz", "livenessProbe": "/healthz", "readinessProbe": "/readyz"}
    assert "/healthz" in compose()["services"]["web"]["healthcheck"]["test"][-1]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_is_hardened(path: Path) -> None:
    service = unit(path)["Service"]
    assert {name: service.get(name) for name in HARDENED} == HARDENED
    assert service["User"] == "huiying"
    assert service["EnvironmentFile"] == "/etc/huiying/environment"


def test_the_timer_starts_the_backup() -> None:
    timer = DEPLOY / "systemd" / "huiying-backup.timer"
    assert "OnCalendar" in unit(timer)["Timer"]
    assert timer.with_suffix(".service") in UNITS
