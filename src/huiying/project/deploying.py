"""Whether an office may stand in the open: what `huiying check --deploy` asks beside what works today.

Django's own deployment checks are asked too; those that have one cause in `huiying.toml` are told once, by that cause.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.utils.translation import gettext as _

from huiying.core.errors import ConfigError
from huiying.project import home
from huiying.project.health import Finding
from huiying.project.lines import lines

HERE = {"127.0.0.1", "localhost", "[::1]"}
LONG_ENOUGH = 40  # characters of a key: those that `init` makes have 43 and 64
# What Django says of settings that follow from one key of ours, which is told by `_transport`, `_secrets`, `_errors`.
TOLD_HERE = {f"security.W{number:03}" for number in (4, 5, 9, 12, 16, 18, 20)}


def deployment() -> Iterator[Finding]:
    """Each finding is green, or says which key of `huiying.toml`, or what else, is to be changed."""
    yield from _transport()
    yield from _names()
    yield from _errors()
    yield from _secrets()
    yield from _folder()
    yield from _lines()
    yield from _djangos()


def _transport() -> Iterator[Finding]:
    is_safe = settings.SECURE_PROXY_SSL_HEADER is not None and settings.SESSION_COOKIE_SECURE
    if is_safe:
        yield Finding(True, _("Pages and cookies go by TLS alone, and browsers remember it for a year."))
    else:
        what = _("Passwords and letters may cross the network in the open.")
        fix = _("Put a proxy that speaks TLS before the office, and set behind_proxy = true in huiying.toml.")
        yield Finding(False, what, fix)
    address = urlsplit(settings.SITE_ADDRESS)
    fits = address.scheme == "https" and address.hostname in settings.ALLOWED_HOSTS
    told = _("Letters name the portal as %(address)s.") % {"address": settings.SITE_ADDRESS}
    fix = _('Set address = "https://…" in huiying.toml, with a name that stands in hosts.')
    yield Finding(fits, told, "" if fits else fix)


def _names() -> Iterator[Finding]:
    hosts, origins = settings.ALLOWED_HOSTS, settings.CSRF_TRUSTED_ORIGINS
    fits = bool(set(hosts) - HERE) and not any("*" in host or host.startswith(".") for host in hosts)
    told = _("The site answers to the names %(hosts)s.") % {"hosts": ", ".join(hosts)}
    fix = _("Write into hosts the names by which people reach the site, each in full, and no others.")
    yield Finding(fits, told, "" if fits else fix)
    open_ones = [origin for origin in origins if not origin.startswith("https://") or "*" in origin]
    if open_ones:
        what = _("Forms are taken from %(origins)s.") % {"origins": ", ".join(open_ones)}
        yield Finding(False, what, _("Write into origins only addresses of your own that begin with https://."))


def _errors() -> Iterator[Finding]:
    if settings.DEBUG:
        what = _("An error shows the program and its settings to whoever meets it.")
        yield Finding(False, what, _("Take debug = true out of huiying.toml."))
    else:
        yield Finding(True, _("An error tells nothing of the program."))
    if settings.DEMO:
        what = _("This is a demonstration: the passwords of all its logins are printed in the manual.")
        yield Finding(False, what, _("Make an office of its own with huiying init."))


def _secrets() -> Iterator[Finding]:
    try:
        office = home.read(settings.HOME)
    except ConfigError as error:
        yield Finding(False, str(error))
        return
    keys = [office.secret_key, office.fingerprint_key, *office.sealing_keys]
    has_all = bool(office.fingerprint_key and office.sealing_keys) and len(set(keys)) == len(keys)
    strong = has_all and all(len(key) >= LONG_ENOUGH for key in keys)
    told = _("Sessions, contacts and fingerprints have keys of their own.")
    what = _("The keys in huiying.toml are too short, or one serves for several purposes.")
    fix = _(
        "Make each with: python -c 'import secrets; print(secrets.token_urlsafe(48))'. A new sealing key goes before "
        "the old one, which stays. fingerprint_key stays as it is once letters were kept by it."
    )
    yield Finding(True, told) if strong else Finding(False, what, fix)


def _folder() -> Iterator[Finding]:
    """On a machine of several people the folder is the office: who reads its tables reads every letter."""
    if os.name != "posix" or not Path(settings.HOME).exists():
        return
    loose = [path for path in (Path(settings.HOME), Path(settings.HOME, home.SETTINGS_FILE)) if _is_open(path)]
    if loose:
        what = _("Everybody on this machine can read %(path)s.") % {"path": loose[0]}
        yield Finding(False, what, _("Run: chmod o= %(path)s") % {"path": loose[0]})
    else:
        yield Finding(True, _("Nobody else on this machine can read %(path)s.") % {"path": settings.HOME})


def _is_open(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & 0o007)


def _lines() -> Iterator[Finding]:
    """Letters and passwords go to the parts of the office too."""
    found = list(lines())
    for line in found:
        if not line.is_closed:
            what = _("What passes between the office and %(what)s at %(host)s can be read on the way.")
            fix = _(
                "Let it speak TLS: ?sslmode=verify-full for PostgreSQL, rediss://, amqps://, https://, ssl or starttls "
                "for mail. A virus scanner stands on this machine."
            )
            yield Finding(False, what % {"what": line.to, "host": line.host}, fix)
    if settings.FETCH_PLAIN:
        what = _("Feeds, pages and webhooks may be asked by http, where somebody on the way can change what they say.")
        yield Finding(False, what, _("Set fetch_plain = false in huiying.toml if every one has an https:// address."))
    if all(line.is_closed for line in found):
        yield Finding(True, _("What passes between the parts of the office goes by TLS or stays on this machine."))


def _djangos() -> Iterator[Finding]:
    """What Django warns of that nothing above has told, in its own words."""
    for told in checks.run_checks(include_deployment_checks=True):
        if told.level >= checks.WARNING and not told.is_silenced() and told.id not in TOLD_HERE:
            yield Finding(False, f"{told.id}: {told.msg}", str(told.hint or ""))
