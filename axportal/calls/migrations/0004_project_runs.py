"""Number the runs of words of projects, so that an index finds those that share some."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import pgtrigger.compiler
from django.db import migrations, models

from axportal.core import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0003_lifecycle"),
    ]

    operations = [
        triggers.RemoveTrigger(
            model_name="projectdigest",
            name="bump_version",
        ),
        migrations.AddField(
            model_name="projectdigest",
            name="runs",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.IntegerField(), help_text="None: written by the version before.", null=True, size=None
            ),
        ),
        migrations.AddIndex(
            model_name="projectdigest",
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["runs"], name="calls_digest_runs"),
        ),
        triggers.AddTrigger(
            model_name="projectdigest",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."runs" IS DISTINCT FROM (NEW."runs") OR OLD."submission_id" IS DISTINCT FROM (NEW."submission_id") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="ea72702baf0d1223d4828842fb7a0d32caab286f",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_0157f",
                    table="calls_projectdigest",
                    when="BEFORE",
                ),
            ),
        ),
    ]
