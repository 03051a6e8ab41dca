"""The forms of a rumour clue; a deed that refuses says so at the field that it is about."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.core.spreading import FIGURES
from huiying.intake.channels.portal.fields import Files, files_hint
from huiying.people.forms import DayInput, DeedForm

from .. import rulebook
from ..actions.clues.capturing import MOST_REASON
from ..actions.clues.making import MOST_LINE, MOST_TEXT, MOST_TITLE
from ..actions.clues.posting import MOST_ACCOUNT, MOST_COUNT, MOST_LINK, MOST_PLATFORM, MOST_WORDS
from ..models import Clue, CluePost
from .grounds import UNREAD, in_words

LABELS = {
    "reads": gettext_lazy("Times read"),
    "reposts": gettext_lazy("Reposts"),
    "comments": gettext_lazy("Comments"),
    "likes": gettext_lazy("Likes"),
}


def _text(label: Any, most: int, rows: int, *, required: bool = True, hint: Any = "") -> forms.CharField:
    area = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, max_length=most, required=required, widget=area, help_text=hint)


def _line(label: Any, most: int, *, required: bool = True, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, help_text=hint)


def _moment(label: Any, hint: Any = "") -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, help_text=hint)


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_COUNT, required=False)


class ClueForm(DeedForm):
    """Something that is done to a clue: the clue, then what was typed and which files came."""

    def __init__(
        self, clue: Clue, data: QueryDict | None = None, files: MultiValueDict[str, Any] | None = None, **more: Any
    ) -> None:
        self.clue = clue
        super().__init__(data, files, **more)


class WriteForm(ClueForm):
    """What is true, on which ground, and to whom."""

    title = _line(gettext_lazy("What is said"), MOST_TITLE, hint=gettext_lazy("The rumour in one line, without names."))
    facts = _text(gettext_lazy("Verified facts"), MOST_TEXT, 6, required=False)
    verified_by = _line(gettext_lazy("Verified by"), MOST_TITLE, required=False)
    source = _line(
        gettext_lazy("On what source"),
        MOST_LINE,
        required=False,
        hint=gettext_lazy("A file with its number, a register, a look on the spot."),
    )
    ground = forms.ChoiceField(label=gettext_lazy("Legal ground"), required=False)
    ground_checked = forms.BooleanField(
        label=gettext_lazy("I have read the act itself"),
        required=False,
        help_text=gettext_lazy("Needed for a ground that is marked as not verified."),
    )
    suggestion = _text(gettext_lazy("What we suggest"), MOST_TEXT, 3, required=False)
    organ = forms.ChoiceField(label=gettext_lazy("Sort of organ"), required=False)
    organ_name = _line(gettext_lazy("Name of the organ"), MOST_TITLE, required=False)

    def __init__(self, clue: Clue, *args: Any, **more: Any) -> None:
        initial = {name: getattr(clue, name) for name in self.base_fields}
        super().__init__(clue, *args, **{"initial": initial} | more)
        self._offer("ground", [(g.id, _ground_words(g)) for g in rulebook.legal_grounds(clue.regulation).values()])
        self._offer("organ", [(o.id, in_words(o.title)) for o in rulebook.clue_organs(clue.regulation).values()])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext_lazy("Choose one")), *choices]


def _ground_words(ground: Any) -> str:
    told = f"{in_words(ground.title)} · {in_words(ground.citation)}"
    return f"{told} · {_('not verified')}" if ground.confidence == UNREAD else told


class PlaceForm(ClueForm):
    """Where a post stands, and the figures that its channel does not tell."""

    platform = _line(gettext_lazy("Platform"), MOST_PLATFORM)
    account = _line(gettext_lazy("Account"), MOST_ACCOUNT, required=False)
    link = forms.URLField(label=gettext_lazy("Link"), max_length=MOST_LINK, required=False, assume_scheme="https")
    reads, reposts = _count(LABELS["reads"]), _count(LABELS["reposts"])
    comments, likes = _count(LABELS["comments"]), _count(LABELS["likes"])

    def figures(self) -> dict[str, int]:
        """The counts that were written; what was left empty is not told, and never nought."""
        told = {name: self.cleaned_data.pop(name, None) for name in FIGURES}
        return {name: count for name, count in told.items() if count is not None}


class PostForm(PlaceForm):
    """A post that came by no channel, as a person read it."""

    posted_at = _moment(gettext_lazy("Posted at"))
    seen_at = _moment(gettext_lazy("First seen"))
    words = _text(gettext_lazy("Its words, as captured"), MOST_WORDS, 5)
    field_order = ("platform", "account", "link", "posted_at", "seen_at", "words", *FIGURES)


class PostChangeForm(PlaceForm):
    """The form of a post in a clue; the figures that its channel told are not offered."""

    def __init__(self, post: CluePost, *args: Any, **more: Any) -> None:
        told = {"platform": post.platform, "account": post.account, "link": post.link}
        super().__init__(post.clue, *args, initial=told | post.spread, **more)
        self.fixed = [name for name in post.spread if name not in post.by_hand]
        for name in self.fixed:
            del self.fields[name]


class CaptureForm(ClueForm):
    files_ = Files(label=gettext_lazy("Captures"))
    captured_at = _moment(gettext_lazy("Captured at"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["files"] = self.fields.pop("files_")
        self.fields["files"].help_text = files_hint()
        self.fields["files"].required = True
        self.order_fields(("files", "captured_at"))


class ReasonForm(ClueForm):
    reason = _text(gettext_lazy("Reason"), MOST_REASON, 2)


class WithdrawForm(ReasonForm):
    file = forms.IntegerField(widget=forms.HiddenInput)


class CommentForm(ClueForm):
    reason = _text(gettext_lazy("What is to be changed"), MOST_REASON, 2)


class SignForm(ClueForm):
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class PlainForm(ClueForm):
    """A deed that asks for nothing."""


class OneFile(Files):
    """One file at most."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        kept = super().clean(data, initial)
        if len(kept) > 1:
            raise ValidationError(_("Choose one file."))
        return kept[0] if kept else None


