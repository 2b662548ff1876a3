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
        ("labs", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="StartupCentre",
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
                    "strategy_action",
                    models.CharField(
                        choices=[("enlarge", "확대"), ("new", "신설")], max_length=10, verbose_name="전략의 조치"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("existing", "있음"), ("planned", "계획"), ("unknown", "모름")],
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("predecessor_ko", models.CharField(blank=True, max_length=300, verbose_name="앞선 조직")),
                ("predecessor_en", models.CharField(blank=True, max_length=300, verbose_name="앞선 조직(영어)")),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="개원일")),
                (
                    "institute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="startup_centres",
                        to="regions.organisation",
                        verbose_name="과기원",
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
                        related_name="startup_centres",
                        to="regions.zone",
                        verbose_name="권역",
                    ),
                ),
            ],
            options={
                "ordering": ["name_ko", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["name_ko", "id"], name="startups_centre_name"),
                    django.contrib.postgres.indexes.GinIndex(
                        axportal.core.text_search.SearchVector(
                            models.Func(
                                models.F("name_ko"),
                                models.F("name_en"),
                                models.F("predecessor_ko"),
                                function="ax_join",
                                output_field=models.TextField(),
                            )
                        ),
                        name="startups_centre_search",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            axportal.core.text_search.Chosung(models.F("name_ko")), name="gin_trgm_ops"
                        ),
                        name="startups_centre_chosung",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["reference", "demonstration", "entered"])),
                        name="startups_startupcentre_origin_known",
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
                        name="startups_startupcentre_reference_is_sourced",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("publication__in", ["draft", "published"])),
                        name="startups_startupcentre_publication_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["existing", "planned", "unknown"])),
                        name="startups_startupcentre_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("strategy_action__in", ["enlarge", "new"])),
                        name="startups_startupcentre_action_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Startup",
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
                (
                    "startup_type",
                    models.CharField(
                        choices=[
                            ("faculty", "교원 창업"),
                            ("student", "학생 창업"),
                            ("spinoff", "AX 실증 스핀오프"),
                            ("preliminary", "예비 창업"),
                        ],
                        max_length=15,
                        verbose_name="유형",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("preparing", "준비"), ("active", "활동"), ("closed", "폐업")],
                        default="preparing",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="설립일")),
                ("investment_won", models.BigIntegerField(blank=True, null=True, verbose_name="투자유치(원)")),
                ("summary_ko", models.TextField(blank=True, max_length=3000, verbose_name="소개")),
                ("summary_en", models.TextField(blank=True, max_length=3000, verbose_name="소개(영어)")),
                (
                    "from_lab",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spinoffs",
                        to="labs.jointlab",
                        verbose_name="나온 공동연구소",
                    ),
                ),
                (
                    "industry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="startups",
                        to="regions.industry",
                        verbose_name="산업 분야",
                    ),
                ),
                (
                    "institute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="startups",
                        to="regions.organisation",
                        verbose_name="과기원",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="as_startups",
                        to="regions.organisation",
                        verbose_name="법인",
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
                        related_name="startups",
                        to="regions.zone",
                        verbose_name="권역",
                    ),
                ),
                (
                    "centre",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="startups",
                        to="startups.startupcentre",
                        verbose_name="창업원",
                    ),
                ),
            ],
            options={
                "ordering": ["name_ko", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["name_ko", "id"], name="startups_startup_name"),
                    models.Index(fields=["updated_at", "id"], name="startups_startup_updated"),
                    django.contrib.postgres.indexes.GinIndex(
                        axportal.core.text_search.SearchVector(
                            models.Func(
                                models.F("name_ko"),
                                models.F("name_en"),
                                models.F("summary_ko"),
                                function="ax_join",
                                output_field=models.TextField(),
                            )
                        ),
                        name="startups_startup_search",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            axportal.core.text_search.Chosung(models.F("name_ko")), name="gin_trgm_ops"
                        ),
                        name="startups_startup_chosung",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["reference", "demonstration", "entered"])),
                        name="startups_startup_origin_known",
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
                        name="startups_startup_reference_is_sourced",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("publication__in", ["draft", "published"])),
                        name="startups_startup_publication_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["preparing", "active", "closed"])),
                        name="startups_startup_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("startup_type__in", ["faculty", "student", "spinoff", "preliminary"])),
                        name="startups_startup_type_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("investment_won__isnull", True), ("investment_won__gte", 0), _connector="OR"
                        ),
                        name="startups_startup_investment_not_negative",
                        violation_error_message="투자유치는 0원 이상이어야 합니다.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StartupCentreEvent",
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
                    "strategy_action",
                    models.CharField(
                        choices=[("enlarge", "확대"), ("new", "신설")], max_length=10, verbose_name="전략의 조치"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("existing", "있음"), ("planned", "계획"), ("unknown", "모름")],
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("predecessor_ko", models.CharField(blank=True, max_length=300, verbose_name="앞선 조직")),
                ("predecessor_en", models.CharField(blank=True, max_length=300, verbose_name="앞선 조직(영어)")),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="개원일")),
                (
                    "institute",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.organisation",
                        verbose_name="과기원",
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
                        to="startups.startupcentre",
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
                        verbose_name="권역",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StartupEvent",
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
                (
                    "startup_type",
                    models.CharField(
                        choices=[
                            ("faculty", "교원 창업"),
                            ("student", "학생 창업"),
                            ("spinoff", "AX 실증 스핀오프"),
                            ("preliminary", "예비 창업"),
                        ],
                        max_length=15,
                        verbose_name="유형",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("preparing", "준비"), ("active", "활동"), ("closed", "폐업")],
                        default="preparing",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="설립일")),
                ("investment_won", models.BigIntegerField(blank=True, null=True, verbose_name="투자유치(원)")),
                ("summary_ko", models.TextField(blank=True, max_length=3000, verbose_name="소개")),
                ("summary_en", models.TextField(blank=True, max_length=3000, verbose_name="소개(영어)")),
                (
                    "centre",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="startups.startupcentre",
                        verbose_name="창업원",
                    ),
                ),
                (
                    "from_lab",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="labs.jointlab",
                        verbose_name="나온 공동연구소",
                    ),
                ),
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
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.organisation",
                        verbose_name="과기원",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.organisation",
                        verbose_name="법인",
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
                        to="startups.startup",
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
        triggers.AddTrigger(
            model_name="startupcentre",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."institute_id" IS DISTINCT FROM (NEW."institute_id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ko" IS DISTINCT FROM (NEW."name_ko") OR OLD."opened_on" IS DISTINCT FROM (NEW."opened_on") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."predecessor_en" IS DISTINCT FROM (NEW."predecessor_en") OR OLD."predecessor_ko" IS DISTINCT FROM (NEW."predecessor_ko") OR OLD."publication" IS DISTINCT FROM (NEW."publication") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."strategy_action" IS DISTINCT FROM (NEW."strategy_action") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="2fc40dbc68e33e87905282acbb2a5195b00aa0f2",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_e05e9",
                    table="startups_startupcentre",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="startupcentre",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('startups.startupcentre'); RETURN NULL;",
                    hash="9ddfb95f36b144e9c4f5429bcc2639e276e1abea",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_13c46",
                    table="startups_startupcentre",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="startupcentre",
            trigger=pgtrigger.compiler.Trigger(
                name="count_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO core_counter (model, cell, n)\n    SELECT 'startups.startupcentre', cell, sum(n) FROM (SELECT jsonb_build_object('status', \"status\", 'zone_id', \"zone_id\", 'institute_id', \"institute_id\", 'publication', \"publication\", 'origin', \"origin\") AS cell, 1 AS n FROM new_values) AS changes GROUP BY cell HAVING sum(n) <> 0;\n    RETURN NULL;\n",
                    hash="84f557b332fa9ddbbbdeded50036b57449120e66",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_count_insert_d4b54",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="startups_startupcentre",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="startupcentre",
            trigger=pgtrigger.compiler.Trigger(
                name="count_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO core_counter (model, cell, n)\n    SELECT 'startups.startupcentre', cell, sum(n) FROM (SELECT jsonb_build_object('status', \"status\", 'zone_id', \"zone_id\", 'institute_id', \"institute_id\", 'publication', \"publication\", 'origin', \"origin\") AS cell, -1 AS n FROM old_values UNION ALL SELECT jsonb_build_object('status', \"status\", 'zone_id', \"zone_id\", 'institute_id', \"institute_id\", 'publication', \"publication\", 'origin', \"origin\") AS cell, 1 AS n FROM new_values) AS changes GROUP BY cell HAVING sum(n) <> 0;\n    RETURN NULL;\n",
                    hash="26335443bf3258cd4333443a156f2004437737bc",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_count_update_50458",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="startups_startupcentre",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="startupcentre",
            trigger=pgtrigger.compiler.Trigger(
                name="count_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO core_counter (model, cell, n)\n    SELECT 'startups.startupcentre', cell, sum(n) FROM (SELECT jsonb_build_object('status', \"status\", 'zone_id', \"zone_id\", 'institute_id', \"institute_id\", 'publication', \"publication\", 'origin', \"origin\") AS cell, -1 AS n FROM old_values) AS changes GROUP BY cell HAVING sum(n) <> 0;\n    RETURN NULL;\n",
                    hash="6e577d2d25ae2bcaf73ee3961327ed291046537d",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_count_delete_ef299",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="startups_startupcentre",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="startupcentre",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "startups_startupcentreevent" ("as_of", "created_at", "grade", "id", "institute_id", "key", "name_en", "name_ko", "opened_on", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_en", "predecessor_ko", "publication", "source_id", "status", "strategy_action", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."created_at", new_values."grade", new_values."id", new_values."institute_id", new_values."key", new_values."name_en", new_values."name_ko", new_values."opened_on", new_values."origin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."predecessor_en", new_values."predecessor_ko", new_values."publication", new_values."source_id", new_values."status", new_values."strategy_action", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="aec460a7e8f8f947a5c38d5e58ad1414c3449d87",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8af89",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="startups_startupcentre",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="startupcentre",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "startups_startupcentreevent" ("as_of", "created_at", "grade", "id", "institute_id", "key", "name_en", "name_ko", "opened_on", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_en", "predecessor_ko", "publication", "source_id", "status", "strategy_action", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."created_at", new_values."grade", new_values."id", new_values."institute_id", new_values."key", new_values."name_en", new_values."name_ko", new_values."opened_on", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."predecessor_en", new_values."predecessor_ko", new_values."publication", new_values."source_id", new_values."status", new_values."strategy_action", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d96567ce1b178f602623c6adee959278f324595e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b3a9d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="startups_startupcentre",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="startup",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."centre_id" IS DISTINCT FROM (NEW."centre_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."founded_on" IS DISTINCT FROM (NEW."founded_on") OR OLD."from_lab_id" IS DISTINCT FROM (NEW."from_lab_id") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."industry_id" IS DISTINCT FROM (NEW."industry_id") OR OLD."institute_id" IS DISTINCT FROM (NEW."institute_id") OR OLD."investment_won" IS DISTINCT FROM (NEW."investment_won") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ko" IS DISTINCT FROM (NEW."name_ko") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."publication" IS DISTINCT FROM (NEW."publication") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."startup_type" IS DISTINCT FROM (NEW."startup_type") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."summary_en" IS DISTINCT FROM (NEW."summary_en") OR OLD."summary_ko" IS DISTINCT FROM (NEW."summary_ko") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="eeabb0b3d9b8db964416d69e1a28f0b67b2db154",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_cd5a4",
                    table="startups_startup",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="startup",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('startups.startup'); RETURN NULL;",
                    hash="34d585f231f700b90262027f8c5278408e92ec06",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_3c1a5",
                    table="startups_startup",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="startup",
            trigger=pgtrigger.compiler.Trigger(
                name="count_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO core_counter (model, cell, n)\n    SELECT 'startups.startup', cell, sum(n) FROM (SELECT jsonb_build_object('status', \"status\", 'zone_id', \"zone_id\", 'institute_id', \"institute_id\", 'startup_type', \"startup_type\", 'industry_id', \"industry_id\", 'publication', \"publication\", 'origin', \"origin\") AS cell, 1 AS n FROM new_values) AS changes GROUP BY cell HAVING sum(n) <> 0;\n    RETURN NULL;\n",
                    hash="3788b26771956738cda437a91b18fbaac7701d51",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_count_insert_722d3",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="startups_startup",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="startup",
            trigger=pgtrigger.compiler.Trigger(
                name="count_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO core_counter (model, cell, n)\n    SELECT 'startups.startup', cell, sum(n) FROM (SELECT jsonb_build_object('status', \"status\", 'zone_id', \"zone_id\", 'institute_id', \"institute_id\", 'startup_type', \"startup_type\", 'industry_id', \"industry_id\", 'publication', \"publication\", 'origin', \"origin\") AS cell, -1 AS n FROM old_values UNION ALL SELECT jsonb_build_object('status', \"status\", 'zone_id', \"zone_id\", 'institute_id', \"institute_id\", 'startup_type', \"startup_type\", 'industry_id', \"industry_id\", 'publication', \"publication\", 'origin', \"origin\") AS cell, 1 AS n FROM new_values) AS changes GROUP BY cell HAVING sum(n) <> 0;\n    RETURN NULL;\n",
                    hash="8862a58528d6518d6cbb2caf4e8297fc007b752e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_count_update_8426e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="startups_startup",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="startup",
            trigger=pgtrigger.compiler.Trigger(
                name="count_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO core_counter (model, cell, n)\n    SELECT 'startups.startup', cell, sum(n) FROM (SELECT jsonb_build_object('status', \"status\", 'zone_id', \"zone_id\", 'institute_id', \"institute_id\", 'startup_type', \"startup_type\", 'industry_id', \"industry_id\", 'publication', \"publication\", 'origin', \"origin\") AS cell, -1 AS n FROM old_values) AS changes GROUP BY cell HAVING sum(n) <> 0;\n    RETURN NULL;\n",
                    hash="b85161d2fc9ee135658f6865ce2ee888bb50c033",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_count_delete_47c01",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="startups_startup",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="startup",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "startups_startupevent" ("as_of", "centre_id", "created_at", "founded_on", "from_lab_id", "grade", "id", "industry_id", "institute_id", "investment_won", "name_en", "name_ko", "organisation_id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication", "source_id", "startup_type", "status", "summary_en", "summary_ko", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."centre_id", new_values."created_at", new_values."founded_on", new_values."from_lab_id", new_values."grade", new_values."id", new_values."industry_id", new_values."institute_id", new_values."investment_won", new_values."name_en", new_values."name_ko", new_values."organisation_id", new_values."origin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."publication", new_values."source_id", new_values."startup_type", new_values."status", new_values."summary_en", new_values."summary_ko", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7d242c7aa214ec316412057e85cf597a476d77eb",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3aa15",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="startups_startup",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="startup",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "startups_startupevent" ("as_of", "centre_id", "created_at", "founded_on", "from_lab_id", "grade", "id", "industry_id", "institute_id", "investment_won", "name_en", "name_ko", "organisation_id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication", "source_id", "startup_type", "status", "summary_en", "summary_ko", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."centre_id", new_values."created_at", new_values."founded_on", new_values."from_lab_id", new_values."grade", new_values."id", new_values."industry_id", new_values."institute_id", new_values."investment_won", new_values."name_en", new_values."name_ko", new_values."organisation_id", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."publication", new_values."source_id", new_values."startup_type", new_values."status", new_values."summary_en", new_values."summary_ko", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="55572320ecea28889a6a8726faf72b429c3d7448",
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
            model_name="startupcentreevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4aed6c082706d3d67c22aaa0c7df86397c83f500",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4443d",
                    table="startups_startupcentreevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="startupevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="79b031ed842a886208db1b4ed36d1c0f234ee4b6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cfadd",
                    table="startups_startupevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
