"""The editors' room offers no help of another site: a machine that stands alone has none, and ours is the manual."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem

WEB = ("http://", "https://")


def install() -> None:
    hooks.register("construct_help_menu", _stay_here)


def _stay_here(_request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if not item.url.startswith(WEB)]