class HandOverForm(ClueForm):
    given_by = _line(gettext_lazy("Officers handing over"), MOST_TITLE)
    received_by = _line(gettext_lazy("Officers receiving"), MOST_TITLE)
    handed_at = _moment(gettext_lazy("Handed over at"))
    receipt = OneFile(label=gettext_lazy("Scan of the receipt"), help_text=gettext_lazy("It may also be added later."))
    named = {"files": "receipt"}  # noqa: RUF012  a table, as in the base form


class ReceiptForm(ClueForm):
    receipt = OneFile(label=gettext_lazy("Scan of the receipt"))
    named = {"files": "receipt"}  # noqa: RUF012

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["receipt"].required = True

    def clean_receipt(self) -> Any:
        if not self.cleaned_data["receipt"]:
            raise ValidationError(_("No file was chosen."))
        return self.cleaned_data["receipt"]


class ConcludeForm(ClueForm):
    outcome = _text(gettext_lazy("What the organ told"), MOST_TEXT, 4)
    outcome_by = _line(gettext_lazy("Told by"), MOST_TITLE, required=False)
    outcome_on = forms.DateField(label=gettext_lazy("Told on"), widget=DayInput())


class ChooseForm(forms.Form):
    """Which voices become posts; for a new clue, what is said. `offered` are the voices with what shows of each."""

    title = _line(gettext_lazy("What is said"), MOST_TITLE, hint=gettext_lazy("The rumour in one line, without names."))
    voices = forms.MultipleChoiceField(label=gettext_lazy("Posts in question"), required=False)

    def __init__(self, offered: list[Any], data: QueryDict | None = None, *, new: bool, **more: Any) -> None:
        super().__init__(data, **more)
        if not new:
            del self.fields["title"]
        field = self.fields["voices"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(voice.pk), voice.number) for voice in offered]
        chosen = data.getlist("voices") if data is not None else more.get("initial", {}).get("voices", ())
        self.chosen = {str(key) for key in chosen}
