"""A thread knows the answer that it shares with others; presses that were counted among the likes of a letter go where
they belong.
"""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def count_apart(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    voices = apps.get_model("intake", "Voice").objects
    threads = apps.get_model("publication", "BoardThread").objects
    threads.exclude(answered_on=None).update(answered_under=models.F("reference"))
    told = threads.filter(told_same__gt=0)
    for reference, same in told.values_list("reference", "told_same").iterator():
        voices.filter(number=reference, likes=same).update(likes=0, same=same)


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0009_gap"),
        ("intake", "0012_board"),
    ]

    operations = [
        migrations.AddField(
            model_name="boardthread",
            name="answered_under",
            field=models.CharField(blank=True, max_length=20, verbose_name="number of the published answer"),
        ),
        migrations.RunPython(count_apart, migrations.RunPython.noop),
    ]
