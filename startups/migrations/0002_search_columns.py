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
        ("labs", "0002_search_columns"),
        ("regions", "0002_search_columns"),
        ("startups", "0001_initial"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="startup",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="startupcentre",
            name="update_update",
        ),
        migrations.RemoveIndex(
            model_name="startup",
            name="startups_startup_search",
        ),
        migrations.RemoveIndex(
            model_name="startup",
            name="startups_startup_chosung",
        ),
        migrations.RemoveIndex(
            model_name="startupcentre",
            name="startups_centre_search",
        ),
        migrations.RemoveIndex(
            model_name="startupcentre",
            name="startups_centre_chosung",
        ),
        migrations.AddField(
            model_name="startup",
            name="search_initials",
            field=models.GeneratedField(
                db_persist=True,
                expression=axportal.core.text_search.Chosung(models.F("name_ko")),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddField(
            model_name="startup",
            name="search_words",
            field=models.GeneratedField(
                db_persist=True,
                expression=axportal.core.text_search.SearchVector(
                    models.Func(
                        models.F("name_ko"),
                        models.F("name_en"),
                        models.F("summary_ko"),
                        function="ax_join",
                        output_field=models.TextField(),
                    )
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddField(
            model_name="startupcentre",
            name="search_initials",
            field=models.GeneratedField(
                db_persist=True,
                expression=axportal.core.text_search.Chosung(models.F("name_ko")),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddField(
            model_name="startupcentre",
            name="search_words",
            field=models.GeneratedField(
                db_persist=True,
                expression=axportal.core.text_search.SearchVector(
                    models.Func(
                        models.F("name_ko"),
                        models.F("name_en"),
                        models.F("predecessor_ko"),
                        function="ax_join",
                        output_field=models.TextField(),
                    )
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="startup",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search_words"], name="startups_startup_search"),
        ),
        migrations.AddIndex(
            model_name="startup",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("search_initials"), name="gin_trgm_ops"),
                name="startups_startup_chosung",
            ),
        ),
        migrations.AddIndex(
            model_name="startupcentre",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search_words"], name="startups_centre_search"),
        ),
        migrations.AddIndex(
            model_name="startupcentre",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("search_initials"), name="gin_trgm_ops"),
                name="startups_centre_chosung",
            ),
        ),
        triggers.AddTrigger(
            model_name="startup",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "startups_startupevent" ("as_of", "centre_id", "created_at", "founded_on", "from_lab_id", "grade", "id", "industry_id", "institute_id", "investment_won", "name_en", "name_ko", "organisation_id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication", "source_id", "startup_type", "status", "summary_en", "summary_ko", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."centre_id", new_values."created_at", new_values."founded_on", new_values."from_lab_id", new_values."grade", new_values."id", new_values."industry_id", new_values."institute_id", new_values."investment_won", new_values."name_en", new_values."name_ko", new_values."organisation_id", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."publication", new_values."source_id", new_values."startup_type", new_values."status", new_values."summary_en", new_values."summary_ko", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."as_of" IS DISTINCT FROM (new_values."as_of") OR old_values."centre_id" IS DISTINCT FROM (new_values."centre_id") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."founded_on" IS DISTINCT FROM (new_values."founded_on") OR old_values."from_lab_id" IS DISTINCT FROM (new_values."from_lab_id") OR old_values."grade" IS DISTINCT FROM (new_values."grade") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."industry_id" IS DISTINCT FROM (new_values."industry_id") OR old_values."institute_id" IS DISTINCT FROM (new_values."institute_id") OR old_values."investment_won" IS DISTINCT FROM (new_values."investment_won") OR old_values."name_en" IS DISTINCT FROM (new_values."name_en") OR old_values."name_ko" IS DISTINCT FROM (new_values."name_ko") OR old_values."organisation_id" IS DISTINCT FROM (new_values."organisation_id") OR old_values."origin" IS DISTINCT FROM (new_values."origin") OR old_values."publication" IS DISTINCT FROM (new_values."publication") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."startup_type" IS DISTINCT FROM (new_values."startup_type") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."summary_en" IS DISTINCT FROM (new_values."summary_en") OR old_values."summary_ko" IS DISTINCT FROM (new_values."summary_ko") OR old_values."updated_at" IS DISTINCT FROM (new_values."updated_at") OR old_values."uuid" IS DISTINCT FROM (new_values."uuid") OR old_values."version" IS DISTINCT FROM (new_values."version") OR old_values."zone_id" IS DISTINCT FROM (new_values."zone_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a68fee4deedc8a56aa096b6427726134bf2c1bf9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_77b1d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="startups_startup",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="startupcentre",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "startups_startupcentreevent" ("as_of", "created_at", "grade", "id", "institute_id", "key", "name_en", "name_ko", "opened_on", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_en", "predecessor_ko", "publication", "source_id", "status", "strategy_action", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."created_at", new_values."grade", new_values."id", new_values."institute_id", new_values."key", new_values."name_en", new_values."name_ko", new_values."opened_on", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."predecessor_en", new_values."predecessor_ko", new_values."publication", new_values."source_id", new_values."status", new_values."strategy_action", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."as_of" IS DISTINCT FROM (new_values."as_of") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."grade" IS DISTINCT FROM (new_values."grade") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."institute_id" IS DISTINCT FROM (new_values."institute_id") OR old_values."key" IS DISTINCT FROM (new_values."key") OR old_values."name_en" IS DISTINCT FROM (new_values."name_en") OR old_values."name_ko" IS DISTINCT FROM (new_values."name_ko") OR old_values."opened_on" IS DISTINCT FROM (new_values."opened_on") OR old_values."origin" IS DISTINCT FROM (new_values."origin") OR old_values."predecessor_en" IS DISTINCT FROM (new_values."predecessor_en") OR old_values."predecessor_ko" IS DISTINCT FROM (new_values."predecessor_ko") OR old_values."publication" IS DISTINCT FROM (new_values."publication") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."strategy_action" IS DISTINCT FROM (new_values."strategy_action") OR old_values."updated_at" IS DISTINCT FROM (new_values."updated_at") OR old_values."uuid" IS DISTINCT FROM (new_values."uuid") OR old_values."version" IS DISTINCT FROM (new_values."version") OR old_values."zone_id" IS DISTINCT FROM (new_values."zone_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2dbe851aee1488d9018254901219c09b76628085",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b3a9d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="startups_startupcentre",
                    when="AFTER",
                ),
            ),
        ),
    ]
