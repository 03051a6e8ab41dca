"""A draft's reviews are found by who signed, too: without it SQLite looked through all that somebody ever signed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("handling", "0001_all_tables")]

    operations = [
        migrations.AddIndex(model_name="review", index=models.Index(fields=["draft", "by"], name="reviews_of_a_draft")),
    ]
