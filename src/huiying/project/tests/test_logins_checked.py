"""`huiying check` finds logins with the password that everybody can read in this software."""

from django.contrib.auth.hashers import make_password
from django.utils import translation

from huiying.accounts.passwords import OF_THE_DEMO
from huiying.people.models import User
from huiying.project.health import findings
from tests.office import SUNDAY, Office


def said(*, good: bool | None = None) -> list[str]:
    with translation.override("en"):
        return [finding.what for finding in findings(SUNDAY.date()) if good in (None, finding.good)]


def test_the_check_finds_who_has_the_demos_password(office: Office, settings: object) -> None:
    told = said()
    assert "Nobody has a password that this software came with." in told
    digest = make_password(OF_THE_DEMO)  # once for all of them, as the demo does
    User.objects.filter(username__in=("handler", "head")).update(password=digest)
    office.auditor.set_password(OF_THE_DEMO)
    office.auditor.save()
    told = said(good=False)
    assert "These have the demo's password: head, handler, auditor." in told
    settings.DEMO = True  # type: ignore[attr-defined]
    assert not [what for what in said() if "password" in what]
