"""What is needed so that reports may come in any order and twice: digests, the times of whole lists, what ended when.

A raw report keeps why a server was out of service, so that times out of service follow from the raw reports alone.
"""

import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

from axportal.core import triggers

RAW = """
ALTER TABLE gpu_nodesample
    ADD COLUMN digest varchar(32) NOT NULL DEFAULT '',
    ADD COLUMN state varchar(200) NOT NULL DEFAULT '',
    ADD COLUMN reason varchar(500) NOT NULL DEFAULT '';
CREATE INDEX gpu_nodesample_node ON gpu_nodesample (node_id, observed_at);
ALTER TABLE gpu_device SET (fillfactor = 50);
"""
RAW_REMOVED = """
ALTER TABLE gpu_device RESET (fillfactor);
DROP INDEX gpu_nodesample_node;
ALTER TABLE gpu_nodesample DROP COLUMN reason, DROP COLUMN state, DROP COLUMN digest;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("gpu", "0004_samples"),
    ]

    operations = [
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "stream",
                    models.CharField(
                        choices=[
                            ("inventory", "서버"),
                            ("queue", "작업 대기열"),
                            ("usage", "사용 내역"),
                            ("events", "중단 이력"),
                            ("telemetry", "GPU 계측"),
                        ],
                        max_length=12,
                    ),
                ),
                ("observed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["cluster_id", "stream", "-observed_at"],
            },
        ),
        triggers.RemoveTrigger(
            model_name="outage",
            name="bump_version",
        ),
        migrations.AddField(
            model_name="job",
            name="digest",
            field=models.CharField(blank=True, help_text="Of what the site said; equal: a repeat.", max_length=32),
        ),
        migrations.AddField(
            model_name="node",
            name="digest",
            field=models.CharField(
                blank=True, editable=False, help_text="Of the report; equal: a repeat.", max_length=32
            ),
        ),
        migrations.AddField(
            model_name="outage",
            name="ends_by_report",
            field=models.BooleanField(
                default=False,
                help_text="The scheduler has not told the end of a time it told the start of: reports show it.",
            ),
        ),
        migrations.AlterField(
            model_name="node",
            name="bad_polls",
            field=models.PositiveSmallIntegerField(default=0, help_text="Reports in a row out of service, up to 2."),
        ),
        migrations.AlterField(
            model_name="node",
            name="good_polls",
            field=models.PositiveSmallIntegerField(default=0, help_text="Reports in a row in service, up to 3."),
        ),
        migrations.AlterField(
            model_name="node",
            name="missed",
            field=models.PositiveSmallIntegerField(default=0, help_text="Whole snapshots since its report, up to 3."),
        ),
        migrations.AlterField(
            model_name="rollup",
            name="in_service",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["cluster", "ended_at"], name="gpu_attempt_ended"),
        ),
        triggers.AddTrigger(
            model_name="outage",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."cause" IS DISTINCT FROM (NEW."cause") OR OLD."cluster_id" IS DISTINCT FROM (NEW."cluster_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."ends_by_report" IS DISTINCT FROM (NEW."ends_by_report") OR OLD."gpus" IS DISTINCT FROM (NEW."gpus") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_confirmed" IS DISTINCT FROM (NEW."is_confirmed") OR OLD."node_id" IS DISTINCT FROM (NEW."node_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="5d2444f39ca60f996ae84a9514599ff43be021bc",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_66784",
                    table="gpu_outage",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="snapshot",
            name="cluster",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="snapshots", to="gpu.cluster"
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.UniqueConstraint(fields=("cluster", "stream", "observed_at"), name="gpu_snapshot_once"),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(("stream__in", ["inventory", "queue"])), name="gpu_snapshot_stream_known"
            ),
        ),
        migrations.RunSQL(RAW, RAW_REMOVED),
    ]
