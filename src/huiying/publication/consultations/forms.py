"""The forms of consultations: what the public sends, and what the desk writes."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.handling.gate import TOO_LONG, Files, LetterText, Mail, Phone, Tries, WritingForm, opened
from huiying.handling.models import Outcome
from huiying.people.forms import DayInput
from huiying.people.models import Section, Unit

from ..actions.consultations import Told
from ..actions.consultations_opinions import MOST_TEXT
from ..models import Consultation, ConsultationArticle, ConsultationKind, JunkGround

OPINIONS = Tries("opinion", most=30, window=3600)  # an office block behind one address writes as one
LATELY = Tries("opinion-lately", most=5, window=3600)  # who speaks on several articles is not asked each time


class OpinionForm(WritingForm):
    """An opinion on the draft as a whole or on one article; who wrote it may stay unsaid."""

    attachments = None  # type: ignore[assignment]  # an opinion is words: a form without this field

    article = forms.ModelChoiceField(
        ConsultationArticle.objects.none(),
        label=_("On which article"),
        required=False,
        empty_label=_("On the draft as a whole"),
        error_messages={"invalid_choice": _("There is no such article in this draft.")},
    )
    text = LetterText(
        label=_("Your opinion"),
        min_length=5,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8, "data-drafted": ""}),
        help_text=_("Say what should be changed, and why. If you can, write the words as they should read."),
        error_messages={
            "required": _("Write your opinion here."),
            "min_length": _("Please say a little more: at least %(limit_value)d characters."),
            "max_length": TOO_LONG,
        },
    )
    writer = forms.CharField(
        label=_("Your name or organisation"),
        max_length=60,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"max_length": TOO_LONG},
    )
    phone = Phone(required=False)
    mail = Mail(required=False)

    @classmethod
    def on(cls, consultation: Consultation, article: int | None, at: datetime) -> "OpinionForm":
        """An empty form on a draft, with a token of its own."""
        token = uuid.uuid4()
        initial = {"token": token, "opened": opened(str(token), at), "article": article}
        return cls(consultation=consultation, initial=initial)

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = consultation.articles.exclude(label="")
        choice = self.fields["article"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = own
        choice.label_from_instance = _opening  # type: ignore[assignment,method-assign]
        self.fields["mail"].help_text = ""


def _opening(article: ConsultationArticle) -> str:
    return article.opening


class OpinionQueryForm(forms.Form):
    """Number and query code of one's own opinion."""

    number = forms.CharField(label=_("Number"), max_length=40, widget=forms.TextInput({"autocomplete": "off"}))
    code = forms.CharField(label=_("Query code"), max_length=20, widget=forms.TextInput({"autocomplete": "off"}))


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = DayInput()
    return forms.DateField(label=label, help_text=help_text, widget=widget)


def _area(label: Any, most: int, rows: int, **told: Any) -> LetterText:
    errors = {"max_length": TOO_LONG}
    return LetterText(
        label=label, max_length=most, widget=forms.Textarea({"rows": rows}), error_messages=errors, **told
    )


class ConsultationForm(forms.Form):
    """What the office tells of a consultation; the draft is pasted, or read from a DOCX."""

    title = forms.CharField(label=_("Title of the draft"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Kind of consultation"),
        choices=ConsultationKind,
        widget=forms.RadioSelect,
        help_text=_("The rule counts the term: 30 days at least for the first three, 7 working days for the fourth."),
    )
    section = forms.ModelChoiceField(Section.objects.none(), label=_("Drafting section"))
    background = _area(
        _("Background"), 10_000, 6, help_text=_("Why it is drafted, on what ground, what it is to settle.")
    )
    upload = Files(
        label=_("Draft as a DOCX"), help_text=_("Its words take the place of the text below; the file goes with it.")
    )
    draft = _area(
        _("Draft text"), 200_000, 14, required=False, help_text=_("A line that begins with 第一条 begins an article.")
    )
    others = Files(label=_("Other files for the public"))
    who = forms.CharField(
        label=_("Who is asked"), max_length=300, help_text=_("For example: all residents and enterprises.")
    )
    how = _area(
        _("Other ways to take part"),
        2000,
        3,
        required=False,
        help_text=_("A postal address, a telephone number; the form is there anyway."),
    )
    starts_on = _day(_("Opens on"))
    ends_on = _day(
        _("Closes on"), _("The first day does not count; an end on a day off moves to the next working day.")
    )
    shortened_because = _area(
        _("Why the term is shorter"),
        500,
        2,
        required=False,
        help_text=_("Only if it is shorter than the rule wants; it is published."),
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["section"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Section.objects.filter(unit=unit)

    def told(self, draft: str) -> Told:
        """The valid form, with the draft as it was pasted or read."""
        given = self.cleaned_data
        names = ("section", "kind", "title", "background", "who", "how", "starts_on", "ends_on", "shortened_because")
        return Told(draft=draft, **{name: given[name] for name in names})


class ExtendForm(forms.Form):
    ends_on = _day(_("Closes on"))
    reason = forms.CharField(label=_("Reason"), max_length=500)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500)


class JunkForm(forms.Form):
    ground = forms.ChoiceField(label=_("Ground"), choices=JunkGround)


class DecideForm(forms.Form):
    """What becomes of a point, and why."""

    outcome = forms.ChoiceField(label=_("What becomes of it"), choices=Outcome, widget=forms.RadioSelect)
    reason = _area(_("Reason, as it is published"), 500, 3)
