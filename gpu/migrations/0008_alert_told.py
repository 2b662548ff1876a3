"""When people were told of an alert: one that comes and goes is not told again within an hour."""

import pgtrigger.compiler
from django.db import migrations, models

from axportal.core import triggers


class Migration(migrations.Migration):
    dependencies = [("gpu", "0007_change_notes")]

    operations = [
        triggers.RemoveTrigger(
            model_name="alert",
            name="bump_version",
        ),
        migrations.AddField(
            model_name="alert",
            name="told_at",
            field=models.DateTimeField(
                blank=True, help_text="When people were told; never, while it flaps.", null=True
            ),
        ),
        triggers.AddTrigger(
            model_name="alert",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."cluster_id" IS DISTINCT FROM (NEW."cluster_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."detail" IS DISTINCT FROM (NEW."detail") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."told_at" IS DISTINCT FROM (NEW."told_at") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="55d3713df0550221e1fc2845793a102fc64b1d05",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_e05fb",
                    table="gpu_alert",
                    when="BEFORE",
                ),
            ),
        ),
    ]
