import django.db.models.deletion
from django.db import migrations, models


def of_the_founding_unit(apps, schema_editor):
    """What was here before there were several units belongs to the one that there was."""
    unit = apps.get_model("people", "Unit").objects.order_by("pk").first()
    if unit is not None:
        for name in ("Topic",):
            apps.get_model("assessment", name).objects.update(unit=unit)


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0003_the_office_sets_thresholds"),
        ("people", "0003_units_of_staff_and_posts"),
    ]

    operations = [
        migrations.AddField(
            model_name="topic",
            name="unit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="topics",
                to="people.unit",
                verbose_name="unit",
            ),
        ),
        migrations.RunPython(of_the_founding_unit, migrations.RunPython.noop),
    ]
