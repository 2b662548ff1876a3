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
        ("regions", "0002_search_columns"),
        ("talent", "0001_initial"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="giftedschool",
            name="update_update",
        ),
        migrations.RemoveIndex(
            model_name="giftedschool",
            name="talent_giftedschool_search",
        ),
        migrations.RemoveIndex(
            model_name="giftedschool",
            name="talent_giftedschool_chosung",
        ),
        migrations.AddField(
            model_name="giftedschool",
            name="search_initials",
            field=models.GeneratedField(
                db_persist=True,
                expression=axportal.core.text_search.Chosung(models.F("name_ko")),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddField(
            model_name="giftedschool",
            name="search_words",
            field=models.GeneratedField(
                db_persist=True,
                expression=axportal.core.text_search.SearchVector(
                    models.Func(
                        models.F("name_ko"),
                        models.F("name_en"),
                        models.F("address_ko"),
                        function="ax_join",
                        output_field=models.TextField(),
                    )
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="giftedschool",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search_words"], name="talent_giftedschool_search"),
        ),
        migrations.AddIndex(
            model_name="giftedschool",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("search_initials"), name="gin_trgm_ops"),
                name="talent_giftedschool_chosung",
            ),
        ),
        triggers.AddTrigger(
            model_name="giftedschool",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "talent_giftedschoolevent" ("address_ko", "affiliated_institute_id", "as_of", "capacity", "created_at", "designated_year", "entry_year_first", "grade", "id", "intake", "key", "kind", "name_en", "name_ko", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "publication", "school_origin", "source_id", "status", "updated_at", "uuid", "version", "zone_id") SELECT new_values."address_ko", new_values."affiliated_institute_id", new_values."as_of", new_values."capacity", new_values."created_at", new_values."designated_year", new_values."entry_year_first", new_values."grade", new_values."id", new_values."intake", new_values."key", new_values."kind", new_values."name_en", new_values."name_ko", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."province_id", new_values."publication", new_values."school_origin", new_values."source_id", new_values."status", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."address_ko" IS DISTINCT FROM (new_values."address_ko") OR old_values."affiliated_institute_id" IS DISTINCT FROM (new_values."affiliated_institute_id") OR old_values."as_of" IS DISTINCT FROM (new_values."as_of") OR old_values."capacity" IS DISTINCT FROM (new_values."capacity") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."designated_year" IS DISTINCT FROM (new_values."designated_year") OR old_values."entry_year_first" IS DISTINCT FROM (new_values."entry_year_first") OR old_values."grade" IS DISTINCT FROM (new_values."grade") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."intake" IS DISTINCT FROM (new_values."intake") OR old_values."key" IS DISTINCT FROM (new_values."key") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."name_en" IS DISTINCT FROM (new_values."name_en") OR old_values."name_ko" IS DISTINCT FROM (new_values."name_ko") OR old_values."origin" IS DISTINCT FROM (new_values."origin") OR old_values."province_id" IS DISTINCT FROM (new_values."province_id") OR old_values."publication" IS DISTINCT FROM (new_values."publication") OR old_values."school_origin" IS DISTINCT FROM (new_values."school_origin") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."updated_at" IS DISTINCT FROM (new_values."updated_at") OR old_values."uuid" IS DISTINCT FROM (new_values."uuid") OR old_values."version" IS DISTINCT FROM (new_values."version") OR old_values."zone_id" IS DISTINCT FROM (new_values."zone_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1c4b523334b6a4406640a1ab70f3b67732ced149",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d6e91",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="talent_giftedschool",
                    when="AFTER",
                ),
            ),
        ),
    ]
