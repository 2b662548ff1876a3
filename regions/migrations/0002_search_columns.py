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
        ("regions", "0001_initial"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="organisation",
            name="update_update",
        ),
        migrations.RemoveIndex(
            model_name="organisation",
            name="regions_organisation_search",
        ),
        migrations.RemoveIndex(
            model_name="organisation",
            name="regions_organisation_chosung",
        ),
        migrations.AddField(
            model_name="organisation",
            name="search_initials",
            field=models.GeneratedField(
                db_persist=True,
                expression=axportal.core.text_search.Chosung(models.F("name_ko")),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="search_words",
            field=models.GeneratedField(
                db_persist=True,
                expression=axportal.core.text_search.SearchVector(
                    models.Func(
                        models.F("name_ko"),
                        models.F("name_en"),
                        models.F("short_ko"),
                        models.F("short_en"),
                        function="ax_join",
                        output_field=models.TextField(),
                    )
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search_words"], name="regions_organisation_search"),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("search_initials"), name="gin_trgm_ops"),
                name="regions_organisation_chosung",
            ),
        ),
        triggers.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_organisationevent" ("address_ko", "as_of", "biz_reg_no", "created_at", "founded_on", "grade", "id", "key", "kind", "latitude", "longitude", "name_en", "name_ko", "origin", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "representative", "short_en", "short_ko", "size_class", "source_id", "updated_at", "uuid", "valid_from", "valid_to", "version", "website", "zone_id") SELECT new_values."address_ko", new_values."as_of", new_values."biz_reg_no", new_values."created_at", new_values."founded_on", new_values."grade", new_values."id", new_values."key", new_values."kind", new_values."latitude", new_values."longitude", new_values."name_en", new_values."name_ko", new_values."origin", new_values."parent_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."province_id", new_values."representative", new_values."short_en", new_values."short_ko", new_values."size_class", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."valid_from", new_values."valid_to", new_values."version", new_values."website", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."address_ko" IS DISTINCT FROM (new_values."address_ko") OR old_values."as_of" IS DISTINCT FROM (new_values."as_of") OR old_values."biz_reg_no" IS DISTINCT FROM (new_values."biz_reg_no") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."founded_on" IS DISTINCT FROM (new_values."founded_on") OR old_values."grade" IS DISTINCT FROM (new_values."grade") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."key" IS DISTINCT FROM (new_values."key") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."latitude" IS DISTINCT FROM (new_values."latitude") OR old_values."longitude" IS DISTINCT FROM (new_values."longitude") OR old_values."name_en" IS DISTINCT FROM (new_values."name_en") OR old_values."name_ko" IS DISTINCT FROM (new_values."name_ko") OR old_values."origin" IS DISTINCT FROM (new_values."origin") OR old_values."parent_id" IS DISTINCT FROM (new_values."parent_id") OR old_values."province_id" IS DISTINCT FROM (new_values."province_id") OR old_values."representative" IS DISTINCT FROM (new_values."representative") OR old_values."short_en" IS DISTINCT FROM (new_values."short_en") OR old_values."short_ko" IS DISTINCT FROM (new_values."short_ko") OR old_values."size_class" IS DISTINCT FROM (new_values."size_class") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."updated_at" IS DISTINCT FROM (new_values."updated_at") OR old_values."uuid" IS DISTINCT FROM (new_values."uuid") OR old_values."valid_from" IS DISTINCT FROM (new_values."valid_from") OR old_values."valid_to" IS DISTINCT FROM (new_values."valid_to") OR old_values."version" IS DISTINCT FROM (new_values."version") OR old_values."website" IS DISTINCT FROM (new_values."website") OR old_values."zone_id" IS DISTINCT FROM (new_values."zone_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ffb8942309863375a70daf215d7f905ab04c00b2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6ea2f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="regions_organisation",
                    when="AFTER",
                ),
            ),
        ),
    ]
