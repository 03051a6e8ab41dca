import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ._word_index import drop_the_index, make_the_index


class Migration(migrations.Migration):
    dependencies = [
        ("handling", "0009_incidents"),
        ("intake", "0008_words_are_indexed"),
        ("people", "0002_absences_and_three_administrators"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "voice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_text",
                        serialize=False,
                        to="intake.voice",
                        verbose_name="voice",
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
            ],
            options={
                "verbose_name": "search text",
                "verbose_name_plural": "search texts",
            },
        ),
        migrations.RunPython(make_the_index, drop_the_index),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "list",
                    models.CharField(
                        choices=[("inbox", "Inbox"), ("cases", "Cases")], max_length=8, verbose_name="list"
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="name")),
                ("query", models.CharField(blank=True, max_length=1000, verbose_name="filters and order")),
                ("is_default", models.BooleanField(default=False, verbose_name="opens by itself")),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="views",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="views",
                        to="people.unit",
                        verbose_name="shared with",
                    ),
                ),
            ],
            options={
                "verbose_name": "saved view",
                "verbose_name_plural": "saved views",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["unit", "list"], name="views_of_a_unit")],
                "constraints": [
                    models.UniqueConstraint(fields=("by", "list", "name"), name="a_person_names_a_view_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)), fields=("by", "list"), name="one_view_opens_by_itself"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["title", "-id"], name="cases_by_title"),
        ),
        migrations.AddIndex(
            model_name="part",
            index=models.Index(
                condition=models.Q(("is_lead", True)), fields=["section", "-case"], name="parts_that_lead"
            ),
        ),
    ]
