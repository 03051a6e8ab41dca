"""All tables of the room at once, for a new home. One that took all the steps this replaces has nothing to do."""

import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

from huiying.ledger.migrations._at_once import AllTables

from ._portal_words import drop_the_index, make_the_index


class Migration(migrations.Migration):
    replaces = [
        ("publication", "0001_initial"),
        ("publication", "0002_what_became_of_suggestions"),
        ("publication", "0003_searches_that_found_nothing"),
        ("publication", "0004_portal"),
        ("publication", "0005_search"),
        ("publication", "0006_board"),
        ("publication", "0007_consultations"),
        ("publication", "0008_release"),
        ("publication", "0009_gap"),
        ("publication", "0010_board"),
        ("publication", "0011_release"),
        ("publication", "0012_search"),
        ("publication", "0013_consult"),
        ("publication", "0014_gap_nights"),
    ]

    initial = True

    dependencies = [
        ("assessment", "0001_all_tables"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("people", "0001_all_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [
        AllTables(
            [
                migrations.CreateModel(
                    name="AnnualReportsPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        ("intro", models.CharField(blank=True, max_length=300, verbose_name="introduction")),
                    ],
                    options={
                        "verbose_name": "list of annual reports",
                        "verbose_name_plural": "lists of annual reports",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="AnnualReportPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(2008),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="year",
                            ),
                        ),
                        ("summary", models.CharField(blank=True, max_length=300, verbose_name="summary")),
                        ("issuer", models.CharField(max_length=120, verbose_name="issuing organ")),
                        ("body", wagtail.fields.RichTextField(verbose_name="body")),
                        (
                            "tables",
                            models.TextField(
                                blank=True,
                                help_text="Pasted from a spreadsheet: a line a row. An empty line parts tables; a line of one cell is a table's name.",
                                max_length=40000,
                                verbose_name="tables",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="wagtaildocs.document",
                                verbose_name="the signed file (DOCX or PDF)",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "annual report",
                        "verbose_name_plural": "annual reports",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="PublishedAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference number")),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("question", models.TextField(verbose_name="question")),
                        ("answer", models.TextField(verbose_name="answer")),
                        ("channel", models.CharField(max_length=40, verbose_name="channel")),
                        ("theme", models.CharField(blank=True, max_length=40, verbose_name="theme")),
                        ("section", models.CharField(max_length=80, verbose_name="replying section")),
                        ("accepted_on", models.DateField(verbose_name="accepted on")),
                        ("replied_on", models.DateField(verbose_name="replied on")),
                        ("published_at", models.DateTimeField(verbose_name="published at")),
                        (
                            "adoption",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("adopted", "Adopted in full"),
                                    ("partly", "Partly adopted"),
                                    ("not_adopted", "Not adopted"),
                                ],
                                max_length=12,
                                verbose_name="what became of the suggestion",
                            ),
                        ),
                        ("adoption_reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "published answer",
                        "verbose_name_plural": "published answers",
                        "ordering": ["-replied_on", "-id"],
                        "indexes": [
                            models.Index(fields=["-replied_on", "-id"], name="answers_newest_first"),
                            models.Index(fields=["theme", "-replied_on"], name="answers_of_a_theme"),
                            models.Index(
                                condition=models.Q(("adoption", ""), _negated=True),
                                fields=["-replied_on", "-id"],
                                name="answers_to_suggestions",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BoardThread",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference number")),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="board_threads",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("text", models.TextField(verbose_name="text")),
                        ("channel", models.CharField(max_length=40, verbose_name="channel")),
                        ("theme", models.CharField(blank=True, max_length=40, verbose_name="theme")),
                        ("accepted_on", models.DateField(verbose_name="accepted on")),
                        ("hidden", models.JSONField(default=dict, verbose_name="hidden passages")),
                        ("shown_at", models.DateTimeField(verbose_name="shown at")),
                        (
                            "shown_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="threads_shown",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="shown by",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "To be handled"), ("running", "In hand"), ("done", "Finished")],
                                default="waiting",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("ending", models.CharField(blank=True, max_length=12, verbose_name="ending")),
                        ("running_on", models.DateField(null=True, verbose_name="in hand since")),
                        ("done_on", models.DateField(null=True, verbose_name="finished on")),
                        ("answered_on", models.DateField(null=True, verbose_name="answer published on")),
                        (
                            "answered_under",
                            models.CharField(blank=True, max_length=20, verbose_name="number of the published answer"),
                        ),
                        ("same", models.PositiveIntegerField(default=0, verbose_name="how many meet the same")),
                        ("told_same", models.PositiveIntegerField(default=0)),
                        (
                            "joined_to",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="joined",
                                to="publication.boardthread",
                                verbose_name="joined to",
                            ),
                        ),
                        ("taken_down_at", models.DateTimeField(null=True, verbose_name="taken down at")),
                        (
                            "taken_down_because",
                            models.CharField(blank=True, max_length=500, verbose_name="why it was taken down"),
                        ),
                    ],
                    options={
                        "verbose_name": "board thread",
                        "verbose_name_plural": "board threads",
                        "ordering": ["-shown_at", "-id"],
                        "indexes": [
                            models.Index(fields=["-shown_at", "-id"], name="threads_newest_first"),
                            models.Index(fields=["-same", "-id"], name="threads_most_joined"),
                            models.Index(fields=["theme", "-shown_at"], name="threads_of_a_theme"),
                            models.Index(fields=["done_on"], name="threads_by_their_end"),
                            models.Index(fields=["unit", "-shown_at"], name="threads_of_a_unit"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("joined_to", models.F("id")), _negated=True),
                                name="no_thread_is_joined_to_itself",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BoardAside",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference number")),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        ("ground", models.CharField(blank=True, max_length=40, verbose_name="ground")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                        (
                            "joined_to",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters_joined",
                                to="publication.boardthread",
                                verbose_name="joined to",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "letter not shown",
                        "verbose_name_plural": "letters not shown",
                        "ordering": ["-at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ground", ""), ("joined_to__isnull", False)),
                                    models.Q(models.Q(("ground", ""), _negated=True), ("joined_to", None)),
                                    _connector="OR",
                                ),
                                name="a_letter_is_refused_or_joined",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BoardSame",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "thread",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sames",
                                to="publication.boardthread",
                                verbose_name="thread",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        ("mark", models.CharField(max_length=32)),
                    ],
                    options={
                        "verbose_name": "one who meets the same",
                        "verbose_name_plural": "those who meet the same",
                        "indexes": [models.Index(fields=["day"], name="sames_by_day")],
                        "constraints": [
                            models.UniqueConstraint(fields=("thread", "day", "mark"), name="one_counts_once_a_day")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BoardFollower",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "thread",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="followers",
                                to="publication.boardthread",
                                verbose_name="thread",
                            ),
                        ),
                        ("address", models.TextField(verbose_name="address")),
                        ("digest", models.CharField(max_length=64)),
                        ("asked_at", models.DateTimeField(verbose_name="asked at")),
                        ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed at")),
                    ],
                    options={
                        "verbose_name": "follower of a thread",
                        "verbose_name_plural": "followers of threads",
                        "constraints": [
                            models.UniqueConstraint(fields=("thread", "digest"), name="one_follows_a_thread_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CataloguePage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        ("intro", models.CharField(blank=True, max_length=300, verbose_name="introduction")),
                        (
                            "by_item",
                            models.BooleanField(
                                default=False,
                                help_text="Lists the items of article 20 with what stands under each, in the place of one long table.",
                                verbose_name="show the statutory content",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "catalogue of government information",
                        "verbose_name_plural": "catalogues of government information",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="Consultation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=20, unique=True, verbose_name="number")),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consultations",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consultations",
                                to="people.section",
                                verbose_name="drafting section",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("decision", "Major administrative decision"),
                                    ("rules", "Draft rules of the government"),
                                    ("enterprise", "Policy that concerns enterprises"),
                                    ("normative", "Other normative document"),
                                    ("other", "Other matter"),
                                ],
                                max_length=12,
                                verbose_name="kind of consultation",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("background", models.TextField(verbose_name="background")),
                        ("who", models.CharField(max_length=300, verbose_name="who is asked")),
                        ("how", models.TextField(blank=True, verbose_name="how to take part")),
                        ("draft", models.TextField(verbose_name="draft text")),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        ("least_on", models.DateField(null=True, verbose_name="earliest last day by the rule")),
                        ("because", models.JSONField(default=list, verbose_name="how the term was counted")),
                        (
                            "shortened_because",
                            models.CharField(blank=True, max_length=500, verbose_name="why the term is shorter"),
                        ),
                        ("first_ends_on", models.DateField(null=True, verbose_name="last day before it was prolonged")),
                        (
                            "extended_because",
                            models.CharField(blank=True, max_length=500, verbose_name="why it was prolonged"),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="made by",
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="made at")),
                        ("published_at", models.DateTimeField(null=True, verbose_name="published at")),
                        (
                            "called_off_because",
                            models.CharField(blank=True, max_length=500, verbose_name="why it was called off"),
                        ),
                        ("taken", models.PositiveIntegerField(default=0, verbose_name="opinions taken in")),
                        ("gathered_at", models.DateTimeField(null=True, verbose_name="points gathered at")),
                        ("result_published_at", models.DateTimeField(null=True, verbose_name="result published at")),
                        ("writers_forgotten_at", models.DateTimeField(null=True, verbose_name="contacts taken out at")),
                    ],
                    options={
                        "verbose_name": "consultation",
                        "verbose_name_plural": "consultations",
                        "ordering": ["-starts_on", "-id"],
                        "indexes": [
                            models.Index(fields=["-starts_on", "-id"], name="consultations_newest_first"),
                            models.Index(fields=["ends_on"], name="consultations_by_their_end"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="a_consultation_ends_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("least_on", None),
                                    ("ends_on__gte", models.F("least_on")),
                                    models.Q(("shortened_because", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_shortened_consultation_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("extended_because", ""), ("first_ends_on", None)),
                                    models.Q(
                                        ("first_ends_on__lt", models.F("ends_on")),
                                        models.Q(("extended_because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_prolonged_consultation_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("called_off_because", ""), ("result_published_at", None), _connector="OR"
                                ),
                                name="what_was_called_off_has_no_result",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConsultationArticle",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="articles",
                                to="publication.consultation",
                                verbose_name="consultation",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="place")),
                        ("label", models.CharField(blank=True, max_length=20, verbose_name="label")),
                        ("text", models.TextField(verbose_name="text")),
                    ],
                    options={
                        "verbose_name": "article of a draft",
                        "verbose_name_plural": "articles of drafts",
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("consultation", "number"), name="an_article_has_its_place")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConsultationFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("media_type", models.CharField(max_length=100, verbose_name="type")),
                        ("size", models.PositiveIntegerField(verbose_name="size")),
                        ("digest", models.CharField(max_length=64)),
                        ("file", models.FileField(max_length=120, upload_to="", verbose_name="file")),
                        (
                            "consultation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="publication.consultation",
                                verbose_name="consultation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "file of a consultation",
                        "verbose_name_plural": "files of consultations",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("consultation", "digest"), name="a_file_stands_once_in_a_consultation"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Demand",
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
                                related_name="demands",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        ("matter", models.CharField(max_length=200, verbose_name="matter")),
                        ("questions", models.JSONField(default=list, verbose_name="questions")),
                        ("theme", models.CharField(blank=True, max_length=40, verbose_name="theme")),
                        (
                            "section",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="demands",
                                to="people.section",
                                verbose_name="section",
                            ),
                        ),
                        ("served", models.PositiveIntegerField(default=0, verbose_name="people served")),
                        ("voices", models.PositiveIntegerField(default=0, verbose_name="voices")),
                        ("likes", models.PositiveIntegerField(default=0, verbose_name="agreeing")),
                        ("misses", models.PositiveIntegerField(default=0, verbose_name="searches without a hit")),
                        ("requests", models.PositiveIntegerField(default=0, verbose_name="disclosure requests")),
                        ("lately", models.PositiveIntegerField(default=0, verbose_name="in the last 30 days")),
                        ("before", models.PositiveIntegerField(default=0, verbose_name="in the 30 days before")),
                        ("asking", models.FloatField(default=0, verbose_name="share that asks to be told")),
                        ("days", models.JSONField(default=dict)),
                        ("last_on", models.DateField(null=True, verbose_name="last asked")),
                        ("best", models.CharField(blank=True, max_length=60)),
                        ("best_title", models.CharField(blank=True, max_length=300, verbose_name="best page")),
                        ("best_url", models.CharField(blank=True, max_length=500)),
                        ("best_on", models.DateField(null=True, verbose_name="last changed")),
                        (
                            "machine",
                            models.CharField(
                                choices=[
                                    ("missing", "missing"),
                                    ("out_of_date", "out of date"),
                                    ("hard_to_find", "hard to find"),
                                    ("unclear", "unclear"),
                                    ("fine", "fine"),
                                ],
                                default="missing",
                                max_length=12,
                            ),
                        ),
                        (
                            "ruling",
                            models.CharField(
                                choices=[
                                    ("missing", "missing"),
                                    ("out_of_date", "out of date"),
                                    ("hard_to_find", "hard to find"),
                                    ("unclear", "unclear"),
                                    ("fine", "fine"),
                                ],
                                default="missing",
                                max_length=12,
                                verbose_name="verdict",
                            ),
                        ),
                        ("evidence", models.JSONField(default=dict)),
                        ("fingerprint", models.CharField(blank=True, max_length=40)),
                        ("measured_at", models.DateTimeField(verbose_name="measured at")),
                    ],
                    options={
                        "verbose_name": "demand",
                        "verbose_name_plural": "demands",
                        "ordering": ["-served", "id"],
                        "indexes": [
                            models.Index(fields=["-served", "id"], name="demands_served_most_first"),
                            models.Index(fields=["ruling", "-served"], name="demands_by_verdict"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Asking",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="asking",
                                to="assessment.proposal",
                                verbose_name="proposal",
                            ),
                        ),
                        (
                            "demand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="askings",
                                to="publication.demand",
                                verbose_name="demand",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "asking",
                        "verbose_name_plural": "askings",
                    },
                ),
                migrations.CreateModel(
                    name="VerdictWord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "demand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="publication.demand",
                                verbose_name="demand",
                            ),
                        ),
                        (
                            "ruling",
                            models.CharField(
                                choices=[
                                    ("missing", "missing"),
                                    ("out_of_date", "out of date"),
                                    ("hard_to_find", "hard to find"),
                                    ("unclear", "unclear"),
                                    ("fine", "fine"),
                                ],
                                max_length=12,
                                verbose_name="verdict",
                            ),
                        ),
                        (
                            "machine",
                            models.CharField(
                                choices=[
                                    ("missing", "missing"),
                                    ("out_of_date", "out of date"),
                                    ("hard_to_find", "hard to find"),
                                    ("unclear", "unclear"),
                                    ("fine", "fine"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("best", models.CharField(blank=True, max_length=60)),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="verdict_words",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="said by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="said at")),
                    ],
                    options={
                        "verbose_name": "word on a verdict",
                        "verbose_name_plural": "words on verdicts",
                        "ordering": ["-id"],
                    },
                ),
                migrations.CreateModel(
                    name="PublishingTask",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "demand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tasks",
                                to="publication.demand",
                                verbose_name="demand",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("why", models.CharField(max_length=500, verbose_name="why")),
                        ("due_on", models.DateField(verbose_name="due")),
                        (
                            "section",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publishing_tasks",
                                to="people.section",
                                verbose_name="section",
                            ),
                        ),
                        ("questions", models.JSONField(default=list, verbose_name="questions")),
                        ("draft_page", models.PositiveIntegerField(null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "open"), ("closed", "closed"), ("reopened", "open again")],
                                default="open",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publishing_tasks",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="made by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="made at")),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="closed at")),
                        ("evidence", models.JSONField(default=dict)),
                    ],
                    options={
                        "verbose_name": "publishing task",
                        "verbose_name_plural": "publishing tasks",
                        "ordering": ["due_on", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("demand",), name="a_demand_has_one_publishing_task"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", False), ("state", "closed")),
                                    models.Q(models.Q(("state", "closed"), _negated=True), ("closed_at", None)),
                                    _connector="OR",
                                ),
                                name="a_closed_publishing_task_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GapMonth",
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
                                related_name="gap_months",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        ("month", models.DateField(verbose_name="month")),
                        ("demands", models.PositiveIntegerField(default=0, verbose_name="demands")),
                        ("served", models.PositiveIntegerField(default=0, verbose_name="people served")),
                        ("answered", models.PositiveIntegerField(default=0, verbose_name="of them a page answers")),
                        ("fine", models.PositiveIntegerField(default=0, verbose_name="of them well")),
                        ("measured_at", models.DateTimeField(verbose_name="measured at")),
                    ],
                    options={
                        "verbose_name": "month of the gap",
                        "verbose_name_plural": "months of the gap",
                        "ordering": ["month"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "month"), name="a_month_of_the_gap_is_measured_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("unit", None)),
                                fields=("month",),
                                name="a_month_without_unit_is_measured_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GapNight",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("night", models.DateField(unique=True, verbose_name="night")),
                        ("taken_at", models.DateTimeField(verbose_name="taken at")),
                        ("done_at", models.DateTimeField(null=True, verbose_name="done at")),
                    ],
                    options={
                        "verbose_name": "night of the gap",
                        "verbose_name_plural": "nights of the gap",
                        "ordering": ["night"],
                    },
                ),
                migrations.CreateModel(
                    name="SearchEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.CharField(max_length=80, unique=True, verbose_name="what it is made of")),
                        ("kind", models.CharField(max_length=20, verbose_name="kind")),
                        ("column", models.CharField(blank=True, max_length=80, verbose_name="column")),
                        ("place", models.CharField(blank=True, max_length=255, verbose_name="where it stands")),
                        ("section", models.CharField(blank=True, max_length=80, verbose_name="section")),
                        ("dated", models.DateField(verbose_name="day")),
                        ("url", models.CharField(max_length=500, verbose_name="address")),
                        ("counted", models.BooleanField(default=False, verbose_name="its terms are counted")),
                        ("sent", models.BooleanField(default=False, verbose_name="the search server has it")),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("text", models.TextField(verbose_name="text")),
                        ("plain", models.TextField(verbose_name="folded text")),
                    ],
                    options={
                        "verbose_name": "search entry",
                        "verbose_name_plural": "search entries",
                        "ordering": ["-dated", "-id"],
                        "indexes": [
                            models.Index(fields=["-dated", "-id"], name="entries_newest_first"),
                            models.Index(
                                condition=models.Q(("counted", False)), fields=["id"], name="entries_not_counted"
                            ),
                            models.Index(condition=models.Q(("sent", False)), fields=["id"], name="entries_not_sent"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FileWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("digest", models.CharField(max_length=40, unique=True)),
                        ("words", models.TextField(blank=True, verbose_name="words")),
                    ],
                    options={
                        "verbose_name": "words of a file",
                        "verbose_name_plural": "words of files",
                    },
                ),
                migrations.CreateModel(
                    name="SearchTerm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("term", models.CharField(max_length=40, unique=True, verbose_name="term")),
                        ("count", models.PositiveIntegerField(default=0, verbose_name="entries")),
                        ("is_word", models.BooleanField(default=False, verbose_name="is a word")),
                    ],
                    options={
                        "verbose_name": "search term",
                        "verbose_name_plural": "search terms",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("is_word", True)), fields=["-count"], name="words_most_used_first"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Synonyms",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("words", models.CharField(max_length=200, unique=True, verbose_name="words")),
                        ("changed_at", models.DateTimeField(verbose_name="changed at")),
                    ],
                    options={
                        "verbose_name": "synonyms",
                        "verbose_name_plural": "synonyms",
                        "ordering": ["words"],
                    },
                ),
                migrations.CreateModel(
                    name="GuidePage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        ("summary", models.CharField(blank=True, max_length=300, verbose_name="summary")),
                        (
                            "body",
                            wagtail.fields.RichTextField(
                                help_text="How the information is sorted, and how to get it.", verbose_name="body"
                            ),
                        ),
                        ("office", models.CharField(max_length=80, verbose_name="office in charge")),
                        ("address", models.CharField(max_length=120, verbose_name="address")),
                        ("hours", models.CharField(max_length=120, verbose_name="office hours")),
                        ("telephone", models.CharField(max_length=40, verbose_name="telephone")),
                        ("fax", models.CharField(blank=True, max_length=40, verbose_name="fax")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        ("postcode", models.CharField(blank=True, max_length=10, verbose_name="postcode")),
                    ],
                    options={
                        "verbose_name": "disclosure guide",
                        "verbose_name_plural": "disclosure guides",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="Inspection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(unique=True, verbose_name="day")),
                        ("at", models.DateTimeField(verbose_name="looked at")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked by",
                            ),
                        ),
                        ("score", models.DecimalField(decimal_places=1, max_digits=4, verbose_name="score")),
                        ("passed", models.BooleanField(verbose_name="passed")),
                        ("vetoes", models.PositiveSmallIntegerField(default=0, verbose_name="veto items")),
                        ("findings", models.JSONField(default=list, verbose_name="findings")),
                        ("verdicts", models.JSONField(default=dict, verbose_name="verdicts by rule")),
                    ],
                    options={
                        "verbose_name": "inspection of the site",
                        "verbose_name_plural": "inspections of the site",
                        "ordering": ["-day"],
                    },
                ),
                migrations.CreateModel(
                    name="HomePage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "home page",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="ColumnPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        ("intro", models.CharField(blank=True, max_length=300, verbose_name="introduction")),
                    ],
                    options={
                        "verbose_name": "column",
                        "verbose_name_plural": "columns",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="ArticlePage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        ("summary", models.CharField(blank=True, max_length=300, verbose_name="summary")),
                        ("body", wagtail.fields.RichTextField(verbose_name="body")),
                        ("source", models.CharField(blank=True, max_length=80, verbose_name="source")),
                        ("section", models.CharField(blank=True, max_length=80, verbose_name="section")),
                        (
                            "statutory",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("01", "Regulations, rules and normative documents"),
                                    ("02", "Functions, structure, address, hours and heads"),
                                    ("03", "Development plans and their policies"),
                                    ("04", "Statistics"),
                                    ("05", "Licences and services: grounds, procedure, results"),
                                    ("06", "Penalties and coercion: grounds, procedure, decisions"),
                                    ("07", "Budgets and final accounts"),
                                    ("08", "Administrative fees"),
                                    ("09", "Government purchases"),
                                    ("10", "Major construction projects"),
                                    ("11", "Livelihood: poverty, schools, health, social security, work"),
                                    ("12", "Emergency plans, warnings and responses"),
                                    ("13", "Inspections of environment, health, safety, food, products"),
                                    ("14", "Recruitment of civil servants"),
                                    ("15", "Other information that law demands"),
                                ],
                                help_text="Fill this in where the page belongs in the catalogue of government information.",
                                max_length=2,
                                verbose_name="item of the catalogue",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "article",
                        "verbose_name_plural": "articles",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="Manuscript",
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
                                related_name="manuscripts",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="manuscripts",
                                to="people.section",
                                verbose_name="responsible section",
                            ),
                        ),
                        (
                            "column",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="publication.columnpage",
                                verbose_name="column",
                            ),
                        ),
                        ("title", models.CharField(max_length=80, verbose_name="title")),
                        ("summary", models.CharField(blank=True, max_length=300, verbose_name="summary")),
                        ("body", models.TextField(verbose_name="body")),
                        ("source", models.CharField(blank=True, max_length=80, verbose_name="source")),
                        ("signer", models.CharField(blank=True, max_length=40, verbose_name="issued by")),
                        ("contact", models.CharField(blank=True, max_length=120, verbose_name="contact")),
                        ("formed_on", models.DateField(blank=True, null=True, verbose_name="formed on")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("editor", "First review: editor"),
                                    ("section_head", "Second review: section head"),
                                    ("leader", "Third review: leader"),
                                    ("approved", "Approved"),
                                ],
                                default="draft",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="manuscripts",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                        ("written_at", models.DateTimeField(verbose_name="written at")),
                        ("changed_at", models.DateTimeField(verbose_name="changed at")),
                        ("approved_at", models.DateTimeField(null=True, verbose_name="approved at")),
                        ("digest", models.CharField(blank=True, max_length=64, verbose_name="digest")),
                        ("published_at", models.DateTimeField(null=True, verbose_name="published at")),
                        ("page", models.CharField(blank=True, max_length=300, verbose_name="page")),
                        ("shown", models.CharField(blank=True, max_length=64, verbose_name="digest of the page")),
                        ("altered_at", models.DateTimeField(null=True, verbose_name="page altered since")),
                        (
                            "writers",
                            models.ManyToManyField(
                                related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="who wrote any of it"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "manuscript",
                        "verbose_name_plural": "manuscripts",
                        "ordering": ["-changed_at", "-id"],
                        "indexes": [
                            models.Index(fields=["unit", "-changed_at", "-id"], name="manuscripts_newest_first"),
                            models.Index(fields=["state", "unit"], name="manuscripts_in_review"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Picture",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "manuscript",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pictures",
                                to="publication.manuscript",
                                verbose_name="manuscript",
                            ),
                        ),
                        ("caption", models.CharField(max_length=120, verbose_name="what it shows")),
                        ("media_type", models.CharField(max_length=40, verbose_name="type")),
                        ("width", models.PositiveIntegerField(verbose_name="width")),
                        ("height", models.PositiveIntegerField(verbose_name="height")),
                        ("size", models.PositiveIntegerField(verbose_name="size")),
                        ("digest", models.CharField(max_length=64)),
                        ("file", models.FileField(max_length=120, upload_to="", verbose_name="file")),
                    ],
                    options={
                        "verbose_name": "picture",
                        "verbose_name_plural": "pictures",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Enclosure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("media_type", models.CharField(max_length=100, verbose_name="type")),
                        ("size", models.PositiveIntegerField(verbose_name="size")),
                        ("digest", models.CharField(max_length=64)),
                        ("file", models.FileField(max_length=120, upload_to="", verbose_name="file")),
                        (
                            "manuscript",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="enclosures",
                                to="publication.manuscript",
                                verbose_name="manuscript",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "enclosure",
                        "verbose_name_plural": "enclosures",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="ManuscriptReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "manuscript",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviews",
                                to="publication.manuscript",
                                verbose_name="manuscript",
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("editor", "First review: editor"),
                                    ("section_head", "Second review: section head"),
                                    ("leader", "Third review: leader"),
                                    ("approved", "Approved"),
                                ],
                                max_length=12,
                                verbose_name="review",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(verbose_name="version")),
                        ("approved", models.BooleanField(verbose_name="approved")),
                        ("comment", models.CharField(blank=True, max_length=500, verbose_name="comment")),
                        ("digest", models.CharField(max_length=64, verbose_name="digest")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="manuscript_reviews",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "review of a manuscript",
                        "verbose_name_plural": "reviews of manuscripts",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("manuscript", "version", "step"), name="a_version_is_reviewed_once_at_each_step"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("approved", True)),
                                fields=("manuscript", "version", "by"),
                                name="three_reviews_are_by_three_people",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Point",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="points",
                                to="publication.consultation",
                                verbose_name="consultation",
                            ),
                        ),
                        (
                            "article",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="points",
                                to="publication.consultationarticle",
                                verbose_name="article",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="point")),
                        ("by_hand", models.BooleanField(default=False, verbose_name="a person has seen to it")),
                        (
                            "section",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="points",
                                to="people.section",
                                verbose_name="deciding section",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("adopted", "Adopted in full"),
                                    ("partly", "Partly adopted"),
                                    ("not_adopted", "Not adopted"),
                                ],
                                max_length=12,
                                verbose_name="what became of it",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                    ],
                    options={
                        "verbose_name": "point of opinions",
                        "verbose_name_plural": "points of opinions",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at", None), ("decided_by", None), ("outcome", ""), ("reason", "")
                                    ),
                                    models.Q(
                                        models.Q(("outcome", ""), _negated=True),
                                        models.Q(("reason", ""), _negated=True),
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("section__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_decided_point_has_section_and_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Opinion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opinions",
                                to="publication.consultation",
                                verbose_name="consultation",
                            ),
                        ),
                        (
                            "article",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opinions",
                                to="publication.consultationarticle",
                                verbose_name="article",
                            ),
                        ),
                        ("number", models.CharField(max_length=30, unique=True, verbose_name="number")),
                        ("token", models.UUIDField(unique=True, verbose_name="form")),
                        ("code", models.CharField(max_length=64)),
                        ("text", models.TextField(verbose_name="opinion")),
                        ("writer", models.TextField(blank=True, verbose_name="name of the writer")),
                        ("contact", models.TextField(blank=True, default="", verbose_name="contact of the writer")),
                        ("person", models.CharField(blank=True, max_length=64)),
                        ("said_at", models.DateTimeField(verbose_name="said at")),
                        (
                            "standing",
                            models.CharField(
                                choices=[
                                    ("kept", "Counts"),
                                    ("junk", "Set aside"),
                                    ("withdrawn", "Withdrawn by its writer"),
                                ],
                                default="kept",
                                max_length=10,
                                verbose_name="standing",
                            ),
                        ),
                        (
                            "junk_ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("empty", "No substance"),
                                    ("advertising", "Advertising"),
                                    ("unlawful", "Unlawful or insulting content"),
                                    ("elsewhere", "Nothing to do with this draft"),
                                ],
                                max_length=12,
                                verbose_name="why it is set aside",
                            ),
                        ),
                        (
                            "copy_of",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="copies",
                                to="publication.opinion",
                                verbose_name="the same person's same words",
                            ),
                        ),
                        ("form_letter", models.PositiveIntegerField(null=True, verbose_name="form letter")),
                        (
                            "point",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="opinions",
                                to="publication.point",
                                verbose_name="point",
                            ),
                        ),
                        ("place", models.PositiveIntegerField(default=0, verbose_name="place in the point")),
                    ],
                    options={
                        "verbose_name": "opinion",
                        "verbose_name_plural": "opinions",
                        "ordering": ["id"],
                        "indexes": [
                            models.Index(fields=["consultation", "standing", "id"], name="opinions_of_a_consultation"),
                            models.Index(fields=["point", "place", "id"], name="opinions_of_a_point"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("standing", "junk"), models.Q(("junk_ground", ""), _negated=True)),
                                    models.Q(models.Q(("standing", "junk"), _negated=True), ("junk_ground", "")),
                                    _connector="OR",
                                ),
                                name="an_opinion_is_set_aside_on_a_ground",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConsultationResult",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "consultation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="result",
                                to="publication.consultation",
                                verbose_name="consultation",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="what we say of it")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Being written"),
                                    ("submitted", "Waiting for approval"),
                                    ("published", "Published"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(null=True, verbose_name="submitted at")),
                        ("comment", models.CharField(blank=True, max_length=500, verbose_name="why it came back")),
                        ("content", models.JSONField(default=dict, verbose_name="approved content")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
                            ),
                        ),
                        ("approved_at", models.DateTimeField(null=True, verbose_name="approved at")),
                    ],
                    options={
                        "verbose_name": "result of a consultation",
                        "verbose_name_plural": "results of consultations",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("approved_at__isnull", False),
                                        ("approved_by__isnull", False),
                                        ("state", "published"),
                                        models.Q(("approved_by", models.F("written_by")), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "published"), _negated=True),
                                        ("approved_at", None),
                                        ("approved_by", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_result_is_approved_by_another",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlannedItem",
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
                                related_name="planned_items",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="planned_items",
                                to="people.section",
                                verbose_name="responsible section",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("ordinary", "Planned item"),
                                    ("key_work", "Key work of the year"),
                                    ("hot", "Hot matter"),
                                ],
                                default="ordinary",
                                max_length=10,
                                verbose_name="sort",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                        ("day", models.DateField(verbose_name="day")),
                        ("quarter", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="quarter")),
                        (
                            "manuscript",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="planned",
                                to="publication.manuscript",
                                verbose_name="manuscript",
                            ),
                        ),
                        ("done_at", models.DateTimeField(null=True, verbose_name="done at")),
                        ("made_at", models.DateTimeField(verbose_name="made at")),
                    ],
                    options={
                        "verbose_name": "planned item",
                        "verbose_name_plural": "planned items",
                        "ordering": ["day", "id"],
                        "indexes": [models.Index(fields=["unit", "day"], name="planned_by_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "key_work"), ("quarter__in", (1, 2, 3, 4))),
                                    models.Q(models.Q(("kind", "key_work"), _negated=True), ("quarter__isnull", True)),
                                    _connector="OR",
                                ),
                                name="key_work_is_due_in_a_quarter",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PoliciesPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        ("intro", models.CharField(blank=True, max_length=300, verbose_name="introduction")),
                    ],
                    options={
                        "verbose_name": "list of policy documents",
                        "verbose_name_plural": "lists of policy documents",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="PolicyPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        ("summary", models.CharField(blank=True, max_length=300, verbose_name="summary")),
                        (
                            "number",
                            models.CharField(
                                blank=True,
                                help_text="As it stands on the paper, its year in 〔〕",
                                max_length=60,
                                verbose_name="document number",
                            ),
                        ),
                        ("issuer", models.CharField(max_length=120, verbose_name="issuing organ")),
                        ("dated", models.DateField(verbose_name="date of the document")),
                        ("theme", models.CharField(blank=True, max_length=40, verbose_name="subject class")),
                        (
                            "statutory",
                            models.CharField(
                                choices=[
                                    ("01", "Regulations, rules and normative documents"),
                                    ("02", "Functions, structure, address, hours and heads"),
                                    ("03", "Development plans and their policies"),
                                    ("04", "Statistics"),
                                    ("05", "Licences and services: grounds, procedure, results"),
                                    ("06", "Penalties and coercion: grounds, procedure, decisions"),
                                    ("07", "Budgets and final accounts"),
                                    ("08", "Administrative fees"),
                                    ("09", "Government purchases"),
                                    ("10", "Major construction projects"),
                                    ("11", "Livelihood: poverty, schools, health, social security, work"),
                                    ("12", "Emergency plans, warnings and responses"),
                                    ("13", "Inspections of environment, health, safety, food, products"),
                                    ("14", "Recruitment of civil servants"),
                                    ("15", "Other information that law demands"),
                                ],
                                default="01",
                                max_length=2,
                                verbose_name="item of the catalogue",
                            ),
                        ),
                        (
                            "effect",
                            models.CharField(
                                choices=[
                                    ("in_force", "In force"),
                                    ("amended", "Amended"),
                                    ("expired", "Expired"),
                                    ("repealed", "Repealed"),
                                ],
                                default="in_force",
                                max_length=10,
                                verbose_name="effect",
                            ),
                        ),
                        ("expires_on", models.DateField(blank=True, null=True, verbose_name="last day in force")),
                        ("section", models.CharField(blank=True, max_length=80, verbose_name="section")),
                        ("body", wagtail.fields.RichTextField(verbose_name="body")),
                        (
                            "explained_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.WAGTAIL_PAGE_MODEL,
                                verbose_name="page that explains it",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "policy document",
                        "verbose_name_plural": "policy documents",
                        "indexes": [
                            models.Index(fields=["-dated"], name="policies_newest_first"),
                            models.Index(fields=["theme", "-dated"], name="policies_of_a_theme"),
                        ],
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="PolicyAttachment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                        (
                            "page",
                            modelcluster.fields.ParentalKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attachments",
                                to="publication.policypage",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="wagtaildocs.document",
                                verbose_name="document",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["sort_order"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="QuestionsPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        ("intro", models.CharField(blank=True, max_length=300, verbose_name="introduction")),
                    ],
                    options={
                        "verbose_name": "list of questions often asked",
                        "verbose_name_plural": "lists of questions often asked",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="QuestionPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        ("answer", wagtail.fields.RichTextField(verbose_name="answer")),
                        ("theme", models.CharField(max_length=40, verbose_name="theme")),
                        ("section", models.CharField(max_length=80, verbose_name="answering section")),
                        (
                            "checked_on",
                            models.DateField(
                                help_text="The day on which the section last found it right.", verbose_name="checked on"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "question often asked",
                        "verbose_name_plural": "questions often asked",
                        "indexes": [models.Index(fields=["theme"], name="questions_of_a_theme")],
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="ReviewTask",
                    fields=[
                        (
                            "task_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="wagtailcore.task",
                            ),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                help_text="Pages/snippets at this step in a workflow will be moderated or approved by these groups of users",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "review by another person",
                        "verbose_name_plural": "reviews by another person",
                    },
                    bases=("wagtailcore.task",),
                ),
                migrations.CreateModel(
                    name="MissedSearch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("words", models.CharField(max_length=60, verbose_name="words")),
                        ("day", models.DateField(verbose_name="day")),
                        ("count", models.PositiveIntegerField(default=1, verbose_name="times")),
                    ],
                    options={
                        "verbose_name": "search that found nothing",
                        "verbose_name_plural": "searches that found nothing",
                        "ordering": ["-day", "-count", "words"],
                        "constraints": [
                            models.UniqueConstraint(fields=("words", "day"), name="a_missed_search_has_one_row_a_day")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PortalStamp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("word", models.CharField(max_length=24)),
                    ],
                ),
                migrations.CreateModel(
                    name="Issue",
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
                                related_name="bulletin_issues",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="name of the bulletin")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("dated", models.DateField(verbose_name="date")),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="closed at")),
                    ],
                    options={
                        "verbose_name": "bulletin issue",
                        "verbose_name_plural": "bulletin issues",
                        "ordering": ["-year", "-number", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "year", "number"), name="an_issue_has_its_number_once_a_year"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IssueItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "issue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="publication.issue",
                                verbose_name="bulletin issue",
                            ),
                        ),
                        (
                            "manuscript",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="in_issues",
                                to="publication.manuscript",
                                verbose_name="manuscript",
                            ),
                        ),
                        ("rank", models.PositiveSmallIntegerField(verbose_name="order")),
                        ("digest", models.CharField(blank=True, max_length=64, verbose_name="digest")),
                    ],
                    options={
                        "verbose_name": "item of an issue",
                        "verbose_name_plural": "items of issues",
                        "ordering": ["rank", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("issue", "manuscript"), name="a_manuscript_stands_once_in_an_issue"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Spreading",
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
                                related_name="+",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "manuscript",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="spread",
                                to="publication.manuscript",
                                verbose_name="manuscript",
                            ),
                        ),
                        (
                            "issue",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="spread",
                                to="publication.issue",
                                verbose_name="bulletin issue",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("page", "Web page"),
                                    ("wechat", "WeChat article"),
                                    ("weibo", "Weibo post"),
                                    ("poster", "Notice-board poster, A3"),
                                    ("brochure", "Folded brochure"),
                                    ("bulletin", "Printed bulletin"),
                                    ("press", "Press release"),
                                    ("aloud", "Reading copy for radio and television"),
                                ],
                                max_length=10,
                                verbose_name="form",
                            ),
                        ),
                        (
                            "deed",
                            models.CharField(
                                choices=[("made", "Made"), ("downloaded", "Downloaded"), ("delivered", "Delivered")],
                                max_length=10,
                                verbose_name="deed",
                            ),
                        ),
                        ("to", models.CharField(blank=True, max_length=300, verbose_name="where to")),
                        ("digest", models.CharField(blank=True, max_length=64, verbose_name="digest")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "publication record",
                        "verbose_name_plural": "publication records",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(fields=["manuscript", "form", "deed"], name="spread_of_a_manuscript"),
                            models.Index(fields=["unit", "-at"], name="spread_of_a_unit"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("issue__isnull", True), ("manuscript__isnull", False)),
                                    models.Q(("issue__isnull", False), ("manuscript__isnull", True)),
                                    _connector="OR",
                                ),
                                name="a_form_is_of_a_manuscript_or_an_issue",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("deed", "made")),
                                fields=("manuscript", "form", "digest"),
                                name="a_form_of_a_version_is_made_once",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.AddField(
            model_name="issue",
            name="manuscripts",
            field=models.ManyToManyField(
                related_name="issues",
                through="publication.IssueItem",
                to="publication.manuscript",
                verbose_name="manuscripts",
            ),
        ),
        migrations.RunPython(make_the_index, drop_the_index),
    ]
