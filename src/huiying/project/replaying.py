"""People's judgements from a file are replayed as confirmations: who judged them once need not do it again."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from huiying.assessment.actions import confirm
from huiying.assessment.models import Proposal
from huiying.core.errors import InputError
from huiying.people.models import Role, Section, User


def replay_confirmations(path: Path, *, at: datetime) -> int:
    """Confirm what each line says: {"id" (the source's number), "by" (login), "kind", "theme", "level", "lead",
    "rumour" (true or false)}.

    What a line leaves out stays as proposed. Returns how many were confirmed; a line that does not fit stops the
    replay there, and what was confirmed before it stays.
    """
    sections = {s.name: s for s in Section.objects.all()}
    count = 0
    for where, row in _lines(path):
        proposal = Proposal.objects.select_related("voice", "lead").filter(voice__external_id=row.get("id")).first()
        if proposal is None:
            raise InputError(_("No assessed voice has the number %(id)s.") % {"id": row.get("id")}, where=where)
        lead = sections.get(row["lead"]) if "lead" in row else proposal.lead
        if lead is None:
            raise InputError(_("There is no such section."), where=f"{where} lead", fix="、".join(sections))
        confirm(
            proposal,
            kind=row.get("kind", proposal.kind),
            theme=row.get("theme", proposal.theme),
            level=row.get("level", proposal.level),
            lead=lead,
            rumour=_rumour(row, where),
            by=_person(row.get("by", ""), where),
            at=at,
        )
        count += 1
    return count


def _rumour(row: dict[str, Any], where: str) -> bool | None:
    """Whether the line says that it is a rumour; None where it says nothing of it."""
    told = row.get("rumour")
    if told is None or isinstance(told, bool):
        return told
    raise InputError(_("This is neither true nor false."), where=f"{where} rumour", fix=_("Write true or false."))


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    if not path.is_file():
        raise InputError(_("There is no such file."), where=str(path))
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise InputError(_("The line is not JSON."), where=f"{path}:{number}") from error
            if not isinstance(row, dict):
                raise InputError(_("The line is not a JSON object."), where=f"{path}:{number}")
            yield f"{path}:{number}", row


def _person(login: str, where: str) -> User:
    """Who judged: the login that the line names, else the first information officer."""
    people = User.objects.filter(posts__role=Role.INFORMATION, is_active=True)
    person = people.filter(username=login).first() if login else people.order_by("pk").first()
    if person is None:
        raise InputError(_("No information officer may have judged this."), where=f"{where} by")
    return person
