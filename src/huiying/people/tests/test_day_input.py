from datetime import date

from django import forms
from django.utils import translation

from huiying.people.forms import DayInput


class Asked(forms.Form):
    day = forms.DateField(widget=DayInput({"min": "2026-01-01"}), initial=date(2026, 3, 9))


def test_a_day_is_in_the_browsers_form_in_every_language() -> None:
    for language in ("zh-hans", "zh-hant", "en"):
        with translation.override(language):
            field = str(Asked()["day"])
        assert 'type="date"' in field
        assert 'value="2026-03-09"' in field
        assert 'min="2026-01-01"' in field
