"""The sealing keys as `huiying.toml` has them now, however long the process runs that asks."""

from collections.abc import Sequence
from pathlib import Path
from typing import overload

from huiying.core.errors import ConfigError
from huiying.project import home


class Ring(Sequence[str]):
    """The keys, the newest first. The file is looked at each time and read again when it was changed: what another
    process sealed with a new key opens here at once, and nothing more is sealed with an old one.
    """

    def __init__(self, folder: Path, office: home.OfficeSettings) -> None:
        self._folder, self._file = folder, folder / home.SETTINGS_FILE
        self._keys = of(office)
        self._seen = self._stamp()

    def _stamp(self) -> tuple[int, int]:
        try:
            told = self._file.stat()
        except OSError:
            return (0, 0)
        return (told.st_mtime_ns, told.st_ino)

    def now(self) -> tuple[str, ...]:
        """What cannot be read, as somebody is writing it by hand, changes nothing."""
        stamp = self._stamp()
        if stamp != self._seen and any(stamp):
            try:
                self._keys = of(home.read(self._folder))
            except (ConfigError, OSError):
                return self._keys
            self._seen = stamp
        return self._keys

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[str, ...]: ...
    def __getitem__(self, at: int | slice) -> str | tuple[str, ...]:
        return self.now()[at]

    def __len__(self) -> int:
        return len(self.now())


def of(office: home.OfficeSettings) -> tuple[str, ...]:
    """An older home seals with its secret key."""
    return office.sealing_keys or (office.secret_key,)
