"""正文 · The HTML of a page's body as it is shown: what editors and papers write, and nothing that could act.

Wagtail keeps only what its text editor knows; this stands behind it, for bodies that came another way (an import,
another program at the tables) and for what nobody thought of.
"""

import nh3
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

_TAGS = (
    "a b blockquote br caption code col colgroup dd del div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img li ol p "
    "pre s small span strong sub sup table tbody td tfoot th thead tr u ul"
)
ATTRIBUTES = {
    "*": {"class", "id", "lang", "title"},
    "a": {"href"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope"},
}
SCHEMES = {"http", "https", "mailto", "tel"}


def shown(source: str) -> SafeString:
    """The body with its links and pictures in place; tags that are not known go, their words stay."""
    html = nh3.clean(
        expand_db_html(source or ""),
        tags=set(_TAGS.split()),
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener",
    )
    return mark_safe(html)  # noqa: S308 - nh3 made it
