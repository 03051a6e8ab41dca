from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0007_channels_of_units"),
    ]

    operations = [
        migrations.AddField(
            model_name="voice",
            name="indexed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="voice",
            index=models.Index(condition=models.Q(("indexed_at", None)), fields=["id"], name="voices_unindexed"),
        ),
    ]
