import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.db import migrations, models

import axportal.core.text_search
import axportal.core.uuid7
from axportal.core import triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0002_text_search"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="JointLab",
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
                ("name_ko", models.CharField(max_length=200, verbose_name="이름")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="영어 이름")),
                (
                    "origin",
                    models.CharField(
                        choices=[("reference", "공개 자료"), ("demonstration", "시연"), ("entered", "기관 입력")],
                        default="entered",
                        editable=False,
                        max_length=15,
                        verbose_name="자료 구분",
                    ),
                ),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="기준일")),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        choices=[("S", "전략 발표문"), ("P", "공개 보도·자료"), ("L", "법령"), ("D", "자체 정리")],
                        max_length=1,
                        verbose_name="등급",
                    ),
                ),
                (
                    "publication",
                    models.CharField(
                        choices=[("draft", "작성 중"), ("published", "공개")],
                        default="draft",
                        max_length=10,
                        verbose_name="공개",
                    ),
                ),
                ("laboratory_ko", models.CharField(blank=True, max_length=200, verbose_name="연구실·학과")),
                ("laboratory_en", models.CharField(blank=True, max_length=200, verbose_name="연구실·학과(영어)")),
                (
                    "status",
                    models.CharField(
                        choices=[("reviewing", "심의"), ("agreeing", "협약"), ("operating", "운영"), ("ended", "종료")],
                        default="reviewing",
                        editable=False,
                        max_length=10,
                        verbose_name="단계",
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="시작일")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="종료일")),
                ("next_milestone_ko", models.CharField(blank=True, max_length=200, verbose_name="다음 마일스톤")),
                ("next_milestone_en", models.CharField(blank=True, max_length=200, verbose_name="다음 마일스톤(영어)")),
                ("next_milestone_on", models.DateField(blank=True, null=True, verbose_name="마일스톤 날짜")),
                ("company_share_won", models.BigIntegerField(blank=True, null=True, verbose_name="기업 부담(원)")),
                ("gpu_hours", models.PositiveIntegerField(blank=True, null=True, verbose_name="GPU 배정(GPU-h)")),
                ("summary_ko", models.TextField(blank=True, max_length=3000, verbose_name="소개")),
                ("summary_en", models.TextField(blank=True, max_length=3000, verbose_name="소개(영어)")),
                (
                    "industry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint_labs",
                        to="regions.industry",
                        verbose_name="산업 분야",
                    ),
                ),
                (
                    "institute",
                    models.ForeignKey(
                        limit_choices_to={"kind": "institute"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint_labs",
                        to="regions.organisation",
                        verbose_name="주관 과기원",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.source",
                        verbose_name="출처",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint_labs",
                        to="regions.zone",
                        verbose_name="권역",
                    ),
                ),
            ],
            options={
                "ordering": ["name_ko", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["name_ko", "id"], name="labs_jointlab_name"),
                    models.Index(fields=["updated_at", "id"], name="labs_jointlab_updated"),
                    models.Index(fields=["zone", "status", "name_ko", "id"], name="labs_jointlab_zone"),
                    models.Index(fields=["status", "name_ko", "id"], name="labs_jointlab_status"),
                    models.Index(fields=["institute", "name_ko", "id"], name="labs_jointlab_institute"),
                    models.Index(fields=["industry", "name_ko", "id"], name="labs_jointlab_industry"),
                    models.Index(fields=["next_milestone_on", "id"], name="labs_jointlab_milestone"),
                    django.contrib.postgres.indexes.GinIndex(
                        axportal.core.text_search.SearchVector(
                            models.Func(
                                models.F("name_ko"),
                                models.F("name_en"),
                                models.F("laboratory_ko"),
                                models.F("summary_ko"),
                                function="ax_join",
                                output_field=models.TextField(),
                            )
                        ),
                        name="labs_jointlab_search",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            axportal.core.text_search.Chosung(models.F("name_ko")), name="gin_trgm_ops"
                        ),
                        name="labs_jointlab_chosung",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["reference", "demonstration", "entered"])),
                        name="labs_jointlab_origin_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("origin", "reference"), _negated=True),
                            models.Q(
                                ("as_of__isnull", False),
                                ("source__isnull", False),
                                models.Q(("grade", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="labs_jointlab_reference_is_sourced",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("publication__in", ["draft", "published"])),
                        name="labs_jointlab_publication_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["reviewing", "agreeing", "operating", "ended"])),
                        name="labs_jointlab_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("started_on__isnull", True),
                            ("ends_on__gte", models.F("started_on")),
                            _connector="OR",
                        ),
                        name="labs_jointlab_dates_ordered",
                        violation_error_message="종료일은 시작일보다 앞설 수 없습니다.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("company_share_won__isnull", True), ("company_share_won__gte", 0), _connector="OR"
                        ),
                        name="labs_jointlab_share_not_negative",
                        violation_error_message="기업 부담은 0원 이상이어야 합니다.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JointLabEvent",
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
                ("name_ko", models.CharField(max_length=200, verbose_name="이름")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="영어 이름")),
                (
                    "origin",
                    models.CharField(
                        choices=[("reference", "공개 자료"), ("demonstration", "시연"), ("entered", "기관 입력")],
                        default="entered",
                        editable=False,
                        max_length=15,
                        verbose_name="자료 구분",
                    ),
                ),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="기준일")),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        choices=[("S", "전략 발표문"), ("P", "공개 보도·자료"), ("L", "법령"), ("D", "자체 정리")],
                        max_length=1,
                        verbose_name="등급",
                    ),
                ),
                (
                    "publication",
                    models.CharField(
                        choices=[("draft", "작성 중"), ("published", "공개")],
                        default="draft",
                        max_length=10,
                        verbose_name="공개",
                    ),
                ),
                ("laboratory_ko", models.CharField(blank=True, max_length=200, verbose_name="연구실·학과")),
                ("laboratory_en", models.CharField(blank=True, max_length=200, verbose_name="연구실·학과(영어)")),
                (
                    "status",
                    models.CharField(
                        choices=[("reviewing", "심의"), ("agreeing", "협약"), ("operating", "운영"), ("ended", "종료")],
                        default="reviewing",
                        editable=False,
                        max_length=10,
                        verbose_name="단계",
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="시작일")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="종료일")),
                ("next_milestone_ko", models.CharField(blank=True, max_length=200, verbose_name="다음 마일스톤")),
                ("next_milestone_en", models.CharField(blank=True, max_length=200, verbose_name="다음 마일스톤(영어)")),
                ("next_milestone_on", models.DateField(blank=True, null=True, verbose_name="마일스톤 날짜")),
                ("company_share_won", models.BigIntegerField(blank=True, null=True, verbose_name="기업 부담(원)")),
                ("gpu_hours", models.PositiveIntegerField(blank=True, null=True, verbose_name="GPU 배정(GPU-h)")),
                ("summary_ko", models.TextField(blank=True, max_length=3000, verbose_name="소개")),
                ("summary_en", models.TextField(blank=True, max_length=3000, verbose_name="소개(영어)")),
                (
                    "industry",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.industry",
                        verbose_name="산업 분야",
                    ),
                ),
                (
                    "institute",
                    models.ForeignKey(
                        db_constraint=False,
                        limit_choices_to={"kind": "institute"},
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.organisation",
                        verbose_name="주관 과기원",
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
                        to="labs.jointlab",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.source",
                        verbose_name="출처",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.zone",
                        verbose_name="권역",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LabParticipant",
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
                ("joined_on", models.DateField(blank=True, null=True)),
                ("left_on", models.DateField(blank=True, null=True)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lab_participations",
                        to="regions.organisation",
                    ),
                ),
                (
                    "lab",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="participants", to="labs.jointlab"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("lab", "company"), name="labs_participant_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_on__isnull", True),
                            ("joined_on__isnull", True),
                            ("left_on__gte", models.F("joined_on")),
                            _connector="OR",
                        ),
                        name="labs_participant_dates_ordered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LabParticipantEvent",
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
                ("joined_on", models.DateField(blank=True, null=True)),
                ("left_on", models.DateField(blank=True, null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.organisation",
                    ),
                ),
                (
                    "lab",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="labs.jointlab",
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
                        to="labs.labparticipant",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        triggers.AddTrigger(
            model_name="jointlab",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."company_share_won" IS DISTINCT FROM (NEW."company_share_won") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."gpu_hours" IS DISTINCT FROM (NEW."gpu_hours") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."industry_id" IS DISTINCT FROM (NEW."industry_id") OR OLD."institute_id" IS DISTINCT FROM (NEW."institute_id") OR OLD."laboratory_en" IS DISTINCT FROM (NEW."laboratory_en") OR OLD."laboratory_ko" IS DISTINCT FROM (NEW."laboratory_ko") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ko" IS DISTINCT FROM (NEW."name_ko") OR OLD."next_milestone_en" IS DISTINCT FROM (NEW."next_milestone_en") OR OLD."next_milestone_ko" IS DISTINCT FROM (NEW."next_milestone_ko") OR OLD."next_milestone_on" IS DISTINCT FROM (NEW."next_milestone_on") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."publication" IS DISTINCT FROM (NEW."publication") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."started_on" IS DISTINCT FROM (NEW."started_on") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."summary_en" IS DISTINCT FROM (NEW."summary_en") OR OLD."summary_ko" IS DISTINCT FROM (NEW."summary_ko") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="0e32d7e1d7d16d3e7e2cdae53677d2bea8ea23a3",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_ead40",
                    table="labs_jointlab",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="jointlab",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('labs.jointlab'); RETURN NULL;",
                    hash="6be97742a0dbc45c06a5c8335d697b04c98435d1",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_ad1fd",
                    table="labs_jointlab",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="jointlab",
            trigger=pgtrigger.compiler.Trigger(
                name="count_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO core_counter (model, cell, n)\n    SELECT 'labs.jointlab', cell, sum(n) FROM (SELECT jsonb_build_object('status', \"status\", 'zone_id', \"zone_id\", 'institute_id', \"institute_id\", 'industry_id', \"industry_id\", 'publication', \"publication\", 'origin', \"origin\") AS cell, 1 AS n FROM new_values) AS changes GROUP BY cell HAVING sum(n) <> 0;\n    RETURN NULL;\n",
                    hash="f555cab6e4b358451adb917f17c7cb960e406495",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_count_insert_b41bb",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="labs_jointlab",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="jointlab",
            trigger=pgtrigger.compiler.Trigger(
                name="count_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO core_counter (model, cell, n)\n    SELECT 'labs.jointlab', cell, sum(n) FROM (SELECT jsonb_build_object('status', \"status\", 'zone_id', \"zone_id\", 'institute_id', \"institute_id\", 'industry_id', \"industry_id\", 'publication', \"publication\", 'origin', \"origin\") AS cell, -1 AS n FROM old_values UNION ALL SELECT jsonb_build_object('status', \"status\", 'zone_id', \"zone_id\", 'institute_id', \"institute_id\", 'industry_id', \"industry_id\", 'publication', \"publication\", 'origin', \"origin\") AS cell, 1 AS n FROM new_values) AS changes GROUP BY cell HAVING sum(n) <> 0;\n    RETURN NULL;\n",
                    hash="3da71c9c09f90402ecda08b7e5e63db12a069ab8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_count_update_d1c3c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="labs_jointlab",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="jointlab",
            trigger=pgtrigger.compiler.Trigger(
                name="count_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO core_counter (model, cell, n)\n    SELECT 'labs.jointlab', cell, sum(n) FROM (SELECT jsonb_build_object('status', \"status\", 'zone_id', \"zone_id\", 'institute_id', \"institute_id\", 'industry_id', \"industry_id\", 'publication', \"publication\", 'origin', \"origin\") AS cell, -1 AS n FROM old_values) AS changes GROUP BY cell HAVING sum(n) <> 0;\n    RETURN NULL;\n",
                    hash="a4c0a4e3453f1eb0426a1827c37f741c276f33a0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_count_delete_a822f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="labs_jointlab",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="jointlab",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "labs_jointlabevent" ("as_of", "company_share_won", "created_at", "ends_on", "gpu_hours", "grade", "id", "industry_id", "institute_id", "laboratory_en", "laboratory_ko", "name_en", "name_ko", "next_milestone_en", "next_milestone_ko", "next_milestone_on", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication", "source_id", "started_on", "status", "summary_en", "summary_ko", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."company_share_won", new_values."created_at", new_values."ends_on", new_values."gpu_hours", new_values."grade", new_values."id", new_values."industry_id", new_values."institute_id", new_values."laboratory_en", new_values."laboratory_ko", new_values."name_en", new_values."name_ko", new_values."next_milestone_en", new_values."next_milestone_ko", new_values."next_milestone_on", new_values."origin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."publication", new_values."source_id", new_values."started_on", new_values."status", new_values."summary_en", new_values."summary_ko", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="211f82e0450d699658a2483f4c37b8bde1da1006",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5992e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="labs_jointlab",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="jointlab",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "labs_jointlabevent" ("as_of", "company_share_won", "created_at", "ends_on", "gpu_hours", "grade", "id", "industry_id", "institute_id", "laboratory_en", "laboratory_ko", "name_en", "name_ko", "next_milestone_en", "next_milestone_ko", "next_milestone_on", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication", "source_id", "started_on", "status", "summary_en", "summary_ko", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."company_share_won", new_values."created_at", new_values."ends_on", new_values."gpu_hours", new_values."grade", new_values."id", new_values."industry_id", new_values."institute_id", new_values."laboratory_en", new_values."laboratory_ko", new_values."name_en", new_values."name_ko", new_values."next_milestone_en", new_values."next_milestone_ko", new_values."next_milestone_on", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."publication", new_values."source_id", new_values."started_on", new_values."status", new_values."summary_en", new_values."summary_ko", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bfba4df6dd327860b7a7fdc38d76a2005bfdab0f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_39a75",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="labs_jointlab",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="jointlabevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bc36530e184a14d368d151212c27b4c7f6415ed2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_90b5e",
                    table="labs_jointlabevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="labparticipant",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."joined_on" IS DISTINCT FROM (NEW."joined_on") OR OLD."lab_id" IS DISTINCT FROM (NEW."lab_id") OR OLD."left_on" IS DISTINCT FROM (NEW."left_on") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="8a77fecfb686da03fe721dad93f6cdab81de69ff",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_c7e48",
                    table="labs_labparticipant",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="labparticipant",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "labs_labparticipantevent" ("company_id", "created_at", "id", "joined_on", "lab_id", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "uuid", "version") SELECT new_values."company_id", new_values."created_at", new_values."id", new_values."joined_on", new_values."lab_id", new_values."left_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d7cb1c7a778f3212df12cff3e97e19be7c73a844",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6c6b5",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="labs_labparticipant",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="labparticipant",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "labs_labparticipantevent" ("company_id", "created_at", "id", "joined_on", "lab_id", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "uuid", "version") SELECT new_values."company_id", new_values."created_at", new_values."id", new_values."joined_on", new_values."lab_id", new_values."left_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9ebbc3c911d2a344a69b4a787a51749bf1186881",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3339f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="labs_labparticipant",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="labparticipantevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8a9c352eb7937632adf16216c6b09bffd6b40595",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_19606",
                    table="labs_labparticipantevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
