from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "huiying.accounts"
    verbose_name = _("Signing in")

    def ready(self) -> None:
        """Note who signs in and out, once the models are there."""
        import_module("huiying.accounts.receiving").watch()
