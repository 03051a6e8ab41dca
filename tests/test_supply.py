"""What the office is made of: every locked package is in the bill of materials, and its advisories are asked about."""

import json
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tools import audit
from tools.bill import bill

LOCK = Path(__file__).parent.parent / "uv.lock"
ADVISORY = {
    "id": "OSV-0000-1",
    "modified": "2026-01-01T00:00:00Z",
    "summary": "a fault",
    "affected": [{"package": {"ecosystem": "PyPI", "name": "django"}, "versions": []}],
}


def _locked() -> set[tuple[str, str]]:
    told = tomllib.loads(LOCK.read_text("utf-8"))["package"]
    return {(one["name"], one["version"]) for one in told if "editable" not in one.get("source", {})}


def test_every_locked_package_is_in_the_bill_of_materials() -> None:
    told = json.loads(bill())
    assert told["bomFormat"] == "CycloneDX"
    listed = {(part["name"], part["version"]) for part in told["components"]}
    assert len(_locked()) > 100
    assert _locked() - listed == set()


def test_every_locked_package_comes_from_a_registry_with_its_digest() -> None:
    for one in tomllib.loads(LOCK.read_text("utf-8"))["package"]:
        if "editable" in one["source"]:
            continue
        assert "registry" in one["source"], one["name"]
        files = [*one.get("wheels", []), *([one["sdist"]] if "sdist" in one else [])]
        assert files
        assert all(file["hash"].startswith("sha256:") for file in files), one["name"]


@contextmanager
def _service(faulty: str) -> Iterator[str]:
    """An advisory service that knows one fault of one package, or none."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            self._tell({"results": [_known(one, faulty) for one in asked]})

        def do_GET(self) -> None:
            self._tell(ADVISORY)

        def _tell(self, told: Any) -> None:
            content = json.dumps(told).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def _known(asked: dict[str, Any], faulty: str) -> dict[str, Any]:
    name = asked["package"].get("name") or asked["package"]["purl"]
    return {"vulns": [{"id": "OSV-0000-1", "modified": "2026-01-01T00:00:00Z"}]} if name == faulty else {}


@pytest.mark.parametrize(("faulty", "code"), [("django", 1), ("none", 0)])
def test_a_known_fault_of_a_locked_package_fails(capsys: pytest.CaptureFixture[str], faulty: str, code: int) -> None:
    with _service(faulty) as address:
        assert audit.main(address) == code
    assert ("OSV-0000-1" in capsys.readouterr().out) == bool(code)


def test_a_closed_network_fails_nothing_and_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main("http://127.0.0.1:9/") == 0
    assert "NOT ASKED" in capsys.readouterr().out


def test_no_test_is_installed_with_the_office() -> None:
    told = tomllib.loads((LOCK.parent / "pyproject.toml").read_text("utf-8"))
    wheel = told["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel == {"packages": ["src/huiying"], "exclude": ["**/tests/**"]}
    source = [path for path in (LOCK.parent / "src").rglob("*.py") if "tests" not in path.parts]
    asked = re.compile(r"^\s*(from|import) (huiying\S*\.)?tests\b", re.MULTILINE)
    assert len(source) > 500
    assert not [path for path in source if asked.search(path.read_text("utf-8"))]
