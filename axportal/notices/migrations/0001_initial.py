import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import axportal.core.uuid7
from axportal.core import triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="MailAddress",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uuid", models.UUIDField(default=axportal.core.uuid7.uuid7, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "updated_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("address", models.EmailField(max_length=254, unique=True)),
                ("failing_since", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uuid", models.UUIDField(default=axportal.core.uuid7.uuid7, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "updated_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("kind", models.CharField(max_length=60)),
                ("way", models.CharField(max_length=10)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notice_choices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("user", "kind"), name="notices_choice_once"),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["at_once", "daily", "not"])), name="notices_choice_way_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bounce",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uuid", models.UUIDField(default=axportal.core.uuid7.uuid7, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "updated_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("message_id", models.CharField(max_length=300)),
                ("status", models.CharField(blank=True, max_length=12)),
                ("is_hard", models.BooleanField()),
                ("diagnostic", models.CharField(blank=True, max_length=500)),
                ("reported_at", models.DateTimeField()),
                (
                    "mail_address",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bounces", to="notices.mailaddress"
                    ),
                ),
            ],
            options={
                "ordering": ["-reported_at", "-id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mail_address", "message_id", "is_hard"), name="notices_bounce_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uuid", models.UUIDField(default=axportal.core.uuid7.uuid7, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "updated_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("kind", models.CharField(max_length=60)),
                ("dedup_key", models.CharField(max_length=300, unique=True)),
                ("subject", models.CharField(max_length=300, verbose_name="제목")),
                ("body", models.TextField()),
                ("path", models.CharField(max_length=300)),
                ("organisation_id", models.BigIntegerField(null=True)),
                ("way", models.CharField(max_length=10)),
                (
                    "message_id",
                    models.CharField(blank=True, help_text="Of its own mail; none when it has none.", max_length=300),
                ),
                ("read_at", models.DateTimeField(null=True)),
                ("digested_at", models.DateTimeField(null=True)),
                ("undelivered_at", models.DateTimeField(null=True)),
                ("undelivered_why", models.CharField(blank=True, max_length=600)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notices", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["user", "-id"], name="notices_notice_of_person"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)), fields=["user"], name="notices_notice_unread"
                    ),
                    models.Index(
                        condition=models.Q(("digested_at__isnull", True), ("way", "daily")),
                        fields=["user", "id"],
                        name="notices_notice_undigested",
                    ),
                    models.Index(
                        condition=models.Q(("undelivered_at__isnull", False)),
                        fields=["organisation_id"],
                        name="notices_notice_not_arrived",
                    ),
                    models.Index(
                        condition=models.Q(("message_id", ""), _negated=True),
                        fields=["message_id"],
                        name="notices_notice_mail",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["at_once", "daily", "not"])), name="notices_notice_way_known"
                    )
                ],
            },
        ),
        triggers.AddTrigger(
            model_name="mailaddress",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."failing_since" IS DISTINCT FROM (NEW."failing_since") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="bacd3f7d928fc4a8ae0cfbcb26a00c79b6074dd3",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_11346",
                    table="notices_mailaddress",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="choice",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."way" IS DISTINCT FROM (NEW."way"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="7dcf954684a4d13e5c574ccd675d1c4a26b78b94",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_83d38",
                    table="notices_choice",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="bounce",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."diagnostic" IS DISTINCT FROM (NEW."diagnostic") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_hard" IS DISTINCT FROM (NEW."is_hard") OR OLD."mail_address_id" IS DISTINCT FROM (NEW."mail_address_id") OR OLD."message_id" IS DISTINCT FROM (NEW."message_id") OR OLD."reported_at" IS DISTINCT FROM (NEW."reported_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="75392eca1848d44cb81d1cccc508f393c7cc4d3b",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_7210f",
                    table="notices_bounce",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."dedup_key" IS DISTINCT FROM (NEW."dedup_key") OR OLD."digested_at" IS DISTINCT FROM (NEW."digested_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."message_id" IS DISTINCT FROM (NEW."message_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."path" IS DISTINCT FROM (NEW."path") OR OLD."read_at" IS DISTINCT FROM (NEW."read_at") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."undelivered_at" IS DISTINCT FROM (NEW."undelivered_at") OR OLD."undelivered_why" IS DISTINCT FROM (NEW."undelivered_why") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."way" IS DISTINCT FROM (NEW."way"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="bc98872a509e43e0fe5131243c5c181379cd03b3",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_4dfe0",
                    table="notices_notice",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('notices.notice'); RETURN NULL;",
                    hash="a5639a18541825e337dfd6e612cc464ad04244cd",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_c87c0",
                    table="notices_notice",
                    when="AFTER",
                ),
            ),
        ),
    ]
