"""All tables of the room at once, for a new home. One that took all the steps this replaces has nothing to do."""

from django.db import migrations, models

from ._at_once import AllTables


class Migration(migrations.Migration):
    replaces = [("ledger", "0001_initial"), ("ledger", "0002_words_can_leave"), ("ledger", "0003_watch")]

    initial = True

    dependencies = []

    operations = [
        AllTables(
            [
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="time")),
                        ("actor", models.CharField(max_length=120, verbose_name="who")),
                        ("deed", models.CharField(max_length=60, verbose_name="deed")),
                        ("about", models.CharField(max_length=60, verbose_name="about")),
                        ("facts", models.JSONField(default=dict, verbose_name="facts")),
                        ("said", models.JSONField(null=True, verbose_name="words")),
                        ("previous", models.CharField(max_length=64)),
                        ("digest", models.CharField(max_length=64)),
                    ],
                    options={
                        "verbose_name": "ledger entry",
                        "verbose_name_plural": "ledger",
                        "ordering": ["id"],
                        "indexes": [
                            models.Index(fields=["about", "id"], name="entries_about_a_thing"),
                            models.Index(fields=["deed", "at"], name="entries_of_a_deed"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Head",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("entries", models.BigIntegerField(default=0)),
                        ("last", models.BigIntegerField(default=0)),
                        (
                            "digest",
                            models.CharField(
                                default="0000000000000000000000000000000000000000000000000000000000000000",
                                max_length=64,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ledger head",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("id", 1)), name="the_ledger_has_one_head")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Watch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ok", models.BooleanField(null=True)),
                        ("proved_at", models.DateTimeField(null=True)),
                        ("proved_number", models.BigIntegerField(default=0)),
                        ("whole_at", models.DateTimeField(null=True)),
                        ("why", models.CharField(blank=True, max_length=20)),
                        ("first_broken", models.BigIntegerField(null=True)),
                        ("loose_on", models.DateField(null=True)),
                        ("walk_number", models.BigIntegerField(null=True)),
                        ("walk_digest", models.CharField(blank=True, max_length=64)),
                        ("walk_is_whole", models.BooleanField(default=False)),
                        ("anchored_on", models.DateField(null=True)),
                        ("anchored_number", models.BigIntegerField(default=0)),
                        ("not_copied", models.BooleanField(default=False)),
                    ],
                    options={
                        "verbose_name": "watch over the ledger",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("id", 1)), name="the_ledger_has_one_watch")
                        ],
                    },
                ),
            ]
        ),
    ]
