"""What can be asked for: the first level of the theme tree, and a service for all else."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from huiying.language import theme_tree as themes
from huiying.language.theme_tree import theme_tree

OTHER = "other"
FOLDER = Path(themes.__file__).parent / "themes"


@cache
def codes() -> Mapping[str, str]:
    """The code of each theme: the same as long as the theme bears its name, whatever else is added to the tree."""
    return {f"t{hashlib.sha256(top.encode()).hexdigest()[:8]}": top for top in theme_tree().tops}


def name_of(code: str) -> str:
    """What a service is called; "" for one that is not there."""
    return _("Other matters") if code == OTHER else codes().get(code, "")


def code_of(theme: str) -> str:
    """The service of a theme of any level."""
    top = theme_tree().parent(theme)
    return next((code for code, name in codes().items() if name == top), OTHER)


def themes_of(code: str) -> list[str]:
    """The theme of a service and those below it."""
    top = codes().get(code)
    return [top, *theme_tree().below[top]] if top else []


def changed_at() -> datetime:
    """When the services were changed last: with the files that name the themes."""
    return datetime.fromtimestamp(max(file.stat().st_mtime for file in FOLDER.glob("*.toml")), UTC)
