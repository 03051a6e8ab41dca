"""What one sets for oneself in the editors' room: its language, its colours, its messages. Name and address are the
office's to write and are told by the desk, and no picture is uploaded that nobody looks at.
"""

from django.http import HttpRequest, HttpResponse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import (
    AccountView,
    BaseSettingsPanel,
    LocaleSettingsPanel,
    NotificationsSettingsPanel,
    ThemeSettingsPanel,
)

OWN = (LocaleSettingsPanel, NotificationsSettingsPanel, ThemeSettingsPanel)


class _Own(AccountView):  # type: ignore[misc]
    def get_panels(self) -> list[BaseSettingsPanel]:
        return [panel for panel in super().get_panels() if isinstance(panel, OWN)]


_own = _Own.as_view()


@require_admin_access  # type: ignore[untyped-decorator]
def account(request: HttpRequest) -> HttpResponse:
    """Wagtail's page of one's own settings, with no more than these."""
    return _own(request)  # type: ignore[no-any-return]
