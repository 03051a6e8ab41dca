"""The forms of the channels pages."""

import tomllib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .channel import Setting
from .models import Channel, Connector, Form


class NewChannelForm(forms.Form):
    """A channel to be made."""

    name = forms.CharField(label=_("Name, as the public knows it"), max_length=40)
    slug = forms.SlugField(
        label=_("Key"),
        max_length=40,
        help_text=_("Small letters, digits and hyphens; it stands in addresses and never changes."),
    )
    connector = forms.ChoiceField(label=_("How its voices reach us"), choices=Connector.choices)
    form = forms.ChoiceField(label=_("What it is to the public"), choices=Form.choices)
    addressed = forms.BooleanField(
        label=_("What comes by it is addressed to us and needs an answer"), required=False, initial=True
    )


class ChannelForm(forms.Form):
    """What the connector of a channel asks for, and whether the channel is open."""

    def __init__(self, channel: Channel, asked: tuple[Setting, ...], data: Any = None) -> None:
        super().__init__(data)
        self.asked = asked
        for setting in asked:
            self.fields[setting.name] = _field(setting, channel)
        self.fields["is_open"] = forms.BooleanField(label=_("open"), required=False, initial=channel.is_open)

    def values(self) -> dict[str, Any]:
        """The settings of a valid form, by name."""
        return {setting.name: self.cleaned_data[setting.name] for setting in self.asked}


def _field(setting: Setting, channel: Channel) -> forms.Field:
    known = channel.settings.get(setting.name, setting.default)
    told: dict[str, Any] = {"label": setting.label, "required": setting.required, "help_text": setting.help}
    if setting.secret:
        kept = bool(channel.secrets.get(setting.name))
        note = _("One is kept; leave this empty to keep it.") if kept else setting.help
        told |= {"help_text": note, "required": setting.required and not kept}
        hidden = forms.PasswordInput({"autocomplete": "new-password"})
        return forms.CharField(**told, widget=hidden, max_length=2000)
    match setting.kind:
        case "number":
            return forms.IntegerField(**told, initial=known or None, min_value=0, max_value=1_000_000)
        case "choice":
            return forms.ChoiceField(**told, initial=known, choices=setting.choices)
        case "yes_no":
            return forms.BooleanField(**told, initial=bool(known))
        case "lines" | "toml":
            area = forms.Textarea({"rows": 8, "spellcheck": "false"})
            checks = [_is_toml] if setting.kind == "toml" else []
            return forms.CharField(**told, initial=known, widget=area, max_length=100_000, validators=checks)
        case _:
            return forms.CharField(**told, initial=known, max_length=500)


def _is_toml(text: str) -> None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValidationError(_("This is not TOML: %(why)s") % {"why": error}) from error
