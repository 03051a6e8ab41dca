"""The forms of the office's drills: one to be set up, and a scenario of one's own."""

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiying.people.forms import DeedForm
from huiying.people.models import Unit, User

from .clock import FASTEST, SLOWEST
from .scenario.model import Scenario
from .world.deeds import LARGEST_SEED
from .world.writing import LONGEST

if TYPE_CHECKING:
    _People = forms.ModelMultipleChoiceField[User]
else:
    _People = forms.ModelMultipleChoiceField


class Players(_People):
    """People with their posts: in a drill it matters what somebody is."""

    def label_from_instance(self, person: User) -> str:
        posts = [f"{post.section or ''}{post.get_role_display()}" for post in person.posts.all()]
        return f"{person}（{'、'.join(posts)}）"


class DrillForm(DeedForm):
    """Which scenario, for whom, how fast; the seed makes the same drill again."""

    scenario = forms.ChoiceField(label=_("Scenario"))
    players = Players(
        User.objects.none(),
        label=_("Players"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They find the drill's address and password on its page."),
    )
    speed = forms.FloatField(
        label=_("Speed"),
        initial=1,
        min_value=SLOWEST,
        max_value=FASTEST,
        help_text=_("How many minutes of the drill pass in one. The trainer may change it on the way."),
    )
    seed = forms.IntegerField(
        label=pgettext_lazy("drill", "Seed"),
        required=False,
        min_value=0,
        max_value=LARGEST_SEED,
        help_text=_("Left empty, the voices come in another order each time."),
    )

    def __init__(self, unit: Unit | None, scenarios: Sequence[Scenario], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["scenario"].choices = [  # type: ignore[attr-defined]
            (one.key, one.title) for one in scenarios
        ]
        self.fields["players"].queryset = (  # type: ignore[attr-defined]
            User.objects.filter(is_active=True, posts__isnull=False, unit=unit)
            .distinct()
            .order_by("pk")
            .prefetch_related("posts__section")
        )

    def clean_seed(self) -> int:
        told = self.cleaned_data["seed"]
        return secrets.randbelow(LARGEST_SEED) if told is None else int(told)


class ScenarioForm(DeedForm):
    """The text of a scenario, as it is kept."""

    text = forms.CharField(
        label=_("Scenario"),
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 36, "spellcheck": "false", "class": "drill-text"}),
    )
