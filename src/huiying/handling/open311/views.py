"""The resources of GeoReport v2 under /open311/v2/, each in XML and JSON."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from huiying.core.errors import HuiyingError
from huiying.intake import due
from huiying.intake.channels.api.posting import Posting, post
from huiying.intake.channels.api.reading import digest_of
from huiying.intake.channels.api.refusing import ApiRefusal
from huiying.intake.channels.api.tokens import admit
from huiying.intake.models import Scope, Voice
from huiying.intake.tries import Tries

from . import offered, posted, shown
from .asking import wanted
from .writing import XML, Parts, Refusal, listed, refused, single

View = Callable[..., HttpResponse]
ASKED = Tries("open311", most=120, window=60)
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"


def resource(*methods: str) -> Callable[[View], View]:
    """A resource that takes these methods and tells every refusal in the form of the specification."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, form: str = XML, **named: str) -> HttpResponse:
            try:
                if methods and request.method not in methods:
                    raise Refusal(405, _("This resource is not asked so."))
                return view(request, form, **named)
            except Refusal as refusal:
                told = refused(refusal, form=form)
            except ApiRefusal as error:
                told = refused(Refusal(403 if error.status == 401 else error.status, error.what), form=form)
            except HuiyingError as error:
                told = refused(Refusal(400, error.what), form=form)
            except OperationalError:
                told = refused(Refusal(503, _("The office is busy.")), form=form)
            if told.status_code == 405:
                told["Allow"] = ", ".join(methods)
            return told

        return csrf_exempt(never_cache(answer))

    return wrap


def _count(request: HttpRequest) -> None:
    if ASKED.used_up(request):
        raise Refusal(429, _("Very many questions came from your network within a minute. Please wait."))
    ASKED.count(request)


@resource("GET")
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    """Where the interface is, and in which forms it answers."""
    changed = shown.stamp(offered.changed_at())
    endpoint = {
        "specification": SPECIFICATION,
        "url": f"{settings.SITE_ADDRESS}/open311/v2",
        "changeset": changed,
        "type": "test" if settings.DEMO or settings.DEBUG else "production",
        "formats": Parts("format", ["text/xml", "application/json"]),
    }
    told = {
        "changeset": changed,
        "contact": _("The information section of this office: %(address)s") % {"address": settings.SITE_ADDRESS},
        "key_service": _("Ask the information section of this office for an api_key: %(address)s")
        % {"address": settings.SITE_ADDRESS},
        "endpoints": Parts("endpoint", [endpoint]),
    }
    return single(told, form=form, root="discovery")


@resource("GET")
def service_list(request: HttpRequest, form: str) -> HttpResponse:
    rows = [_service(code) for code in (*offered.codes(), offered.OTHER)]
    return listed(rows, form=form, root="services", item="service")


def _service(code: str) -> dict[str, object]:
    below = offered.themes_of(code)[1:]
    return {
        "service_code": code,
        "service_name": offered.name_of(code),
        "description": "、".join(below) or offered.name_of(code),
        "metadata": False,
        "type": "realtime",
        "keywords": ", ".join(below),
        "group": "",
    }


@resource("GET")
def service(request: HttpRequest, form: str, code: str) -> HttpResponse:
    """A service asks for nothing beside what every request has."""
    if not offered.name_of(code):
        raise Refusal(404, _("The service_code that was given is not known."))
    return single({"service_code": code, "attributes": Parts("attribute", [])}, form=form, root="service_definition")


@resource("GET", "POST")
def requests(request: HttpRequest, form: str) -> HttpResponse:
    return _posted(request, form) if request.method == "POST" else _listed(request, form)


def _listed(request: HttpRequest, form: str) -> HttpResponse:
    _count(request)
    rows = [shown.row(voice) for voice in shown.find(wanted(request.GET, timezone.now()))]
    return listed(rows, form=form, root="service_requests", item="request")


def _posted(request: HttpRequest, form: str) -> HttpResponse:
    at, told = timezone.now(), posted.fields(request)
    token = admit(told.get("api_key", "") or request.GET.get("api_key", ""), Scope.INTAKE, at=at)
    letter = posted.letter(told)
    key = request.headers.get("Idempotency-Key", "").strip()[:100] or posted.passing_key()
    (result,) = post(Posting([letter], key, digest_of(told)), token=token, at=at)
    row = {
        "service_request_id": result.number,
        "service_notice": _notice(Voice.objects.get(number=result.number)),
        "account_id": None,
    }
    return listed([row], form=form, root="service_requests", item="request")


def _notice(voice: Voice) -> str:
    day = date_format(due.due(voice).due_date, "Y年n月j日")
    return _("You will have an answer by %(day)s.") % {"day": day}


@resource("GET")
def one(request: HttpRequest, form: str, number: str) -> HttpResponse:
    _count(request)
    return listed([shown.row(_found(number))], form=form, root="service_requests", item="request")


@resource("GET")
def token(request: HttpRequest, form: str, number: str) -> HttpResponse:
    """Our requests have their number at once: a token is the number."""
    _count(request)
    row = {"service_request_id": _found(number).number, "token": number}
    return listed([row], form=form, root="service_requests", item="request")


def _found(number: str) -> Voice:
    voice = shown.voices().filter(number=number.replace("\0", "")[:40]).first()
    if voice is None:
        raise Refusal(404, _("service_request_id was not found."))
    return voice


@resource()
def nothing(request: HttpRequest, form: str) -> HttpResponse:
    """An address that the specification does not have."""
    raise Refusal(404, _("There is no such resource."))
