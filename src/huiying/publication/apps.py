from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    name = "huiying.publication"
    verbose_name = _("Publication")

    def ready(self) -> None:
        """Watch over what was signed, can be found, is shown and waits, once the models are there."""
        import_module("huiying.publication.signed").watch()
        import_module("huiying.publication.searching.watching").watch()
        import_module("huiying.publication.front.watching").watch()
        import_module("huiying.publication.waiting").watch()
        import_module("huiying.publication.documents").watch()
        import_module("huiying.publication.plain_widgets").install()
        import_module("huiying.publication.editors_frame").install()
