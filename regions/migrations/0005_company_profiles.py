"""Profiles of organisations, their checks, and powers of attorney."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import axportal.core.uuid7
from axportal.core import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("regions", "0004_sources_noted"),
    ]

    operations = [
        migrations.CreateModel(
            name="CompanyProfile",
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
                ("contact_name", models.CharField(blank=True, max_length=100, verbose_name="신청 담당자")),
                ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="담당자 이메일")),
                ("contact_phone", models.CharField(blank=True, max_length=30, verbose_name="담당자 전화")),
                ("lead_person", models.CharField(blank=True, max_length=100, verbose_name="기관 책임자")),
                (
                    "researchers",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="참여할 수 있는 연구자 수"),
                ),
                ("employees", models.PositiveIntegerField(blank=True, null=True, verbose_name="상시 근로자 수")),
                ("sales_won", models.BigIntegerField(blank=True, null=True, verbose_name="지난해 매출액(원)")),
                ("laboratory_no", models.CharField(blank=True, max_length=40, verbose_name="기업부설연구소 인정번호")),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="profile", to="regions.organisation"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sales_won__isnull", True), ("sales_won__gte", 0), _connector="OR"),
                        name="regions_profile_sales_not_negative",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CompanyProfileEvent",
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
                ("contact_name", models.CharField(blank=True, max_length=100, verbose_name="신청 담당자")),
                ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="담당자 이메일")),
                ("contact_phone", models.CharField(blank=True, max_length=30, verbose_name="담당자 전화")),
                ("lead_person", models.CharField(blank=True, max_length=100, verbose_name="기관 책임자")),
                (
                    "researchers",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="참여할 수 있는 연구자 수"),
                ),
                ("employees", models.PositiveIntegerField(blank=True, null=True, verbose_name="상시 근로자 수")),
                ("sales_won", models.BigIntegerField(blank=True, null=True, verbose_name="지난해 매출액(원)")),
                ("laboratory_no", models.CharField(blank=True, max_length=40, verbose_name="기업부설연구소 인정번호")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.organisation",
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
                        to="regions.companyprofile",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Delegation",
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
                ("email", models.EmailField(max_length=254, verbose_name="위임받는 사람의 이메일")),
                ("name", models.CharField(max_length=100, verbose_name="위임받는 사람의 이름")),
                ("edits", models.BooleanField(default=False, verbose_name="쓰기")),
                ("signs", models.BooleanField(default=False, verbose_name="동의에 서명하기")),
                ("submits", models.BooleanField(default=False, verbose_name="내기와 거두기")),
                ("starts_at", models.DateTimeField(verbose_name="시작")),
                ("ends_at", models.DateTimeField(verbose_name="끝")),
                ("proof_name", models.CharField(max_length=200, verbose_name="위임장")),
                ("kind", models.CharField(max_length=10)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("stored", models.CharField(max_length=200, unique=True)),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("not_scanned", "검사하지 않음"),
                            ("clean", "이상 없음"),
                            ("infected", "악성코드 발견"),
                        ],
                        default="not_scanned",
                        max_length=12,
                    ),
                ),
                ("named_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="regions.organisation",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["organisation", "-id"],
                "abstract": False,
                "indexes": [models.Index(fields=["email", "ends_at"], name="regions_delegation_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("edits", True), ("signs", True), ("submits", True), _connector="OR"),
                        name="regions_delegation_of_an_act",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="regions_delegation_dates_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="regions_delegation_email_lower",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="regions_delegation_revoked_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scan__in", ["not_scanned", "clean", "infected"])),
                        name="regions_delegation_scan_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="regions_delegation_sha256_form"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DelegationEvent",
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
                ("email", models.EmailField(max_length=254, verbose_name="위임받는 사람의 이메일")),
                ("name", models.CharField(max_length=100, verbose_name="위임받는 사람의 이름")),
                ("edits", models.BooleanField(default=False, verbose_name="쓰기")),
                ("signs", models.BooleanField(default=False, verbose_name="동의에 서명하기")),
                ("submits", models.BooleanField(default=False, verbose_name="내기와 거두기")),
                ("starts_at", models.DateTimeField(verbose_name="시작")),
                ("ends_at", models.DateTimeField(verbose_name="끝")),
                ("proof_name", models.CharField(max_length=200, verbose_name="위임장")),
                ("kind", models.CharField(max_length=10)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("stored", models.CharField(max_length=200)),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("not_scanned", "검사하지 않음"),
                            ("clean", "이상 없음"),
                            ("infected", "악성코드 발견"),
                        ],
                        default="not_scanned",
                        max_length=12,
                    ),
                ),
                ("named_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "named_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.organisation",
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
                        to="regions.delegation",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
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
            name="OrganisationCheck",
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
                (
                    "subject",
                    models.CharField(
                        choices=[("register", "사업자 등록"), ("representative", "대표 담당자")],
                        max_length=15,
                        verbose_name="확인한 것",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("verified", "확인함"), ("refused", "확인하지 못함")],
                        max_length=10,
                        verbose_name="결과",
                    ),
                ),
                ("evidence", models.CharField(max_length=500, verbose_name="근거")),
                (
                    "facts",
                    models.JSONField(
                        help_text="What was compared, as it stood: a later change asks for another check."
                    ),
                ),
                ("checked_at", models.DateTimeField()),
                (
                    "checked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="regions.membership",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="regions.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["organisation", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("evidence", ""), _negated=True), name="regions_check_evidence"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["verified", "refused"])), name="regions_check_verdict_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("membership__isnull", True), ("subject", "register")),
                            models.Q(("membership__isnull", False), ("subject", "representative")),
                            _connector="OR",
                        ),
                        name="regions_check_of_whom",
                    ),
                ],
            },
        ),
        triggers.AddTrigger(
            model_name="companyprofile",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."contact_phone" IS DISTINCT FROM (NEW."contact_phone") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."employees" IS DISTINCT FROM (NEW."employees") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."laboratory_no" IS DISTINCT FROM (NEW."laboratory_no") OR OLD."lead_person" IS DISTINCT FROM (NEW."lead_person") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."researchers" IS DISTINCT FROM (NEW."researchers") OR OLD."sales_won" IS DISTINCT FROM (NEW."sales_won") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="578bcb9d830b9967c2bbc514ad6fd4ba3033c501",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_fedfa",
                    table="regions_companyprofile",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="companyprofile",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_companyprofileevent" ("contact_email", "contact_name", "contact_phone", "created_at", "employees", "id", "laboratory_no", "lead_person", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "researchers", "sales_won", "updated_at", "uuid", "version") SELECT new_values."contact_email", new_values."contact_name", new_values."contact_phone", new_values."created_at", new_values."employees", new_values."id", new_values."laboratory_no", new_values."lead_person", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."researchers", new_values."sales_won", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2d7ef0e50665f9b788fec449900754442ae9ab98",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d8b72",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="regions_companyprofile",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="companyprofile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_companyprofileevent" ("contact_email", "contact_name", "contact_phone", "created_at", "employees", "id", "laboratory_no", "lead_person", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "researchers", "sales_won", "updated_at", "uuid", "version") SELECT new_values."contact_email", new_values."contact_name", new_values."contact_phone", new_values."created_at", new_values."employees", new_values."id", new_values."laboratory_no", new_values."lead_person", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."researchers", new_values."sales_won", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c67df3dbf43c615c1af837147b7876f063aefae5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6c6db",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="regions_companyprofile",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="companyprofileevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b49230357384f054e03097fd39027c36fd03ad6c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d37cb",
                    table="regions_companyprofileevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="delegation",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."edits" IS DISTINCT FROM (NEW."edits") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."named_at" IS DISTINCT FROM (NEW."named_at") OR OLD."named_by_id" IS DISTINCT FROM (NEW."named_by_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."proof_name" IS DISTINCT FROM (NEW."proof_name") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."revoked_by_id" IS DISTINCT FROM (NEW."revoked_by_id") OR OLD."scan" IS DISTINCT FROM (NEW."scan") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."signs" IS DISTINCT FROM (NEW."signs") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."stored" IS DISTINCT FROM (NEW."stored") OR OLD."submits" IS DISTINCT FROM (NEW."submits") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="c47a6f5b6ac6ee5a8e4ecafcebce1477114fe413",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_e0448",
                    table="regions_delegation",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="delegation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_delegationevent" ("created_at", "edits", "email", "ends_at", "id", "kind", "name", "named_at", "named_by_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof_name", "revoked_at", "revoked_by_id", "scan", "sha256", "signs", "size", "starts_at", "stored", "submits", "updated_at", "uuid", "version") SELECT new_values."created_at", new_values."edits", new_values."email", new_values."ends_at", new_values."id", new_values."kind", new_values."name", new_values."named_at", new_values."named_by_id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proof_name", new_values."revoked_at", new_values."revoked_by_id", new_values."scan", new_values."sha256", new_values."signs", new_values."size", new_values."starts_at", new_values."stored", new_values."submits", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c99ee19b702a48ac02593414943b2cb5c6aa413a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_deb36",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="regions_delegation",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="delegation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_delegationevent" ("created_at", "edits", "email", "ends_at", "id", "kind", "name", "named_at", "named_by_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof_name", "revoked_at", "revoked_by_id", "scan", "sha256", "signs", "size", "starts_at", "stored", "submits", "updated_at", "uuid", "version") SELECT new_values."created_at", new_values."edits", new_values."email", new_values."ends_at", new_values."id", new_values."kind", new_values."name", new_values."named_at", new_values."named_by_id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proof_name", new_values."revoked_at", new_values."revoked_by_id", new_values."scan", new_values."sha256", new_values."signs", new_values."size", new_values."starts_at", new_values."stored", new_values."submits", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3d5abf2ecd9279f72910c4593a064e844ea914ce",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c9e80",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="regions_delegation",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="delegationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8f43f6d129ce960c6d2af6f81e54814618e241aa",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0c1d2",
                    table="regions_delegationevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="organisationcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."checked_at" IS DISTINCT FROM (NEW."checked_at") OR OLD."checked_by_id" IS DISTINCT FROM (NEW."checked_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence") OR OLD."facts" IS DISTINCT FROM (NEW."facts") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."membership_id" IS DISTINCT FROM (NEW."membership_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."verdict" IS DISTINCT FROM (NEW."verdict"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="ab987928acc3abc919cf2161c56e33bf86020abe",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_e3d4a",
                    table="regions_organisationcheck",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="organisationcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="d453c64e2e63a4b1fcf80b08d3cb128c1bac02b8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2d7fa",
                    table="regions_organisationcheck",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="organisationcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="b4e65383148ac8e2abc1b419a8d3bbb12c6ff7c1",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_9002c",
                    table="regions_organisationcheck",
                    when="BEFORE",
                ),
            ),
        ),
    ]
