"""All tables of the room at once, for a new home. One that took all the steps this replaces has nothing to do."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from huiying.ledger.migrations._at_once import AllTables


class Migration(migrations.Migration):
    replaces = [
        ("reporting", "0001_initial"),
        ("reporting", "0002_snapshots_of_units"),
        ("reporting", "0003_papers_of_every_kind"),
        ("reporting", "0004_why_a_snapshot_was_renewed"),
        ("reporting", "0005_measures_and_lessons"),
        ("reporting", "0006_blocks"),
        ("reporting", "0007_annual_entries"),
        ("reporting", "0008_the_desk_writes_papers"),
        ("reporting", "0009_polished_papers"),
    ]

    initial = True

    dependencies = [
        ("people", "0001_all_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AllTables(
            [
                migrations.CreateModel(
                    name="AnnualEntry",
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
                                related_name="annual_entries",
                                to="people.unit",
                                verbose_name="unit",
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
                        (
                            "item",
                            models.CharField(
                                choices=[
                                    ("rules_issued", "Rules issued this year"),
                                    ("rules_repealed", "Rules repealed this year"),
                                    ("rules_in_force", "Rules in force"),
                                    ("normative_issued", "Normative documents issued this year"),
                                    ("normative_repealed", "Normative documents repealed this year"),
                                    ("normative_in_force", "Normative documents in force"),
                                    ("licences", "Decisions on administrative licences this year"),
                                    ("penalties", "Decisions on administrative penalties this year"),
                                    ("coercions", "Decisions on administrative coercion this year"),
                                    ("fees", "Administrative fees of this year, in ten thousand yuan"),
                                    ("review_upheld", "Reconsideration: upheld"),
                                    ("review_corrected", "Reconsideration: corrected"),
                                    ("review_other", "Reconsideration: other result"),
                                    ("review_pending", "Reconsideration: not concluded"),
                                    ("direct_upheld", "Lawsuit without reconsideration: upheld"),
                                    ("direct_corrected", "Lawsuit without reconsideration: corrected"),
                                    ("direct_other", "Lawsuit without reconsideration: other result"),
                                    ("direct_pending", "Lawsuit without reconsideration: not concluded"),
                                    ("after_upheld", "Lawsuit after reconsideration: upheld"),
                                    ("after_corrected", "Lawsuit after reconsideration: corrected"),
                                    ("after_other", "Lawsuit after reconsideration: other result"),
                                    ("after_pending", "Lawsuit after reconsideration: not concluded"),
                                    ("problems", "Main problems of this year"),
                                    ("improvements", "What was improved, and what will be"),
                                    ("other", "Other matters to report"),
                                ],
                                max_length=24,
                                verbose_name="reported item",
                            ),
                        ),
                        (
                            "number",
                            models.DecimalField(decimal_places=6, max_digits=14, null=True, verbose_name="number"),
                        ),
                        ("words", models.TextField(blank=True, verbose_name="words")),
                        ("source", models.CharField(blank=True, max_length=120, verbose_name="source")),
                        ("stands", models.BooleanField(default=True, verbose_name="stands")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="annual_entries",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="entered at")),
                    ],
                    options={
                        "verbose_name": "entry of an annual report",
                        "verbose_name_plural": "entries of annual reports",
                        "ordering": ["-year", "item", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("stands", True)),
                                fields=("unit", "year", "item"),
                                name="one_entry_of_an_item_stands",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number", None), ("number__gte", 0), _connector="OR"),
                                name="an_entered_number_is_not_below_0",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number", None), models.Q(("source", ""), _negated=True), _connector="OR"
                                ),
                                name="an_entered_number_says_where_it_is_from",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Snapshot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("self-inspection", "Self-inspection report"),
                                    ("ledger", "Ledger of public opinion"),
                                    ("case-sheet", "Case sheet"),
                                    ("daily", "Daily digest"),
                                    ("weekly", "Weekly bulletin"),
                                    ("monthly", "Monthly bulletin"),
                                    ("special", "Special report"),
                                    ("supervision", "Supervision notice"),
                                    ("annual", "Disclosure annual report"),
                                    ("key-work", "Report on publishing key work"),
                                    ("mailbox", "Monthly statistics of the mailboxes"),
                                ],
                                default="self-inspection",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("subject", models.CharField(blank=True, max_length=60, verbose_name="about")),
                        ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                        (
                            "supersedes",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="superseded_by",
                                to="reporting.snapshot",
                                verbose_name="supersedes",
                            ),
                        ),
                        (
                            "because",
                            models.CharField(blank=True, max_length=300, verbose_name="why there is a new version"),
                        ),
                        ("changes", models.JSONField(default=list, verbose_name="changes")),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="snapshots",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        ("start", models.DateField(verbose_name="from")),
                        ("end", models.DateField(verbose_name="to")),
                        ("taken_at", models.DateTimeField(verbose_name="taken at")),
                        ("regulation", models.CharField(max_length=60, verbose_name="regulation")),
                        ("calendar", models.CharField(blank=True, max_length=60, verbose_name="calendar")),
                        ("facts", models.JSONField(verbose_name="facts")),
                        ("digest", models.CharField(max_length=64, verbose_name="digest")),
                    ],
                    options={
                        "verbose_name": "snapshot",
                        "verbose_name_plural": "snapshots",
                        "ordering": ["-taken_at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("end__gte", models.F("start"))), name="a_period_has_a_length"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SnapshotRows",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "snapshot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="reporting.snapshot",
                                verbose_name="snapshot",
                            ),
                        ),
                        ("reference", models.CharField(max_length=200, verbose_name="reference")),
                        ("model", models.CharField(max_length=60, verbose_name="rows of")),
                        ("count", models.PositiveIntegerField(verbose_name="rows")),
                        ("members", models.BinaryField()),
                    ],
                    options={
                        "verbose_name": "rows of a number",
                        "verbose_name_plural": "rows of numbers",
                        "constraints": [
                            models.UniqueConstraint(fields=("snapshot", "reference"), name="a_number_has_its_rows_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Block",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("digest", models.CharField(max_length=64, unique=True, verbose_name="digest")),
                        ("content", models.BinaryField()),
                    ],
                    options={
                        "verbose_name": "frozen piece",
                        "verbose_name_plural": "frozen pieces",
                    },
                ),
                migrations.CreateModel(
                    name="Measure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "snapshot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="measures",
                                to="reporting.snapshot",
                                verbose_name="snapshot",
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField(verbose_name="place in the paper")),
                        ("head", models.CharField(max_length=20, verbose_name="head")),
                        ("text", models.CharField(max_length=300, verbose_name="text")),
                        (
                            "section",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="measures",
                                to="people.section",
                                verbose_name="section",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due")),
                        ("reference", models.CharField(max_length=200, verbose_name="figure to watch")),
                        ("was", models.FloatField(null=True, verbose_name="then")),
                        ("wanted", models.FloatField(null=True, verbose_name="wanted")),
                        ("became", models.FloatField(null=True, verbose_name="at the check")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "to be checked"),
                                    ("done", "done"),
                                    ("partly", "partly done"),
                                    ("not_done", "not done"),
                                ],
                                default="open",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("checked_at", models.DateTimeField(null=True, verbose_name="checked at")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        ("evidence", models.CharField(blank=True, max_length=300, verbose_name="evidence")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="measures",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="said by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "measure",
                        "verbose_name_plural": "measures",
                        "ordering": ["-snapshot", "place"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("snapshot", "place"), name="a_measure_has_a_place_of_its_own"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Lesson",
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
                                related_name="lessons",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        ("happened", models.CharField(max_length=300, verbose_name="what happened")),
                        ("cause", models.CharField(max_length=300, verbose_name="cause")),
                        ("change", models.CharField(max_length=300, verbose_name="what was changed")),
                        (
                            "source",
                            models.CharField(blank=True, max_length=60, verbose_name="from which case or incident"),
                        ),
                        ("reference", models.CharField(max_length=200, verbose_name="figure to watch")),
                        ("since", models.DateField(verbose_name="changed since")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lessons",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="recorded at")),
                    ],
                    options={
                        "verbose_name": "lesson",
                        "verbose_name_plural": "lessons",
                        "ordering": ["-since", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="PaperTemplate",
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
                                related_name="paper_templates",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("self-inspection", "Self-inspection report"),
                                    ("ledger", "Ledger of public opinion"),
                                    ("case-sheet", "Case sheet"),
                                    ("daily", "Daily digest"),
                                    ("weekly", "Weekly bulletin"),
                                    ("monthly", "Monthly bulletin"),
                                    ("special", "Special report"),
                                    ("supervision", "Supervision notice"),
                                    ("annual", "Disclosure annual report"),
                                    ("key-work", "Report on publishing key work"),
                                    ("mailbox", "Monthly statistics of the mailboxes"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                        ("name", models.CharField(max_length=120, verbose_name="file name")),
                        ("content", models.BinaryField()),
                        ("digest", models.CharField(max_length=64, verbose_name="digest")),
                        ("uploaded_at", models.DateTimeField(verbose_name="uploaded at")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="uploaded by",
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(null=True, verbose_name="withdrawn at")),
                    ],
                    options={
                        "verbose_name": "template of papers",
                        "verbose_name_plural": "templates of papers",
                        "ordering": ["kind", "-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "kind", "version"), name="a_paper_template_has_a_version_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Paper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "snapshot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="reporting.snapshot",
                                verbose_name="snapshot",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("self-inspection", "Self-inspection report"),
                                    ("ledger", "Ledger of public opinion"),
                                    ("case-sheet", "Case sheet"),
                                    ("daily", "Daily digest"),
                                    ("weekly", "Weekly bulletin"),
                                    ("monthly", "Monthly bulletin"),
                                    ("special", "Special report"),
                                    ("supervision", "Supervision notice"),
                                    ("annual", "Disclosure annual report"),
                                    ("key-work", "Report on publishing key work"),
                                    ("mailbox", "Monthly statistics of the mailboxes"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("polished", models.JSONField(default=dict, verbose_name="polished by a language model")),
                        (
                            "template",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="reporting.papertemplate",
                                verbose_name="template",
                            ),
                        ),
                        ("written_at", models.DateTimeField(verbose_name="written at")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "paper",
                        "verbose_name_plural": "papers",
                        "ordering": ["-written_at", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="PaperFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="reporting.paper",
                                verbose_name="paper",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                choices=[("docx", "DOCX"), ("pdf", "PDF"), ("xlsx", "XLSX")],
                                max_length=4,
                                verbose_name="form",
                            ),
                        ),
                        ("content", models.BinaryField()),
                        ("digest", models.CharField(max_length=64, verbose_name="digest")),
                    ],
                    options={
                        "verbose_name": "file of a paper",
                        "verbose_name_plural": "files of papers",
                        "ordering": ["form"],
                        "constraints": [
                            models.UniqueConstraint(fields=("paper", "form"), name="a_paper_has_a_form_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Schedule",
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
                                related_name="schedules",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("self-inspection", "Self-inspection report"),
                                    ("ledger", "Ledger of public opinion"),
                                    ("case-sheet", "Case sheet"),
                                    ("daily", "Daily digest"),
                                    ("weekly", "Weekly bulletin"),
                                    ("monthly", "Monthly bulletin"),
                                    ("special", "Special report"),
                                    ("supervision", "Supervision notice"),
                                    ("annual", "Disclosure annual report"),
                                    ("key-work", "Report on publishing key work"),
                                    ("mailbox", "Monthly statistics of the mailboxes"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[
                                    ("daily", "every working day"),
                                    ("weekly", "every week"),
                                    ("monthly", "every month"),
                                    ("quarterly", "every quarter"),
                                    ("half-yearly", "every half-year"),
                                    ("yearly", "every year"),
                                ],
                                max_length=12,
                                verbose_name="rhythm",
                            ),
                        ),
                        ("hour", models.PositiveSmallIntegerField(default=8, verbose_name="hour")),
                        ("through", models.DateField(verbose_name="written through")),
                        ("set_at", models.DateTimeField(verbose_name="set at")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="set by",
                            ),
                        ),
                        ("stopped_at", models.DateTimeField(null=True, verbose_name="stopped at")),
                        (
                            "told",
                            models.ManyToManyField(
                                blank=True, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="who is told"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "schedule of papers",
                        "verbose_name_plural": "schedules of papers",
                        "ordering": ["kind", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("hour__lte", 23)), name="a_schedule_has_an_hour_of_the_day"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("stopped_at", None)),
                                fields=("unit", "kind"),
                                name="a_unit_has_a_kind_written_by_one_schedule",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Commission",
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
                                related_name="commissions",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "schedule",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commissions",
                                to="reporting.schedule",
                                verbose_name="schedule",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("self-inspection", "Self-inspection report"),
                                    ("ledger", "Ledger of public opinion"),
                                    ("case-sheet", "Case sheet"),
                                    ("daily", "Daily digest"),
                                    ("weekly", "Weekly bulletin"),
                                    ("monthly", "Monthly bulletin"),
                                    ("special", "Special report"),
                                    ("supervision", "Supervision notice"),
                                    ("annual", "Disclosure annual report"),
                                    ("key-work", "Report on publishing key work"),
                                    ("mailbox", "Monthly statistics of the mailboxes"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("subject", models.CharField(blank=True, max_length=60, verbose_name="about")),
                        ("start", models.DateField(verbose_name="from")),
                        ("end", models.DateField(verbose_name="to")),
                        ("notice", models.CharField(blank=True, max_length=120, verbose_name="notice")),
                        ("notice_number", models.CharField(blank=True, max_length=40, verbose_name="its number")),
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
                        ("asked_at", models.DateTimeField(verbose_name="asked at")),
                        ("taken_at", models.DateTimeField(null=True, verbose_name="taken at")),
                        ("step", models.PositiveSmallIntegerField(default=0, verbose_name="step")),
                        ("done_at", models.DateTimeField(null=True, verbose_name="done at")),
                        ("failed_because", models.CharField(blank=True, max_length=300, verbose_name="failed because")),
                        (
                            "paper",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commission",
                                to="reporting.paper",
                                verbose_name="paper",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "commission of a paper",
                        "verbose_name_plural": "commissions of papers",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_at", None)), fields=["id"], name="commissions_to_be_written"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("end__gte", models.F("start"))),
                                name="a_commissioned_period_has_a_length",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("schedule__isnull", False)),
                                fields=("schedule", "start"),
                                name="a_schedule_writes_a_period_once",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
