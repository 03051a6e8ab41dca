"""The one interface for other systems, put together of what the rooms offer. Its form is at /api/v1/openapi.json; there
is no page of documentation, since those that come with the library write script into their pages, which ours forbid.
"""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from huiying.core.errors import HuiyingError, InputError, NotAllowed
from huiying.handling.api import router as handling
from huiying.intake.channels.api.refusing import ApiRefusal, told
from huiying.intake.channels.api.routes import router as intake
from huiying.reporting.api import router as reporting

PLAIN = {"ensure_ascii": False}
api = NinjaAPI(
    title="Huiying",
    version="1",
    description="Voices and work orders in, their state and the office's figures out. See docs/reference/api.md.",
    openapi_url="/openapi.json",
    docs_url=None,
    urls_namespace="api",
)
for router in (intake, handling, reporting):
    api.add_router("", router)


@api.exception_handler(HuiyingError)
def refused(request: HttpRequest, error: HuiyingError) -> HttpResponse:
    """A refusal of the interface has its status; one of the rooms is 403, 422 or 409."""
    if isinstance(error, ApiRefusal):
        return JsonResponse(told(error), status=error.status, headers=error.headers, json_dumps_params=PLAIN)
    status = 403 if isinstance(error, NotAllowed) else 422 if isinstance(error, InputError) else 409
    return JsonResponse(told(error), status=status, json_dumps_params=PLAIN)


@api.exception_handler(ValidationError)
def unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """An address or a query that is not of the right form."""
    where = ", ".join(".".join(str(part)[:40] for part in each["loc"]) for each in error.errors[:5])
    return refused(request, ApiRefusal(422, _("It is missing, or not of the right form."), where=where))


@api.exception_handler(HttpError)
def plain(request: HttpRequest, error: HttpError) -> HttpResponse:
    return refused(request, ApiRefusal(error.status_code, str(error)))


@api.exception_handler(OperationalError)
def busy(request: HttpRequest, error: OperationalError) -> HttpResponse:
    """The database is busy or away: nothing of this request was kept, and it can be sent again as it is."""
    answer = ApiRefusal(
        503, _("The office is busy."), fix=_("Send it again in a moment."), headers={"Retry-After": "2"}
    )
    return refused(request, answer)


def nowhere(request: HttpRequest) -> HttpResponse:
    """An address that the interface does not have."""
    return refused(request, ApiRefusal(404, _("There is no such address."), fix="/api/v1/openapi.json"))
