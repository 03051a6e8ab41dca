import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_squashed_0003_units_of_staff_and_posts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Training",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sort",
                    models.CharField(
                        choices=[("lecture", "Lecture"), ("seminar", "Seminar"), ("drill", "On-the-spot simulation")],
                        max_length=8,
                        verbose_name="sort",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("held_on", models.DateField(verbose_name="held on")),
                ("hours", models.DecimalField(decimal_places=1, max_digits=4, verbose_name="hours")),
                ("place", models.CharField(max_length=120, verbose_name="place")),
                ("lecturer", models.CharField(blank=True, max_length=120, verbose_name="lecturer")),
                ("content", models.TextField(verbose_name="content")),
                ("results", models.TextField(blank=True, verbose_name="results")),
                ("drill", models.SlugField(blank=True, verbose_name="key of the drill")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="withdrawn at")),
                ("withdrawn_because", models.CharField(blank=True, max_length=300, verbose_name="withdrawn because")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainings_recorded",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainings",
                        to="people.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "training",
                "verbose_name_plural": "trainings",
                "ordering": ["-held_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("attended", "attended"),
                            ("passed", "attended and passed"),
                            ("failed", "attended, did not pass"),
                            ("excused", "excused"),
                        ],
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                ("mark", models.CharField(blank=True, max_length=20, verbose_name="mark")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="member of staff",
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="people.training",
                        verbose_name="training",
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendances",
                "ordering": ["training", "user"],
            },
        ),
        migrations.CreateModel(
            name="TrainingItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=300, verbose_name="what must be learned")),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="where it comes from")),
                ("made_at", models.DateTimeField(verbose_name="noted at")),
                ("due_on", models.DateField(null=True, verbose_name="due on")),
                (
                    "done_in",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items_done",
                        to="people.training",
                        verbose_name="taught in",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noted by",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training_items",
                        to="people.section",
                        verbose_name="section",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training_items",
                        to="people.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "item to train",
                "verbose_name_plural": "items to train",
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="TrainingMaterial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("media_type", models.CharField(max_length=100, verbose_name="type")),
                ("content", models.BinaryField(verbose_name="content")),
                ("size", models.PositiveIntegerField(verbose_name="size")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                ("at", models.DateTimeField(verbose_name="added at")),
                ("removed_at", models.DateTimeField(null=True, verbose_name="taken out at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="people.training",
                        verbose_name="training",
                    ),
                ),
            ],
            options={
                "verbose_name": "training material",
                "verbose_name_plural": "training materials",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="TrainingVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("said", models.JSONField(verbose_name="what it said")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="corrected at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="corrected by",
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="people.training",
                        verbose_name="training",
                    ),
                ),
            ],
            options={
                "verbose_name": "earlier version of a training",
                "verbose_name_plural": "earlier versions of trainings",
                "ordering": ["-number"],
            },
        ),
        migrations.AddIndex(
            model_name="training",
            index=models.Index(fields=["unit", "-held_on", "-id"], name="trainings_newest_first"),
        ),
        migrations.AddConstraint(
            model_name="training",
            constraint=models.CheckConstraint(condition=models.Q(("hours__gt", 0)), name="a_training_takes_time"),
        ),
        migrations.AddConstraint(
            model_name="training",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at", None), models.Q(("withdrawn_because", ""), _negated=True), _connector="OR"
                ),
                name="a_training_is_withdrawn_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(fields=("training", "user"), name="a_person_attends_a_training_once"),
        ),
        migrations.AddIndex(
            model_name="trainingitem",
            index=models.Index(
                condition=models.Q(("done_in", None)), fields=["unit", "due_on"], name="items_still_to_be_trained"
            ),
        ),
        migrations.AddConstraint(
            model_name="trainingitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source", ""), _negated=True),
                fields=("unit", "source", "what"),
                name="a_lesson_is_noted_once_to_be_trained",
            ),
        ),
        migrations.AddConstraint(
            model_name="trainingmaterial",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at", None)),
                fields=("training", "digest"),
                name="a_training_has_a_file_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="trainingversion",
            constraint=models.UniqueConstraint(fields=("training", "number"), name="a_version_of_a_training_is_one"),
        ),
    ]
