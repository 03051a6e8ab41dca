"""Keep the catalogues whole: `collect` the texts of every room, derive `hant` from `zh_Hans`, and `check` that
nothing is missing.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, ignore_patterns

import polib
from opencc import OpenCC

SOURCE = Path(__file__).parent.parent / "src" / "huiying"
CATALOGUE = Path("LC_MESSAGES/django.po")


def rooms(source: Path = SOURCE) -> Iterator[Path]:
    """Folders with texts that people see."""
    yield from sorted(path.parent for path in source.glob("*/locale"))


def collect(source: Path = SOURCE) -> None:
    """Gather the texts of every room into its zh_Hans catalogue with GNU gettext; what is translated stays."""
    for room in rooms(source):
        command = [sys.executable, "-P", "-m", "django", "makemessages", "--locale", "zh_Hans", "--no-location"]
        subprocess.run([*command, "--ignore", "tests/*"], cwd=room, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        _tidy(room / "locale" / "zh_Hans" / CATALOGUE)


def _tidy(path: Path) -> None:
    """Drop dates and texts that are no longer used, and guesses, so that a catalogue changes only when a text does."""
    catalogue = polib.pofile(str(path), wrapwidth=110)
    for entry in list(catalogue):
        if entry.obsolete:
            catalogue.remove(entry)
        elif entry.fuzzy:
            entry.msgstr = ""
            entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
            entry.flags.remove("fuzzy")
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": path.parts[-3],
        "MIME-Version": "1.0",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    catalogue.metadata_is_fuzzy = False
    catalogue.header = ""
    catalogue.save(str(path))


def hant(source: Path = SOURCE) -> None:
    """Derive zh_Hant from zh_Hans, character by character with the standard's phrases."""
    convert = OpenCC("s2t").convert
    for room in rooms(source):
        catalogue = polib.pofile(str(room / "locale" / "zh_Hans" / CATALOGUE), wrapwidth=110)
        for entry in catalogue:
            entry.msgstr = convert(entry.msgstr)
            entry.msgstr_plural = {key: convert(text) for key, text in entry.msgstr_plural.items()}
        catalogue.metadata["Language"] = "zh_Hant"
        target = room / "locale" / "zh_Hant" / CATALOGUE
        target.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(target))


def faults(source: Path = SOURCE) -> Iterator[str]:
    """What is missing or only guessed in the catalogues as they stand."""
    for room in rooms(source):
        for language in ("zh_Hans", "zh_Hant"):
            path = room / "locale" / language / CATALOGUE
            if not path.exists():
                yield f"{path}: missing"
                continue
            catalogue = polib.pofile(str(path))
            yield from (f"{path}: untranslated: {entry.msgid}" for entry in catalogue.untranslated_entries())
            yield from (f"{path}: fuzzy: {entry.msgid}" for entry in catalogue.fuzzy_entries())


def check() -> int:
    """Collect and derive in a copy: any difference means that a text changed and its catalogue did not."""
    found = list(faults())
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "huiying"
        copytree(SOURCE, copy, ignore=ignore_patterns("__pycache__"))  # which comes and goes while tests run
        collect(copy)
        hant(copy)
        for room in rooms():
            for path in sorted(room.glob("locale/*/LC_MESSAGES/django.po")):
                again = copy / path.relative_to(SOURCE)
                if _texts(path) != _texts(again):
                    found.append(f"{path}: stale; run python -m tools.translations collect, then hant")
    print("\n".join(found) or "The catalogues are whole.")  # noqa: T201
    return 1 if found else 0


def _texts(path: Path) -> set[tuple[str, str, str]]:
    return {(entry.msgctxt or "", entry.msgid, entry.msgstr) for entry in polib.pofile(str(path))}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=["collect", "hant", "check"])
    step = parser.parse_args().step
    if step == "check":
        return check()
    collect() if step == "collect" else hant()
    return 0


if __name__ == "__main__":
    sys.exit(main())
