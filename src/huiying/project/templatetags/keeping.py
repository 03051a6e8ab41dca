"""What a page tells the browser of what it may keep, and for how long somebody sits there."""

import base64

from django import template
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.crypto import salted_hmac

from huiying.publication.editors_frame import session_script

register = template.Library()
register.simple_tag(session_script)


@register.simple_tag(takes_context=True)
def person_key(context: template.Context) -> str:
    """With what keeping.js seals the texts of who is signed in; "" where nobody is. 256 bits, base64."""
    request: HttpRequest = context["request"]
    return _key(f"person {request.user.pk}") if request.user.is_authenticated else ""


@register.simple_tag(takes_context=True)
def browser_key(context: template.Context) -> str:
    """With what keeping.js seals the texts of a browser whose person nobody knows, by the cookie of its forms."""
    request: HttpRequest = context["request"]
    get_token(request)  # so that there is one
    return _key(f"browser {request.META['CSRF_COOKIE']}")


def _key(whose: str) -> str:
    return base64.b64encode(salted_hmac("huiying kept texts", whose, algorithm="sha256").digest()).decode()
