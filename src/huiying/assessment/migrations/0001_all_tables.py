"""All tables of the room at once, for a new home. One that took all the steps this replaces has nothing to do."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from huiying.ledger.migrations._at_once import AllTables


class Migration(migrations.Migration):
    replaces = [
        ("assessment", "0001_initial"),
        ("assessment", "0001_squashed_0005_filters_find_their_proposals"),
        ("assessment", "0002_people_put_topics_right"),
        ("assessment", "0003_the_office_sets_thresholds"),
        ("assessment", "0004_topics_of_units"),
        ("assessment", "0005_filters_find_their_proposals"),
    ]

    initial = True

    dependencies = [
        ("intake", "0001_all_tables"),
        ("people", "0001_all_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AllTables(
            [
                migrations.CreateModel(
                    name="Topic",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="topics",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        ("description", models.CharField(max_length=200, verbose_name="description")),
                        ("named", models.BooleanField(default=False, verbose_name="described by a person")),
                        ("who_where", models.CharField(blank=True, max_length=120, verbose_name="place or people")),
                        ("heat", models.FloatField(default=0, verbose_name="heat")),
                        ("heat_because", models.JSONField(default=dict)),
                        ("curve", models.JSONField(default=list)),
                        ("burst", models.JSONField(default=dict)),
                        ("first_at", models.DateTimeField(verbose_name="first voice")),
                        ("last_at", models.DateTimeField(verbose_name="last voice")),
                        ("voices_count", models.PositiveIntegerField(default=0, verbose_name="voices")),
                    ],
                    options={
                        "verbose_name": "topic",
                        "verbose_name_plural": "topics",
                        "ordering": ["-heat", "id"],
                        "indexes": [models.Index(fields=["-heat"], name="topics_hottest_first")],
                    },
                ),
                migrations.CreateModel(
                    name="FormerTopic",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.PositiveIntegerField(unique=True)),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="former",
                                to="assessment.topic",
                                verbose_name="topic",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "former topic",
                        "verbose_name_plural": "former topics",
                    },
                ),
                migrations.CreateModel(
                    name="Belonging",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "sort",
                            models.CharField(
                                choices=[("together", "belong together"), ("apart", "do not belong with the others")],
                                max_length=10,
                                verbose_name="what was said",
                            ),
                        ),
                        ("voices", models.JSONField(default=list, verbose_name="voices")),
                        ("others", models.JSONField(default=list, verbose_name="the others")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="belongings",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="said by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="said at")),
                    ],
                    options={
                        "verbose_name": "word on voices",
                        "verbose_name_plural": "words on voices",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Gathering",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked at")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="gatherings",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked by",
                            ),
                        ),
                        ("done_at", models.DateTimeField(null=True, verbose_name="done at")),
                        ("topics", models.PositiveIntegerField(default=0, verbose_name="topics")),
                        ("voices", models.PositiveIntegerField(default=0, verbose_name="voices")),
                    ],
                    options={
                        "verbose_name": "gathering",
                        "verbose_name_plural": "gatherings",
                        "ordering": ["-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "voice",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="proposal",
                                to="intake.voice",
                                verbose_name="voice",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("咨询", "Enquiry"),
                                    ("求助", "Request for help"),
                                    ("投诉", "Complaint"),
                                    ("举报", "Report of wrongdoing"),
                                    ("建议", "Suggestion"),
                                    ("感谢", "Thanks"),
                                ],
                                max_length=4,
                                verbose_name="kind",
                            ),
                        ),
                        ("theme", models.CharField(blank=True, max_length=40, verbose_name="theme")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("一般", "General"),
                                    ("较大", "Considerable"),
                                    ("重大", "Major"),
                                    ("特别重大", "Extremely serious"),
                                ],
                                default="一般",
                                max_length=8,
                                verbose_name="level",
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposed_as_lead",
                                to="people.section",
                                verbose_name="lead section",
                            ),
                        ),
                        ("criteria", models.JSONField(default=list, verbose_name="criteria")),
                        ("emergency", models.BooleanField(default=False, verbose_name="emergency")),
                        ("rumour", models.BooleanField(default=False, verbose_name="rumour")),
                        (
                            "topic",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="proposals",
                                to="assessment.topic",
                                verbose_name="topic",
                            ),
                        ),
                        (
                            "same_as",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="repeated_by",
                                to="intake.voice",
                                verbose_name="says the same as",
                            ),
                        ),
                        ("said", models.JSONField(default=dict)),
                        ("proposed_at", models.DateTimeField(verbose_name="proposed at")),
                        ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed at")),
                        (
                            "co_sections",
                            models.ManyToManyField(
                                related_name="proposed_as_co", to="people.section", verbose_name="co-sections"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "proposal",
                        "verbose_name_plural": "proposals",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("confirmed_at", None)),
                                fields=["voice"],
                                name="proposals_unconfirmed",
                            ),
                            models.Index(fields=["theme"], name="proposals_of_a_theme"),
                            models.Index(fields=["kind", "voice"], name="proposals_of_a_kind"),
                            models.Index(fields=["level", "voice"], name="proposals_of_a_level"),
                            models.Index(
                                condition=models.Q(("emergency", True)),
                                fields=["voice"],
                                name="proposals_of_emergencies",
                            ),
                            models.Index(
                                condition=models.Q(("rumour", True)), fields=["voice"], name="proposals_of_rumours"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ThresholdSheet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("people", models.JSONField(default=list, verbose_name="people")),
                        ("spread", models.JSONField(default=list, verbose_name="spread")),
                        ("reason", models.CharField(max_length=300, verbose_name="reason")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="threshold_sheets",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="set by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="set at")),
                    ],
                    options={
                        "verbose_name": "thresholds",
                        "verbose_name_plural": "thresholds",
                        "ordering": ["-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Confirmation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="confirmations",
                                to="assessment.proposal",
                                verbose_name="proposal",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confirmations",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="confirmed by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="confirmed at")),
                        ("before", models.JSONField(default=dict)),
                        ("after", models.JSONField(default=dict)),
                    ],
                    options={
                        "verbose_name": "confirmation",
                        "verbose_name_plural": "confirmations",
                        "ordering": ["-at"],
                    },
                ),
            ]
        ),
    ]
