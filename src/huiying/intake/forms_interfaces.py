"""The forms of the interfaces page: a token for another system, and an address that is told of deeds."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from huiying.people.forms import DeedForm

from .models import Channel, Scope
from .webhooks.events import OFFERED
from .webhooks.subscribing import LONGEST_URL

A_YEAR, LONGEST = 365, 3650


class TokenForm(DeedForm):
    """A token to be made."""

    named: ClassVar = {"--name": "name", "--scope": "scopes", "--channel": "channel", "--rate": "rate"}

    name = forms.CharField(
        label=_("Name of the system that holds it"),
        max_length=60,
        help_text=_("One token for each system, so that one can be revoked without the others."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    channel = forms.ModelChoiceField(
        Channel.objects.none(),
        label=_("Channel"),
        required=False,
        empty_label=_("None"),
        help_text=_(
            "What it brings goes into this channel, so whoever brings something needs one; "
            "it then reads the state of this channel's voices only."
        ),
    )
    rate = forms.IntegerField(label=_("Requests a minute, at most"), initial=600, min_value=1, max_value=1_000_000)
    days = forms.IntegerField(
        label=_("Valid for so many days"),
        required=False,
        initial=A_YEAR,
        min_value=1,
        max_value=LONGEST,
        help_text=_("Leave it empty for a token that is valid until it is revoked."),
    )

    def __init__(self, channels: QuerySet[Channel], data: Any = None) -> None:
        super().__init__(data)
        self.fields["channel"].queryset = channels  # type: ignore[attr-defined]

    def told(self, at: datetime) -> dict[str, Any]:
        """A valid form as `make_token` takes it."""
        values = dict(self.cleaned_data)
        days = values.pop("days")
        return values | {"expires_at": at + timedelta(days=days) if days else None}


class WebhookForm(DeedForm):
    """An address to be told of deeds."""

    named: ClassVar = {"--url": "url", "--event": "events"}

    url = forms.CharField(
        label=_("Address that is called"),
        max_length=LONGEST_URL,
        widget=forms.TextInput({"inputmode": "url", "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("It begins with https:// and may hold a key; afterwards only its host is shown."),
    )
    events = forms.MultipleChoiceField(
        label=_("What it is told of"), choices=tuple(OFFERED.items()), widget=forms.CheckboxSelectMultiple
    )
