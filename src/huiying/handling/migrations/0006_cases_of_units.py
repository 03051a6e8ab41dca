import django.db.models.deletion
from django.db import migrations, models


def of_the_founding_unit(apps, schema_editor):
    """What was here before there were several units belongs to the one that there was."""
    unit = apps.get_model("people", "Unit").objects.order_by("pk").first()
    if unit is not None:
        for name in ("Case",):
            apps.get_model("handling", name).objects.update(unit=unit)


class Migration(migrations.Migration):
    dependencies = [
        ("handling", "0005_messages_to_staff"),
        ("intake", "0007_channels_of_units"),
        ("people", "0003_units_of_staff_and_posts"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="unit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="people.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["unit", "-opened_at", "-id"], name="cases_of_a_unit"),
        ),
        migrations.RunPython(of_the_founding_unit, migrations.RunPython.noop),
    ]
