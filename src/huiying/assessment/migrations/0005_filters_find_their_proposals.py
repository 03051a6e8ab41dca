from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0004_topics_of_units"),
        ("intake", "0008_words_are_indexed"),
        ("people", "0002_absences_and_three_administrators"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["kind", "voice"], name="proposals_of_a_kind"),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["level", "voice"], name="proposals_of_a_level"),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(
                condition=models.Q(("emergency", True)), fields=["voice"], name="proposals_of_emergencies"
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(condition=models.Q(("rumour", True)), fields=["voice"], name="proposals_of_rumours"),
        ),
    ]
