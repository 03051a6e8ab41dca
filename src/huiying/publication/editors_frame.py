"""What stands around every page of the editors' room: help that leads to no other site, since a machine that stands
alone has none and ours is the manual; and the session's end (session.js), as around the desk's pages.
"""

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem

WEB = ("http://", "https://")


def install() -> None:
    hooks.register("construct_help_menu", _stay_here)
    hooks.register("insert_global_admin_js", session_script)


def _stay_here(_request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if not item.url.startswith(WEB)]


def session_script() -> SafeString:
    """The script by which a page goes with its session."""
    return format_html(
        '<script src="{}" defer data-session="{}" data-idle="{}"></script>',
        static("huiying/session.js"),
        reverse("desk-account-session"),
        int(settings.SESSION_IDLE_MINUTES * 60),
    )
