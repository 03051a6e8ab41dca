"""Every refusal of the interface, as a person or a program reads it: what, where, and what to do."""

from collections.abc import Mapping

from pydantic import BaseModel

from huiying.core.errors import HuiyingError


class Told(BaseModel):
    """A refusal as JSON."""

    what: str
    where: str = ""
    fix: str = ""


class ApiRefusal(HuiyingError):
    """A request that is not served, with the status that says why."""

    def __init__(
        self, status: int, what: str, *, where: str = "", fix: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(what, where=where, fix=fix)
        self.status = status
        self.headers = dict(headers or {})


def told(error: HuiyingError) -> dict[str, str]:
    return {"what": error.what, "where": error.where, "fix": error.fix}
