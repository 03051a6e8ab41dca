import hashlib

import django.db.models.deletion
from django.db import migrations, models

KINDS = [
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
]


def keep_as_files(apps, schema_editor):
    """What was written before there were several forms was DOCX."""
    kept = apps.get_model("reporting", "PaperFile").objects
    for paper in apps.get_model("reporting", "Paper").objects.iterator():
        content = bytes(paper.content)
        digest = hashlib.sha256(content).hexdigest()
        kept.create(paper=paper, form="docx", content=content, digest=digest)


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0002_snapshots_of_units"),
    ]

    operations = [
        migrations.AddField(
            model_name="snapshot",
            name="kind",
            field=models.CharField(choices=KINDS, default="self-inspection", max_length=20, verbose_name="kind"),
        ),
        migrations.AddField(
            model_name="snapshot",
            name="subject",
            field=models.CharField(blank=True, max_length=60, verbose_name="about"),
        ),
        migrations.AddField(
            model_name="snapshot",
            name="version",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="version"),
        ),
        migrations.AddField(
            model_name="snapshot",
            name="supersedes",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_by",
                to="reporting.snapshot",
                verbose_name="supersedes",
            ),
        ),
        migrations.AddField(
            model_name="snapshot",
            name="changes",
            field=models.JSONField(default=list, verbose_name="changes"),
        ),
        migrations.AddField(
            model_name="snapshot",
            name="calendar",
            field=models.CharField(blank=True, max_length=60, verbose_name="calendar"),
        ),
        migrations.AlterField(
            model_name="paper",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20, verbose_name="kind"),
        ),
        migrations.CreateModel(
            name="SnapshotRows",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=200, verbose_name="reference")),
                ("model", models.CharField(max_length=60, verbose_name="rows of")),
                ("count", models.PositiveIntegerField(verbose_name="rows")),
                ("members", models.BinaryField()),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="reporting.snapshot",
                        verbose_name="snapshot",
                    ),
                ),
            ],
            options={
                "verbose_name": "rows of a number",
                "verbose_name_plural": "rows of numbers",
                "constraints": [
                    models.UniqueConstraint(fields=("snapshot", "reference"), name="a_number_has_its_rows_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="reporting.paper",
                        verbose_name="paper",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a paper",
                "verbose_name_plural": "files of papers",
                "ordering": ["form"],
                "constraints": [
                    models.UniqueConstraint(fields=("paper", "form"), name="a_paper_has_a_form_once"),
                ],
            },
        ),
        migrations.RunPython(keep_as_files, migrations.RunPython.noop),
        migrations.RemoveField(model_name="paper", name="content"),
    ]
