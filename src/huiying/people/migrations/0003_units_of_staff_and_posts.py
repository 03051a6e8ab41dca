import django.db.models.deletion
from django.db import migrations, models


def of_the_founding_unit(apps, schema_editor):
    """What was here before there were several units belongs to the one that there was."""
    unit = apps.get_model("people", "Unit").objects.order_by("pk").first()
    if unit is not None:
        for name in (
            "User",
            "Post",
        ):
            apps.get_model("people", name).objects.update(unit=unit)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_absences_and_three_administrators"),
    ]

    operations = [
        migrations.AddField(
            model_name="post",
            name="unit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="posts",
                to="people.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="unit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="staff",
                to="people.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.UniqueConstraint(
                condition=models.Q(("section", None)),
                fields=("user", "role", "unit"),
                name="a_post_of_a_whole_unit_is_held_once",
            ),
        ),
        migrations.RunPython(of_the_founding_unit, migrations.RunPython.noop),
    ]
