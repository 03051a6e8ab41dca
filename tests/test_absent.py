"""What the office does not have, and so need not guard; and a few habits that the source keeps everywhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from huiying.intake.channels.portal.suspicion import LETTERS
from huiying.project.asgi import MOST_SENT
from huiying.project.pacing import PACES

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "huiying"
PAGE = ROOT / "docs" / "howto" / "stand-in-the-open.md"
# A thing, and how it would show in Python.
ABSENT = {
    "LDAP": r"^\s*(import|from) (ldap|ldap3)\b",
    "XPath of text from outside": r"""\.xpath\((?!["'])""",
    "LaTeX": r"pdflatex|xelatex",
    "a shell": r"shell\s*=\s*True|os\.system\(|os\.popen\(|getoutput\(",
    "eval": r"(?<![\w.])(eval|exec)\(",
    "memcache": r"\b(pymemcache|pylibmc|PyMemcacheCache)\b",
    "unsafe deserialisation": r"^\s*(import|from) (marshal|shelve|dill)\b|pickle\.loads?\(|yaml\.(load|unsafe_load)\(",
    "unsafe XML": r"^\s*(import|from) xml\.(sax(?!\.saxutils)|dom)\b|(ElementTree|Xml)\.(parse|fromstring)\(",
    "memory by hand": r"^\s*(import|from) (ctypes|cffi)\b",
    "GraphQL": r"^\s*(import|from) (graphene|graphql|strawberry|ariadne)\b",
    "WebRTC": r"^\s*(import|from) aiortc\b",
    "SAML": r"^\s*(import|from) (saml2|onelogin)\b",
    "an authorization server": r"^\s*(import|from) (oauth2_provider|oidc_provider)\b",
    "messages to phones": r"send_sms|twilio|dysmsapi",
    "secret questions": r"(?i)(secret|security)_question",
    "client certificates": r"load_verify_locations\(|CERT_REQUIRED|ssl_client|client_verify",
    "forms that take every field": r"fields\s*=\s*[\"']__all__[\"']",
    "weak digests for protection": r"\bmd5\(",
    "templates from strings": r"(?<!\w)Template\(|from_string\(",
}
# Where a word of the table is meant otherwise.
BUT = {
    "client certificates": {"project/brokers.py"},  # that of the server, whose client we are
    "templates from strings": {"reporting/templating"},  # in their sandbox
    "XPath of text from outside": {"handling/disclosure/redacting/docx.py"},  # a pattern that stands in the source
    "memory by hand": {"handling/disclosure/redacting/pdf.py"},  # the buffers that pdfium takes
}
# Statements with a name put into them that no stranger gives: tables of the models, marks for values, Django's own.
BUILT = {
    "handling/searching/wordindex.py",
    "project/backups/moving.py",
    "project/backups/reading.py",
    "project/backups/rows.py",
    "project/keys/changing.py",
    "publication/models/finding.py",
    "publication/models/stamp.py",
}
OLD = re.compile(r"<(applet|embed|object|bgsound|marquee)[ >]", re.IGNORECASE)


def sources() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            yield str(path.relative_to(SOURCE)), path.read_text("utf-8")


@pytest.mark.parametrize("thing", ABSENT)
def test_what_is_said_to_be_absent_is_absent(thing: str) -> None:
    pattern = re.compile(ABSENT[thing], re.MULTILINE)
    found = [name for name, text in sources() if pattern.search(text)]
    found = [name for name in found if not any(name.startswith(place) for place in BUT.get(thing, ()))]
    assert not found, f"{thing} is said to be absent (docs/reference/asvs.md), and is in {found}"


def test_no_page_needs_what_browsers_have_given_up() -> None:
    assert not [path for path in SOURCE.rglob("*.html") if OLD.search(path.read_text("utf-8"))]


def test_no_query_is_put_together_from_text() -> None:
    """`execute`, `raw`, `extra` and `RawSQL` are given what stands in the source; values go beside it."""
    found = [
        f"{name}:{call.lineno}"
        for name, text in sources()
        if name not in BUILT and re.search(r"\.execute\(|\.raw\(|\.extra\(|RawSQL\(", text)
        for call in ast.walk(ast.parse(text))
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", getattr(call.func, "id", "")) in {"execute", "raw", "extra", "RawSQL"}
        and call.args
        and _is_built(call.args[0])
    ]
    assert found == [], f"give values as parameters: {found}"


def _is_built(told: ast.expr) -> bool:
    """A text with something put into it that is not a name in capitals (a constant of the module)."""
    parts: list[ast.expr] = []
    if isinstance(told, ast.JoinedStr):
        parts = [part.value for part in told.values if isinstance(part, ast.FormattedValue)]
    elif isinstance(told, ast.BinOp):
        parts = [told.left, told.right]
    elif isinstance(told, ast.Call) and getattr(told.func, "attr", "") == "format":
        return True
    return any(
        not (isinstance(part, ast.Constant) or (isinstance(part, ast.Name) and part.id.isupper())) for part in parts
    )


def test_passwords_are_hashed_slowly() -> None:
    assert settings.PASSWORD_HASHERS[1].endswith(".PBKDF2PasswordHasher")  # the tests' own stands before it
    assert PBKDF2PasswordHasher.iterations >= 600_000  # OWASP's advice of 2023


def test_the_log_goes_to_one_place() -> None:
    assert set(settings.LOGGING["handlers"]) == {"console"}


def test_the_server_speaks_no_websocket() -> None:
    engine = (SOURCE / "project" / "engine.py").read_text("utf-8")
    assert "websockets=False" in engine
    assert "--no-ws" in engine


def test_the_manual_tells_the_limits() -> None:
    told = PAGE.read_text("utf-8")
    for tries in [LETTERS, *(pace.tries for pace in PACES)]:
        assert re.search(rf"\|\s*{tries.most}\s*\|\s*{tries.window // 60} min", told), tries.name
    assert f"{MOST_SENT // 1024**2} MiB" in told
