"""All tables of the room at once, for a new home. One that took all the steps this replaces has nothing to do."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from huiying.ledger.migrations._at_once import AllTables

from ._word_index import drop_the_index, make_the_index


class Migration(migrations.Migration):
    replaces = [
        ("handling", "0001_initial"),
        ("handling", "0001_squashed_0015_what_the_home_counts_has_an_index"),
        ("handling", "0002_clocks_true_to_the_law"),
        ("handling", "0003_clocks_of_orders"),
        ("handling", "0004_cases_end_in_more_ways"),
        ("handling", "0005_messages_to_staff"),
        ("handling", "0006_cases_of_units"),
        ("handling", "0007_supervision"),
        ("handling", "0008_clues_of_rumours"),
        ("handling", "0009_incidents"),
        ("handling", "0010_finding_and_keeping_views"),
        ("handling", "0011_the_sign_off"),
        ("handling", "0012_what_a_handler_has_at_hand"),
        ("handling", "0013_loops_and_keeping"),
        ("handling", "0014_a_release_is_watched"),
        ("handling", "0015_what_the_home_counts_has_an_index"),
        ("handling", "0016_disclosure"),
        ("handling", "0017_numbers_by_mark"),
        ("handling", "0018_requests_of_persons"),
    ]

    initial = True

    dependencies = [
        ("assessment", "0001_all_tables"),
        ("intake", "0001_all_tables"),
        ("people", "0001_all_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AllTables(
            [
                migrations.CreateModel(
                    name="Case",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=20, unique=True, verbose_name="number")),
                        (
                            "voice",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="case",
                                to="intake.voice",
                                verbose_name="voice",
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("kind", models.CharField(default="letter", max_length=40, verbose_name="kind of case")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("registered", "Registered"),
                                    ("assigned", "Assigned"),
                                    ("returned", "Returned"),
                                    ("accepted", "Accepted"),
                                    ("asked", "Waiting for an answer"),
                                    ("drafting", "Drafting"),
                                    ("in_review", "In review"),
                                    ("approved", "Approved"),
                                    ("delivered", "Answered"),
                                    ("closed", "Closed"),
                                    ("reopened", "Reopened"),
                                    ("not_accepted", "Not accepted"),
                                    ("transferred", "Transferred out"),
                                    ("merged", "Merged"),
                                ],
                                default="registered",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="opened at")),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="answered at")),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="closed at")),
                        ("summary", models.TextField(blank=True, verbose_name="closing summary")),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        ("regulation", models.CharField(max_length=120, verbose_name="regulation")),
                        ("returns", models.PositiveSmallIntegerField(default=0, verbose_name="times returned")),
                        (
                            "merged_into",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged",
                                to="handling.case",
                                verbose_name="merged into",
                            ),
                        ),
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
                                verbose_name="what became of it",
                            ),
                        ),
                        ("anonymised_at", models.DateTimeField(null=True, verbose_name="anonymised at")),
                    ],
                    options={
                        "verbose_name": "case",
                        "verbose_name_plural": "cases",
                        "ordering": ["-opened_at", "-id"],
                        "indexes": [
                            models.Index(fields=["state", "-opened_at"], name="cases_by_state"),
                            models.Index(fields=["-opened_at", "-id"], name="cases_newest_first"),
                            models.Index(fields=["unit", "-opened_at", "-id"], name="cases_of_a_unit"),
                            models.Index(fields=["-answered_at"], name="cases_by_answer"),
                            models.Index(
                                condition=models.Q(("adoption", ""), _negated=True),
                                fields=["-opened_at"],
                                name="cases_of_suggestions",
                            ),
                            models.Index(
                                condition=models.Q(("anonymised_at", None)),
                                fields=["closed_at"],
                                name="cases_with_personal_data",
                            ),
                            models.Index(fields=["title", "-id"], name="cases_by_title"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("merged_into__isnull", False), ("state", "merged")),
                                    models.Q(models.Q(("state", "merged"), _negated=True), ("merged_into", None)),
                                    _connector="OR",
                                ),
                                name="a_merged_case_says_into_which",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                                name="no_case_is_merged_into_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Adoption",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="adoptions",
                                to="handling.case",
                                verbose_name="case",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("adopted", "Adopted in full"),
                                    ("partly", "Partly adopted"),
                                    ("not_adopted", "Not adopted"),
                                ],
                                max_length=12,
                                verbose_name="what became of it",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="decided at")),
                    ],
                    options={
                        "verbose_name": "word on a suggestion",
                        "verbose_name_plural": "words on suggestions",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="what_became_of_a_suggestion_has_its_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Clock",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="clocks",
                                to="handling.case",
                                verbose_name="case",
                            ),
                        ),
                        ("term", models.CharField(max_length=40, verbose_name="term")),
                        ("role", models.CharField(default="simple", max_length=20, verbose_name="role")),
                        ("started_at", models.DateTimeField(verbose_name="started at")),
                        ("restarted_at", models.DateTimeField(null=True, verbose_name="restarted at")),
                        ("pauses", models.JSONField(default=list, verbose_name="pauses")),
                        ("paused_at", models.DateTimeField(null=True, verbose_name="paused at")),
                        ("extended", models.PositiveSmallIntegerField(default=0, verbose_name="extended by")),
                        ("due_at", models.DateTimeField(verbose_name="due at")),
                        ("because", models.JSONField(default=list, verbose_name="why")),
                        ("provisional", models.BooleanField(default=False, verbose_name="provisional")),
                        ("stopped_at", models.DateTimeField(null=True, verbose_name="stopped at")),
                        (
                            "stopped_because",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "What it counted was done"),
                                    ("not_accepted", "The letter was not accepted"),
                                    ("transferred", "The letter was transferred"),
                                    ("merged", "The case was merged"),
                                    ("regraded", "The level was changed"),
                                ],
                                default="",
                                max_length=12,
                                verbose_name="why it stopped",
                            ),
                        ),
                        (
                            "lamp",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "No alarm yet"),
                                    ("first", "First reminder"),
                                    ("yellow", "Yellow lamp"),
                                    ("red", "Red lamp"),
                                ],
                                default="",
                                max_length=6,
                                verbose_name="lamp",
                            ),
                        ),
                        ("alarm_at", models.DateTimeField(null=True, verbose_name="next alarm at")),
                        ("card_at", models.DateTimeField(null=True, verbose_name="next card at")),
                        ("order_due_at", models.DateTimeField(null=True, verbose_name="due at by the order")),
                        ("edition", models.PositiveIntegerField(default=0, verbose_name="edition of the rules")),
                    ],
                    options={
                        "verbose_name": "clock",
                        "verbose_name_plural": "clocks",
                        "ordering": ["id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("stopped_at", None)),
                                fields=["due_at"],
                                name="clocks_running_by_due",
                            ),
                            models.Index(fields=["stopped_at", "due_at"], name="clocks_stopped"),
                            models.Index(fields=["started_at"], name="clocks_by_start"),
                            models.Index(
                                condition=models.Q(("paused_at", None), ("stopped_at", None)),
                                fields=["alarm_at"],
                                name="clocks_by_next_alarm",
                            ),
                            models.Index(
                                condition=models.Q(("paused_at", None), ("stopped_at", None)),
                                fields=["card_at"],
                                name="clocks_by_next_card",
                            ),
                            models.Index(
                                condition=models.Q(("stopped_at", None)),
                                fields=["edition", "id"],
                                name="clocks_running_by_edition",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("stopped_at", None)),
                                fields=("case", "term"),
                                name="a_term_runs_once_in_a_case",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_at__gt", models.F("started_at"))),
                                name="a_clock_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("stopped_at", None), ("paused_at", None), _connector="OR"),
                                name="a_stopped_clock_does_not_stand_still",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("stopped_because", ""), ("stopped_at__isnull", False), _connector="OR"
                                ),
                                name="what_stopped_has_a_moment",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Alarm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "clock",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="alarms",
                                to="handling.clock",
                                verbose_name="clock",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("", "No alarm yet"),
                                    ("first", "First reminder"),
                                    ("yellow", "Yellow lamp"),
                                    ("red", "Red lamp"),
                                ],
                                max_length=6,
                                verbose_name="level",
                            ),
                        ),
                        ("due_at", models.DateTimeField(verbose_name="due at")),
                        ("at", models.DateTimeField(verbose_name="given at")),
                    ],
                    options={
                        "verbose_name": "alarm",
                        "verbose_name_plural": "alarms",
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["-at"], name="alarms_newest_first")],
                        "constraints": [
                            models.UniqueConstraint(fields=("clock", "level", "due_at"), name="an_alarm_is_given_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="handling.case",
                                verbose_name="case",
                            ),
                        ),
                        (
                            "why",
                            models.CharField(
                                choices=[
                                    ("asked", "More from the writer"),
                                    ("correction", "Correction of the request"),
                                    ("third_party", "Opinion of a third party"),
                                    ("co_organ", "Opinion of another organ"),
                                    ("fee", "Payment of the fee"),
                                ],
                                default="asked",
                                max_length=12,
                                verbose_name="what for",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="question")),
                        ("asked_at", models.DateTimeField(verbose_name="asked at")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked by",
                            ),
                        ),
                        ("answer", models.TextField(blank=True, verbose_name="answer")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                        (
                            "ended_because",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="why it went on without an answer"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "question",
                        "verbose_name_plural": "questions",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("case",),
                                name="a_case_waits_for_one_answer_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at", None), ("ended_at__gte", models.F("asked_at")), _connector="OR"
                                ),
                                name="a_question_ends_after_it_is_asked",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Extension",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "clock",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="extensions",
                                to="handling.clock",
                                verbose_name="clock",
                            ),
                        ),
                        ("amount", models.PositiveSmallIntegerField(verbose_name="by how much")),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        ("asked_at", models.DateTimeField(verbose_name="asked at")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extensions",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked by",
                            ),
                        ),
                        (
                            "grant",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting for approval"),
                                    ("granted", "Extended"),
                                    ("refused", "Not extended"),
                                ],
                                default="waiting",
                                max_length=8,
                                verbose_name="decision",
                            ),
                        ),
                        ("comment", models.CharField(blank=True, max_length=500, verbose_name="comment")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
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
                    ],
                    options={
                        "verbose_name": "extension",
                        "verbose_name_plural": "extensions",
                        "ordering": ["id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("grant", "waiting")), fields=["id"], name="extensions_waiting"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("grant", "refused"), _negated=True),
                                fields=("clock",),
                                name="a_clock_is_extended_at_most_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 1)), name="an_extension_is_at_least_one"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=20, unique=True, verbose_name="number")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("copy", "A copy of what is held"), ("erase", "Erasure")],
                                max_length=5,
                                verbose_name="kind",
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
                            "correspondent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="intake.correspondent",
                                verbose_name="correspondent",
                            ),
                        ),
                        (
                            "proof",
                            models.CharField(
                                choices=[
                                    ("in_person", "Identity document shown in person"),
                                    ("channel", "Asked by the way they write, which is verified"),
                                    ("code", "Number and query code of a letter of theirs"),
                                    ("agent", "An agent with a written authority"),
                                ],
                                max_length=10,
                                verbose_name="how identity was proved",
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("achieved", "The purpose is achieved or no longer needs it (item 1)"),
                                    ("expired", "The term of storage is over (item 2)"),
                                    ("unlawful", "It was processed against the law (item 4)"),
                                ],
                                max_length=10,
                                verbose_name="ground",
                            ),
                        ),
                        ("received_on", models.DateField(verbose_name="received on")),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "Waits for approval"), ("done", "Done"), ("refused", "Refused")],
                                default="waiting",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="registered by",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="registered at")),
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
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        ("outcome", models.JSONField(default=list, verbose_name="outcome")),
                        ("letter", models.TextField(blank=True, verbose_name="what the person is told")),
                    ],
                    options={
                        "verbose_name": "request about personal data",
                        "verbose_name_plural": "requests about personal data",
                        "ordering": ["-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "erase"), _negated=True),
                                    ("decided_by", None),
                                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="an_erasure_is_decided_by_a_second_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "copy"), ("ground", "")),
                                    models.Q(("kind", "erase"), models.Q(("ground", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="an_erasure_has_a_ground",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Restriction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="restrictions",
                                to="handling.case",
                                verbose_name="case",
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="restrictions",
                                to="handling.personrequest",
                                verbose_name="request",
                            ),
                        ),
                        (
                            "because",
                            models.CharField(
                                choices=[
                                    ("open", "the matter is not over"),
                                    ("underway", "a message about it has not left"),
                                    ("held", "held for a complaint, a petition or a court"),
                                    ("term", "the term of storage still runs"),
                                ],
                                max_length=10,
                                verbose_name="why it is kept",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="since")),
                        ("lifted_at", models.DateTimeField(null=True, verbose_name="lifted at")),
                        (
                            "lifted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="lifted by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "restriction",
                        "verbose_name_plural": "restrictions",
                        "ordering": ["-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_at", None)),
                                fields=("case",),
                                name="a_case_is_restricted_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="drafts",
                                to="handling.case",
                                verbose_name="case",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                        ("text", models.TextField(verbose_name="text")),
                        ("make_public", models.BooleanField(default=True, verbose_name="publish the answer")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="drafts",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="drafted by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="drafted at")),
                        ("submitted_at", models.DateTimeField(null=True, verbose_name="submitted at")),
                        ("chain", models.CharField(blank=True, max_length=120, verbose_name="steps of the sign-off")),
                        (
                            "proofreadings_needed",
                            models.PositiveSmallIntegerField(default=0, verbose_name="proofreadings needed"),
                        ),
                    ],
                    options={
                        "verbose_name": "draft",
                        "verbose_name_plural": "drafts",
                        "ordering": ["version"],
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "version"), name="a_version_is_drafted_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviews",
                                to="handling.draft",
                                verbose_name="draft",
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("section_head", "Section head's check"),
                                    ("countersign", "Countersign"),
                                    ("office", "Information section's check"),
                                    ("secrecy", "Secrecy and privacy check"),
                                    ("leader", "Leader's signature"),
                                    ("principal", "Principal leader's signature"),
                                ],
                                max_length=20,
                                verbose_name="step",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="countersigned",
                                to="people.section",
                                verbose_name="countersigning section",
                            ),
                        ),
                        (
                            "decision",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("approved", "Agreed"),
                                    ("sent_back", "Sent back"),
                                    ("lapsed", "Lapsed"),
                                ],
                                default="waiting",
                                max_length=12,
                                verbose_name="decision",
                            ),
                        ),
                        ("comment", models.TextField(blank=True, verbose_name="comment")),
                        ("asked_at", models.DateTimeField(verbose_name="asked at")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reviewer",
                            ),
                        ),
                        ("at", models.DateTimeField(null=True, verbose_name="decided at")),
                        ("digest", models.CharField(blank=True, max_length=64, verbose_name="digest of the text")),
                        ("checklist", models.JSONField(default=dict, verbose_name="secrecy and privacy check")),
                    ],
                    options={
                        "verbose_name": "review",
                        "verbose_name_plural": "reviews",
                        "ordering": ["id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("decision", "waiting")),
                                fields=["step", "asked_at"],
                                name="reviews_waiting",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("section", None), models.Q(("decision", "lapsed"), _negated=True)),
                                fields=("draft", "step"),
                                name="a_step_is_reviewed_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("section__isnull", False), models.Q(("decision", "lapsed"), _negated=True)
                                ),
                                fields=("draft", "step", "section"),
                                name="a_section_countersigns_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reply",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replies",
                                to="handling.case",
                                verbose_name="case",
                            ),
                        ),
                        (
                            "draft",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reply",
                                to="handling.draft",
                                verbose_name="draft",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="text")),
                        ("signed_as", models.CharField(blank=True, max_length=80, verbose_name="signed as")),
                        ("make_public", models.BooleanField(default=True, verbose_name="publish the answer")),
                        ("delivered_at", models.DateTimeField(verbose_name="delivered at")),
                        ("published_at", models.DateTimeField(null=True, verbose_name="published at")),
                    ],
                    options={
                        "verbose_name": "reply",
                        "verbose_name_plural": "replies",
                        "ordering": ["id"],
                        "indexes": [
                            models.Index(fields=["-delivered_at"], name="replies_newest_first"),
                            models.Index(
                                condition=models.Q(("make_public", True), ("published_at", None)),
                                fields=["id"],
                                name="replies_to_publish",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="case_files",
                                to="handling.case",
                                verbose_name="case",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("description", models.CharField(max_length=200, verbose_name="what it is")),
                        (
                            "to_writer",
                            models.BooleanField(default=False, verbose_name="goes to the writer with the reply"),
                        ),
                        ("media_type", models.CharField(max_length=100, verbose_name="type")),
                        ("size", models.PositiveIntegerField(verbose_name="size")),
                        ("digest", models.CharField(max_length=64)),
                        ("file", models.FileField(max_length=120, upload_to="", verbose_name="file")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="case_files",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="attached by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="attached at")),
                        ("removed_at", models.DateTimeField(null=True, verbose_name="taken out at")),
                        (
                            "drafts",
                            models.ManyToManyField(
                                related_name="files", to="handling.draft", verbose_name="versions of the reply"
                            ),
                        ),
                        (
                            "replies",
                            models.ManyToManyField(related_name="files", to="handling.reply", verbose_name="replies"),
                        ),
                    ],
                    options={
                        "verbose_name": "case file",
                        "verbose_name_plural": "case files",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Clue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=20, unique=True, verbose_name="number")),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clues",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clues",
                                to="handling.case",
                                verbose_name="case",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="clues",
                                to="assessment.topic",
                                verbose_name="topic",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Being written"),
                                    ("submitted", "Waiting for a signature"),
                                    ("signed", "Signed"),
                                    ("handed_over", "Handed over"),
                                    ("concluded", "Outcome told"),
                                    ("dropped", "Not handed over"),
                                ],
                                default="draft",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="what is said")),
                        ("regulation", models.CharField(max_length=120, verbose_name="regulation")),
                        ("facts", models.TextField(blank=True, verbose_name="verified facts")),
                        ("verified_by", models.CharField(blank=True, max_length=120, verbose_name="verified by")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="source of the facts")),
                        ("ground", models.CharField(blank=True, max_length=40, verbose_name="legal ground")),
                        ("ground_checked", models.BooleanField(default=False, verbose_name="the act was read")),
                        ("suggestion", models.TextField(blank=True, verbose_name="what we suggest")),
                        ("organ", models.CharField(blank=True, max_length=40, verbose_name="sort of organ")),
                        ("organ_name", models.CharField(blank=True, max_length=120, verbose_name="organ")),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clues",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="clue made by",
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="made at")),
                        ("content", models.JSONField(default=dict, verbose_name="signed content")),
                        ("digest", models.CharField(blank=True, max_length=64, verbose_name="digest")),
                        (
                            "signed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signed_clues",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="signed by",
                            ),
                        ),
                        ("signed_at", models.DateTimeField(null=True, verbose_name="signed at")),
                        (
                            "writers",
                            models.ManyToManyField(
                                related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="clue written by"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "clue",
                        "verbose_name_plural": "clues",
                        "ordering": ["-made_at", "-id"],
                        "indexes": [
                            models.Index(fields=["-made_at", "-id"], name="clues_newest_first"),
                            models.Index(fields=["state", "-made_at"], name="clues_by_state"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("signed_at__isnull", False),
                                        ("signed_by__isnull", False),
                                        ("state__in", ["concluded", "handed_over", "signed"]),
                                        models.Q(("digest", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state__in", ["concluded", "handed_over", "signed"]), _negated=True),
                                        ("digest", ""),
                                        ("signed_at", None),
                                        ("signed_by", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_signed_clue_has_its_signature_and_digest",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CluePost",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "clue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="posts",
                                to="handling.clue",
                                verbose_name="clue",
                            ),
                        ),
                        (
                            "voice",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clue_posts",
                                to="intake.voice",
                                verbose_name="voice",
                            ),
                        ),
                        ("platform", models.CharField(max_length=60, verbose_name="platform")),
                        ("account", models.CharField(blank=True, max_length=120, verbose_name="account")),
                        ("link", models.CharField(blank=True, max_length=500, verbose_name="link")),
                        ("posted_at", models.DateTimeField(verbose_name="posted at")),
                        ("seen_at", models.DateTimeField(verbose_name="first seen")),
                        ("words", models.TextField(verbose_name="words as captured")),
                        ("spread", models.JSONField(default=dict, verbose_name="spread")),
                        ("spread_at", models.DateTimeField(verbose_name="figures of")),
                        ("by_hand", models.JSONField(default=list, verbose_name="figures that a person read")),
                        ("hand_at", models.DateTimeField(null=True, verbose_name="read by a person at")),
                    ],
                    options={
                        "verbose_name": "post of a clue",
                        "verbose_name_plural": "posts of clues",
                        "ordering": ["posted_at", "id"],
                        "indexes": [models.Index(fields=["platform", "clue"], name="clue_posts_of_a_platform")],
                        "constraints": [
                            models.UniqueConstraint(fields=("clue", "voice"), name="a_voice_stands_once_in_a_clue")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClueFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "clue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="handling.clue",
                                verbose_name="clue",
                            ),
                        ),
                        (
                            "sort",
                            models.CharField(
                                choices=[("capture", "Capture"), ("receipt", "Signed receipt")],
                                max_length=8,
                                verbose_name="sort",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("media_type", models.CharField(max_length=100, verbose_name="type")),
                        ("size", models.PositiveIntegerField(verbose_name="size")),
                        ("digest", models.CharField(max_length=64, verbose_name="digest")),
                        ("file", models.FileField(max_length=120, upload_to="", verbose_name="file")),
                        ("captured_at", models.DateTimeField(verbose_name="captured at")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clue_files",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="uploaded by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="uploaded at")),
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
                        (
                            "withdrawn_because",
                            models.CharField(blank=True, max_length=300, verbose_name="why it was withdrawn"),
                        ),
                    ],
                    options={
                        "verbose_name": "file of a clue",
                        "verbose_name_plural": "files of clues",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at", None)),
                                fields=("clue", "digest"),
                                name="a_file_stands_once_in_a_clue",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_at", None), ("withdrawn_because", ""), ("withdrawn_by", None)),
                                    models.Q(
                                        ("withdrawn_at__isnull", False),
                                        ("withdrawn_by__isnull", False),
                                        models.Q(("withdrawn_because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_withdrawn_file_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Handover",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "clue",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="handover",
                                to="handling.clue",
                                verbose_name="clue",
                            ),
                        ),
                        ("given_by", models.CharField(max_length=120, verbose_name="officers handing over")),
                        ("received_by", models.CharField(max_length=120, verbose_name="officers receiving")),
                        ("at", models.DateTimeField(verbose_name="handed over at")),
                        ("outcome", models.TextField(blank=True, verbose_name="outcome")),
                        ("outcome_by", models.CharField(blank=True, max_length=120, verbose_name="told by")),
                        ("outcome_on", models.DateField(null=True, verbose_name="told on")),
                    ],
                    options={
                        "verbose_name": "hand-over",
                        "verbose_name_plural": "hand-overs",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", ""), ("outcome_on", None)),
                                    models.Q(models.Q(("outcome", ""), _negated=True), ("outcome_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="an_outcome_has_its_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PassageComment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="comments",
                                to="handling.draft",
                                verbose_name="draft",
                            ),
                        ),
                        ("start", models.PositiveIntegerField(verbose_name="start")),
                        ("end", models.PositiveIntegerField(verbose_name="end")),
                        ("quote", models.CharField(max_length=500, verbose_name="passage")),
                        ("text", models.CharField(max_length=1000, verbose_name="comment")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="passage_comments",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="said by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="said at")),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="settled at")),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="passage_comments_settled",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="settled by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "comment on a passage",
                        "verbose_name_plural": "comments on passages",
                        "ordering": ["start", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("end__gt", models.F("start"))),
                                name="a_passage_ends_after_it_begins",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proofreading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="proofreadings",
                                to="handling.draft",
                                verbose_name="draft",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proofreadings",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="proofread by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="proofread at")),
                        ("digest", models.CharField(max_length=64, verbose_name="digest of the text")),
                    ],
                    options={
                        "verbose_name": "proofreading",
                        "verbose_name_plural": "proofreadings",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("draft", "by"), name="a_person_proofreads_a_version_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Incident",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="incident",
                                to="handling.case",
                                verbose_name="case",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="incidents",
                                to="assessment.topic",
                                verbose_name="topic",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="incidents",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        ("title", models.CharField(max_length=80, verbose_name="what it is called")),
                        (
                            "sort",
                            models.CharField(
                                choices=[("opinion", "Public opinion"), ("emergency", "Emergency")],
                                max_length=10,
                                verbose_name="sort",
                            ),
                        ),
                        ("level", models.CharField(max_length=20, verbose_name="level")),
                        (
                            "colour",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("red", "Red, level one"),
                                    ("orange", "Orange, level two"),
                                    ("yellow", "Yellow, level three"),
                                    ("blue", "Blue, level four"),
                                ],
                                max_length=6,
                                verbose_name="warning colour",
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                        ("happened_at", models.DateTimeField(verbose_name="happened at")),
                        ("found_at", models.DateTimeField(verbose_name="found at")),
                        (
                            "starts",
                            models.CharField(
                                choices=[("happened", "when it happened"), ("found", "when we found out")],
                                max_length=8,
                                verbose_name="what starts the clocks",
                            ),
                        ),
                        ("starts_because", models.CharField(blank=True, max_length=300, verbose_name="why")),
                        ("disposal", models.CharField(blank=True, max_length=40, verbose_name="disposal")),
                        (
                            "voices_then",
                            models.PositiveIntegerField(default=0, verbose_name="voices when it was opened"),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="opened at")),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="incidents_opened",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="opened by",
                            ),
                        ),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="incidents_ended",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ended by",
                            ),
                        ),
                        ("end_reason", models.CharField(blank=True, max_length=500, verbose_name="why it ended")),
                    ],
                    options={
                        "verbose_name": "incident",
                        "verbose_name_plural": "incidents",
                        "ordering": ["-opened_at", "-id"],
                        "indexes": [
                            models.Index(fields=["-opened_at", "-id"], name="incidents_newest_first"),
                            models.Index(
                                condition=models.Q(("ended_at", None)), fields=["-opened_at"], name="incidents_running"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("topic",),
                                name="a_topic_has_one_running_incident",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("found_at__gte", models.F("happened_at"))),
                                name="an_incident_happened_before_it_was_found",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sort", "emergency"), ("colour", ""), _connector="OR"),
                                name="only_an_emergency_has_a_warning_colour",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("ended_by", None)),
                                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="who_ended_an_incident_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Conferral",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conferrals",
                                to="handling.incident",
                                verbose_name="incident",
                            ),
                        ),
                        ("held_at", models.DateTimeField(verbose_name="held at")),
                        ("guests", models.CharField(blank=True, max_length=300, verbose_name="guests")),
                        ("points", models.TextField(verbose_name="what was said")),
                        ("decisions", models.TextField(verbose_name="what was decided")),
                        ("level", models.CharField(blank=True, max_length=20, verbose_name="level")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conferrals_written",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="written at")),
                        (
                            "people",
                            models.ManyToManyField(
                                related_name="conferrals", to=settings.AUTH_USER_MODEL, verbose_name="who took part"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "conferral",
                        "verbose_name_plural": "conferrals",
                        "ordering": ["held_at", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="IncidentTask",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="handling.incident",
                                verbose_name="incident",
                            ),
                        ),
                        (
                            "conferral",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="handling.conferral",
                                verbose_name="conferral",
                            ),
                        ),
                        ("what", models.CharField(max_length=200, verbose_name="what")),
                        (
                            "who",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="incident_tasks",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who",
                            ),
                        ),
                        ("due_at", models.DateTimeField(verbose_name="by when")),
                        ("at", models.DateTimeField(verbose_name="given at")),
                        ("done_at", models.DateTimeField(null=True, verbose_name="done at")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="what came of it")),
                    ],
                    options={
                        "verbose_name": "task of an incident",
                        "verbose_name_plural": "tasks of incidents",
                        "ordering": ["due_at", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_at", None)),
                                fields=["who", "due_at"],
                                name="incident_tasks_open",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AfterAction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "incident",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="review",
                                to="handling.incident",
                                verbose_name="incident",
                            ),
                        ),
                        ("figures", models.JSONField(default=dict, verbose_name="figures")),
                        ("well", models.TextField(blank=True, verbose_name="what went well")),
                        ("wrong", models.TextField(blank=True, verbose_name="what went wrong")),
                        ("causes", models.TextField(blank=True, verbose_name="causes")),
                        ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews_written",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                        ("at", models.DateTimeField(null=True, verbose_name="written at")),
                        (
                            "closed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews_closed",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="closed by",
                            ),
                        ),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="closed at")),
                    ],
                    options={
                        "verbose_name": "after-action review",
                        "verbose_name_plural": "after-action reviews",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="DisclosureRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="disclosure",
                                to="handling.case",
                                verbose_name="case",
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("handed_in", "Handed in"),
                                    ("registered", "By registered post"),
                                    ("ordinary", "By ordinary post"),
                                    ("online", "By the internet"),
                                    ("fax", "By fax"),
                                ],
                                default="online",
                                max_length=12,
                                verbose_name="way of arrival",
                            ),
                        ),
                        ("received_on", models.DateField(verbose_name="received on")),
                        ("evidence", models.CharField(blank=True, max_length=300, verbose_name="evidence of the day")),
                        (
                            "applicant",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("natural", "A natural person"),
                                    ("company", "A business"),
                                    ("research", "A research institution"),
                                    ("welfare", "A public welfare organisation"),
                                    ("legal", "A legal service"),
                                    ("other", "Another organisation"),
                                ],
                                max_length=10,
                                verbose_name="sort of applicant",
                            ),
                        ),
                        ("correction_until", models.DateField(null=True, verbose_name="to be corrected until")),
                        ("reasons_asked_on", models.DateField(null=True, verbose_name="reasons asked on")),
                        ("reasons", models.TextField(blank=True, verbose_name="reasons given")),
                        ("reasons_sound", models.BooleanField(null=True, verbose_name="reasons are sound")),
                        ("delayed_until", models.DateField(null=True, verbose_name="answer delayed until")),
                        ("outcome", models.CharField(blank=True, max_length=40, verbose_name="how it is answered")),
                        ("ground", models.CharField(blank=True, max_length=40, verbose_name="ground")),
                        ("row", models.CharField(blank=True, max_length=4, verbose_name="row of the annual report")),
                        ("why", models.TextField(blank=True, verbose_name="reasons of the answer")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                        ("answered_on", models.DateField(null=True, verbose_name="answered on")),
                    ],
                    options={
                        "verbose_name": "disclosure request",
                        "verbose_name_plural": "disclosure requests",
                        "ordering": ["-received_on", "-id"],
                        "indexes": [
                            models.Index(fields=["-received_on", "-id"], name="disclosures_by_receipt"),
                            models.Index(fields=["answered_on", "row"], name="disclosures_by_answer"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered_on", None), models.Q(("row", ""), _negated=True), _connector="OR"
                                ),
                                name="an_answered_request_has_its_row",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reasons_sound", None), ("reasons_asked_on__isnull", False), _connector="OR"
                                ),
                                name="reasons_are_judged_once_asked",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DisclosureNotice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to="handling.disclosurerequest",
                                verbose_name="request",
                            ),
                        ),
                        (
                            "sort",
                            models.CharField(
                                choices=[
                                    ("receipt", "Receipt"),
                                    ("correction", "Correction notice"),
                                    ("third_party", "Letter to a third party"),
                                    ("co_organ", "Letter to a co-producing organ"),
                                    ("override", "Notice to a third party that it is disclosed"),
                                    ("reasons", "Notice to give reasons"),
                                    ("delay", "Notice of a delayed answer"),
                                    ("extension", "Notice of extension"),
                                    ("fee", "Fee notice"),
                                    ("decision", "Answer"),
                                ],
                                max_length=12,
                                verbose_name="paper",
                            ),
                        ),
                        ("number", models.CharField(max_length=60, verbose_name="number of the paper")),
                        ("addressee", models.CharField(blank=True, max_length=120, verbose_name="addressee")),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("paragraphs", models.JSONField(default=list, verbose_name="paragraphs")),
                        ("organ", models.CharField(max_length=120, verbose_name="organ")),
                        ("dated", models.DateField(verbose_name="dated")),
                        (
                            "reply",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notice",
                                to="handling.reply",
                                verbose_name="reply that it is",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="made by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="made at")),
                    ],
                    options={
                        "verbose_name": "notice of a disclosure request",
                        "verbose_name_plural": "notices of disclosure requests",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="ConsultedParty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parties",
                                to="handling.disclosurerequest",
                                verbose_name="request",
                            ),
                        ),
                        (
                            "sort",
                            models.CharField(
                                choices=[("third_party", "A third party"), ("co_organ", "A co-producing organ")],
                                max_length=12,
                                verbose_name="who it is",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("contact", models.CharField(blank=True, max_length=200, verbose_name="contact")),
                        ("about", models.TextField(verbose_name="what it concerns")),
                        (
                            "notice",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="party",
                                to="handling.disclosurenotice",
                                verbose_name="letter to them",
                            ),
                        ),
                        ("sent_on", models.DateField(verbose_name="sent on")),
                        ("reached_on", models.DateField(null=True, verbose_name="reached them on")),
                        ("due_at", models.DateTimeField(verbose_name="due at")),
                        (
                            "opinion",
                            models.CharField(
                                choices=[
                                    ("waiting", "No opinion yet"),
                                    ("agrees", "Agrees"),
                                    ("objects", "Objects"),
                                    ("silent", "Silent"),
                                ],
                                default="waiting",
                                max_length=8,
                                verbose_name="opinion",
                            ),
                        ),
                        ("reasons", models.TextField(blank=True, verbose_name="their reasons")),
                        ("answered_on", models.DateField(null=True, verbose_name="answered on")),
                        (
                            "overridden_because",
                            models.TextField(blank=True, verbose_name="why it is disclosed all the same"),
                        ),
                        (
                            "overridden_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="overridden by",
                            ),
                        ),
                        (
                            "override_notice",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="overridden_party",
                                to="handling.disclosurenotice",
                                verbose_name="notice to them",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "consulted party",
                        "verbose_name_plural": "consulted parties",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("request", "sort", "name"), name="a_party_is_consulted_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("opinion", "objects"), _negated=True),
                                    models.Q(("reasons", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="an_objection_has_its_reasons",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DisclosureFee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "request",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="fee",
                                to="handling.disclosurerequest",
                                verbose_name="request",
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[("item", "By item"), ("page", "By page")], max_length=4, verbose_name="method"
                            ),
                        ),
                        ("count", models.PositiveIntegerField(verbose_name="items or pages")),
                        (
                            "before",
                            models.PositiveIntegerField(default=0, verbose_name="requests of the month before it"),
                        ),
                        ("yuan", models.PositiveIntegerField(verbose_name="yuan")),
                        (
                            "notice",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="fee",
                                to="handling.disclosurenotice",
                                verbose_name="fee notice",
                            ),
                        ),
                        ("due_at", models.DateTimeField(verbose_name="due at")),
                        ("paid_on", models.DateField(null=True, verbose_name="paid on")),
                        ("lapsed_on", models.DateField(null=True, verbose_name="given up on")),
                    ],
                    options={
                        "verbose_name": "fee of a disclosure request",
                        "verbose_name_plural": "fees of disclosure requests",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("paid_on", None), ("lapsed_on", None), _connector="OR"),
                                name="a_fee_is_paid_or_has_lapsed",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RedactedCopy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="copies",
                                to="handling.disclosurerequest",
                                verbose_name="request",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="redacted",
                                to="handling.casefile",
                                verbose_name="original",
                            ),
                        ),
                        (
                            "result",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="redacted_from",
                                to="handling.casefile",
                                verbose_name="copy",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="made by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="made at")),
                    ],
                    options={
                        "verbose_name": "redacted copy",
                        "verbose_name_plural": "redacted copies",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Redaction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "copy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="redactions",
                                to="handling.redactedcopy",
                                verbose_name="copy",
                            ),
                        ),
                        ("mark", models.PositiveSmallIntegerField(verbose_name="mark in the copy")),
                        ("ground", models.CharField(max_length=40, verbose_name="ground")),
                        ("times", models.PositiveIntegerField(verbose_name="places")),
                    ],
                    options={
                        "verbose_name": "redaction",
                        "verbose_name_plural": "redactions",
                        "ordering": ["mark"],
                    },
                ),
                migrations.CreateModel(
                    name="Duty",
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
                                related_name="duties",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        (
                            "leader",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties_led",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="duty leader",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="duty officer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "duty",
                        "verbose_name_plural": "duties",
                        "ordering": ["day"],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "day"), name="a_day_has_one_duty_in_a_unit"),
                            models.CheckConstraint(
                                condition=models.Q(("leader", models.F("officer")), _negated=True),
                                name="nobody_leads_and_watches_alone",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ending",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="endings",
                                to="handling.case",
                                verbose_name="case",
                            ),
                        ),
                        (
                            "sort",
                            models.CharField(
                                choices=[("not_accepted", "Not accepted"), ("transferred", "Transferred out")],
                                max_length=12,
                                verbose_name="how it ended",
                            ),
                        ),
                        ("ground", models.CharField(blank=True, max_length=40, verbose_name="ground")),
                        ("to", models.CharField(blank=True, max_length=120, verbose_name="organ")),
                        ("contact", models.CharField(blank=True, max_length=200, verbose_name="contact of the organ")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                        ("at", models.DateTimeField(verbose_name="ended at")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="endings",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ended by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ending",
                        "verbose_name_plural": "endings",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("sort", "not_accepted"), ("to", ""), models.Q(("ground", ""), _negated=True)
                                    ),
                                    models.Q(
                                        ("ground", ""), ("sort", "transferred"), models.Q(("to", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="an_ending_has_its_ground_or_its_organ",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Slip",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="slip",
                                to="handling.case",
                                verbose_name="case",
                            ),
                        ),
                        ("deed", models.CharField(max_length=60, verbose_name="deed")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="done by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="done at")),
                        ("before", models.JSONField(verbose_name="as it was before")),
                    ],
                    options={
                        "verbose_name": "deed that may be taken back",
                        "verbose_name_plural": "deeds that may be taken back",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="FeedKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="feed_key",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="member of staff",
                            ),
                        ),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField(verbose_name="made at")),
                    ],
                    options={
                        "verbose_name": "calendar feed",
                        "verbose_name_plural": "calendar feeds",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Inquiry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="inquiry",
                                to="handling.case",
                                verbose_name="case",
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("justified", "Justified"),
                                    ("partly", "Partly justified"),
                                    ("unjustified", "Not justified"),
                                ],
                                max_length=12,
                                verbose_name="finding",
                            ),
                        ),
                        ("found_at", models.DateTimeField(verbose_name="found at")),
                        ("investigated_at", models.DateTimeField(null=True, verbose_name="investigated at")),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("solved", "Solved"),
                                    ("handled", "Dealt with"),
                                    ("explained", "Explained"),
                                    ("handed_over", "Handed over"),
                                ],
                                max_length=12,
                                verbose_name="result",
                            ),
                        ),
                        ("concluded_at", models.DateTimeField(null=True, verbose_name="concluded at")),
                    ],
                    options={
                        "verbose_name": "inquiry",
                        "verbose_name_plural": "inquiries",
                        "ordering": ["id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("concluded_at", None)),
                                fields=["verdict", "case"],
                                name="inquiries_not_concluded",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("concluded_at", None), ("investigated_at__isnull", False), _connector="OR"
                                ),
                                name="what_is_concluded_was_investigated",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("concluded_at", None), models.Q(("result", ""), _negated=True), _connector="OR"
                                ),
                                name="a_conclusion_has_its_result",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InquiryStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inquiry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="handling.inquiry",
                                verbose_name="inquiry",
                            ),
                        ),
                        (
                            "sort",
                            models.CharField(
                                choices=[
                                    ("finding", "Finding"),
                                    ("investigation", "Investigation"),
                                    ("conclusion", "Conclusion"),
                                ],
                                max_length=13,
                                verbose_name="step",
                            ),
                        ),
                        ("outcome", models.CharField(blank=True, max_length=12, verbose_name="outcome")),
                        ("text", models.TextField(verbose_name="text")),
                        ("who", models.CharField(blank=True, max_length=200, verbose_name="investigated by")),
                        ("first", models.DateField(null=True, verbose_name="first day")),
                        ("last", models.DateField(null=True, verbose_name="last day")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="recorded at")),
                    ],
                    options={
                        "verbose_name": "step of an inquiry",
                        "verbose_name_plural": "steps of inquiries",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sort", "investigation"), _negated=True),
                                    models.Q(
                                        ("first__isnull", False),
                                        ("last__gte", models.F("first")),
                                        ("last__isnull", False),
                                        models.Q(("who", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_investigation_says_who_and_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sort", "investigation"), models.Q(("outcome", ""), _negated=True), _connector="OR"
                                ),
                                name="a_finding_or_conclusion_has_its_outcome",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Card",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                                choices=[("yellow", "Yellow card"), ("red", "Red card")],
                                max_length=6,
                                verbose_name="colour",
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
                                    models.Q(
                                        ("explained_at__isnull", False), models.Q(("explanation", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="an_explained_card_has_its_explanation",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_at", None), ("withdrawn_because", "")),
                                    models.Q(
                                        ("withdrawn_at__isnull", False),
                                        models.Q(("withdrawn_because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_withdrawn_card_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("given_at__gte", models.F("due_at"))),
                                name="a_card_is_given_after_the_end",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChaseOrder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                                    ("cancelled", "Cancelled"),
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
                        (
                            "cancelled_because",
                            models.CharField(blank=True, max_length=300, verbose_name="why it was cancelled"),
                        ),
                    ],
                    options={
                        "verbose_name": "chase order",
                        "verbose_name_plural": "chase orders",
                        "ordering": ["-issued_at", "-id"],
                        "indexes": [
                            models.Index(fields=["-issued_at", "-id"], name="chase_orders_newest_first"),
                            models.Index(
                                condition=models.Q(("state__in", ("closed", "cancelled")), _negated=True),
                                fields=["section", "due_at"],
                                name="chase_orders_open",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "year", "serial"), name="a_chase_order_has_its_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_at__gt", models.F("issued_at"))),
                                name="a_chase_order_is_due_after_its_issue",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("received_at", None), ("state", "issued")),
                                    ("state", "cancelled"),
                                    models.Q(
                                        models.Q(("state", "issued"), _negated=True), ("received_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_chase_order_is_signed_for_first",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", False), ("state__in", ("closed", "cancelled"))),
                                    models.Q(
                                        models.Q(("state__in", ("closed", "cancelled")), _negated=True),
                                        ("closed_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_closed_chase_order_has_a_moment",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "cancelled"), models.Q(("cancelled_because", ""), _negated=True)
                                    ),
                                    models.Q(
                                        models.Q(("state", "cancelled"), _negated=True), ("cancelled_because", "")
                                    ),
                                    _connector="OR",
                                ),
                                name="a_cancelled_chase_order_has_its_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChaseAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        "abstract": False,
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
                    name="Reminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                migrations.CreateModel(
                    name="Instruction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                            models.Index(
                                condition=models.Q(("closed_at", None)), fields=["due_at"], name="instructions_open"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("due_at__gt", models.F("given_at"))),
                                name="an_instruction_is_due_after_it_is_given",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_because", ""), ("closed_at__isnull", False), _connector="OR"
                                ),
                                name="a_withdrawn_instruction_is_closed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Errand",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                            models.Index(
                                condition=models.Q(("accepted_at", None)), fields=["section"], name="errands_open"
                            )
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
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        "abstract": False,
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
                    name="Hold",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="holds",
                                to="handling.case",
                                verbose_name="case",
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("complaint", "Complaint about how it was handled"),
                                    ("petition", "Petition"),
                                    ("litigation", "Review or litigation"),
                                    ("other", "Another reason"),
                                ],
                                max_length=12,
                                verbose_name="ground",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="put by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="put at")),
                        ("lifted_at", models.DateTimeField(null=True, verbose_name="lifted at")),
                        (
                            "lifted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="lifted by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "hold",
                        "verbose_name_plural": "holds",
                        "ordering": ["-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_at", None)),
                                fields=("case",),
                                name="a_case_is_held_once_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("lifted_at", None), ("lifted_by__isnull", False), _connector="OR"),
                                name="a_hold_is_lifted_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LateList",
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
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                            models.UniqueConstraint(
                                fields=("late_list", "number"), name="a_case_is_once_in_a_late_list"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MessageSetting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="message_setting",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="member of staff",
                            ),
                        ),
                        ("addresses", models.TextField(verbose_name="addresses")),
                        ("quiet_from", models.TimeField(blank=True, null=True, verbose_name="quiet from")),
                        ("quiet_to", models.TimeField(blank=True, null=True, verbose_name="quiet to")),
                        ("digest", models.BooleanField(default=False, verbose_name="once a day")),
                        ("failures", models.PositiveSmallIntegerField(default=0, verbose_name="failures in a row")),
                        ("error", models.CharField(blank=True, max_length=200, verbose_name="error")),
                        ("retry_at", models.DateTimeField(null=True, verbose_name="next try")),
                        ("told_at", models.DateTimeField(null=True, verbose_name="last told")),
                    ],
                    options={
                        "verbose_name": "message setting",
                        "verbose_name_plural": "message settings",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="StaffMessage",
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
                                related_name="messages",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("entry", models.BigIntegerField(verbose_name="ledger entry")),
                        ("text", models.CharField(max_length=200, verbose_name="text")),
                        ("path", models.CharField(max_length=200)),
                        ("put_at", models.DateTimeField(verbose_name="put at")),
                        ("due_at", models.DateTimeField(verbose_name="due at")),
                        ("sent_at", models.DateTimeField(null=True, verbose_name="sent at")),
                    ],
                    options={
                        "verbose_name": "staff message",
                        "verbose_name_plural": "staff messages",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("sent_at", None)), fields=["due_at"], name="messages_to_be_sent"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "entry"), name="a_deed_is_told_once_to_a_person")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MessageCursor",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("entry", models.BigIntegerField()),
                    ],
                    options={
                        "verbose_name": "message cursor",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("id", 1)), name="messages_have_one_cursor")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Note",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notes",
                                to="handling.case",
                                verbose_name="case",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="note")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="author",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="written at")),
                        ("withdrawn_at", models.DateTimeField(null=True, verbose_name="withdrawn at")),
                    ],
                    options={
                        "verbose_name": "note",
                        "verbose_name_plural": "notes",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Mention",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "note",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mentions",
                                to="handling.note",
                                verbose_name="note",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mentions",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="member of staff",
                            ),
                        ),
                        ("read_at", models.DateTimeField(null=True, verbose_name="read at")),
                    ],
                    options={
                        "verbose_name": "mention",
                        "verbose_name_plural": "mentions",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(fields=["user", "-id"], name="mentions_of_a_person"),
                            models.Index(
                                condition=models.Q(("read_at", None)), fields=["user", "-id"], name="mentions_unread"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("note", "user"), name="a_note_mentions_a_person_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Part",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parts",
                                to="handling.case",
                                verbose_name="case",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="people.section",
                                verbose_name="section",
                            ),
                        ),
                        ("is_lead", models.BooleanField(default=False, verbose_name="lead")),
                        (
                            "handler",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="handler",
                            ),
                        ),
                        ("assigned_at", models.DateTimeField(verbose_name="assigned at")),
                        ("accepted_at", models.DateTimeField(null=True, verbose_name="accepted at")),
                        ("because", models.CharField(blank=True, max_length=300, verbose_name="why this section")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "not taken yet"),
                                    ("accepted", "taken"),
                                    ("given", "given"),
                                    ("returned", "given back"),
                                    ("left_out", "left out"),
                                ],
                                default="open",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("due_at", models.DateTimeField(null=True, verbose_name="due at")),
                        ("due_because", models.JSONField(default=list)),
                        ("contribution", models.TextField(blank=True, verbose_name="contribution")),
                        ("given_at", models.DateTimeField(null=True, verbose_name="given at")),
                        (
                            "given_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts_given",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="given by",
                            ),
                        ),
                        ("former", models.JSONField(default=list, verbose_name="given by other sections before")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "part",
                        "verbose_name_plural": "parts",
                        "ordering": ["-is_lead", "id"],
                        "indexes": [
                            models.Index(fields=["handler", "case"], name="parts_of_a_handler"),
                            models.Index(
                                condition=models.Q(("is_lead", False)),
                                fields=["state", "section"],
                                name="parts_that_help",
                            ),
                            models.Index(
                                condition=models.Q(("is_lead", True)),
                                fields=["section", "-case"],
                                name="parts_that_lead",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("case", "section"), name="a_section_has_one_part_in_a_case"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_lead", True)), fields=("case",), name="a_case_has_one_lead_part"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "given"), _negated=True),
                                    ("given_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_part_that_is_given_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Presence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="presences",
                                to="handling.case",
                                verbose_name="case",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="presences",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="member of staff",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="opened at")),
                        ("seen_at", models.DateTimeField(verbose_name="last seen")),
                        ("writing_at", models.DateTimeField(null=True, verbose_name="last typed")),
                    ],
                    options={
                        "verbose_name": "presence",
                        "verbose_name_plural": "presences",
                        "ordering": ["opened_at", "id"],
                        "indexes": [models.Index(fields=["seen_at"], name="presences_to_be_forgotten")],
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "user"), name="a_person_looks_at_a_case_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Release",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="releases",
                                to="handling.incident",
                                verbose_name="incident",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "sort",
                            models.CharField(
                                choices=[
                                    ("first", "First release"),
                                    ("continuing", "Continuing release"),
                                    ("press", "Press conference"),
                                    ("final", "Final release"),
                                ],
                                max_length=10,
                                verbose_name="sort",
                            ),
                        ),
                        ("situation", models.TextField(blank=True, verbose_name="what happened")),
                        ("verified", models.TextField(blank=True, verbose_name="first verification")),
                        ("measures", models.TextField(blank=True, verbose_name="measures taken")),
                        ("advice", models.TextField(blank=True, verbose_name="what the public should do")),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("text", models.TextField(verbose_name="text")),
                        ("held_at", models.DateTimeField(null=True, verbose_name="held at")),
                        ("every", models.PositiveIntegerField(null=True, verbose_name="minutes until the next")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Being written"),
                                    ("waiting", "Waits for signature"),
                                    ("signed", "Released"),
                                ],
                                default="draft",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="releases",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="written at")),
                        ("submitted_at", models.DateTimeField(null=True, verbose_name="submitted at")),
                        ("comment", models.CharField(blank=True, max_length=500, verbose_name="what is to be changed")),
                        (
                            "signed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="releases_signed",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="signed by",
                            ),
                        ),
                        ("digest", models.CharField(blank=True, max_length=64, verbose_name="digest")),
                        ("released_at", models.DateTimeField(null=True, verbose_name="released at")),
                        ("next_at", models.DateTimeField(null=True, verbose_name="next release due")),
                        ("published_at", models.DateTimeField(null=True, verbose_name="published at")),
                        ("missed_at", models.DateTimeField(null=True, verbose_name="told that the next is overdue at")),
                        ("altered_at", models.DateTimeField(null=True, verbose_name="altered on the portal at")),
                        ("page", models.CharField(blank=True, max_length=300, verbose_name="address on the portal")),
                    ],
                    options={
                        "verbose_name": "release",
                        "verbose_name_plural": "releases",
                        "ordering": ["number"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["submitted_at"],
                                name="releases_to_sign",
                            ),
                            models.Index(
                                condition=models.Q(("published_at", None), ("state", "signed")),
                                fields=["id"],
                                name="releases_unpublished",
                            ),
                            models.Index(
                                condition=models.Q(("missed_at", None), ("state", "signed")),
                                fields=["next_at"],
                                name="releases_with_another_to_come",
                            ),
                            models.Index(
                                condition=models.Q(("altered_at__isnull", False)),
                                fields=["altered_at"],
                                name="releases_altered_on_the_portal",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("incident", "number"), name="a_release_is_numbered_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "signed"), _negated=True),
                                fields=("incident",),
                                name="one_release_at_a_time_is_in_hand",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("sort", "first")),
                                fields=("incident",),
                                name="an_incident_has_one_first_release",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "signed"), _negated=True),
                                    models.Q(
                                        ("released_at__isnull", False),
                                        ("signed_by__isnull", False),
                                        models.Q(("digest", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_signed_release_has_its_signature",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("published_at", None), ("state", "signed"), _connector="OR"),
                                name="only_what_is_signed_is_published",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Rule",
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
                                choices=[
                                    ("year", "Year of the calendar"),
                                    ("days", "Days of our own"),
                                    ("regulation", "Regulation"),
                                ],
                                max_length=10,
                                verbose_name="sort",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("text", models.TextField(blank=True, verbose_name="text")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="file")),
                        ("because", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        ("for_running", models.BooleanField(default=False, verbose_name="also for running cases")),
                        ("adopted_at", models.DateTimeField(verbose_name="adopted at")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rules",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="adopted by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rule",
                        "verbose_name_plural": "rules",
                        "ordering": ["-id"],
                        "indexes": [models.Index(fields=["sort", "name", "-id"], name="rules_by_name")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("for_running", False), ("sort", "regulation"), _connector="OR"),
                                name="only_a_regulation_is_for_running_cases",
                            )
                        ],
                    },
                ),
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
                migrations.CreateModel(
                    name="SavedView",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "list",
                            models.CharField(
                                choices=[("inbox", "Inbox"), ("cases", "Cases")], max_length=8, verbose_name="list"
                            ),
                        ),
                        ("name", models.CharField(max_length=20, verbose_name="name")),
                        ("query", models.CharField(blank=True, max_length=1000, verbose_name="filters and order")),
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
                        ("is_default", models.BooleanField(default=False, verbose_name="opens by itself")),
                        ("made_at", models.DateTimeField(verbose_name="made at")),
                    ],
                    options={
                        "verbose_name": "saved view",
                        "verbose_name_plural": "saved views",
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["unit", "list"], name="views_of_a_unit")],
                        "constraints": [
                            models.UniqueConstraint(fields=("by", "list", "name"), name="a_person_names_a_view_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("is_default", True)),
                                fields=("by", "list"),
                                name="one_view_opens_by_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReplyTemplate",
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
                                related_name="reply_templates",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("kinds", models.JSONField(default=list, verbose_name="for which kinds")),
                        ("text", models.TextField(verbose_name="text")),
                        ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="changed at")),
                        ("retired_at", models.DateTimeField(null=True, verbose_name="put aside at")),
                    ],
                    options={
                        "verbose_name": "reply template",
                        "verbose_name_plural": "reply templates",
                        "ordering": ["name", "id"],
                        "indexes": [models.Index(fields=["unit", "name"], name="templates_of_a_unit")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("retired_at", None)),
                                fields=("unit", "name"),
                                name="a_template_is_named_once_in_its_unit",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TemplateVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="handling.replytemplate",
                                verbose_name="reply template",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("kinds", models.JSONField(default=list, verbose_name="for which kinds")),
                        ("text", models.TextField(verbose_name="text")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="changed at")),
                    ],
                    options={
                        "verbose_name": "version of a template",
                        "verbose_name_plural": "versions of a template",
                        "ordering": ["-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("template", "version"), name="a_template_has_each_version_once"
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.RunPython(make_the_index, drop_the_index),
    ]
