"""The forms of the sign-off: parts, comments on passages, the secrecy check, and two versions to compare."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.people.models import Section, User

from .actions.commenting import MOST_QUOTE, MOST_TEXT
from .actions.parting import MOST_CONTRIBUTION, MOST_REASON
from .forms import ReviewForm
from .models import Case, Draft, Part, Review


class PartAcceptForm(forms.Form):
    """The person who handles a part: somebody of its section."""

    handler = forms.ModelChoiceField(label=_("Handler"), queryset=User.objects.none())

    def __init__(self, part: Part, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True, posts__section=part.section_id)
        self.fields["handler"].queryset = people.distinct().order_by("pk")  # type: ignore[attr-defined]


class PartGiveForm(forms.Form):
    text = forms.CharField(
        label=_("Contribution"),
        max_length=MOST_CONTRIBUTION,
        widget=forms.Textarea(attrs={"rows": 6, "data-keep": ""}),
        help_text=_("What your section has to say, by its own duty; the section that leads takes it into the reply."),
    )

    def __init__(self, part: Part, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].initial = part.contribution


class PartReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=MOST_REASON, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, _part: Part, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class PartMoveForm(forms.Form):
    to = forms.ModelChoiceField(label=_("To which section"), queryset=Section.objects.all())

    def __init__(self, part: Part, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = Part.objects.filter(case=part.case_id).values("section")
        unit = Section.objects.filter(unit__sections=part.section_id).distinct()
        self.fields["to"].queryset = unit.exclude(pk__in=taken)  # type: ignore[attr-defined]


class CommentForm(forms.Form):
    """A passage, chosen in the text or pasted, and what is said of it; `start` comes from the choice alone."""

    quote = forms.CharField(
        label=_("Passage"),
        max_length=MOST_QUOTE,
        widget=forms.Textarea(attrs={"rows": 2, "data-passage": "quote"}),
        help_text=_("Mark it in the text, or paste it here."),
        strip=False,
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput(attrs={"data-passage": "start"}))
    text = forms.CharField(
        label=_("What is to be looked at"), max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 2})
    )


class SigningForm(ReviewForm):
    """What goes with a signature: the comment, that the text was proofread, at the secrecy step what was checked."""

    proofread = forms.BooleanField(label=_("I have proofread the text word for word"), required=False)
    no_secret = forms.BooleanField(label=_("No state secret and no work secret is in the text"), required=False)
    no_privacy = forms.BooleanField(
        label=_("No personal data and no trade secret of others than the writer is in the text"), required=False
    )
    public = forms.TypedChoiceField(
        label=_("May it be published"),
        choices=[("yes", _("may be published")), ("no", _("not to be published"))],
        coerce=lambda told: told == "yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, review: Review, *args: Any, sends_back: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["public"].required = not sends_back
        if review.step != "secrecy":
            for name in ("no_secret", "no_privacy", "public"):
                del self.fields[name]

    @property
    def checklist(self) -> dict[str, bool]:
        told = self.cleaned_data
        return {name: told[name] for name in ("no_secret", "no_privacy", "public") if name in told}

    def refuse_unfinished(self) -> None:
        """Whoever signs at the secrecy step has looked for both."""
        for name in ("no_secret", "no_privacy"):
            if name in self.fields and not self.cleaned_data.get(name):
                self.add_error(name, _("Check this, or send the draft back."))


class VersionsForm(forms.Form):
    """Two versions of the draft of one case."""

    before = forms.TypedChoiceField(label=_("From version"), coerce=int)
    after = forms.TypedChoiceField(label=_("To version"), coerce=int)

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = list(Draft.objects.filter(case=case).order_by("version").values_list("version", flat=True))
        self.versions = versions
        for name in ("before", "after"):
            self.fields[name].choices = [(each, str(each)) for each in versions]  # type: ignore[attr-defined]
