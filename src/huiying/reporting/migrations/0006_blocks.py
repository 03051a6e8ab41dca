from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0005_measures_and_lessons"),
    ]

    operations = [
        migrations.CreateModel(
            name="Block",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="digest")),
                ("content", models.BinaryField()),
            ],
            options={"verbose_name": "frozen piece", "verbose_name_plural": "frozen pieces"},
        ),
    ]
