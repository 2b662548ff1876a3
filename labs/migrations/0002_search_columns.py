"""Store what search finds rows by. Rewrites each table once: about 20 seconds for 100,000 rows."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import axportal.core.text_search
from axportal.core import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("labs", "0001_initial"),
        ("regions", "0002_search_columns"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="jointlab",
            name="update_update",
        ),
        migrations.RemoveIndex(
            model_name="jointlab",
            name="labs_jointlab_search",
        ),
        migrations.RemoveIndex(
            model_name="jointlab",
            name="labs_jointlab_chosung",
        ),
        migrations.AddField(
            model_name="jointlab",
            name="search_initials",
            field=models.GeneratedField(
                db_persist=True,
                expression=axportal.core.text_search.Chosung(models.F("name_ko")),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddField(
            model_name="jointlab",
            name="search_words",
            field=models.GeneratedField(
                db_persist=True,
                expression=axportal.core.text_search.SearchVector(
                    models.Func(
                        models.F("name_ko"),
                        models.F("name_en"),
                        models.F("laboratory_ko"),
                        models.F("summary_ko"),
                        function="ax_join",
                        output_field=models.TextField(),
                    )
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="jointlab",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search_words"], name="labs_jointlab_search"),
        ),
        migrations.AddIndex(
            model_name="jointlab",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("search_initials"), name="gin_trgm_ops"),
                name="labs_jointlab_chosung",
            ),
        ),
        triggers.AddTrigger(
            model_name="jointlab",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "labs_jointlabevent" ("as_of", "company_share_won", "created_at", "ends_on", "gpu_hours", "grade", "id", "industry_id", "institute_id", "laboratory_en", "laboratory_ko", "name_en", "name_ko", "next_milestone_en", "next_milestone_ko", "next_milestone_on", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication", "source_id", "started_on", "status", "summary_en", "summary_ko", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."company_share_won", new_values."created_at", new_values."ends_on", new_values."gpu_hours", new_values."grade", new_values."id", new_values."industry_id", new_values."institute_id", new_values."laboratory_en", new_values."laboratory_ko", new_values."name_en", new_values."name_ko", new_values."next_milestone_en", new_values."next_milestone_ko", new_values."next_milestone_on", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."publication", new_values."source_id", new_values."started_on", new_values."status", new_values."summary_en", new_values."summary_ko", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."as_of" IS DISTINCT FROM (new_values."as_of") OR old_values."company_share_won" IS DISTINCT FROM (new_values."company_share_won") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."ends_on" IS DISTINCT FROM (new_values."ends_on") OR old_values."gpu_hours" IS DISTINCT FROM (new_values."gpu_hours") OR old_values."grade" IS DISTINCT FROM (new_values."grade") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."industry_id" IS DISTINCT FROM (new_values."industry_id") OR old_values."institute_id" IS DISTINCT FROM (new_values."institute_id") OR old_values."laboratory_en" IS DISTINCT FROM (new_values."laboratory_en") OR old_values."laboratory_ko" IS DISTINCT FROM (new_values."laboratory_ko") OR old_values."name_en" IS DISTINCT FROM (new_values."name_en") OR old_values."name_ko" IS DISTINCT FROM (new_values."name_ko") OR old_values."next_milestone_en" IS DISTINCT FROM (new_values."next_milestone_en") OR old_values."next_milestone_ko" IS DISTINCT FROM (new_values."next_milestone_ko") OR old_values."next_milestone_on" IS DISTINCT FROM (new_values."next_milestone_on") OR old_values."origin" IS DISTINCT FROM (new_values."origin") OR old_values."publication" IS DISTINCT FROM (new_values."publication") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."started_on" IS DISTINCT FROM (new_values."started_on") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."summary_en" IS DISTINCT FROM (new_values."summary_en") OR old_values."summary_ko" IS DISTINCT FROM (new_values."summary_ko") OR old_values."updated_at" IS DISTINCT FROM (new_values."updated_at") OR old_values."uuid" IS DISTINCT FROM (new_values."uuid") OR old_values."version" IS DISTINCT FROM (new_values."version") OR old_values."zone_id" IS DISTINCT FROM (new_values."zone_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="28f76929197920d23bdb5ab158714a0274730958",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_39a75",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="labs_jointlab",
                    when="AFTER",
                ),
            ),
        ),
    ]
