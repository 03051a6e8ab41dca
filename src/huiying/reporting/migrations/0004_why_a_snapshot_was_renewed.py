from django.db import migrations, models


class Migration(migrations.Migration):
    """A new version of a snapshot says which fact was corrected."""

    dependencies = [
        ("reporting", "0003_papers_of_every_kind"),
    ]

    operations = [
        migrations.AddField(
            model_name="snapshot",
            name="because",
            field=models.CharField(blank=True, max_length=300, verbose_name="why there is a new version"),
        ),
    ]
