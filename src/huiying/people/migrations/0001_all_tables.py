"""All tables of the room at once, for a new home. One that took all the steps this replaces has nothing to do."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from huiying.ledger.migrations._at_once import AllTables


class Migration(migrations.Migration):
    replaces = [
        ("people", "0001_initial"),
        ("people", "0001_squashed_0003_units_of_staff_and_posts"),
        ("people", "0002_absences_and_three_administrators"),
        ("people", "0003_units_of_staff_and_posts"),
        ("people", "0004_trainings"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        AllTables(
            [
                migrations.CreateModel(
                    name="Unit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="people.unit",
                                verbose_name="superior unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "unit",
                        "verbose_name_plural": "units",
                    },
                ),
                migrations.CreateModel(
                    name="Section",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sections",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("duties", models.TextField(verbose_name="duties")),
                        ("is_information", models.BooleanField(default=False, verbose_name="information section")),
                        ("rank", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                    ],
                    options={
                        "verbose_name": "section",
                        "verbose_name_plural": "sections",
                        "ordering": ["rank", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "name"), name="a_section_is_named_once_in_its_unit"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_information", True)),
                                fields=("unit",),
                                name="a_unit_has_one_information_section",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={"unique": "A user with that username already exists."},
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                unique=True,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="username",
                            ),
                        ),
                        ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                        ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                        ),
                        ("name", models.CharField(blank=True, max_length=40, verbose_name="name")),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="staff",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "member of staff",
                        "verbose_name_plural": "staff",
                    },
                    managers=[
                        ("objects", django.contrib.auth.models.UserManager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Post",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="posts",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="member of staff",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("handler", "Handler"),
                                    ("section_head", "Section head"),
                                    ("leader", "Leader"),
                                    ("information", "Information officer"),
                                    ("editor", "Site editor"),
                                    ("auditor", "Auditor"),
                                    ("administrator", "Administrator"),
                                    ("security", "Security administrator"),
                                ],
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posts",
                                to="people.section",
                                verbose_name="section",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posts",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "post",
                        "verbose_name_plural": "posts",
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "role", "section"), name="a_post_is_held_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("section", None)),
                                fields=("user", "role", "unit"),
                                name="a_post_of_a_whole_unit_is_held_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Absence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="absences",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who is away",
                            ),
                        ),
                        (
                            "stand_in",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="standing_in",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="stand-in",
                            ),
                        ),
                        ("first", models.DateField(verbose_name="first day")),
                        ("last", models.DateField(verbose_name="last day")),
                        ("made_at", models.DateTimeField(verbose_name="made at")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="ended early")),
                    ],
                    options={
                        "verbose_name": "absence",
                        "verbose_name_plural": "absences",
                        "ordering": ["-first", "-id"],
                        "indexes": [models.Index(fields=["stand_in", "last"], name="absences_of_a_stand_in")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last__gte", models.F("first"))),
                                name="an_absence_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("user", models.F("stand_in")), _negated=True),
                                name="nobody_stands_in_for_themselves",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LeadingGroupSeat",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="leading_group",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="member of staff",
                            ),
                        ),
                        (
                            "seat",
                            models.CharField(
                                choices=[
                                    ("组长", "Head of the leading group"),
                                    ("副组长", "Deputy head of the leading group"),
                                    ("成员", "Member of the leading group"),
                                    ("联络员", "Liaison officer"),
                                ],
                                max_length=6,
                                verbose_name="seat",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "seat in the leading group",
                        "verbose_name_plural": "leading group",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "user"), name="a_person_sits_once_in_a_leading_group"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("seat", "组长")),
                                fields=("unit",),
                                name="a_leading_group_has_one_head",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Training",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="trainings",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "sort",
                            models.CharField(
                                choices=[
                                    ("lecture", "Lecture"),
                                    ("seminar", "Seminar"),
                                    ("drill", "On-the-spot simulation"),
                                ],
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
                        ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                        ("withdrawn_at", models.DateTimeField(null=True, verbose_name="withdrawn at")),
                        (
                            "withdrawn_because",
                            models.CharField(blank=True, max_length=300, verbose_name="withdrawn because"),
                        ),
                    ],
                    options={
                        "verbose_name": "training",
                        "verbose_name_plural": "trainings",
                        "ordering": ["-held_on", "-id"],
                        "indexes": [models.Index(fields=["unit", "-held_on", "-id"], name="trainings_newest_first")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("hours__gt", 0)), name="a_training_takes_time"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_at", None),
                                    models.Q(("withdrawn_because", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_training_is_withdrawn_for_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TrainingVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                        ("said", models.JSONField(verbose_name="what it said")),
                        ("reason", models.CharField(max_length=300, verbose_name="reason")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="corrected by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="corrected at")),
                    ],
                    options={
                        "verbose_name": "earlier version of a training",
                        "verbose_name_plural": "earlier versions of trainings",
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("training", "number"), name="a_version_of_a_training_is_one"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    ],
                    options={
                        "verbose_name": "attendance",
                        "verbose_name_plural": "attendances",
                        "ordering": ["training", "user"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("training", "user"), name="a_person_attends_a_training_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TrainingMaterial",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("media_type", models.CharField(max_length=100, verbose_name="type")),
                        ("content", models.BinaryField(verbose_name="content")),
                        ("size", models.PositiveIntegerField(verbose_name="size")),
                        ("digest", models.CharField(max_length=64, verbose_name="digest")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="added by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="added at")),
                        ("removed_at", models.DateTimeField(null=True, verbose_name="taken out at")),
                    ],
                    options={
                        "verbose_name": "training material",
                        "verbose_name_plural": "training materials",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("removed_at", None)),
                                fields=("training", "digest"),
                                name="a_training_has_a_file_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TrainingItem",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="training_items",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        ("what", models.CharField(max_length=300, verbose_name="what must be learned")),
                        ("source", models.CharField(blank=True, max_length=120, verbose_name="where it comes from")),
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
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="noted by",
                            ),
                        ),
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
                    ],
                    options={
                        "verbose_name": "item to train",
                        "verbose_name_plural": "items to train",
                        "ordering": ["due_on", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_in", None)),
                                fields=["unit", "due_on"],
                                name="items_still_to_be_trained",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("source", ""), _negated=True),
                                fields=("unit", "source", "what"),
                                name="a_lesson_is_noted_once_to_be_trained",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
