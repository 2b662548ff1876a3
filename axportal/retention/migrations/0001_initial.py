import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import axportal.core.uuid7
from axportal.core import triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("calls", "0003_lifecycle"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uuid", models.UUIDField(default=axportal.core.uuid7.uuid7, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "updated_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("period", models.CharField(max_length=100, unique=True)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("counts", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uuid", models.UUIDField(default=axportal.core.uuid7.uuid7, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "updated_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="까닭")),
                ("until", models.DateField(verbose_name="언제까지")),
                ("placed_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_why", models.CharField(blank=True, max_length=500)),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="calls.application",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="calls.call",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("application__isnull", False), ("call__isnull", True)),
                            models.Q(("application__isnull", True), ("call__isnull", False)),
                            _connector="OR",
                        ),
                        name="retention_hold_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="retention_hold_with_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                            models.Q(
                                ("lifted_at__isnull", False),
                                ("lifted_by__isnull", False),
                                models.Q(("lifted_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="retention_hold_lifted_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HoldEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=axportal.core.uuid7.uuid7, editable=False)),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "updated_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="까닭")),
                ("until", models.DateField(verbose_name="언제까지")),
                ("placed_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_why", models.CharField(blank=True, max_length=500)),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="calls.application",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="calls.call",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="retention.hold",
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Period",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uuid", models.UUIDField(default=axportal.core.uuid7.uuid7, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "updated_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("key", models.CharField(max_length=40, unique=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("what_ko", models.CharField(max_length=300)),
                ("what_en", models.CharField(max_length=300)),
                ("begins_ko", models.CharField(max_length=200)),
                ("begins_en", models.CharField(max_length=200)),
                ("effect_ko", models.CharField(max_length=500)),
                ("effect_en", models.CharField(max_length=500)),
                ("basis", models.CharField(choices=[("law", "법령"), ("operator", "운영기관의 결정")], max_length=10)),
                ("source_ko", models.CharField(max_length=300)),
                ("source_en", models.CharField(max_length=300)),
                (
                    "action",
                    models.CharField(choices=[("delete", "삭제"), ("anonymise", "개인정보를 지움")], max_length=10),
                ),
                ("least_months", models.PositiveSmallIntegerField()),
                ("months", models.PositiveSmallIntegerField(verbose_name="기간(개월)")),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("months__gte", models.F("least_months"))),
                        name="retention_period_not_too_short",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("action__in", ["delete", "anonymise"])),
                        name="retention_period_action_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["law", "operator"])), name="retention_period_basis_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PeriodEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=axportal.core.uuid7.uuid7, editable=False)),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "updated_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("key", models.CharField(max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                ("what_ko", models.CharField(max_length=300)),
                ("what_en", models.CharField(max_length=300)),
                ("begins_ko", models.CharField(max_length=200)),
                ("begins_en", models.CharField(max_length=200)),
                ("effect_ko", models.CharField(max_length=500)),
                ("effect_en", models.CharField(max_length=500)),
                ("basis", models.CharField(choices=[("law", "법령"), ("operator", "운영기관의 결정")], max_length=10)),
                ("source_ko", models.CharField(max_length=300)),
                ("source_en", models.CharField(max_length=300)),
                (
                    "action",
                    models.CharField(choices=[("delete", "삭제"), ("anonymise", "개인정보를 지움")], max_length=10),
                ),
                ("least_months", models.PositiveSmallIntegerField()),
                ("months", models.PositiveSmallIntegerField(verbose_name="기간(개월)")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="retention.period",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uuid", models.UUIDField(default=axportal.core.uuid7.uuid7, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "updated_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("key", models.CharField(max_length=40)),
                ("target_model", models.CharField(max_length=100)),
                ("target_uuid", models.UUIDField()),
                ("done_at", models.DateTimeField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="erasures", to="retention.run"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("key", "target_uuid"), name="retention_erasure_once")],
            },
        ),
        triggers.AddTrigger(
            model_name="period",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."action" IS DISTINCT FROM (NEW."action") OR OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."begins_en" IS DISTINCT FROM (NEW."begins_en") OR OLD."begins_ko" IS DISTINCT FROM (NEW."begins_ko") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."effect_en" IS DISTINCT FROM (NEW."effect_en") OR OLD."effect_ko" IS DISTINCT FROM (NEW."effect_ko") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."least_months" IS DISTINCT FROM (NEW."least_months") OR OLD."months" IS DISTINCT FROM (NEW."months") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."source_en" IS DISTINCT FROM (NEW."source_en") OR OLD."source_ko" IS DISTINCT FROM (NEW."source_ko") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."what_en" IS DISTINCT FROM (NEW."what_en") OR OLD."what_ko" IS DISTINCT FROM (NEW."what_ko"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="a137bf658d718953e0a39fbbd29bff78f558f332",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_d8ab4",
                    table="retention_period",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="period",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "retention_periodevent" ("action", "basis", "begins_en", "begins_ko", "created_at", "effect_en", "effect_ko", "id", "key", "least_months", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_en", "source_ko", "updated_at", "uuid", "version", "what_en", "what_ko") SELECT new_values."action", new_values."basis", new_values."begins_en", new_values."begins_ko", new_values."created_at", new_values."effect_en", new_values."effect_ko", new_values."id", new_values."key", new_values."least_months", new_values."months", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."source_en", new_values."source_ko", new_values."updated_at", new_values."uuid", new_values."version", new_values."what_en", new_values."what_ko" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="93e835a11fb602f2e839e35dd06092eb593e00f6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b55f2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="retention_period",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="period",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "retention_periodevent" ("action", "basis", "begins_en", "begins_ko", "created_at", "effect_en", "effect_ko", "id", "key", "least_months", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_en", "source_ko", "updated_at", "uuid", "version", "what_en", "what_ko") SELECT new_values."action", new_values."basis", new_values."begins_en", new_values."begins_ko", new_values."created_at", new_values."effect_en", new_values."effect_ko", new_values."id", new_values."key", new_values."least_months", new_values."months", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."source_en", new_values."source_ko", new_values."updated_at", new_values."uuid", new_values."version", new_values."what_en", new_values."what_ko" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="abb0cb147d4336afe1831c4b19d82ebfec9ce3a4",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_eb8c9",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="retention_period",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="run",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."counts" IS DISTINCT FROM (NEW."counts") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."finished_at" IS DISTINCT FROM (NEW."finished_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."period" IS DISTINCT FROM (NEW."period") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="13d31b2299a9f39d2ef1c48147606d75aa70335e",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_8ca4d",
                    table="retention_run",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."lifted_at" IS DISTINCT FROM (NEW."lifted_at") OR OLD."lifted_by_id" IS DISTINCT FROM (NEW."lifted_by_id") OR OLD."lifted_why" IS DISTINCT FROM (NEW."lifted_why") OR OLD."placed_at" IS DISTINCT FROM (NEW."placed_at") OR OLD."placed_by_id" IS DISTINCT FROM (NEW."placed_by_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."until" IS DISTINCT FROM (NEW."until") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="59784eeb10f5e69f2bc4c842b61a9f242e1a43be",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_edb21",
                    table="retention_hold",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "retention_holdevent" ("application_id", "call_id", "created_at", "id", "lifted_at", "lifted_by_id", "lifted_why", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "reason", "until", "updated_at", "uuid", "version") SELECT new_values."application_id", new_values."call_id", new_values."created_at", new_values."id", new_values."lifted_at", new_values."lifted_by_id", new_values."lifted_why", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."placed_at", new_values."placed_by_id", new_values."reason", new_values."until", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1de411c54af631038831e62ef5cf664771dfafd0",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_61310",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="retention_hold",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "retention_holdevent" ("application_id", "call_id", "created_at", "id", "lifted_at", "lifted_by_id", "lifted_why", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "reason", "until", "updated_at", "uuid", "version") SELECT new_values."application_id", new_values."call_id", new_values."created_at", new_values."id", new_values."lifted_at", new_values."lifted_by_id", new_values."lifted_why", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."placed_at", new_values."placed_by_id", new_values."reason", new_values."until", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="17cb91e4e38ea35f5bf74ee6f7a74d8b5caa7c21",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0bc78",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="retention_hold",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="holdevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3932029f12c34599a090116cba851903ca3e6a22",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b49bc",
                    table="retention_holdevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="periodevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="57cbed36e6a6a5a47b3b6fa48fa6c81d522d4f20",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_808da",
                    table="retention_periodevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="erasure",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."done_at" IS DISTINCT FROM (NEW."done_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."run_id" IS DISTINCT FROM (NEW."run_id") OR OLD."target_model" IS DISTINCT FROM (NEW."target_model") OR OLD."target_uuid" IS DISTINCT FROM (NEW."target_uuid") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="a528c7290c24c8b95e7436fbaf7cdc8b282eff4c",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_27e05",
                    table="retention_erasure",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="erasure",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="2d4148044064a8ede58faa63f7246f0162131451",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9d916",
                    table="retention_erasure",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="erasure",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="d11f4c5157f1ac9b3abb2101efd49621b09c13c0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_cb719",
                    table="retention_erasure",
                    when="BEFORE",
                ),
            ),
        ),
    ]
