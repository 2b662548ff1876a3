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
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uuid", models.UUIDField(default=axportal.core.uuid7.uuid7, unique=True)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("request_id", models.UUIDField(null=True)),
                ("action", models.CharField(max_length=100)),
                ("target_model", models.CharField(max_length=100)),
                ("target_id", models.BigIntegerField(null=True)),
                ("target_uuid", models.UUIDField(null=True)),
                ("organisation_id", models.BigIntegerField(null=True)),
                ("zone_id", models.BigIntegerField(null=True)),
                ("detail", models.JSONField(default=dict)),
                ("seq", models.BigIntegerField(null=True, unique=True)),
                ("prev_hash", models.CharField(max_length=64, null=True)),
                ("hash", models.CharField(max_length=64, null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("seq__isnull", True)), fields=["id"], name="audit_act_unsealed"),
                    models.Index(fields=["target_model", "target_id", "id"], name="audit_act_target"),
                    models.Index(fields=["organisation_id", "id"], name="audit_act_organisation"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Access",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("address", models.GenericIPAddressField(null=True)),
                ("request_id", models.UUIDField(null=True)),
                ("subject_model", models.CharField(max_length=100)),
                ("subject_uuid", models.UUIDField()),
                ("organisation_id", models.BigIntegerField(null=True)),
                ("what", models.CharField(max_length=100)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["subject_uuid", "id"], name="audit_access_subject")],
            },
        ),
        triggers.AddTrigger(
            model_name="access",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="7f1d341bbe9950aa263f41193db6cb3abcef687a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7761d",
                    table="audit_access",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="access",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="0d69ed3038a7112693f79824af0133e8d8886866",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_41968",
                    table="audit_access",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="act",
            trigger=pgtrigger.compiler.Trigger(
                name="seal_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF OLD.seq IS NOT NULL\n       OR NEW.seq IS NULL OR NEW.prev_hash IS NULL OR NEW.hash IS NULL\n       OR (to_jsonb(NEW) - 'seq' - 'prev_hash' - 'hash') <> (to_jsonb(OLD) - 'seq' - 'prev_hash' - 'hash') THEN\n        RAISE EXCEPTION 'audit_act is append-only' USING ERRCODE = 'insufficient_privilege';\n    END IF;\n    RETURN NEW;\n",
                    hash="cd35b589bb6eab3dd24939280646535264b46e87",
                    operation="UPDATE",
                    pgid="pgtrigger_seal_only_a8419",
                    table="audit_act",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="act",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="12d56af4f16cbda04fdb98edc05326c558cf4c92",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_643c1",
                    table="audit_act",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="act",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="e28ba012c2d407779a302132f6b94d11dedb7aba",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_52c12",
                    table="audit_act",
                    when="BEFORE",
                ),
            ),
        ),
    ]
