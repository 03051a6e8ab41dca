"""Compiles the translations when the package is built or installed, so that no compiled file is kept in the
repository.
"""

from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TranslationsHook(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        for source in sorted((root / "src").glob("huiying/**/locale/*/LC_MESSAGES/*.po")):
            compiled = source.with_suffix(".mo")
            polib.pofile(str(source)).save_as_mofile(str(compiled))
            build_data["artifacts"].append(str(compiled.relative_to(root)))
