"""The settings of drills: a wrong word fails loudly; a drill's home has no service."""

from pathlib import Path

import pytest

from huiying.core.errors import ConfigError
from huiying.project.home import SETTINGS_FILE, OfficeSettings, read

WRONG = ('drill = "../office"', 'drill = "A b"', 'drill_ports = "99-1"', 'drill_ports = "many"', "drill = 1")


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_setting_is_told(tmp_path: Path, line: str) -> None:
    (tmp_path / SETTINGS_FILE).write_text(f'secret_key = "x"\n{line}\n')
    with pytest.raises(ConfigError):
        read(tmp_path)


@pytest.mark.parametrize("name", ["database", "cache", "search", "model"])
def test_a_service_is_named_by_the_environment_or_the_file_and_for_a_drill_by_neither(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(f"HUIYING_{name.upper()}", raising=False)
    told: dict[str, str] = {name: "file"}
    office, drill = (OfficeSettings(secret_key="x", drill=of, **told) for of in ("", "one"))  # type: ignore[arg-type]
    assert (office.service(name), drill.service(name)) == ("file", "")
    monkeypatch.setenv(f"HUIYING_{name.upper()}", "environment")
    assert (office.service(name), drill.service(name)) == ("environment", "")
