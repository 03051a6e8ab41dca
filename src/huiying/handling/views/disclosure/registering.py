"""登记申请 · A request that came on paper or by fax is typed in at the desk by the same form as the public has; who
asks is sealed as there.
"""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiying.core.errors import HuiyingError
from huiying.intake.channels.portal.applicant import ORGANISATION
from huiying.intake.channels.portal.disclosure import DisclosureForm
from huiying.intake.channels.portal.uploads import bounded
from huiying.intake.models import Channel
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.forms import DayInput
from huiying.people.models import User

from ... import actions
from ...clocks.receiving import moment_of
from ...models import Applicant, Way

REGISTER = "handling.disclosure.register"
CHOOSE = {"required": gettext_lazy("Choose one of these.")}


class PaperForm(DisclosureForm):
    """The public form, with how and when the paper came."""

    channel = forms.ModelChoiceField(Channel.objects.none(), label=gettext_lazy("Channel"), error_messages=CHOOSE)
    arrived = forms.ChoiceField(
        label=gettext_lazy("Way of arrival"),
        choices=[choice for choice in Way.choices if choice[0] != Way.ONLINE],
        error_messages=CHOOSE,
    )
    received_on = forms.DateField(label=gettext_lazy("Day of receipt"), widget=DayInput())
    evidence = forms.CharField(
        label=gettext_lazy("What proves the day"),
        max_length=300,
        help_text=gettext_lazy("The stamp, the number of the registered letter, who confirmed by phone and when."),
    )
    sort = forms.ChoiceField(label=gettext_lazy("Sort of applicant"), choices=Applicant, error_messages=CHOOSE)

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channels = Channel.objects.filter(policies.within(person, REGISTER), connector="portal", is_open=True)
        own = [c.pk for c in channels if c.settings.get("form") == "disclosure"]
        field = self.fields["channel"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = channels.filter(pk__in=own)
        field.initial = field.queryset.first()

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day lies ahead."))
        return day

    def clean(self) -> dict[str, Any]:
        """The column of the annual report fits whom the request names."""
        told = super().clean()
        sort, organisation = told.get("sort"), told.get("applicant") == ORGANISATION
        if sort and "applicant" in told and organisation == (sort == Applicant.NATURAL):
            self.add_error("sort", _("This does not fit who asks: a person, or an organisation."))
        return told


@require_http_methods(["GET", "POST"])
@bounded
@desk(REGISTER)
def new(request: HttpRequest) -> HttpResponse:
    """Register a request; the number and the query code are for the applicant."""
    person, at = staff(request), timezone.now()
    if request.method == "GET":
        form = PaperForm(person, initial={"token": uuid.uuid4(), "received_on": timezone.localdate()})
        return _page(request, form)
    form = PaperForm(person, request.POST, request.FILES)
    if form.is_valid():
        told = form.cleaned_data
        try:
            case, code = actions.register_request(
                form.heard(moment_of(told["received_on"], at)),
                channel=told["channel"],
                way=told["arrived"],
                received_on=told["received_on"],
                evidence=told["evidence"],
                applicant=told["sort"],
                by=person,
                at=at,
            )
        except HuiyingError as refused:
            form.add_error(None, str(refused))
        else:
            said = _("Registered. For the applicant: number %(number)s, query code %(code)s.")
            messages.success(request, said % {"number": case.voice.number, "code": code})
            return redirect("desk-case", number=case.number)
    return _page(request, form)


def _page(request: HttpRequest, form: PaperForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "handling/disclosure/new.html", {"form": form}, status=status)
