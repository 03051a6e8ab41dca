from django.db import migrations, models


class Migration(migrations.Migration):
    """A published file is found by its words, which are read once."""

    dependencies = [("publication", "0011_release")]

    operations = [
        migrations.CreateModel(
            name="FileWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=40, unique=True)),
                ("words", models.TextField(blank=True, verbose_name="words")),
            ],
            options={"verbose_name": "words of a file", "verbose_name_plural": "words of files"},
        ),
    ]
