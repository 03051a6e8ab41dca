from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0008_the_desk_writes_papers"),
    ]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="polished",
            field=models.JSONField(default=dict, verbose_name="polished by a language model"),
        ),
    ]
