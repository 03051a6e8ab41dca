"""An office is made: the tables, the sections and channels of the template, the portal with its columns."""

from datetime import datetime

from django.core.management import call_command
from django.db import connection, transaction

from huiying.intake.actions import set_up_channel
from huiying.people.actions import found_office
from huiying.people.models import Unit
from huiying.project.demo.world.office import OfficeFile, load_office
from huiying.publication.site import build_site


def is_made() -> bool:
    """Whether the database of this home holds an office."""
    return Unit._meta.db_table in connection.introspection.table_names() and Unit.objects.exists()


def make_office(*, at: datetime) -> OfficeFile:
    """Make the tables, and where no office stands yet, the sections, channels and portal of the template."""
    call_command("migrate", verbosity=0, interactive=False)
    template = load_office()
    if not is_made():
        _found(template, at)
    return template


@transaction.atomic
def _found(template: OfficeFile, at: datetime) -> None:
    found_office(template.name, [(s.name, s.duties, s.information) for s in template.sections], at=at)
    for rank, channel in enumerate(template.channels):
        set_up_channel(
            channel.slug,
            name=channel.name,
            connector=channel.connector,
            form=channel.form,
            note=channel.note,
            rank=rank,
            settings=channel.settings,
            at=at,
        )
    build_site(template.name)
