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
        ("gpu", "0001_initial"),
        ("regions", "0002_search_columns"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="datacentre",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="gpupool",
            name="update_update",
        ),
        migrations.RemoveIndex(
            model_name="datacentre",
            name="gpu_datacentre_search",
        ),
        migrations.RemoveIndex(
            model_name="datacentre",
            name="gpu_datacentre_chosung",
        ),
        migrations.RemoveIndex(
            model_name="gpupool",
            name="gpu_gpupool_search",
        ),
        migrations.RemoveIndex(
            model_name="gpupool",
            name="gpu_gpupool_chosung",
        ),
        migrations.AddField(
            model_name="datacentre",
            name="search_initials",
            field=models.GeneratedField(
                db_persist=True,
                expression=axportal.core.text_search.Chosung(models.F("name_ko")),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddField(
            model_name="datacentre",
            name="search_words",
            field=models.GeneratedField(
                db_persist=True,
                expression=axportal.core.text_search.SearchVector(
                    models.Func(
                        models.F("name_ko"), models.F("name_en"), function="ax_join", output_field=models.TextField()
                    )
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddField(
            model_name="gpupool",
            name="search_initials",
            field=models.GeneratedField(
                db_persist=True,
                expression=axportal.core.text_search.Chosung(models.F("name_ko")),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddField(
            model_name="gpupool",
            name="search_words",
            field=models.GeneratedField(
                db_persist=True,
                expression=axportal.core.text_search.SearchVector(
                    models.Func(
                        models.F("name_ko"), models.F("name_en"), function="ax_join", output_field=models.TextField()
                    )
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="datacentre",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search_words"], name="gpu_datacentre_search"),
        ),
        migrations.AddIndex(
            model_name="datacentre",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("search_initials"), name="gin_trgm_ops"),
                name="gpu_datacentre_chosung",
            ),
        ),
        migrations.AddIndex(
            model_name="gpupool",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search_words"], name="gpu_gpupool_search"),
        ),
        migrations.AddIndex(
            model_name="gpupool",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("search_initials"), name="gin_trgm_ops"),
                name="gpu_gpupool_chosung",
            ),
        ),
        triggers.AddTrigger(
            model_name="datacentre",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gpu_datacentreevent" ("as_of", "created_at", "grade", "id", "key", "name_en", "name_ko", "opened_month", "origin", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "publication", "source_id", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."created_at", new_values."grade", new_values."id", new_values."key", new_values."name_en", new_values."name_ko", new_values."opened_month", new_values."origin", new_values."owner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."province_id", new_values."publication", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."as_of" IS DISTINCT FROM (new_values."as_of") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."grade" IS DISTINCT FROM (new_values."grade") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."key" IS DISTINCT FROM (new_values."key") OR old_values."name_en" IS DISTINCT FROM (new_values."name_en") OR old_values."name_ko" IS DISTINCT FROM (new_values."name_ko") OR old_values."opened_month" IS DISTINCT FROM (new_values."opened_month") OR old_values."origin" IS DISTINCT FROM (new_values."origin") OR old_values."owner_id" IS DISTINCT FROM (new_values."owner_id") OR old_values."province_id" IS DISTINCT FROM (new_values."province_id") OR old_values."publication" IS DISTINCT FROM (new_values."publication") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."updated_at" IS DISTINCT FROM (new_values."updated_at") OR old_values."uuid" IS DISTINCT FROM (new_values."uuid") OR old_values."version" IS DISTINCT FROM (new_values."version") OR old_values."zone_id" IS DISTINCT FROM (new_values."zone_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3d2f237d2b251f8bd454a10f2aad9063d90a8d5d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ab310",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="gpu_datacentre",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="gpupool",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gpu_gpupoolevent" ("as_of", "count", "created_at", "data_centre_id", "gpu_model_id", "grade", "id", "key", "name_en", "name_ko", "note_en", "note_ko", "origin", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication", "server_count", "source_group", "source_id", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."count", new_values."created_at", new_values."data_centre_id", new_values."gpu_model_id", new_values."grade", new_values."id", new_values."key", new_values."name_en", new_values."name_ko", new_values."note_en", new_values."note_ko", new_values."origin", new_values."owner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."publication", new_values."server_count", new_values."source_group", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."as_of" IS DISTINCT FROM (new_values."as_of") OR old_values."count" IS DISTINCT FROM (new_values."count") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."data_centre_id" IS DISTINCT FROM (new_values."data_centre_id") OR old_values."gpu_model_id" IS DISTINCT FROM (new_values."gpu_model_id") OR old_values."grade" IS DISTINCT FROM (new_values."grade") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."key" IS DISTINCT FROM (new_values."key") OR old_values."name_en" IS DISTINCT FROM (new_values."name_en") OR old_values."name_ko" IS DISTINCT FROM (new_values."name_ko") OR old_values."note_en" IS DISTINCT FROM (new_values."note_en") OR old_values."note_ko" IS DISTINCT FROM (new_values."note_ko") OR old_values."origin" IS DISTINCT FROM (new_values."origin") OR old_values."owner_id" IS DISTINCT FROM (new_values."owner_id") OR old_values."publication" IS DISTINCT FROM (new_values."publication") OR old_values."server_count" IS DISTINCT FROM (new_values."server_count") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."source_group" IS DISTINCT FROM (new_values."source_group") OR old_values."updated_at" IS DISTINCT FROM (new_values."updated_at") OR old_values."uuid" IS DISTINCT FROM (new_values."uuid") OR old_values."version" IS DISTINCT FROM (new_values."version") OR old_values."zone_id" IS DISTINCT FROM (new_values."zone_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="96ab5d78de1fd73441ed91fb089c436f2abeb069",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_52ad6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="gpu_gpupool",
                    when="AFTER",
                ),
            ),
        ),
    ]
