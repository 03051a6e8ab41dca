"""The editors' room without script in its pages: what a widget of Wagtail's would run where it stands, it says as data,
and `editors.js` begins it. So the room keeps the same policy about scripts as every other page (decision 18).

The widgets of days and times and the panels of rows say it by templates of ours under `templates/wagtailadmin/`, which
stand before Wagtail's. A chooser writes its script in Python, so that its one method is replaced here.
"""

import json
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail import hooks
from wagtail.admin.widgets.chooser import BaseChooser

from .describing import ESCAPES


def install() -> None:
    BaseChooser.render = _chooser
    hooks.register("insert_global_admin_js", _script)


def _chooser(
    self: Any, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: object = None
) -> SafeString:
    mark, told = (attrs or {})["id"], self.get_value_data(value)
    options = json.dumps(self.get_js_init_options(mark, name, told))
    return SafeString(self.render_html(name, told, attrs) + begun(self.js_constructor, mark, options))


def begun(what: str, *told: str) -> SafeString:
    """A block of data that no browser runs: what is to be begun, and with what."""
    data = mark_safe(json.dumps(told).translate(ESCAPES))  # noqa: S308 - nothing in it can end its block
    return format_html('<script type="application/json" data-begin="{}">{}</script>', what, data)


def _script() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("huiying/editors.js"))
