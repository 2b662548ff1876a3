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
        ("calls", "0001_initial"),
        ("regions", "0002_search_columns"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="call",
            name="update_update",
        ),
        migrations.AddField(
            model_name="call",
            name="search_initials",
            field=models.GeneratedField(
                db_persist=True,
                expression=axportal.core.text_search.Chosung(models.F("title_ko")),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="search_words",
            field=models.GeneratedField(
                db_persist=True,
                expression=axportal.core.text_search.SearchVector(
                    models.Func(
                        models.F("title_ko"),
                        models.F("title_en"),
                        models.F("summary_ko"),
                        models.F("summary_en"),
                        function="ax_join",
                        output_field=models.TextField(),
                    )
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search_words"], name="calls_call_search"),
        ),
        migrations.AddIndex(
            model_name="call",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("search_initials"), name="gin_trgm_ops"),
                name="calls_call_chosung",
            ),
        ),
        triggers.AddTrigger(
            model_name="call",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "calls_callevent" ("announced_at", "as_of", "budget_won", "closes_at", "contact_en", "contact_ko", "created_at", "grade", "id", "number", "opens_at", "organisation_id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "source_id", "status", "summary_en", "summary_ko", "title_en", "title_ko", "updated_at", "uuid", "version", "years_max", "zone_id") SELECT new_values."announced_at", new_values."as_of", new_values."budget_won", new_values."closes_at", new_values."contact_en", new_values."contact_ko", new_values."created_at", new_values."grade", new_values."id", new_values."number", new_values."opens_at", new_values."organisation_id", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."programme", new_values."source_id", new_values."status", new_values."summary_en", new_values."summary_ko", new_values."title_en", new_values."title_ko", new_values."updated_at", new_values."uuid", new_values."version", new_values."years_max", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."announced_at" IS DISTINCT FROM (new_values."announced_at") OR old_values."as_of" IS DISTINCT FROM (new_values."as_of") OR old_values."budget_won" IS DISTINCT FROM (new_values."budget_won") OR old_values."closes_at" IS DISTINCT FROM (new_values."closes_at") OR old_values."contact_en" IS DISTINCT FROM (new_values."contact_en") OR old_values."contact_ko" IS DISTINCT FROM (new_values."contact_ko") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."grade" IS DISTINCT FROM (new_values."grade") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."opens_at" IS DISTINCT FROM (new_values."opens_at") OR old_values."organisation_id" IS DISTINCT FROM (new_values."organisation_id") OR old_values."origin" IS DISTINCT FROM (new_values."origin") OR old_values."programme" IS DISTINCT FROM (new_values."programme") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."summary_en" IS DISTINCT FROM (new_values."summary_en") OR old_values."summary_ko" IS DISTINCT FROM (new_values."summary_ko") OR old_values."title_en" IS DISTINCT FROM (new_values."title_en") OR old_values."title_ko" IS DISTINCT FROM (new_values."title_ko") OR old_values."updated_at" IS DISTINCT FROM (new_values."updated_at") OR old_values."uuid" IS DISTINCT FROM (new_values."uuid") OR old_values."version" IS DISTINCT FROM (new_values."version") OR old_values."years_max" IS DISTINCT FROM (new_values."years_max") OR old_values."zone_id" IS DISTINCT FROM (new_values."zone_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="04944b681da99feee155008018372b10f4a81af8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_56a02",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="calls_call",
                    when="AFTER",
                ),
            ),
        ),
    ]
