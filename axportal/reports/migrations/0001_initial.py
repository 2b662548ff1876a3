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
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportRun",
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
                (
                    "kind",
                    models.CharField(
                        choices=[("zone_status", "권역별 추진 현황")],
                        default="zone_status",
                        max_length=20,
                        verbose_name="종류",
                    ),
                ),
                ("as_of", models.DateField(verbose_name="기준일")),
                (
                    "is_kept_day",
                    models.BooleanField(
                        default=False, help_text="Made from the figures kept on `as_of`, not from now."
                    ),
                ),
                ("formats", models.JSONField(default=list, verbose_name="형식")),
                ("language", models.CharField(default="ko", max_length=2)),
                ("key", models.CharField(max_length=64)),
                ("series", models.CharField(max_length=120)),
                ("revision", models.PositiveIntegerField(verbose_name="개정")),
                ("requested_at", models.DateTimeField(verbose_name="신청한 때")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "기다림"),
                            ("running", "만드는 중"),
                            ("done", "끝"),
                            ("partial", "일부만 됨"),
                            ("failed", "실패"),
                            ("cancelled", "멈춤"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("stages", models.JSONField(default=list)),
                ("percent", models.PositiveSmallIntegerField(default=0)),
                ("snapshot", models.JSONField(null=True)),
                ("snapshot_at", models.DateTimeField(null=True, verbose_name="기준 시각")),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                ("failures", models.JSONField(blank=True, default=dict)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.organisation",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.zone",
                        verbose_name="권역",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["requested_by", "-id"], name="reports_run_own"),
                    models.Index(fields=["organisation", "-id"], name="reports_run_organisation"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["queued", "running", "done", "partial"])),
                        fields=("key",),
                        name="reports_run_once",
                    ),
                    models.UniqueConstraint(fields=("series", "revision"), name="reports_run_revision_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["queued", "running", "done", "partial", "failed", "cancelled"])
                        ),
                        name="reports_run_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["done", "partial"]), _negated=True),
                            models.Q(
                                ("finished_at__isnull", False),
                                ("snapshot_at__isnull", False),
                                models.Q(("fingerprint", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reports_run_finished_with_numbers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("percent__lte", 100)), name="reports_run_percent_in_range"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportFile",
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
                ("format", models.CharField(choices=[("pdf", "PDF"), ("xlsx", "XLSX")], max_length=5)),
                ("name", models.CharField(max_length=200, unique=True)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="reports.reportrun"
                    ),
                ),
            ],
            options={
                "ordering": ["format"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("run", "format"), name="reports_file_once"),
                    models.CheckConstraint(
                        condition=models.Q(("format__in", ["pdf", "xlsx"])), name="reports_file_format_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="reports_file_sha256_form"
                    ),
                ],
            },
        ),
        triggers.AddTrigger(
            model_name="reportrun",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."failures" IS DISTINCT FROM (NEW."failures") OR OLD."fingerprint" IS DISTINCT FROM (NEW."fingerprint") OR OLD."finished_at" IS DISTINCT FROM (NEW."finished_at") OR OLD."formats" IS DISTINCT FROM (NEW."formats") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_kept_day" IS DISTINCT FROM (NEW."is_kept_day") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."series" IS DISTINCT FROM (NEW."series") OR OLD."snapshot" IS DISTINCT FROM (NEW."snapshot") OR OLD."snapshot_at" IS DISTINCT FROM (NEW."snapshot_at") OR OLD."stages" IS DISTINCT FROM (NEW."stages") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="9faba506aab61d349ef699b7f93a9c37d371864f",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_3ef59",
                    table="reports_reportrun",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="reportfile",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."format" IS DISTINCT FROM (NEW."format") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."run_id" IS DISTINCT FROM (NEW."run_id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="c3881744834c2da3af3bd2a68f4adc5ba832d054",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_f3bfd",
                    table="reports_reportfile",
                    when="BEFORE",
                ),
            ),
        ),
    ]
