"""Who meets the same on our own board is counted beside the likes of a platform."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0011_only_voices_set_aside_stand_in_their_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="voice",
            name="same",
            field=models.PositiveIntegerField(default=0, verbose_name="how many meet the same"),
        ),
    ]
