"""Wagtail speaks whole Chinese: its own catalogues and ours together leave no text of the installed apps in English."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import polib
import pytest
import wagtail
from django.apps import apps
from django.test import Client

import huiying
from huiying.publication.editors import let_in
from huiying.publication.tests.test_editors import BACKEND
from tests.office import Office

WAGTAIL = Path(wagtail.__file__).parent
HOUSE = Path(huiying.__file__).parent
OURS = HOUSE / "publication" / "wagtail_words" / "locale"
INSTALLED = [
    Path(config.path) / "locale" for config in apps.get_app_configs() if config.name.split(".")[0] == "wagtail"
]
NAMED = [*(folder for folder in INSTALLED if folder.is_dir()), WAGTAIL / "locales" / "locale"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
TAG = re.compile(r"</?\w+[^>]*>")

ROOMS = [name for config in apps.get_app_configs() if (name := config.name.removeprefix("huiying.")) != config.name]
# Said in other words by a room, and read well by an editor too; a text that is not needs a context in the room.
SAID_OTHERWISE = """
(optional)|API tokens|Account|Administrator|All|Approve|Cancelled|Change|Comment|Document|From|Last used|Login|Name|Next
Page|Previous|Published|Rename|Section|account|comment|comments|document|draft|height|items|name|page|site
started at|width|Summary|To
"""
SAID_OTHERWISE = SAID_OTHERWISE.replace("\n", "|").strip("|").split("|")

LANGUAGES = pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant"])
DOMAINS = pytest.mark.parametrize("domain", ["django", "djangojs"])
Key = tuple[str | None, str]


@cache
def read(folder: Path, language: str, domain: str) -> dict[Key, polib.POEntry]:
    path = folder / language / "LC_MESSAGES" / f"{domain}.po"
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path))} if path.exists() else {}


def gathered(folders: Iterable[Path], language: str, domain: str) -> dict[Key, polib.POEntry]:
    """What is translated in the folders; a text that Wagtail itself only guesses counts as missing."""
    entries = (pair for folder in folders for pair in read(folder, language, domain).items())
    return {key: entry for key, entry in entries if entry.translated()}


def english(domain: str, folders: Iterable[Path] = NAMED) -> dict[Key, polib.POEntry]:
    return {key: entry for folder in folders for key, entry in read(folder, "en", domain).items()}


def texts(entry: polib.POEntry) -> list[str]:
    return [*entry.msgstr_plural.values()] if entry.msgid_plural else [entry.msgstr]


def altered(entries: Iterable[polib.POEntry], mark: re.Pattern[str]) -> Iterator[str]:
    """Texts whose placeholders or tags are not those of the English; one Chinese form serves one and many."""
    for entry in entries:
        wanted = sorted(mark.findall(entry.msgid_plural or entry.msgid))
        yield from (text for text in texts(entry) if sorted(mark.findall(text)) != wanted)


def test_the_apps_that_this_house_installs_are_read() -> None:
    assert len(english("django")) > 1000
    assert {WAGTAIL / "locale", WAGTAIL / "admin" / "locale", WAGTAIL / "snippets" / "locale"} <= set(NAMED)


@LANGUAGES
@DOMAINS
def test_every_text_of_wagtail_is_translated(language: str, domain: str) -> None:
    known = gathered([*NAMED, OURS], language, domain)
    assert sorted(msgid for context, msgid in english(domain) if (context, msgid) not in known) == []


@LANGUAGES
@DOMAINS
def test_ours_adds_only_what_wagtail_lacks(language: str, domain: str) -> None:
    ours = read(OURS, language, domain).keys()
    assert sorted(ours & gathered(NAMED, language, domain).keys()) == []
    assert sorted(ours - english(domain).keys()) == []


@LANGUAGES
@DOMAINS
def test_ours_keeps_placeholders_and_tags(language: str, domain: str) -> None:
    ours = read(OURS, language, domain).values()
    assert ours
    assert [*altered(ours, PLACEHOLDER), *altered(ours, TAG)] == []


@LANGUAGES
@DOMAINS
def test_no_text_asks_for_what_the_english_does_not_give(language: str, domain: str) -> None:
    """Wagtail's own Chinese included: an unknown placeholder would be an error before the editor's eyes."""
    for entry in gathered([*NAMED, OURS], language, domain).values():
        given = {*PLACEHOLDER.findall(entry.msgid), *PLACEHOLDER.findall(entry.msgid_plural or "")}
        assert {mark for text in texts(entry) for mark in PLACEHOLDER.findall(text)} <= given, entry.msgid


@LANGUAGES
@DOMAINS
def test_ours_guesses_nothing_and_leaves_nothing_empty(language: str, domain: str) -> None:
    ours = read(OURS, language, domain).values()
    assert [entry.msgid for entry in ours if entry.fuzzy or entry.obsolete] == []
    assert [entry.msgid for entry in ours if not all(text.strip() for text in texts(entry)) or not texts(entry)] == []
    assert [entry.msgid for entry in ours if entry.msgid_plural and list(entry.msgstr_plural) != [0]] == []


def test_no_room_gives_a_text_of_wagtail_another_meaning() -> None:
    """A catalogue knows a text and not who says it: what a room calls its own by a word of Wagtail's, editors read."""
    rooms = [HOUSE / name / "locale" for name in ROOMS]
    first: dict[Key, polib.POEntry] = {}
    for room in rooms:
        first = gathered([room], "zh_Hans", "django") | first
    theirs = gathered([*NAMED, OURS], "zh_Hans", "django")
    other = {key for key in first.keys() & theirs.keys() if texts(first[key]) != texts(theirs[key])}
    assert sorted(msgid for _context, msgid in other) == sorted(SAID_OTHERWISE)


def test_the_scripts_of_the_room_have_our_words_too(office: Office) -> None:
    let_in([office.editor])
    client = Client()
    client.force_login(office.editor, backend=BACKEND)
    page = client.get("/cms/").content.decode()
    (script,) = re.findall(r'src="(/cms/jsi18n/[^"]*)"', page)
    given = client.get(script).content.decode()
    ours = gathered([OURS], "zh_Hans", "djangojs").values()
    texts_given = json.loads(re.search(r"newcatalog = (\{.*?\n  \});", given, re.DOTALL)[1])  # type: ignore[index]
    assert {entry.msgid: texts_given.get(entry.msgid) for entry in ours if not entry.msgid_plural} == {
        entry.msgid: entry.msgstr for entry in ours if not entry.msgid_plural
    }
    wagtails = read(WAGTAIL / "admin" / "locale", "zh_Hans", "djangojs").values()
    known = [entry for entry in wagtails if entry.translated() and not entry.msgid_plural]
    assert len(known) > 20
    assert all(texts_given[entry.msgid] == entry.msgstr for entry in known)


def test_ours_stands_after_the_rooms_so_that_their_words_go_first() -> None:
    names = [config.name for config in apps.get_app_configs()]
    rooms = [name for name in names if name.startswith("huiying.") and name != "huiying.publication.wagtail_words"]
    assert max(map(names.index, rooms)) < names.index("huiying.publication.wagtail_words")
