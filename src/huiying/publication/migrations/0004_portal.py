"""Pages of government information, questions often asked, the reviews, and the stamp of the portal."""

import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("publication", "0003_searches_that_found_nothing"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
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
            name="PortalStamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=24)),
            ],
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
        migrations.AddField(
            model_name="articlepage",
            name="statutory",
            field=models.CharField(
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
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PolicyAttachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtaildocs.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="publication.policypage",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order"],
                "abstract": False,
            },
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
        migrations.AddIndex(
            model_name="policypage",
            index=models.Index(fields=["-dated"], name="policies_newest_first"),
        ),
        migrations.AddIndex(
            model_name="policypage",
            index=models.Index(fields=["theme", "-dated"], name="policies_of_a_theme"),
        ),
    ]
