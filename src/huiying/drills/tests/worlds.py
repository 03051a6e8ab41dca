"""A small scenario, an office that drills, and how a test looks at rows and at pages of a world."""

import hashlib
import http.cookiejar
import os
import re
import shutil
import sqlite3
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from django.db import connection

from huiying.drills.scenario.model import Scenario
from huiying.drills.scenario.reading import shipped
from huiying.drills.world.furnishing import shelf_name
from tests.migrated import FOLDER, NAME


def scenario() -> Scenario:
    return shipped()[0]


def spare_tables(home: Path) -> None:
    """Leave the empty tables that CI made where the first world would leave them."""
    made = Path(os.environ.get(FOLDER, ""), NAME)
    (home / "drills").mkdir(parents=True, exist_ok=True)
    if FOLDER in os.environ and made.exists():
        shutil.copyfile(made, home / "drills" / shelf_name())


def own_digests() -> dict[str, tuple[int, str]]:
    """Every table of the database of this test by its count and the digest of its rows."""
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
            found[table] = _digest(cursor.fetchall())
    return found


def digests(file: Path) -> dict[str, tuple[int, str]]:
    """The same of an office's own file."""
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: _digest(database.execute(f'SELECT * FROM "{name}"').fetchall()) for name in sorted(names)}  # noqa: S608


def _digest(rows: list[tuple[object, ...]]) -> tuple[int, str]:
    told = "\n".join(sorted(map(repr, rows)))
    return len(rows), hashlib.sha256(told.encode()).hexdigest()


def differing(before: dict[str, tuple[int, str]], after: dict[str, tuple[int, str]]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


class Visitor:
    """Somebody with a browser of their own, without its scripts."""

    def __init__(self, site: str) -> None:
        self._site = site
        self.jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.jar)
        )

    def get(self, path: str) -> tuple[int, str, dict[str, str]]:
        return self._asked(urllib.request.Request(self._site + path))  # noqa: S310 - this machine

    def post(self, page: str, path: str, **told: str) -> tuple[int, str, dict[str, str]]:
        """Fill in a form of `page`."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(page)[1])
        assert token, page
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **told}).encode()
        headers = {"Referer": self._site + page}
        asked = urllib.request.Request(self._site + path, data=body, headers=headers)  # noqa: S310 - this machine
        return self._asked(asked)

    def sign_in(self, login: str, password: str) -> str:
        return self.post("/desk/login/", "/desk/login/", username=login, password=password, next="")[1]

    def _asked(self, request: urllib.request.Request) -> tuple[int, str, dict[str, str]]:
        try:
            with self._opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode("utf-8", "replace"), dict(answer.headers.items())
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8", "replace"), dict(error.headers.items())
