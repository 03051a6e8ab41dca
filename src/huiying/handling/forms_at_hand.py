"""The forms of what a handler has at hand on a case: notes, files, templates, the export."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.assessment.models import Kind
from huiying.intake.channels.portal.fields import Files, files_hint
from huiying.people.forms import DeedForm

from .actions.exporting import MOST_REASON
from .actions.noting import MOST_TEXT_OF_A_NOTE
from .actions.templating import MOST_TEXT_OF_A_TEMPLATE
from .models import ReplyTemplate
from .variables import KNOWN


class NoteForm(DeedForm):
    """A note. Its field has a name of its own: what a browser kept unsent goes back into a field by its name, and must
    not go into the reply.
    """

    named: ClassVar[dict[str, str]] = {"text": "note"}

    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=MOST_TEXT_OF_A_NOTE,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3, "data-keep": "", "id": "note-text"}),
        help_text=gettext_lazy("Only staff who may read this case see it. @ and a name calls a colleague."),
    )


class EnclosureForm(DeedForm):
    """Files of one description; whether they go to the writer is asked only of who may decide it."""

    named: ClassVar[dict[str, str]] = {"file": "chosen"}

    chosen = Files(label=gettext_lazy("Files to put in the case"))
    description = forms.CharField(label=gettext_lazy("What they are"), max_length=200, strip=True)
    to_writer = forms.BooleanField(label=gettext_lazy("Goes to the writer with the reply"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, may_send: bool = False) -> None:
        super().__init__(data, files, auto_id="enclose-%s")
        self.fields["chosen"].required = True
        self.fields["chosen"].help_text = files_hint()
        if not may_send:
            del self.fields["to_writer"]

    def clean_chosen(self) -> Any:
        files = self.cleaned_data["chosen"]
        if not files:
            raise forms.ValidationError(_("Choose at least one file."))
        return files


class TemplateForm(DeedForm):
    """A reply template; `seen` is the version that is being changed."""

    name = forms.CharField(label=gettext_lazy("Name of the template"), max_length=60, strip=True)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("For which kinds"),
        choices=Kind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: for all kinds."),
    )
    text = forms.CharField(
        label=gettext_lazy("Text of the template"),
        max_length=MOST_TEXT_OF_A_TEMPLATE,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 14, "data-keep": ""}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, template: ReplyTemplate | None = None, data: Any = None) -> None:
        told = {name: getattr(template, name) for name in ("name", "kinds", "text")} if template else {}
        super().__init__(data, initial=told | {"seen": template.version if template else 0})
        known = "、".join(f"{{{name}}}" for name in KNOWN)
        self.fields["text"].help_text = _("Variables: %(names)s.") % {"names": known}


class ExportForm(DeedForm):
    """How a case leaves the desk; unmasked only for who may unmask, and with a reason."""

    sort = forms.ChoiceField(
        label=gettext_lazy("As"),
        choices=[
            ("pdf", gettext_lazy("One PDF to print")),
            ("zip", gettext_lazy("One archive with the PDF, the texts and the ledger")),
        ],
        widget=forms.RadioSelect,
        initial="pdf",
    )
    with_files = forms.BooleanField(
        label=gettext_lazy("With the attached files as they are; they cannot be masked (archive only)"), required=False
    )
    unmasked = forms.BooleanField(label=gettext_lazy("With personal data"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason, where personal data is in it"), max_length=MOST_REASON, required=False, strip=True
    )

    def __init__(self, data: Any = None, *, may_unmask: bool = False) -> None:
        super().__init__(data, auto_id="export-%s")
        if not may_unmask:
            del self.fields["unmasked"], self.fields["reason"]
