"""@提醒 · Whom a note calls: `@姓名` or `@login`, found among the staff by the longest name that fits."""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.people.models import User

# An @ within a mail address or a login calls nobody.
_CALL = re.compile(r"(?<![0-9A-Za-z._%+-])[@＠](?=\S)")
_GOES_ON = re.compile(r"\w|\.\w", re.ASCII)
_WORD = re.compile(r"[^\s@＠，。；：！？、,;:!?（）()“”\"]{1,20}")


def called(text: str, staff: Iterable[User]) -> list[User]:
    """The people whom a text calls, each once; InputError where a name is nobody's, or that of several."""
    logins = {person.username: person for person in staff}
    names = defaultdict(list)
    for person in logins.values():
        names[person.name].append(person)
    found: dict[int, User] = {}
    for call in _CALL.finditer(text):
        rest = text[call.end() :]
        if word := _WORD.match(rest):
            person = _by_login(rest, logins) or _by_name(rest, names, word[0])
            found[person.pk] = person
    return list(found.values())


def _by_login(rest: str, logins: dict[str, User]) -> User | None:
    fits = [login for login in logins if rest.startswith(login) and not _GOES_ON.match(rest[len(login) :])]
    return logins[max(fits, key=len)] if fits else None


def _by_name(rest: str, names: dict[str, list[User]], word: str) -> User:
    """Names are written without a space behind them, so the longest that fits is meant."""
    name = max((name for name in names if name and rest.startswith(name)), key=len, default="")
    if not name:
        raise InputError(
            _("Nobody here is called “%(name)s”.") % {"name": word},
            where="text",
            fix=_("Choose from the list, or write the name without @."),
        )
    if len(names[name]) > 1:
        logins = "、".join(f"@{person.username}" for person in names[name])
        raise InputError(
            _("Several people are called “%(name)s”.") % {"name": name},
            where="text",
            fix=_("Write the login: %(logins)s.") % {"logins": logins},
        )
    return names[name][0]
