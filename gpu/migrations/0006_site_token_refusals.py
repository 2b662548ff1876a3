"""How often a site's token was tried on another site, and when last."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from axportal.core import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("gpu", "0005_reports_in_any_order"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="sitetoken",
            name="bump_version",
        ),
        migrations.AddField(
            model_name="sitetoken",
            name="refusals",
            field=models.PositiveIntegerField(db_default=0, default=0, help_text="Times it was tried on another site."),
        ),
        migrations.AddField(
            model_name="sitetoken",
            name="refused_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        triggers.AddTrigger(
            model_name="sitetoken",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."cluster_id" IS DISTINCT FROM (NEW."cluster_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."label" IS DISTINCT FROM (NEW."label") OR OLD."last_used_at" IS DISTINCT FROM (NEW."last_used_at") OR OLD."refusals" IS DISTINCT FROM (NEW."refusals") OR OLD."refused_at" IS DISTINCT FROM (NEW."refused_at") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."streams" IS DISTINCT FROM (NEW."streams") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="c1d880a31d32f68322e83a7bde5f2c87be226b8a",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_ae38c",
                    table="gpu_sitetoken",
                    when="BEFORE",
                ),
            ),
        ),
    ]
