"""Write the table of permissions of the manual from the one in the code: `python -m tools.permissions`."""

import os
from importlib import import_module
from pathlib import Path

import django
from django.utils import translation

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "permissions.md"
BEGINS = "| deed |"


def page() -> str:
    """The page as it has to be: what people wrote, and the table under it."""
    return PAGE.read_text("utf-8").partition(BEGINS)[0] + table()


def table() -> str:
    """A row a deed, a column a role, and how far each reaches."""
    deeds, models, policies = (import_module(f"huiying.people.{name}") for name in ("deeds", "models", "policies"))
    with translation.override("en"):
        roles = " | ".join(str(role.label) for role in models.Role)
        lines = [f"{BEGINS} in words | {roles} | The machine |", "|---|---|" + "---|" * (len(models.Role) + 1)]
        for deed, grants in policies.POLICY.items():
            cells = [str(grants.get(role, "")) for role in models.Role]
            cells.append("yes" if deed in policies.MACHINE else "")
            lines.append(f"| `{deed}` | {deeds.in_words(deed)} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiying.project.settings")
    django.setup()
    PAGE.write_text(page(), "utf-8")
