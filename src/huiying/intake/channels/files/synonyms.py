"""The fields of a letter and the headers that mean them (`synonyms.toml`)."""

import tomllib
from pathlib import Path

SYNONYMS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("synonyms.toml").read_text("utf-8"))
FIELDS = tuple(SYNONYMS)
MEANING = {word: (field, rank) for field, words in SYNONYMS.items() for rank, word in enumerate(words)}
