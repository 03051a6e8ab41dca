"""The portal's bones: a home page and its four columns, as Wagtail pages."""

from wagtail.models import Locale, Page, Site

from .columns import COLUMNS
from .models import ColumnPage, HomePage


def build_site(name: str) -> HomePage:
    """Build the portal of an office in place of Wagtail's welcome page."""
    locale, _ = Locale.objects.get_or_create(language_code="zh-hans")
    root = Page.objects.get(depth=1)
    for welcome in root.get_children():
        welcome.delete()
    root.refresh_from_db()
    home: HomePage = root.add_child(instance=HomePage(title=name, slug="home", locale=locale))
    for slug, title, intro in COLUMNS:
        home.add_child(instance=ColumnPage(title=title, slug=slug, intro=intro, show_in_menus=True, locale=locale))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", site_name=name, root_page=home, is_default_site=True)
    return home
