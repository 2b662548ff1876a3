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
            name="DataCentre",
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
                ("opened_month", models.CharField(blank=True, max_length=40, verbose_name="문을 연 때")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_centres",
                        to="regions.organisation",
                        verbose_name="운영 기관",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_centres",
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
                        related_name="data_centres",
                        to="regions.zone",
                        verbose_name="권역",
                    ),
                ),
            ],
            options={
                "ordering": ["name_ko", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["name_ko", "id"], name="gpu_datacentre_name"),
                    django.contrib.postgres.indexes.GinIndex(
                        axportal.core.text_search.SearchVector(
                            models.Func(
                                models.F("name_ko"),
                                models.F("name_en"),
                                function="ax_join",
                                output_field=models.TextField(),
                            )
                        ),
                        name="gpu_datacentre_search",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            axportal.core.text_search.Chosung(models.F("name_ko")), name="gin_trgm_ops"
                        ),
                        name="gpu_datacentre_chosung",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["reference", "demonstration", "entered"])),
                        name="gpu_datacentre_origin_known",
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
                        name="gpu_datacentre_reference_is_sourced",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("publication__in", ["draft", "published"])),
                        name="gpu_datacentre_publication_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DataCentreEvent",
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
                ("opened_month", models.CharField(blank=True, max_length=40, verbose_name="문을 연 때")),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.organisation",
                        verbose_name="운영 기관",
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
                        to="gpu.datacentre",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
                        verbose_name="권역",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GpuModel",
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
                ("code", models.CharField(max_length=40, unique=True, verbose_name="코드")),
                ("name", models.CharField(max_length=100, verbose_name="이름")),
                ("vendor", models.CharField(blank=True, max_length=100, verbose_name="제조사")),
                ("memory_gib", models.PositiveIntegerField(blank=True, null=True, verbose_name="메모리(GiB)")),
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
                "ordering": ["code"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["reference", "demonstration", "entered"])),
                        name="gpu_gpumodel_origin_known",
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
                        name="gpu_gpumodel_reference_is_sourced",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GpuModelEvent",
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
                ("code", models.CharField(max_length=40, verbose_name="코드")),
                ("name", models.CharField(max_length=100, verbose_name="이름")),
                ("vendor", models.CharField(blank=True, max_length=100, verbose_name="제조사")),
                ("memory_gib", models.PositiveIntegerField(blank=True, null=True, verbose_name="메모리(GiB)")),
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
                        to="gpu.gpumodel",
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
        migrations.CreateModel(
            name="GpuPool",
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
                ("count", models.PositiveIntegerField(blank=True, null=True, verbose_name="GPU(장)")),
                ("server_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="서버(대)")),
                ("source_group", models.CharField(blank=True, editable=False, max_length=80)),
                ("note_ko", models.CharField(blank=True, max_length=300, verbose_name="알림")),
                ("note_en", models.CharField(blank=True, max_length=300, verbose_name="알림(영어)")),
                (
                    "data_centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pools",
                        to="gpu.datacentre",
                        verbose_name="데이터센터",
                    ),
                ),
                (
                    "gpu_model",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pools",
                        to="gpu.gpumodel",
                        verbose_name="GPU 모델",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gpu_pools",
                        to="regions.organisation",
                        verbose_name="운영 기관",
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
                        related_name="gpu_pools",
                        to="regions.zone",
                        verbose_name="권역",
                    ),
                ),
            ],
            options={
                "ordering": ["name_ko", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["name_ko", "id"], name="gpu_gpupool_name"),
                    models.Index(fields=["updated_at", "id"], name="gpu_gpupool_updated"),
                    django.contrib.postgres.indexes.GinIndex(
                        axportal.core.text_search.SearchVector(
                            models.Func(
                                models.F("name_ko"),
                                models.F("name_en"),
                                function="ax_join",
                                output_field=models.TextField(),
                            )
                        ),
                        name="gpu_gpupool_search",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            axportal.core.text_search.Chosung(models.F("name_ko")), name="gin_trgm_ops"
                        ),
                        name="gpu_gpupool_chosung",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["reference", "demonstration", "entered"])),
                        name="gpu_gpupool_origin_known",
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
                        name="gpu_gpupool_reference_is_sourced",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("publication__in", ["draft", "published"])),
                        name="gpu_gpupool_publication_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GpuPoolEvent",
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
                ("count", models.PositiveIntegerField(blank=True, null=True, verbose_name="GPU(장)")),
                ("server_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="서버(대)")),
                ("source_group", models.CharField(blank=True, editable=False, max_length=80)),
                ("note_ko", models.CharField(blank=True, max_length=300, verbose_name="알림")),
                ("note_en", models.CharField(blank=True, max_length=300, verbose_name="알림(영어)")),
                (
                    "data_centre",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="gpu.datacentre",
                        verbose_name="데이터센터",
                    ),
                ),
                (
                    "gpu_model",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="gpu.gpumodel",
                        verbose_name="GPU 모델",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.organisation",
                        verbose_name="운영 기관",
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
                        to="gpu.gpupool",
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
        triggers.AddTrigger(
            model_name="datacentre",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ko" IS DISTINCT FROM (NEW."name_ko") OR OLD."opened_month" IS DISTINCT FROM (NEW."opened_month") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."province_id" IS DISTINCT FROM (NEW."province_id") OR OLD."publication" IS DISTINCT FROM (NEW."publication") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="8f60cbdf3c1ddf7c12499c9f50e4768aae9d0989",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_17d30",
                    table="gpu_datacentre",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="datacentre",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('gpu.datacentre'); RETURN NULL;",
                    hash="6d7828b06e830c6dea6d98e96064a7aa8092c8c7",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_d2983",
                    table="gpu_datacentre",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="datacentre",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gpu_datacentreevent" ("as_of", "created_at", "grade", "id", "key", "name_en", "name_ko", "opened_month", "origin", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "publication", "source_id", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."created_at", new_values."grade", new_values."id", new_values."key", new_values."name_en", new_values."name_ko", new_values."opened_month", new_values."origin", new_values."owner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."province_id", new_values."publication", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="125f43e61adc26c9b150c877197797aecf794702",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2bb28",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="gpu_datacentre",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="datacentre",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gpu_datacentreevent" ("as_of", "created_at", "grade", "id", "key", "name_en", "name_ko", "opened_month", "origin", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "publication", "source_id", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."created_at", new_values."grade", new_values."id", new_values."key", new_values."name_en", new_values."name_ko", new_values."opened_month", new_values."origin", new_values."owner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."province_id", new_values."publication", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8e506d0d003076d1c21de72cdb9ca99b7cd93f95",
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
            model_name="datacentreevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="397cbcb067190a6fbe6eb354da213547bb956395",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e40da",
                    table="gpu_datacentreevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="gpumodel",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."memory_gib" IS DISTINCT FROM (NEW."memory_gib") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."vendor" IS DISTINCT FROM (NEW."vendor"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="822d1775d0d26ab1cc6d6ddcafc4d6791a4e68ae",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_c0514",
                    table="gpu_gpumodel",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="gpumodel",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('gpu.gpumodel'); RETURN NULL;",
                    hash="d27e93cdd6d977f38ee3bbae36caa47e92fc5b68",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_7b4c6",
                    table="gpu_gpumodel",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="gpumodel",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gpu_gpumodelevent" ("as_of", "code", "created_at", "grade", "id", "memory_gib", "name", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "updated_at", "uuid", "vendor", "version") SELECT new_values."as_of", new_values."code", new_values."created_at", new_values."grade", new_values."id", new_values."memory_gib", new_values."name", new_values."origin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."vendor", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b6ac3612cb18e0867c109d80e718ccd4ffe44703",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_38f95",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="gpu_gpumodel",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="gpumodel",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gpu_gpumodelevent" ("as_of", "code", "created_at", "grade", "id", "memory_gib", "name", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "updated_at", "uuid", "vendor", "version") SELECT new_values."as_of", new_values."code", new_values."created_at", new_values."grade", new_values."id", new_values."memory_gib", new_values."name", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."vendor", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7184322060c989476a57658d2614b784ba6a743d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_50cc2",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="gpu_gpumodel",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="gpumodelevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="741490981fd6e9c1a19214daf9831718a3219c81",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_49ed5",
                    table="gpu_gpumodelevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="gpupool",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."count" IS DISTINCT FROM (NEW."count") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."data_centre_id" IS DISTINCT FROM (NEW."data_centre_id") OR OLD."gpu_model_id" IS DISTINCT FROM (NEW."gpu_model_id") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ko" IS DISTINCT FROM (NEW."name_ko") OR OLD."note_en" IS DISTINCT FROM (NEW."note_en") OR OLD."note_ko" IS DISTINCT FROM (NEW."note_ko") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."publication" IS DISTINCT FROM (NEW."publication") OR OLD."server_count" IS DISTINCT FROM (NEW."server_count") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."source_group" IS DISTINCT FROM (NEW."source_group") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="bf91899c29deb0d4c53e35ea027708c11066c63a",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_29343",
                    table="gpu_gpupool",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="gpupool",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('gpu.gpupool'); RETURN NULL;",
                    hash="86445477adc61a05f7ff610f4ccdf97d1c4ffd3a",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_eb731",
                    table="gpu_gpupool",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="gpupool",
            trigger=pgtrigger.compiler.Trigger(
                name="count_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO core_counter (model, cell, n)\n    SELECT 'gpu.gpupool', cell, sum(n) FROM (SELECT jsonb_build_object('zone_id', \"zone_id\", 'owner_id', \"owner_id\", 'gpu_model_id', \"gpu_model_id\", 'publication', \"publication\", 'origin', \"origin\") AS cell, 1 AS n FROM new_values) AS changes GROUP BY cell HAVING sum(n) <> 0;\n    RETURN NULL;\n",
                    hash="85146050b75cd1adba87e136b77a2a1876ed97f4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_count_insert_661d4",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="gpu_gpupool",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="gpupool",
            trigger=pgtrigger.compiler.Trigger(
                name="count_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO core_counter (model, cell, n)\n    SELECT 'gpu.gpupool', cell, sum(n) FROM (SELECT jsonb_build_object('zone_id', \"zone_id\", 'owner_id', \"owner_id\", 'gpu_model_id', \"gpu_model_id\", 'publication', \"publication\", 'origin', \"origin\") AS cell, -1 AS n FROM old_values UNION ALL SELECT jsonb_build_object('zone_id', \"zone_id\", 'owner_id', \"owner_id\", 'gpu_model_id', \"gpu_model_id\", 'publication', \"publication\", 'origin', \"origin\") AS cell, 1 AS n FROM new_values) AS changes GROUP BY cell HAVING sum(n) <> 0;\n    RETURN NULL;\n",
                    hash="cee59aa1970cd87de7889320629eb3175bdc6297",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_count_update_c4dbc",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="gpu_gpupool",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="gpupool",
            trigger=pgtrigger.compiler.Trigger(
                name="count_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO core_counter (model, cell, n)\n    SELECT 'gpu.gpupool', cell, sum(n) FROM (SELECT jsonb_build_object('zone_id', \"zone_id\", 'owner_id', \"owner_id\", 'gpu_model_id', \"gpu_model_id\", 'publication', \"publication\", 'origin', \"origin\") AS cell, -1 AS n FROM old_values) AS changes GROUP BY cell HAVING sum(n) <> 0;\n    RETURN NULL;\n",
                    hash="a1c6e099c9ed8cb9bf93a8996854a1fb9a96ea4d",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_count_delete_6e525",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="gpu_gpupool",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="gpupool",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gpu_gpupoolevent" ("as_of", "count", "created_at", "data_centre_id", "gpu_model_id", "grade", "id", "key", "name_en", "name_ko", "note_en", "note_ko", "origin", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication", "server_count", "source_group", "source_id", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."count", new_values."created_at", new_values."data_centre_id", new_values."gpu_model_id", new_values."grade", new_values."id", new_values."key", new_values."name_en", new_values."name_ko", new_values."note_en", new_values."note_ko", new_values."origin", new_values."owner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."publication", new_values."server_count", new_values."source_group", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b7fde42100cf2bc6624e73d7ae8d1d75752b144b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_34479",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="gpu_gpupool",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="gpupool",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gpu_gpupoolevent" ("as_of", "count", "created_at", "data_centre_id", "gpu_model_id", "grade", "id", "key", "name_en", "name_ko", "note_en", "note_ko", "origin", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication", "server_count", "source_group", "source_id", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."count", new_values."created_at", new_values."data_centre_id", new_values."gpu_model_id", new_values."grade", new_values."id", new_values."key", new_values."name_en", new_values."name_ko", new_values."note_en", new_values."note_ko", new_values."origin", new_values."owner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."publication", new_values."server_count", new_values."source_group", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="43540384e0b79b308aaa1469191c19ec0bff9dcd",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_52ad6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="gpu_gpupool",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="gpupoolevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3f3c29032b26afadcc2c89f7bb31b96194fe9b69",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d77ea",
                    table="gpu_gpupoolevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
