from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiying.assessment.models import Kind, Level, Proposal
from huiying.intake.channels.portal.fields import Files, files_hint
from huiying.language.theme_tree import theme_tree
from huiying.people.models import Section, User

from . import rulebook
from .actions.asking import MOST_TEXT
from .actions.declining import MOST_NOTE
from .actions.signing import MAX_TEXT
from .actions.transferring import MOST_CONTACT, MOST_NAME
from .disclosure.beginning import KIND
from .models import Case, Why


class AssessmentForm(forms.Form):
    """What a person confirms of a proposal, and to whom the case then goes."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind)
    theme = forms.CharField(label=_("Theme"), max_length=40, required=False, widget=forms.Select)
    level = forms.ChoiceField(label=_("Level"), choices=Level)
    lead = forms.ModelChoiceField(
        label=_("Lead section"), queryset=Section.objects.all(), widget=forms.Select(attrs={"data-key": "a"})
    )
    co_sections = forms.ModelMultipleChoiceField(
        label=_("Co-sections"),
        queryset=Section.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    rumour = forms.BooleanField(label=_("Possible rumour"), required=False)

    @classmethod
    def of(cls, proposal: Proposal, sections: Sequence[tuple[Section, bool]]) -> "AssessmentForm":
        """The form as the proposal fills it in. `sections` are all sections, each with whether it is to help; with
        them the form asks the database for nothing.
        """
        helping = [section.pk for section, helps in sections if helps]
        told = {"kind": proposal.kind, "theme": proposal.theme, "level": proposal.level, "lead": proposal.lead_id}
        form = cls(initial={**told, "co_sections": helping, "rumour": proposal.rumour})
        offered = [(section.pk, section.name) for section, _helps in sections]
        nobody = [] if proposal.lead_id else [("", _("Choose a section"))]
        form._offer("lead", [*nobody, *offered])
        form._offer("co_sections", offered)
        form.fields["theme"].widget = forms.Select(choices=_themes(proposal.theme))
        if not proposal.kind:
            form._offer("kind", [("", _("Choose a kind")), *Kind.choices])
        return form

    def _offer(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def _themes(standing: str) -> list[tuple[str, Any]]:
    """The themes of the theme tree, those of the office's own field first; and what stands now, wherever it is from."""
    tree = theme_tree()
    own = sorted((top for top in tree.tops if tree.below[top]), key=lambda top: -len(tree.below[top]))
    groups = [(top, [(name, name) for name in (top, *tree.below[top])]) for top in own]
    others = [(top, top) for top in tree.tops if not tree.below[top]]
    known = {"", *tree.tops, *(name for top in own for name in tree.below[top])}
    unknown = [(standing, standing)] if standing not in known else []
    return [("", str(_("no theme"))), *unknown, *groups, (str(_("Other fields")), others)]


class AssignForm(forms.Form):
    lead = forms.ModelChoiceField(label=_("Lead section"), queryset=Section.objects.all())
    co_sections = forms.ModelMultipleChoiceField(
        label=_("Co-sections"),
        queryset=Section.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, unit: int | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Section.objects.filter(unit=unit) if unit else Section.objects.all()
        for name in ("lead", "co_sections"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = own


class AcceptForm(forms.Form):
    """The person who handles the case: somebody of the lead section."""

    handler = forms.ModelChoiceField(label=_("Handler"), queryset=User.objects.none())

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lead = case.lead_part()
        people = User.objects.filter(is_active=True, posts__section=lead.section if lead else None)
        field = self.fields["handler"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people.distinct().order_by("pk")


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), strip=True)


class DeclineForm(forms.Form):
    """On which ground of the regulation a letter is not accepted, and what more its writer is told."""

    ground = forms.ChoiceField(label=_("On which ground"))
    note = forms.CharField(
        label=_("Note to the writer"),
        max_length=MOST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        strip=True,
    )

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = rulebook.grounds_for_declining(case.regulation, case.kind)
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        english = get_language() == "en"
        field.choices = [("", _("Choose a ground")), *((g.id, g.title_en if english else g.title) for g in grounds)]


class OfACase(forms.Form):
    """A form of the case page that asks the same of every case."""

    def __init__(self, _case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class TransferForm(OfACase):
    to = forms.CharField(label=_("To which organ"), max_length=MOST_NAME, strip=True)
    contact = forms.CharField(label=_("Its telephone or address"), max_length=MOST_CONTACT, required=False, strip=True)
    reason = forms.CharField(label=_("Reason"), max_length=MOST_NOTE, widget=forms.Textarea(attrs={"rows": 2}))


class MergeForm(OfACase):
    """The number of the case that leads."""

    into = forms.CharField(label=_("Number of the case that leads"), max_length=20, strip=True)

    def clean_into(self) -> Case:
        found = Case.objects.filter(number=self.cleaned_data["into"]).first()
        if found is None:
            raise forms.ValidationError(_("There is no case of this number."))
        return found


class GoOnForm(OfACase):
    """Why a case that was over is taken up again, or parted from another."""

    reason = forms.CharField(label=_("Reason"), max_length=MOST_NOTE, widget=forms.Textarea(attrs={"rows": 2}))


class AskForm(forms.Form):
    """What is asked outside, and of whom; a case may wait only for what its regulation names."""

    why = forms.ChoiceField(label=_("What for"))
    question = forms.CharField(
        label=_("Question"), max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 4}), strip=True
    )

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        effects = rulebook.effects(case.regulation, case.kind)
        field = self.fields["why"]
        assert isinstance(field, forms.ChoiceField)
        # a disclosure request asks for what its own act names in its own pane, with a paper for each
        field.choices = [(why, label) for why, label in Why.choices if why in effects and case.kind != KIND]


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer"), max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 4}), strip=True
    )


class WriterAnswerForm(AnswerForm):
    """What the writer answers on the status page, with the papers that were asked for."""

    attachments = Files(label=_("Attached files"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attachments"].help_text = files_hint()


class ExtensionForm(forms.Form):
    term = forms.CharField(max_length=40, widget=forms.HiddenInput)
    amount = forms.IntegerField(label=_("Extend by"), min_value=1, max_value=366)
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}), strip=True)


class DecideForm(forms.Form):
    extension = forms.IntegerField(widget=forms.HiddenInput)
    comment = forms.CharField(label=_("Comment"), max_length=500, required=False)


class KindForm(forms.Form):
    """The kinds of case that begin with a receipt, by the regulation that the case keeps."""

    kind = forms.ChoiceField(label=_("Kind of case"))

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = rulebook.kinds_of_cases(case.regulation)


class DraftForm(forms.Form):
    text = forms.CharField(
        label=_("Reply"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 16, "data-keep": "", "data-key": "r"}),
    )
    make_public = forms.BooleanField(label=_("Publish the answer"), required=False, initial=True)
    seen = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)


class ReviewForm(forms.Form):
    comment = forms.CharField(
        label=_("Comment"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class CloseForm(forms.Form):
    summary = forms.CharField(
        label=_("Closing summary"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class StatusForm(forms.Form):
    """The number and the query code that a writer was given."""

    number = forms.CharField(label=_("Number"), max_length=20, strip=True)
    code = forms.CharField(
        label=_("Query code"),
        max_length=20,
        strip=True,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
