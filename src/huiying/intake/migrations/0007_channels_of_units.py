import django.db.models.deletion
from django.db import migrations, models


def of_the_founding_unit(apps, schema_editor):
    """What was here before there were several units belongs to the one that there was."""
    unit = apps.get_model("people", "Unit").objects.order_by("pk").first()
    if unit is not None:
        for name in ("Channel",):
            apps.get_model("intake", name).objects.update(unit=unit)


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0006_tokens_and_webhooks"),
        ("people", "0003_units_of_staff_and_posts"),
    ]

    operations = [
        migrations.AddField(
            model_name="channel",
            name="unit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="channels",
                to="people.unit",
                verbose_name="unit",
            ),
        ),
        migrations.RunPython(of_the_founding_unit, migrations.RunPython.noop),
    ]
