"""Which of the drill's own channels a scenario means: it names one by its key, its connector or its form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.intake.models import Channel, Connector, Form
from huiying.people.models import Unit

from ..scenario.model import ADDRESSED_CHANNELS, MomentKind, Scenario

USUAL = {
    MomentKind.LETTER: Form.MAILBOX.value,
    MomentKind.POST: Form.SOCIAL.value,
    MomentKind.NEWS: Form.NEWS.value,
}
"""Where something is said that names no channel."""
WIDER = {Connector.WEIBO.value: Form.SOCIAL.value, Connector.WECHAT.value: Form.SOCIAL.value}
"""An office without an account there hears of it where it hears of the others."""
LACKING = {
    "mailbox": (Connector.PORTAL, Form.MAILBOX, "来信（演练）"),
    "board": (Connector.PORTAL, Form.BOARD, "留言板（演练）"),
    "hotline": (Connector.FILES, Form.HOTLINE, "热线（演练）"),
    "mail": (Connector.MAIL, Form.MAILBOX, "电子邮箱（演练）"),
    "weibo": (Connector.WEIBO, Form.SOCIAL, "微博（演练）"),
    "wechat": (Connector.WECHAT, Form.SOCIAL, "微信（演练）"),
    "social": (Connector.FEEDS, Form.SOCIAL, "社交平台（演练）"),
    "news": (Connector.FEEDS, Form.NEWS, "新闻（演练）"),
}
"""What a drill's world gets where the office has nothing of the kind."""
EVERY = 5  # seconds between two readings
ABOUT_A_CHANNEL = (MomentKind.DOWN, MomentKind.UP)


@dataclass(frozen=True, slots=True)
class Channels:
    """The open channels of this world, in the order in which the office has them."""

    rows: Sequence[Channel]

    @classmethod
    def open_ones(cls) -> "Channels":
        return cls(list(Channel.objects.filter(is_open=True)))

    @classmethod
    def all_there_are(cls) -> "Channels":
        """With those that somebody closed since the drill began: what is said there waits until it is open again."""
        return cls(sorted(Channel.objects.all(), key=lambda row: not row.is_open))

    def find(self, name: str, kind: MomentKind, *, addressed: bool = False) -> Channel | None:
        """The channel of this name. Of several that fit alike, one to which the public speaks in this way."""
        name = name or USUAL.get(kind, "")
        spoken_to = addressed or kind is MomentKind.LETTER
        for column, value in (("slug", name), ("connector", name), ("form", name), ("form", WIDER.get(name, ""))):
            fit = [row for row in self.rows if value and getattr(row, column) == value]
            if fit:
                return next((row for row in fit if row.addressed is spoken_to), fit[0])
        return None

    def need(self, name: str, kind: MomentKind, *, addressed: bool = False) -> Channel:
        found = self.find(name, kind, addressed=addressed)
        if found is None:
            raise _missing([in_words(name or USUAL.get(kind, ""))])
        return found

    def missing(self, scenario: Scenario) -> list[str]:
        """Every name for which there is none of them."""
        asked = _asked_for(scenario)
        return list(dict.fromkeys(name or USUAL[kind] for name, kind in asked if not self.find(name, kind)))


def open_for(scenario: Scenario) -> None:
    """See to it that this world has an open channel for everything that the scenario says: an office that has no Weibo
    account may still drill a rumour that runs there. RuleError with the names that nobody knows.
    """
    missing = Channels.open_ones().missing(scenario)
    unknown = [name for name in missing if name not in LACKING]
    if unknown:
        raise _missing([in_words(name) for name in unknown])
    closed = Channels(list(Channel.objects.filter(is_open=False)))
    for name in missing:
        found = closed.find(name, MomentKind.POST)
        if found is not None:
            Channel.objects.filter(pk=found.pk).update(is_open=True)
        else:
            _make(name)


def _make(name: str) -> None:
    connector, form, words = LACKING[name]
    told = {"name": words, "connector": connector, "form": form, "addressed": name in ADDRESSED_CHANNELS}
    unit = Unit.objects.founding()
    Channel.objects.get_or_create(
        slug=f"stage-{name}", defaults={**told, "unit": unit, "rank": 100, "settings": {"every": EVERY}}
    )


def _asked_for(scenario: Scenario) -> Iterator[tuple[str, MomentKind]]:
    for stream in scenario.streams:
        yield stream.channel, MomentKind.LETTER if stream.addressed else MomentKind.POST
    for moment in scenario.moments:
        if moment.kind in USUAL or moment.kind in ABOUT_A_CHANNEL:
            yield moment.channel, moment.kind
    for reaction in scenario.reactions:
        if reaction.says:
            yield reaction.channel, MomentKind.POST


def in_words(name: str) -> str:
    """The connector or the form of this name as people call it; another name as it is."""
    words = dict(Form.choices) | dict(Connector.choices)
    return f"{words[name]} ({name})" if name in words else name


def _missing(names: Sequence[str]) -> RuleError:
    return RuleError(
        _("The scenario speaks by channels that nobody knows here: %(names)s.") % {"names": "、".join(names)},
        fix=_("Open such a channel on the page of channels, or name another one in the scenario."),
    )
