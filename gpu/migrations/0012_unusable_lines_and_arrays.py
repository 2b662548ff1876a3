"""Lines that cannot be used, accountings read in parts, arrays that wait as one job."""

import pgtrigger.compiler
from django.db import migrations, models

from axportal.core import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("gpu", "0011_poll_often_enough"),
    ]

    operations = [
        triggers.RemoveTrigger(
            model_name="streamstate",
            name="bump_version",
        ),
        migrations.AddField(
            model_name="job",
            name="tasks",
            field=models.PositiveIntegerField(
                db_default=1, default=1, help_text="More than one: an array that waits as one."
            ),
        ),
        migrations.AddField(
            model_name="streamstate",
            name="read_to",
            field=models.DateTimeField(
                blank=True, help_text="How far the accounting was read in parts; empty: no part is owed.", null=True
            ),
        ),
        migrations.AddField(
            model_name="streamstate",
            name="rejected",
            field=models.PositiveIntegerField(
                db_default=0, default=0, help_text="Of these, lines that cannot be used."
            ),
        ),
        migrations.AddField(
            model_name="streamstate",
            name="rejections",
            field=models.JSONField(blank=True, default=list, help_text="Why: code, how many, a few of their names."),
        ),
        migrations.AddField(
            model_name="streamstate",
            name="span_seconds",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="How much of the accounting is read in one go; empty: all that is wanted.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="alert",
            name="kind",
            field=models.CharField(
                choices=[
                    ("lost", "사이트 연결 끊김"),
                    ("stale", "자료가 늦음"),
                    ("refused", "인증 거부"),
                    ("coverage", "계측이 절반 미만"),
                    ("idle_held", "유휴보유 많음"),
                    ("discrepancy", "기록이 서로 다름"),
                    ("rejected", "쓸 수 없는 줄이 옴"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="job",
            name="gpus",
            field=models.JSONField(
                default=dict, help_text="Type to count: held by a running job, asked by all that waits."
            ),
        ),
        triggers.AddTrigger(
            model_name="streamstate",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."clock_offset_ms" IS DISTINCT FROM (NEW."clock_offset_ms") OR OLD."cluster_id" IS DISTINCT FROM (NEW."cluster_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."error_code" IS DISTINCT FROM (NEW."error_code") OR OLD."error_text" IS DISTINCT FROM (NEW."error_text") OR OLD."failures" IS DISTINCT FROM (NEW."failures") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."in_flight_until" IS DISTINCT FROM (NEW."in_flight_until") OR OLD."last_answer" IS DISTINCT FROM (NEW."last_answer") OR OLD."last_good_at" IS DISTINCT FROM (NEW."last_good_at") OR OLD."last_try_at" IS DISTINCT FROM (NEW."last_try_at") OR OLD."next_at" IS DISTINCT FROM (NEW."next_at") OR OLD."observed_at" IS DISTINCT FROM (NEW."observed_at") OR OLD."read_to" IS DISTINCT FROM (NEW."read_to") OR OLD."rejected" IS DISTINCT FROM (NEW."rejected") OR OLD."rejections" IS DISTINCT FROM (NEW."rejections") OR OLD."rows" IS DISTINCT FROM (NEW."rows") OR OLD."span_seconds" IS DISTINCT FROM (NEW."span_seconds") OR OLD."stream" IS DISTINCT FROM (NEW."stream") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="fdbd66ad33d06ddd8a7863b1ac6823b3690cb386",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_43fac",
                    table="gpu_streamstate",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(
            # Few reports say why; the newest that does is looked for however long a server is out of service.
            "CREATE INDEX gpu_nodesample_why ON gpu_nodesample (node_id, observed_at DESC) WHERE reason <> ''",
            "DROP INDEX gpu_nodesample_why",
        ),
    ]
