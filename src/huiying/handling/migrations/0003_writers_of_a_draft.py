"""All who wrote at a version of the reply, not the last of them alone: none of them signs it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("handling", "0002_reviews_of_a_draft")]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="writers",
            field=models.TextField(blank=True, default="", verbose_name="writers"),
        ),
    ]
