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
            name="GiftedSchool",
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
                ("key", models.SlugField(blank=True, editable=False, max_length=80, null=True, unique=True)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("science", "과학영재학교"),
                            ("science_arts", "과학예술영재학교"),
                            ("ai", "AI 영재학교"),
                        ],
                        max_length=15,
                        verbose_name="종류",
                    ),
                ),
                (
                    "school_origin",
                    models.CharField(
                        choices=[("existing", "기존"), ("new", "신설"), ("converted", "전환")],
                        max_length=10,
                        verbose_name="신설·전환",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("operating", "운영"), ("planned", "계획"), ("sought", "추진")],
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("intake", models.PositiveIntegerField(blank=True, null=True, verbose_name="모집인원(명)")),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="정원(명)")),
                (
                    "entry_year_first",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="첫 입학 연도"),
                ),
                ("designated_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="지정 연도")),
                ("address_ko", models.CharField(blank=True, max_length=300, verbose_name="주소")),
                (
                    "affiliated_institute",
                    models.ForeignKey(
                        blank=True,
                        limit_choices_to={"kind": "institute"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifted_schools",
                        to="regions.organisation",
                        verbose_name="소속 과기원",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifted_schools",
                        to="regions.province",
                        verbose_name="시도",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifted_schools",
                        to="regions.zone",
                        verbose_name="권역(자리)",
                    ),
                ),
            ],
            options={
                "ordering": ["name_ko", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["name_ko", "id"], name="talent_giftedschool_name"),
                    models.Index(fields=["updated_at", "id"], name="talent_giftedschool_updated"),
                    django.contrib.postgres.indexes.GinIndex(
                        axportal.core.text_search.SearchVector(
                            models.Func(
                                models.F("name_ko"),
                                models.F("name_en"),
                                models.F("address_ko"),
                                function="ax_join",
                                output_field=models.TextField(),
                            )
                        ),
                        name="talent_giftedschool_search",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            axportal.core.text_search.Chosung(models.F("name_ko")), name="gin_trgm_ops"
                        ),
                        name="talent_giftedschool_chosung",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["reference", "demonstration", "entered"])),
                        name="talent_giftedschool_origin_known",
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
                        name="talent_giftedschool_reference_is_sourced",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("publication__in", ["draft", "published"])),
                        name="talent_giftedschool_publication_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["operating", "planned", "sought"])),
                        name="talent_giftedschool_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("school_origin__in", ["existing", "new", "converted"])),
                        name="talent_giftedschool_origin_of_school_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["", "science", "science_arts", "ai"])),
                        name="talent_giftedschool_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("designated_year__isnull", True),
                            ("entry_year_first__isnull", True),
                            ("entry_year_first__gte", models.F("designated_year")),
                            _connector="OR",
                        ),
                        name="talent_giftedschool_years_ordered",
                        violation_error_message="첫 입학 연도는 지정 연도보다 앞설 수 없습니다.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capacity__isnull", True),
                            ("intake__isnull", True),
                            ("capacity__gte", models.F("intake")),
                            _connector="OR",
                        ),
                        name="talent_giftedschool_capacity_holds_intake",
                        violation_error_message="정원은 한 해 모집인원보다 적을 수 없습니다.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GiftedSchoolEvent",
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
                ("key", models.SlugField(blank=True, db_index=False, editable=False, max_length=80, null=True)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("science", "과학영재학교"),
                            ("science_arts", "과학예술영재학교"),
                            ("ai", "AI 영재학교"),
                        ],
                        max_length=15,
                        verbose_name="종류",
                    ),
                ),
                (
                    "school_origin",
                    models.CharField(
                        choices=[("existing", "기존"), ("new", "신설"), ("converted", "전환")],
                        max_length=10,
                        verbose_name="신설·전환",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("operating", "운영"), ("planned", "계획"), ("sought", "추진")],
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("intake", models.PositiveIntegerField(blank=True, null=True, verbose_name="모집인원(명)")),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="정원(명)")),
                (
                    "entry_year_first",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="첫 입학 연도"),
                ),
                ("designated_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="지정 연도")),
                ("address_ko", models.CharField(blank=True, max_length=300, verbose_name="주소")),
                (
                    "affiliated_institute",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        limit_choices_to={"kind": "institute"},
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.organisation",
                        verbose_name="소속 과기원",
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
                        to="talent.giftedschool",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.province",
                        verbose_name="시도",
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
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.zone",
                        verbose_name="권역(자리)",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SchoolMilestone",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("designation", "지정"),
                            ("opening_target", "개교 목표"),
                            ("total_cost", "사업비"),
                            ("site", "자리"),
                            ("area", "넓이"),
                            ("law", "법적 근거"),
                            ("other", "그 밖"),
                        ],
                        max_length=20,
                    ),
                ),
                ("label_ko", models.CharField(max_length=200)),
                ("label_en", models.CharField(max_length=200)),
                ("value_text_ko", models.CharField(max_length=500)),
                ("value_text_en", models.CharField(max_length=500)),
                ("value", models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ("unit_ko", models.CharField(blank=True, max_length=40)),
                ("unit_en", models.CharField(blank=True, max_length=40)),
                ("happened_on", models.DateField(blank=True, null=True)),
                ("source_group", models.CharField(blank=True, max_length=80)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="milestones", to="talent.giftedschool"
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
            ],
            options={
                "ordering": ["school", "as_of", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["reference", "demonstration", "entered"])),
                        name="talent_schoolmilestone_origin_known",
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
                        name="talent_schoolmilestone_reference_is_sourced",
                    ),
                    models.UniqueConstraint(
                        fields=("school", "kind", "label_ko", "source"),
                        name="talent_schoolmilestone_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["designation", "opening_target", "total_cost", "site", "area", "law", "other"],
                            )
                        ),
                        name="talent_schoolmilestone_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SchoolMilestoneEvent",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("designation", "지정"),
                            ("opening_target", "개교 목표"),
                            ("total_cost", "사업비"),
                            ("site", "자리"),
                            ("area", "넓이"),
                            ("law", "법적 근거"),
                            ("other", "그 밖"),
                        ],
                        max_length=20,
                    ),
                ),
                ("label_ko", models.CharField(max_length=200)),
                ("label_en", models.CharField(max_length=200)),
                ("value_text_ko", models.CharField(max_length=500)),
                ("value_text_en", models.CharField(max_length=500)),
                ("value", models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ("unit_ko", models.CharField(blank=True, max_length=40)),
                ("unit_en", models.CharField(blank=True, max_length=40)),
                ("happened_on", models.DateField(blank=True, null=True)),
                ("source_group", models.CharField(blank=True, max_length=80)),
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
                        to="talent.schoolmilestone",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="talent.giftedschool",
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
            ],
            options={
                "abstract": False,
            },
        ),
        triggers.AddTrigger(
            model_name="giftedschool",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address_ko" IS DISTINCT FROM (NEW."address_ko") OR OLD."affiliated_institute_id" IS DISTINCT FROM (NEW."affiliated_institute_id") OR OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."designated_year" IS DISTINCT FROM (NEW."designated_year") OR OLD."entry_year_first" IS DISTINCT FROM (NEW."entry_year_first") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."intake" IS DISTINCT FROM (NEW."intake") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ko" IS DISTINCT FROM (NEW."name_ko") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."province_id" IS DISTINCT FROM (NEW."province_id") OR OLD."publication" IS DISTINCT FROM (NEW."publication") OR OLD."school_origin" IS DISTINCT FROM (NEW."school_origin") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="752e55db45d661af294f1395bb2bf3136136f78d",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_af38a",
                    table="talent_giftedschool",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="giftedschool",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('talent.giftedschool'); RETURN NULL;",
                    hash="3cbce5e1c8339503b76766d08655dd5c949271b4",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_68577",
                    table="talent_giftedschool",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="giftedschool",
            trigger=pgtrigger.compiler.Trigger(
                name="count_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO core_counter (model, cell, n)\n    SELECT 'talent.giftedschool', cell, sum(n) FROM (SELECT jsonb_build_object('status', \"status\", 'zone_id', \"zone_id\", 'affiliated_institute_id', \"affiliated_institute_id\", 'school_origin', \"school_origin\", 'publication', \"publication\", 'origin', \"origin\") AS cell, 1 AS n FROM new_values) AS changes GROUP BY cell HAVING sum(n) <> 0;\n    RETURN NULL;\n",
                    hash="4b7a5c490e2f49cfbb37d4e46167058cb11c41ba",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_count_insert_4ef3d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="talent_giftedschool",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="giftedschool",
            trigger=pgtrigger.compiler.Trigger(
                name="count_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO core_counter (model, cell, n)\n    SELECT 'talent.giftedschool', cell, sum(n) FROM (SELECT jsonb_build_object('status', \"status\", 'zone_id', \"zone_id\", 'affiliated_institute_id', \"affiliated_institute_id\", 'school_origin', \"school_origin\", 'publication', \"publication\", 'origin', \"origin\") AS cell, -1 AS n FROM old_values UNION ALL SELECT jsonb_build_object('status', \"status\", 'zone_id', \"zone_id\", 'affiliated_institute_id', \"affiliated_institute_id\", 'school_origin', \"school_origin\", 'publication', \"publication\", 'origin', \"origin\") AS cell, 1 AS n FROM new_values) AS changes GROUP BY cell HAVING sum(n) <> 0;\n    RETURN NULL;\n",
                    hash="d23781837c85c373640308ed5a6e07257f4bbdba",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_count_update_6a133",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="talent_giftedschool",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="giftedschool",
            trigger=pgtrigger.compiler.Trigger(
                name="count_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO core_counter (model, cell, n)\n    SELECT 'talent.giftedschool', cell, sum(n) FROM (SELECT jsonb_build_object('status', \"status\", 'zone_id', \"zone_id\", 'affiliated_institute_id', \"affiliated_institute_id\", 'school_origin', \"school_origin\", 'publication', \"publication\", 'origin', \"origin\") AS cell, -1 AS n FROM old_values) AS changes GROUP BY cell HAVING sum(n) <> 0;\n    RETURN NULL;\n",
                    hash="486852dcc3489afdbee1fe3118b8273e8ff3a674",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_count_delete_d319f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="talent_giftedschool",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="giftedschool",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "talent_giftedschoolevent" ("address_ko", "affiliated_institute_id", "as_of", "capacity", "created_at", "designated_year", "entry_year_first", "grade", "id", "intake", "key", "kind", "name_en", "name_ko", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "publication", "school_origin", "source_id", "status", "updated_at", "uuid", "version", "zone_id") SELECT new_values."address_ko", new_values."affiliated_institute_id", new_values."as_of", new_values."capacity", new_values."created_at", new_values."designated_year", new_values."entry_year_first", new_values."grade", new_values."id", new_values."intake", new_values."key", new_values."kind", new_values."name_en", new_values."name_ko", new_values."origin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."province_id", new_values."publication", new_values."school_origin", new_values."source_id", new_values."status", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="82d4ad5ba51f6d6ecbf8ea9f545b974478d2ec95",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_55f67",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="talent_giftedschool",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="giftedschool",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "talent_giftedschoolevent" ("address_ko", "affiliated_institute_id", "as_of", "capacity", "created_at", "designated_year", "entry_year_first", "grade", "id", "intake", "key", "kind", "name_en", "name_ko", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "publication", "school_origin", "source_id", "status", "updated_at", "uuid", "version", "zone_id") SELECT new_values."address_ko", new_values."affiliated_institute_id", new_values."as_of", new_values."capacity", new_values."created_at", new_values."designated_year", new_values."entry_year_first", new_values."grade", new_values."id", new_values."intake", new_values."key", new_values."kind", new_values."name_en", new_values."name_ko", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."province_id", new_values."publication", new_values."school_origin", new_values."source_id", new_values."status", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="04c63569194c9ca19dd71806acf7ddde0e5d6c0d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d6e91",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="talent_giftedschool",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="giftedschoolevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="90bd8b22ce173f0c4c74f554b5b3d8d2ba4befd8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cd1b4",
                    table="talent_giftedschoolevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="schoolmilestone",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."happened_on" IS DISTINCT FROM (NEW."happened_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."label_en" IS DISTINCT FROM (NEW."label_en") OR OLD."label_ko" IS DISTINCT FROM (NEW."label_ko") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."school_id" IS DISTINCT FROM (NEW."school_id") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."source_group" IS DISTINCT FROM (NEW."source_group") OR OLD."unit_en" IS DISTINCT FROM (NEW."unit_en") OR OLD."unit_ko" IS DISTINCT FROM (NEW."unit_ko") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."value" IS DISTINCT FROM (NEW."value") OR OLD."value_text_en" IS DISTINCT FROM (NEW."value_text_en") OR OLD."value_text_ko" IS DISTINCT FROM (NEW."value_text_ko"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="e45333a0166281f4199e8419d85fc4c53388610c",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_ee56f",
                    table="talent_schoolmilestone",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="schoolmilestone",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('talent.schoolmilestone'); RETURN NULL;",
                    hash="43dba2239fcdae44c9bddd8ce0fb85e7f614da04",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_2e6f3",
                    table="talent_schoolmilestone",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="schoolmilestone",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "talent_schoolmilestoneevent" ("as_of", "created_at", "grade", "happened_on", "id", "kind", "label_en", "label_ko", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "source_group", "source_id", "unit_en", "unit_ko", "updated_at", "uuid", "value", "value_text_en", "value_text_ko", "version") SELECT new_values."as_of", new_values."created_at", new_values."grade", new_values."happened_on", new_values."id", new_values."kind", new_values."label_en", new_values."label_ko", new_values."origin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."school_id", new_values."source_group", new_values."source_id", new_values."unit_en", new_values."unit_ko", new_values."updated_at", new_values."uuid", new_values."value", new_values."value_text_en", new_values."value_text_ko", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8363126e6578aa3f2417c4487242906d4e5bc6ca",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cf3e5",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="talent_schoolmilestone",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="schoolmilestone",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "talent_schoolmilestoneevent" ("as_of", "created_at", "grade", "happened_on", "id", "kind", "label_en", "label_ko", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "source_group", "source_id", "unit_en", "unit_ko", "updated_at", "uuid", "value", "value_text_en", "value_text_ko", "version") SELECT new_values."as_of", new_values."created_at", new_values."grade", new_values."happened_on", new_values."id", new_values."kind", new_values."label_en", new_values."label_ko", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."school_id", new_values."source_group", new_values."source_id", new_values."unit_en", new_values."unit_ko", new_values."updated_at", new_values."uuid", new_values."value", new_values."value_text_en", new_values."value_text_ko", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4571cd6a719dffa42829a36a34d1ae7bce19641c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7ec68",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="talent_schoolmilestone",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="schoolmilestoneevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="247ee42179e4d24851cdd3a39218e9fe499d03f9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_eac6e",
                    table="talent_schoolmilestoneevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
