"""All tables of the room at once, for a new home. One that took all the steps this replaces has nothing to do."""

import django.db.models.deletion
from django.db import migrations, models

from huiying.ledger.migrations._at_once import AllTables


class Migration(migrations.Migration):
    replaces = [
        ("intake", "0001_initial"),
        ("intake", "0001_squashed_0010_a_voice_set_aside_is_found"),
        ("intake", "0002_spread_of_a_voice"),
        ("intake", "0003_channels_in_and_out"),
        ("intake", "0004_seal_contacts"),
        ("intake", "0005_persons_by_their_addresses"),
        ("intake", "0006_tokens_and_webhooks"),
        ("intake", "0007_channels_of_units"),
        ("intake", "0008_words_are_indexed"),
        ("intake", "0009_files_go_along_with_a_message"),
        ("intake", "0010_a_voice_set_aside_is_found"),
        ("intake", "0011_only_voices_set_aside_stand_in_their_index"),
        ("intake", "0012_board"),
    ]

    initial = True

    dependencies = [
        ("people", "0001_all_tables"),
        # Wagtail comes before us, and finds only people: each of its many migrations makes all models anew that hang on
        # people, and ours are most of them. A new home is made in half the time.
        ("taggit", "0005_auto_20220424_2025"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailembeds", "0009_embed_cache_until"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]

    operations = [
        AllTables(
            [
                migrations.CreateModel(
                    name="Channel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(unique=True, verbose_name="key")),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="channels",
                                to="people.unit",
                                verbose_name="unit",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="name")),
                        (
                            "connector",
                            models.CharField(
                                choices=[
                                    ("portal", "Portal form"),
                                    ("files", "File"),
                                    ("mail", "Mail"),
                                    ("wechat", "WeChat official account"),
                                    ("weibo", "Weibo"),
                                    ("feeds", "Feeds and pages"),
                                    ("api", "Other systems"),
                                ],
                                max_length=20,
                                verbose_name="connector",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("mailbox", "Mailbox"),
                                    ("board", "Public board"),
                                    ("social", "Social media"),
                                    ("hotline", "Hotline"),
                                    ("news", "News and feeds"),
                                    ("file", "Imported file"),
                                ],
                                max_length=20,
                                verbose_name="form",
                            ),
                        ),
                        ("addressed", models.BooleanField(default=True, verbose_name="addressed to us")),
                        ("note", models.CharField(blank=True, max_length=120, verbose_name="what it is for")),
                        ("is_open", models.BooleanField(default=True, verbose_name="open")),
                        ("rank", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                        ("settings", models.JSONField(default=dict, verbose_name="settings")),
                        ("secrets", models.TextField(default="")),
                        ("cursor", models.JSONField(default=dict)),
                        ("tried_at", models.DateTimeField(null=True, verbose_name="last tried")),
                        ("succeeded_at", models.DateTimeField(null=True, verbose_name="last success")),
                        ("failures", models.PositiveIntegerField(default=0, verbose_name="failures in a row")),
                        ("error", models.CharField(blank=True, max_length=500, verbose_name="error")),
                        ("retry_at", models.DateTimeField(null=True, verbose_name="next try")),
                        ("leased_until", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "channel",
                        "verbose_name_plural": "channels",
                        "ordering": ["rank", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Correspondent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=60, verbose_name="name")),
                    ],
                    options={
                        "verbose_name": "correspondent",
                        "verbose_name_plural": "correspondents",
                    },
                ),
                migrations.CreateModel(
                    name="Address",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "correspondent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="addresses",
                                to="intake.correspondent",
                                verbose_name="correspondent",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("phone", "Phone"),
                                    ("mail", "Mail address"),
                                    ("wechat", "WeChat"),
                                    ("weibo", "Weibo"),
                                    ("account", "Account"),
                                    ("name", "Name in one channel"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("value", models.TextField(verbose_name="value")),
                        ("verified_at", models.DateTimeField(null=True, verbose_name="verified at")),
                    ],
                    options={
                        "verbose_name": "address",
                        "verbose_name_plural": "addresses",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Joining",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kept",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="joined",
                                to="intake.correspondent",
                                verbose_name="correspondent",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=60, verbose_name="name of the other")),
                        ("addresses", models.JSONField(default=list, verbose_name="addresses of the other")),
                        ("voices", models.JSONField(default=list, verbose_name="voices of the other")),
                        ("by", models.CharField(max_length=80, verbose_name="by")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("undone_at", models.DateTimeField(null=True, verbose_name="undone at")),
                    ],
                    options={
                        "verbose_name": "joining of persons",
                        "verbose_name_plural": "joinings of persons",
                        "ordering": ["-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Voice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=20, unique=True, verbose_name="number")),
                        (
                            "channel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="voices",
                                to="intake.channel",
                                verbose_name="channel",
                            ),
                        ),
                        ("external_id", models.CharField(max_length=120, verbose_name="source's number")),
                        (
                            "correspondent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="voices",
                                to="intake.correspondent",
                                verbose_name="correspondent",
                            ),
                        ),
                        ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                        ("text", models.TextField(verbose_name="text")),
                        ("raw", models.JSONField(default=dict)),
                        ("digest", models.CharField(max_length=64)),
                        ("said_at", models.DateTimeField(verbose_name="said at")),
                        ("heard_at", models.DateTimeField(verbose_name="heard at")),
                        ("addressed", models.BooleanField(default=True, verbose_name="addressed to us")),
                        ("wants_public", models.BooleanField(default=True, verbose_name="may be published")),
                        ("likes", models.PositiveIntegerField(default=0, verbose_name="likes")),
                        ("against", models.PositiveIntegerField(default=0, verbose_name="against")),
                        ("same", models.PositiveIntegerField(default=0, verbose_name="how many meet the same")),
                        ("spread", models.JSONField(default=dict, verbose_name="spread")),
                        ("code", models.CharField(blank=True, max_length=64)),
                        ("reply_to", models.TextField(default="")),
                        (
                            "continues",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="continued_by",
                                to="intake.voice",
                                verbose_name="continues",
                            ),
                        ),
                        ("answered_text", models.TextField(blank=True)),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("answered_by", models.CharField(blank=True, max_length=80)),
                        ("assessed_at", models.DateTimeField(null=True)),
                        ("failures", models.PositiveSmallIntegerField(default=0)),
                        ("set_aside", models.CharField(blank=True, max_length=300)),
                        ("taken_at", models.DateTimeField(null=True)),
                        ("indexed_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "voice",
                        "verbose_name_plural": "voices",
                        "ordering": ["-said_at", "-id"],
                        "indexes": [
                            models.Index(fields=["-said_at", "-id"], name="voices_newest_first"),
                            models.Index(fields=["channel", "-said_at"], name="voices_of_a_channel"),
                            models.Index(
                                condition=models.Q(("assessed_at", None)), fields=["id"], name="voices_unassessed"
                            ),
                            models.Index(condition=models.Q(("taken_at", None)), fields=["id"], name="voices_untaken"),
                            models.Index(
                                condition=models.Q(("indexed_at", None)), fields=["id"], name="voices_unindexed"
                            ),
                            models.Index(fields=["digest"], name="voices_by_content"),
                            models.Index(
                                condition=models.Q(("set_aside__gt", "")), fields=["id"], name="voices_set_aside"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("channel", "external_id"), name="a_voice_is_heard_once_in_a_channel"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attachment",
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
                            "voice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attachments",
                                to="intake.voice",
                                verbose_name="voice",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "attachment",
                        "verbose_name_plural": "attachments",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=120, unique=True, verbose_name="key")),
                        (
                            "channel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="intake.channel",
                                verbose_name="channel",
                            ),
                        ),
                        (
                            "voice",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deliveries",
                                to="intake.voice",
                                verbose_name="voice",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("receipt", "Receipt"),
                                    ("question", "Question to the writer"),
                                    ("extension", "Notice of an extension"),
                                    ("reply", "Reply"),
                                    ("release", "Release"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                        ("text", models.TextField(verbose_name="text")),
                        ("link", models.CharField(blank=True, max_length=300, verbose_name="link to the full text")),
                        ("files", models.JSONField(default=list, verbose_name="files")),
                        ("to", models.TextField(default="")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("sending", "Being sent"),
                                    ("sent", "Sent"),
                                    ("failed", "Not sent"),
                                    ("unsure", "Perhaps sent"),
                                    ("stopped", "Stopped"),
                                ],
                                default="waiting",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("put_at", models.DateTimeField(verbose_name="put at")),
                        ("due_at", models.DateTimeField(verbose_name="next try")),
                        ("expires_at", models.DateTimeField(null=True, verbose_name="not after")),
                        ("leased_until", models.DateTimeField(null=True)),
                        ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                        ("error", models.CharField(blank=True, max_length=500, verbose_name="error")),
                        ("sent_at", models.DateTimeField(null=True, verbose_name="sent at")),
                        ("sent_text", models.TextField(blank=True, verbose_name="text as sent")),
                        (
                            "external_id",
                            models.CharField(blank=True, max_length=200, verbose_name="the channel's number"),
                        ),
                    ],
                    options={
                        "verbose_name": "delivery",
                        "verbose_name_plural": "deliveries",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")), fields=["due_at", "id"], name="deliveries_due"
                            ),
                            models.Index(fields=["external_id"], name="deliveries_by_their_number"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Refusal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="refusals",
                                to="intake.channel",
                                verbose_name="channel",
                            ),
                        ),
                        ("external_id", models.CharField(max_length=200, verbose_name="source's number")),
                        ("reason", models.CharField(max_length=300, verbose_name="reason")),
                        ("at", models.DateTimeField(verbose_name="refused at")),
                    ],
                    options={
                        "verbose_name": "refusal",
                        "verbose_name_plural": "refusals",
                        "ordering": ["-id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("channel", "external_id"), name="a_piece_is_refused_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sequence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("series", models.CharField(max_length=40, unique=True)),
                        ("last", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "number series",
                    },
                ),
                migrations.CreateModel(
                    name="ApiToken",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("scopes", models.JSONField(default=list, verbose_name="scopes")),
                        (
                            "channel",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tokens",
                                to="intake.channel",
                                verbose_name="channel",
                            ),
                        ),
                        ("rate", models.PositiveIntegerField(default=600, verbose_name="requests a minute")),
                        ("by", models.CharField(max_length=120, verbose_name="made by")),
                        ("made_at", models.DateTimeField(verbose_name="made at")),
                        ("expires_at", models.DateTimeField(null=True, verbose_name="valid until")),
                        ("last_used_at", models.DateTimeField(null=True, verbose_name="last used")),
                        ("revoked_at", models.DateTimeField(null=True, verbose_name="revoked at")),
                    ],
                    options={
                        "verbose_name": "token",
                        "verbose_name_plural": "tokens",
                        "ordering": ["-id"],
                    },
                ),
                migrations.CreateModel(
                    name="PostingKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "token",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="keys",
                                to="intake.apitoken",
                                verbose_name="token",
                            ),
                        ),
                        ("key", models.CharField(max_length=100)),
                        ("digest", models.CharField(max_length=64)),
                        ("at", models.DateTimeField(db_index=True)),
                    ],
                    options={
                        "verbose_name": "posting key",
                        "constraints": [
                            models.UniqueConstraint(fields=("token", "key"), name="a_key_stands_for_one_posting")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Subscription",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("url", models.CharField(max_length=500, verbose_name="address")),
                        ("secret", models.TextField(verbose_name="secret")),
                        ("events", models.JSONField(default=list, verbose_name="events")),
                        ("cursor", models.BigIntegerField(default=0)),
                        ("failures", models.PositiveSmallIntegerField(default=0, verbose_name="failures in a row")),
                        ("retry_at", models.DateTimeField(null=True, verbose_name="next try")),
                        ("error", models.CharField(blank=True, max_length=300, verbose_name="error")),
                        ("is_open", models.BooleanField(default=True, verbose_name="open")),
                        ("leased_until", models.DateTimeField(null=True)),
                        ("made_at", models.DateTimeField(verbose_name="made at")),
                        ("told_at", models.DateTimeField(null=True, verbose_name="last told")),
                    ],
                    options={
                        "verbose_name": "subscription",
                        "verbose_name_plural": "subscriptions",
                        "ordering": ["id"],
                    },
                ),
            ]
        ),
    ]
