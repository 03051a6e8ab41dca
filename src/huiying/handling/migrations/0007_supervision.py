"""Cards, chase orders, instructions, reminders and weekly late lists. What was late before is given no card afterwards."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def look_when_they_end(apps, schema_editor):  # type: ignore[no-untyped-def]
    """A running clock may bring a card from its end on; which one is found when it is looked at."""
    running = apps.get_model("handling", "Clock").objects.filter(stopped_at=None, due_at__gt=timezone.now())
    running.update(card_at=models.F("due_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0003_the_office_sets_thresholds"),
        ("handling", "0006_cases_of_units"),
        ("people", "0002_absences_and_three_administrators"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="clock",
            name="card_at",
            field=models.DateTimeField(null=True, verbose_name="next card at"),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("paused_at", None), ("stopped_at", None)),
                fields=["card_at"],
                name="clocks_by_next_card",
            ),
        ),
        migrations.CreateModel(
            name="Card",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_at", models.DateTimeField(verbose_name="due at")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cards",
                        to="handling.case",
                        verbose_name="case",
                    ),
                ),
                (
                    "clock",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="cards",
                        to="handling.clock",
                        verbose_name="clock",
                    ),
                ),
                (
                    "colour",
                    models.CharField(
                        choices=[("yellow", "Yellow card"), ("red", "Red card")], max_length=6, verbose_name="colour"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="people.section",
                        verbose_name="lead section",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handler",
                    ),
                ),
                ("given_at", models.DateTimeField(verbose_name="given at")),
                ("explanation", models.TextField(blank=True, verbose_name="explanation")),
                ("explained_at", models.DateTimeField(null=True, verbose_name="explained at")),
                (
                    "explained_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="explained by",
                    ),
                ),
                (
                    "withdrawn_because",
                    models.CharField(blank=True, max_length=500, verbose_name="why it was withdrawn"),
                ),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="withdrawn at")),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
            ],
            options={
                "verbose_name": "card",
                "verbose_name_plural": "cards",
                "ordering": ["-given_at", "-id"],
                "indexes": [
                    models.Index(fields=["-given_at", "-id"], name="cards_newest_first"),
                    models.Index(fields=["section", "-given_at"], name="cards_of_a_section"),
                    models.Index(
                        condition=models.Q(("explained_at", None), ("withdrawn_at", None)),
                        fields=["section"],
                        name="cards_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clock", "colour"), name="a_clock_brings_a_card_of_each_colour_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("explained_at", None), ("explanation", "")),
                            models.Q(("explained_at__isnull", False), models.Q(("explanation", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="an_explained_card_has_its_explanation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_because", "")),
                            models.Q(
                                ("withdrawn_at__isnull", False), models.Q(("withdrawn_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="a_withdrawn_card_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("given_at__gte", models.F("due_at"))), name="a_card_is_given_after_the_end"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChaseOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_at", models.DateTimeField(verbose_name="due at")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chase_orders",
                        to="people.unit",
                        verbose_name="unit",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("serial", models.PositiveIntegerField(verbose_name="number in the year")),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chase_orders",
                        to="handling.case",
                        verbose_name="case",
                    ),
                ),
                ("subject", models.CharField(max_length=300, verbose_name="subject")),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chase_orders",
                        to="people.section",
                        verbose_name="responsible section",
                    ),
                ),
                ("demanded", models.TextField(verbose_name="what is demanded")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("issued", "Not signed for yet"),
                            ("received", "Being handled"),
                            ("answered", "Answer to be accepted"),
                            ("sent_back", "Sent back"),
                            ("closed", "Closed"),
                        ],
                        default="issued",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("issued_at", models.DateTimeField(verbose_name="issued at")),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="issued by",
                    ),
                ),
                ("received_at", models.DateTimeField(null=True, verbose_name="signed for at")),
                (
                    "received_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signed for by",
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True, verbose_name="closed at")),
            ],
            options={
                "verbose_name": "chase order",
                "verbose_name_plural": "chase orders",
                "ordering": ["-issued_at", "-id"],
                "indexes": [
                    models.Index(fields=["-issued_at", "-id"], name="chase_orders_newest_first"),
                    models.Index(
                        condition=models.Q(("state", "closed"), _negated=True),
                        fields=["section", "due_at"],
                        name="chase_orders_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "year", "serial"), name="a_chase_order_has_its_number"),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("issued_at"))),
                        name="a_chase_order_is_due_after_its_issue",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("received_at", None), ("state", "issued")),
                            models.Q(models.Q(("state", "issued"), _negated=True), ("received_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_chase_order_is_signed_for_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", False), ("state", "closed")),
                            models.Q(models.Q(("state", "closed"), _negated=True), ("closed_at", None)),
                            _connector="OR",
                        ),
                        name="a_closed_chase_order_has_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChaseAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="report")),
                ("at", models.DateTimeField(verbose_name="reported at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reported by",
                    ),
                ),
                ("missing", models.CharField(blank=True, max_length=1000, verbose_name="what is missing")),
                ("judged_at", models.DateTimeField(null=True, verbose_name="judged at")),
                (
                    "judged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="judged by",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="handling.chaseorder",
                        verbose_name="chase order",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a chase order",
                "verbose_name_plural": "answers to chase orders",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("judged_at", None)),
                        fields=("order",),
                        name="a_chase_order_has_one_answer_to_be_judged",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Instruction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_at", models.DateTimeField(verbose_name="due at")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="instructions",
                        to="people.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="instructions",
                        to="handling.case",
                        verbose_name="case",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="instructions",
                        to="assessment.topic",
                        verbose_name="topic",
                    ),
                ),
                ("subject", models.CharField(max_length=300, verbose_name="subject")),
                ("text", models.TextField(verbose_name="instruction")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("一般", "General"),
                            ("较大", "Considerable"),
                            ("重大", "Major"),
                            ("特别重大", "Extremely serious"),
                        ],
                        max_length=4,
                        verbose_name="level",
                    ),
                ),
                ("given_at", models.DateTimeField(verbose_name="given at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="instructions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="leader",
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True, verbose_name="closed at")),
                (
                    "withdrawn_because",
                    models.CharField(blank=True, max_length=500, verbose_name="why it was withdrawn"),
                ),
            ],
            options={
                "verbose_name": "instruction",
                "verbose_name_plural": "instructions",
                "ordering": ["-given_at", "-id"],
                "indexes": [
                    models.Index(fields=["-given_at", "-id"], name="instructions_newest_first"),
                    models.Index(condition=models.Q(("closed_at", None)), fields=["due_at"], name="instructions_open"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("given_at"))),
                        name="an_instruction_is_due_after_it_is_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("withdrawn_because", ""), ("closed_at__isnull", False), _connector="OR"),
                        name="a_withdrawn_instruction_is_closed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Errand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "instruction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="errands",
                        to="handling.instruction",
                        verbose_name="instruction",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errands",
                        to="people.section",
                        verbose_name="section",
                    ),
                ),
                ("accepted_at", models.DateTimeField(null=True, verbose_name="accepted at")),
            ],
            options={
                "verbose_name": "errand of an instruction",
                "verbose_name_plural": "errands of instructions",
                "ordering": ["id"],
                "indexes": [
                    models.Index(condition=models.Q(("accepted_at", None)), fields=["section"], name="errands_open")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("instruction", "section"), name="a_section_has_one_errand_of_an_instruction"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ErrandReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="report")),
                ("at", models.DateTimeField(verbose_name="reported at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reported by",
                    ),
                ),
                ("missing", models.CharField(blank=True, max_length=1000, verbose_name="what is missing")),
                ("judged_at", models.DateTimeField(null=True, verbose_name="judged at")),
                (
                    "judged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="judged by",
                    ),
                ),
                (
                    "errand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="handling.errand",
                        verbose_name="errand",
                    ),
                ),
            ],
            options={
                "verbose_name": "report on an instruction",
                "verbose_name_plural": "reports on instructions",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("judged_at", None)),
                        fields=("errand",),
                        name="an_errand_has_one_report_to_be_judged",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LateList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="late_lists",
                        to="people.unit",
                        verbose_name="unit",
                    ),
                ),
                ("week", models.DateField(verbose_name="Monday of the week")),
                ("at", models.DateTimeField(verbose_name="as of")),
            ],
            options={
                "verbose_name": "weekly late list",
                "verbose_name_plural": "weekly late lists",
                "ordering": ["-week", "unit"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "week"), name="a_unit_has_one_late_list_a_week")
                ],
            },
        ),
        migrations.CreateModel(
            name="LateRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_at", models.DateTimeField(verbose_name="due at")),
                (
                    "late_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="handling.latelist",
                        verbose_name="weekly late list",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="handling.case",
                        verbose_name="case",
                    ),
                ),
                ("number", models.CharField(max_length=20, verbose_name="number")),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                (
                    "section",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.section",
                        verbose_name="lead section",
                    ),
                ),
                ("section_name", models.CharField(blank=True, max_length=60, verbose_name="lead section")),
                ("handler_name", models.CharField(blank=True, max_length=200, verbose_name="handler")),
                ("amount", models.PositiveIntegerField(verbose_name="late by")),
                ("count_unit", models.CharField(max_length=12, verbose_name="counted in")),
                ("cards", models.JSONField(default=list, verbose_name="cards")),
            ],
            options={
                "verbose_name": "line of a weekly late list",
                "verbose_name_plural": "lines of weekly late lists",
                "ordering": ["due_at", "id"],
                "indexes": [models.Index(fields=["late_list", "due_at", "id"], name="late_rows_of_a_list")],
                "constraints": [
                    models.UniqueConstraint(fields=("late_list", "number"), name="a_case_is_once_in_a_late_list")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="handling.case",
                        verbose_name="case",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="reminded at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reminded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["case", "-at"], name="reminders_of_a_case")],
            },
        ),
        migrations.RunPython(look_when_they_end, migrations.RunPython.noop),
    ]
