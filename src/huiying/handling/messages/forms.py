"""The form of one's own messages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.people.forms import DeedForm

from ..models import MessageSetting


class MessageForm(DeedForm):
    """Where, and when not. What is kept already is never shown again, since each address opens a group or a mailbox."""

    addresses = forms.CharField(
        label=_("Addresses, one a line"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_(
            "WeCom group robot: wecombot://key · DingTalk: dingtalk://token · Feishu: feishu://token · mail: mailtos://…"
        ),
    )
    quiet_from = forms.TimeField(label=_("Quiet from"), required=False, widget=forms.TimeInput({"type": "time"}))
    quiet_to = forms.TimeField(label=_("Quiet to"), required=False, widget=forms.TimeInput({"type": "time"}))
    digest = forms.BooleanField(label=_("Once a day at 8:30; due dates at once"), required=False)

    def __init__(self, kept: MessageSetting | None, data: Any = None) -> None:
        known = {name: getattr(kept, name) for name in ("quiet_from", "quiet_to", "digest")} if kept else {}
        super().__init__(data, initial=known)
        if kept:
            self.fields["addresses"].help_text = _("Some are kept; leave this empty to keep them.")
