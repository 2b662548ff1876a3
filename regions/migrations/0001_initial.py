import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import axportal.core.text_search
import axportal.core.uuid7
from axportal.core import triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("core", "0002_text_search"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Source",
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
                ("key", models.SlugField(max_length=40, unique=True)),
                ("title", models.CharField(max_length=300, verbose_name="제목")),
                ("publisher", models.CharField(blank=True, max_length=200, verbose_name="발행처")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="주소")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="발행일")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="메모")),
            ],
            options={
                "ordering": ["key"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Industry",
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
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="코드")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="regions.industry",
                        verbose_name="상위 분야",
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
                "verbose_name_plural": "industries",
                "ordering": ["code"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["reference", "demonstration", "entered"])),
                        name="regions_industry_origin_known",
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
                        name="regions_industry_reference_is_sourced",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
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
                ("key", models.SlugField(blank=True, editable=False, max_length=80, null=True, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("institute", "과학기술원"),
                            ("university", "대학"),
                            ("research_institute", "연구기관"),
                            ("company", "기업"),
                            ("ministry", "중앙부처"),
                            ("local_government", "지방자치단체"),
                            ("school", "학교"),
                            ("agency", "전문기관"),
                            ("data_centre", "데이터센터"),
                            ("cluster", "집적단지"),
                            ("laboratory", "연구실·학과"),
                            ("other", "기타"),
                        ],
                        max_length=20,
                        verbose_name="종류",
                    ),
                ),
                ("short_ko", models.CharField(blank=True, max_length=80, verbose_name="줄인 이름")),
                ("short_en", models.CharField(blank=True, max_length=80, verbose_name="줄인 영어 이름")),
                ("biz_reg_no", models.CharField(blank=True, max_length=10, verbose_name="사업자등록번호")),
                ("representative", models.CharField(blank=True, max_length=100, verbose_name="대표자")),
                ("address_ko", models.CharField(blank=True, max_length=300, verbose_name="주소")),
                ("website", models.URLField(blank=True, max_length=300, verbose_name="누리집")),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="설립일")),
                (
                    "latitude",
                    models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name="위도"),
                ),
                (
                    "longitude",
                    models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name="경도"),
                ),
                (
                    "size_class",
                    models.CharField(
                        blank=True,
                        choices=[("sme", "중소기업"), ("mid", "중견기업"), ("large", "대기업")],
                        max_length=10,
                        verbose_name="기업 규모",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="유효 시작")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="유효 끝")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="regions.organisation",
                        verbose_name="상위 기관",
                    ),
                ),
            ],
            options={
                "ordering": ["name_ko", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("ministry_viewer", "과기정통부 담당자"),
                            ("ministry_approver", "과기정통부 승인자"),
                            ("agency_officer", "전문기관 간사"),
                            ("institute_admin", "과기원 관리자"),
                            ("call_manager", "공고 담당자"),
                            ("panel_chair", "평가단장"),
                            ("reviewer", "평가위원"),
                            ("company_representative", "기업 대표 담당자"),
                            ("company_member", "기업 구성원"),
                            ("delegate", "위임받은 작성자"),
                            ("school_officer", "학교 담당자"),
                            ("education_office", "교육청 담당자"),
                            ("centre_manager", "창업원 담당자"),
                            ("gpu_operator", "GPU 운영자"),
                            ("auditor", "감사 담당자"),
                            ("platform_admin", "포털 관리자"),
                        ],
                        max_length=30,
                        verbose_name="역할",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(db_default=django.db.models.functions.datetime.Now(), verbose_name="시작"),
                ),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="끝")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="regions.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Province",
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
                ("code", models.CharField(max_length=10, verbose_name="법정동 코드")),
                ("code_system", models.CharField(default="MOIS", max_length=20, verbose_name="코드 체계")),
                ("short_ko", models.CharField(max_length=20, verbose_name="줄인 이름")),
                ("short_en", models.CharField(blank=True, max_length=40, verbose_name="줄인 영어 이름")),
                ("map_id", models.CharField(blank=True, max_length=40)),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="시작")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="끝")),
                (
                    "succession_status",
                    models.CharField(
                        blank=True,
                        choices=[("", "없음"), ("planned", "예정, 미확인"), ("confirmed", "확정")],
                        default="",
                        max_length=10,
                        verbose_name="통합 상태",
                    ),
                ),
                ("succession_note_ko", models.CharField(blank=True, max_length=300)),
                ("succession_note_en", models.CharField(blank=True, max_length=300)),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="regions.province",
                        verbose_name="이어받는 시도",
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
                "ordering": ["code"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="organisation",
            name="province",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="organisations",
                to="regions.province",
                verbose_name="시도",
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.source",
                verbose_name="출처",
            ),
        ),
        migrations.CreateModel(
            name="IndustryEvent",
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
                ("code", models.SlugField(db_index=False, max_length=40, verbose_name="코드")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.industry",
                        verbose_name="상위 분야",
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
                        to="regions.industry",
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
            name="Statement",
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
                ("key", models.SlugField(max_length=80, unique=True)),
                ("topic", models.SlugField(max_length=40)),
                ("label_ko", models.CharField(max_length=200)),
                ("label_en", models.CharField(max_length=200)),
                ("text_ko", models.TextField()),
                ("text_en", models.TextField()),
                ("value", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                ("unit_ko", models.CharField(blank=True, max_length=40)),
                ("unit_en", models.CharField(blank=True, max_length=40)),
                ("source_group", models.CharField(blank=True, max_length=80)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="regions.organisation",
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
                "ordering": ["topic", "position", "key"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Zone",
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
                ("code", models.CharField(max_length=12, unique=True, verbose_name="코드")),
                ("slug", models.SlugField(max_length=20, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "lead",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_zones",
                        to="regions.organisation",
                        verbose_name="거점 과기원",
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
                "ordering": ["position"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StatementEvent",
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
                ("key", models.SlugField(db_index=False, max_length=80)),
                ("topic", models.SlugField(db_index=False, max_length=40)),
                ("label_ko", models.CharField(max_length=200)),
                ("label_en", models.CharField(max_length=200)),
                ("text_ko", models.TextField()),
                ("text_en", models.TextField()),
                ("value", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                ("unit_ko", models.CharField(blank=True, max_length=40)),
                ("unit_en", models.CharField(blank=True, max_length=40)),
                ("source_group", models.CharField(blank=True, max_length=80)),
                ("position", models.PositiveSmallIntegerField(default=0)),
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
                        to="regions.statement",
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
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="statement",
            name="zone",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="statements",
                to="regions.zone",
            ),
        ),
        migrations.CreateModel(
            name="ProvinceEvent",
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
                ("code", models.CharField(max_length=10, verbose_name="법정동 코드")),
                ("code_system", models.CharField(default="MOIS", max_length=20, verbose_name="코드 체계")),
                ("short_ko", models.CharField(max_length=20, verbose_name="줄인 이름")),
                ("short_en", models.CharField(blank=True, max_length=40, verbose_name="줄인 영어 이름")),
                ("map_id", models.CharField(blank=True, max_length=40)),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="시작")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="끝")),
                (
                    "succession_status",
                    models.CharField(
                        blank=True,
                        choices=[("", "없음"), ("planned", "예정, 미확인"), ("confirmed", "확정")],
                        default="",
                        max_length=10,
                        verbose_name="통합 상태",
                    ),
                ),
                ("succession_note_ko", models.CharField(blank=True, max_length=300)),
                ("succession_note_en", models.CharField(blank=True, max_length=300)),
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
                        to="regions.province",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.province",
                        verbose_name="이어받는 시도",
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
        migrations.AddField(
            model_name="province",
            name="zone",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="provinces",
                to="regions.zone",
                verbose_name="권역",
            ),
        ),
        migrations.CreateModel(
            name="OrganisationEvent",
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
                ("key", models.SlugField(blank=True, db_index=False, editable=False, max_length=80, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("institute", "과학기술원"),
                            ("university", "대학"),
                            ("research_institute", "연구기관"),
                            ("company", "기업"),
                            ("ministry", "중앙부처"),
                            ("local_government", "지방자치단체"),
                            ("school", "학교"),
                            ("agency", "전문기관"),
                            ("data_centre", "데이터센터"),
                            ("cluster", "집적단지"),
                            ("laboratory", "연구실·학과"),
                            ("other", "기타"),
                        ],
                        max_length=20,
                        verbose_name="종류",
                    ),
                ),
                ("short_ko", models.CharField(blank=True, max_length=80, verbose_name="줄인 이름")),
                ("short_en", models.CharField(blank=True, max_length=80, verbose_name="줄인 영어 이름")),
                ("biz_reg_no", models.CharField(blank=True, max_length=10, verbose_name="사업자등록번호")),
                ("representative", models.CharField(blank=True, max_length=100, verbose_name="대표자")),
                ("address_ko", models.CharField(blank=True, max_length=300, verbose_name="주소")),
                ("website", models.URLField(blank=True, max_length=300, verbose_name="누리집")),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="설립일")),
                (
                    "latitude",
                    models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name="위도"),
                ),
                (
                    "longitude",
                    models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name="경도"),
                ),
                (
                    "size_class",
                    models.CharField(
                        blank=True,
                        choices=[("sme", "중소기업"), ("mid", "중견기업"), ("large", "대기업")],
                        max_length=10,
                        verbose_name="기업 규모",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="유효 시작")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="유효 끝")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.organisation",
                        verbose_name="상위 기관",
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
                        to="regions.organisation",
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
        migrations.AddField(
            model_name="organisation",
            name="zone",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="organisations",
                to="regions.zone",
                verbose_name="권역",
            ),
        ),
        migrations.CreateModel(
            name="MembershipEvent",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("ministry_viewer", "과기정통부 담당자"),
                            ("ministry_approver", "과기정통부 승인자"),
                            ("agency_officer", "전문기관 간사"),
                            ("institute_admin", "과기원 관리자"),
                            ("call_manager", "공고 담당자"),
                            ("panel_chair", "평가단장"),
                            ("reviewer", "평가위원"),
                            ("company_representative", "기업 대표 담당자"),
                            ("company_member", "기업 구성원"),
                            ("delegate", "위임받은 작성자"),
                            ("school_officer", "학교 담당자"),
                            ("education_office", "교육청 담당자"),
                            ("centre_manager", "창업원 담당자"),
                            ("gpu_operator", "GPU 운영자"),
                            ("auditor", "감사 담당자"),
                            ("platform_admin", "포털 관리자"),
                        ],
                        max_length=30,
                        verbose_name="역할",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(db_default=django.db.models.functions.datetime.Now(), verbose_name="시작"),
                ),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="끝")),
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
                        to="regions.membership",
                    ),
                ),
                (
                    "user",
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
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.organisation",
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
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="membership",
            name="zone",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="regions.zone",
            ),
        ),
        migrations.CreateModel(
            name="ZoneEvent",
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
                ("code", models.CharField(max_length=12, verbose_name="코드")),
                ("slug", models.SlugField(db_index=False, max_length=20)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "lead",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.organisation",
                        verbose_name="거점 과기원",
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
                        to="regions.zone",
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
            name="ZoneIndustry",
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
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "industry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="zone_industries",
                        to="regions.industry",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="zone_industries", to="regions.zone"
                    ),
                ),
            ],
            options={
                "ordering": ["zone", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ZoneIndustryEvent",
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
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "industry",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.industry",
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
                        to="regions.zoneindustry",
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
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ZonePartner",
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
                ("topic_ko", models.CharField(blank=True, max_length=300)),
                ("topic_en", models.CharField(blank=True, max_length=300)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partner_of",
                        to="regions.organisation",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="partners", to="regions.zone"
                    ),
                ),
            ],
            options={
                "ordering": ["zone", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ZonePartnerEvent",
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
                ("topic_ko", models.CharField(blank=True, max_length=300)),
                ("topic_en", models.CharField(blank=True, max_length=300)),
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
                        to="regions.zonepartner",
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
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="zone",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["reference", "demonstration", "entered"])),
                name="regions_zone_origin_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="zone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("origin", "reference"), _negated=True),
                    models.Q(
                        ("as_of__isnull", False), ("source__isnull", False), models.Q(("grade", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="regions_zone_reference_is_sourced",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["reference", "demonstration", "entered"])),
                name="regions_statement_origin_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("origin", "reference"), _negated=True),
                    models.Q(
                        ("as_of__isnull", False), ("source__isnull", False), models.Q(("grade", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="regions_statement_reference_is_sourced",
            ),
        ),
        migrations.AddConstraint(
            model_name="province",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["reference", "demonstration", "entered"])),
                name="regions_province_origin_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="province",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("origin", "reference"), _negated=True),
                    models.Q(
                        ("as_of__isnull", False), ("source__isnull", False), models.Q(("grade", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="regions_province_reference_is_sourced",
            ),
        ),
        migrations.AddConstraint(
            model_name="province",
            constraint=models.UniqueConstraint(
                fields=("code_system", "code", "valid_from"), name="regions_province_code_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="province",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_from__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="regions_province_validity_ordered",
            ),
        ),
        migrations.AddConstraint(
            model_name="province",
            constraint=models.CheckConstraint(
                condition=models.Q(("succession_status__in", ["", "planned", "confirmed"])),
                name="regions_province_succession_known",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(fields=["name_ko", "id"], name="regions_organisation_name"),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=django.contrib.postgres.indexes.GinIndex(
                axportal.core.text_search.SearchVector(
                    models.Func(
                        models.F("name_ko"),
                        models.F("name_en"),
                        models.F("short_ko"),
                        models.F("short_en"),
                        function="ax_join",
                        output_field=models.TextField(),
                    )
                ),
                name="regions_organisation_search",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    axportal.core.text_search.Chosung(models.F("name_ko")), name="gin_trgm_ops"
                ),
                name="regions_organisation_chosung",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["reference", "demonstration", "entered"])),
                name="regions_organisation_origin_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("origin", "reference"), _negated=True),
                    models.Q(
                        ("as_of__isnull", False), ("source__isnull", False), models.Q(("grade", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="regions_organisation_reference_is_sourced",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("biz_reg_no", ""), _negated=True),
                fields=("biz_reg_no",),
                name="regions_organisation_biz_reg_no_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("biz_reg_no__regex", "^([0-9]{10})?$")), name="regions_organisation_biz_reg_no_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("size_class__in", ["", "sme", "mid", "large"])),
                name="regions_organisation_size_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "agency_officer",
                            "auditor",
                            "call_manager",
                            "centre_manager",
                            "company_member",
                            "company_representative",
                            "delegate",
                            "education_office",
                            "gpu_operator",
                            "institute_admin",
                            "ministry_approver",
                            "ministry_viewer",
                            "panel_chair",
                            "platform_admin",
                            "reviewer",
                            "school_officer",
                        ],
                    )
                ),
                name="regions_membership_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="regions_membership_dates_ordered",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on__isnull", True)),
                fields=("user", "role", "organisation", "zone"),
                name="regions_membership_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="zoneindustry",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["reference", "demonstration", "entered"])),
                name="regions_zoneindustry_origin_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="zoneindustry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("origin", "reference"), _negated=True),
                    models.Q(
                        ("as_of__isnull", False), ("source__isnull", False), models.Q(("grade", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="regions_zoneindustry_reference_is_sourced",
            ),
        ),
        migrations.AddConstraint(
            model_name="zoneindustry",
            constraint=models.UniqueConstraint(
                fields=("zone", "industry", "valid_from"), name="regions_zone_industry_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="zonepartner",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["reference", "demonstration", "entered"])),
                name="regions_zonepartner_origin_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="zonepartner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("origin", "reference"), _negated=True),
                    models.Q(
                        ("as_of__isnull", False), ("source__isnull", False), models.Q(("grade", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="regions_zonepartner_reference_is_sourced",
            ),
        ),
        migrations.AddConstraint(
            model_name="zonepartner",
            constraint=models.UniqueConstraint(
                fields=("zone", "organisation", "source", "topic_ko"),
                name="regions_zone_partner_once",
                nulls_distinct=False,
            ),
        ),
        triggers.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."published_on" IS DISTINCT FROM (NEW."published_on") OR OLD."publisher" IS DISTINCT FROM (NEW."publisher") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."url" IS DISTINCT FROM (NEW."url") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="25cfb04b022661815279aec5abf7717d65113356",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_607ed",
                    table="regions_source",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="industryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a63c8ce9e3a489fff80574ddacd0076fe704a7c3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_53a22",
                    table="regions_industryevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="industry",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ko" IS DISTINCT FROM (NEW."name_ko") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="1ed0d47632b2b484a5e9652acb6d085fbde29830",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_42dad",
                    table="regions_industry",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="industry",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('regions.industry'); RETURN NULL;",
                    hash="80d68fc3153b4ab88216c97f099b9609433acc2e",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_55fa7",
                    table="regions_industry",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="industry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_industryevent" ("as_of", "code", "created_at", "grade", "id", "name_en", "name_ko", "origin", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "updated_at", "uuid", "version") SELECT new_values."as_of", new_values."code", new_values."created_at", new_values."grade", new_values."id", new_values."name_en", new_values."name_ko", new_values."origin", new_values."parent_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5d3b61c44d8850db48ac982b5218926592b44067",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0a22a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="regions_industry",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="industry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_industryevent" ("as_of", "code", "created_at", "grade", "id", "name_en", "name_ko", "origin", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "updated_at", "uuid", "version") SELECT new_values."as_of", new_values."code", new_values."created_at", new_values."grade", new_values."id", new_values."name_en", new_values."name_ko", new_values."origin", new_values."parent_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="43ede6292fac08b307f8ca0a0ab62c60ba6695e6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9bff9",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="regions_industry",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="zone",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."lead_id" IS DISTINCT FROM (NEW."lead_id") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ko" IS DISTINCT FROM (NEW."name_ko") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="7ca9648c626f1ebfb0d374792754de8d5f58b3c1",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_15807",
                    table="regions_zone",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="zone",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('regions.zone'); RETURN NULL;",
                    hash="11c5efea1af3fd783eb8927adb0f9ace51859bc3",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_8340c",
                    table="regions_zone",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="zone",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_zoneevent" ("as_of", "code", "created_at", "grade", "id", "lead_id", "name_en", "name_ko", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "source_id", "updated_at", "uuid", "version") SELECT new_values."as_of", new_values."code", new_values."created_at", new_values."grade", new_values."id", new_values."lead_id", new_values."name_en", new_values."name_ko", new_values."origin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."slug", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="735056157c90a3afb7fa47c3d33c2197dfe7bd6b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_07bdc",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="regions_zone",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="zone",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_zoneevent" ("as_of", "code", "created_at", "grade", "id", "lead_id", "name_en", "name_ko", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "source_id", "updated_at", "uuid", "version") SELECT new_values."as_of", new_values."code", new_values."created_at", new_values."grade", new_values."id", new_values."lead_id", new_values."name_en", new_values."name_ko", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."slug", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8b69f047f37728c7beb332f600ccbce43e7b3f75",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cdb92",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="regions_zone",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="statementevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6dce78a429afc195143dc6d27f6b01f7c71c21ef",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4aa25",
                    table="regions_statementevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."label_en" IS DISTINCT FROM (NEW."label_en") OR OLD."label_ko" IS DISTINCT FROM (NEW."label_ko") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."source_group" IS DISTINCT FROM (NEW."source_group") OR OLD."text_en" IS DISTINCT FROM (NEW."text_en") OR OLD."text_ko" IS DISTINCT FROM (NEW."text_ko") OR OLD."topic" IS DISTINCT FROM (NEW."topic") OR OLD."unit_en" IS DISTINCT FROM (NEW."unit_en") OR OLD."unit_ko" IS DISTINCT FROM (NEW."unit_ko") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."value" IS DISTINCT FROM (NEW."value") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="0f3d9699dab63b74d140be01840a712a52d84459",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_c1b0c",
                    table="regions_statement",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('regions.statement'); RETURN NULL;",
                    hash="95744ec8123d49c888422d58a2f6fb3aa1f3b248",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_2f0d7",
                    table="regions_statement",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_statementevent" ("as_of", "created_at", "grade", "id", "key", "label_en", "label_ko", "organisation_id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_group", "source_id", "text_en", "text_ko", "topic", "unit_en", "unit_ko", "updated_at", "uuid", "value", "version", "zone_id") SELECT new_values."as_of", new_values."created_at", new_values."grade", new_values."id", new_values."key", new_values."label_en", new_values."label_ko", new_values."organisation_id", new_values."origin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."source_group", new_values."source_id", new_values."text_en", new_values."text_ko", new_values."topic", new_values."unit_en", new_values."unit_ko", new_values."updated_at", new_values."uuid", new_values."value", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="afe2cae16d38c3749d90426028a1171c5d68d7b8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0543d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="regions_statement",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_statementevent" ("as_of", "created_at", "grade", "id", "key", "label_en", "label_ko", "organisation_id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_group", "source_id", "text_en", "text_ko", "topic", "unit_en", "unit_ko", "updated_at", "uuid", "value", "version", "zone_id") SELECT new_values."as_of", new_values."created_at", new_values."grade", new_values."id", new_values."key", new_values."label_en", new_values."label_ko", new_values."organisation_id", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."source_group", new_values."source_id", new_values."text_en", new_values."text_ko", new_values."topic", new_values."unit_en", new_values."unit_ko", new_values."updated_at", new_values."uuid", new_values."value", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9ff7049faee92192889982047297a8b04926defd",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_42ae3",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="regions_statement",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="provinceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a1075f00421d96ca78f71725398f0a9d7e5ca375",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0212a",
                    table="regions_provinceevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="province",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."code_system" IS DISTINCT FROM (NEW."code_system") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."map_id" IS DISTINCT FROM (NEW."map_id") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ko" IS DISTINCT FROM (NEW."name_ko") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."short_en" IS DISTINCT FROM (NEW."short_en") OR OLD."short_ko" IS DISTINCT FROM (NEW."short_ko") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."succession_note_en" IS DISTINCT FROM (NEW."succession_note_en") OR OLD."succession_note_ko" IS DISTINCT FROM (NEW."succession_note_ko") OR OLD."succession_status" IS DISTINCT FROM (NEW."succession_status") OR OLD."successor_id" IS DISTINCT FROM (NEW."successor_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="1e7b8b83db28f1c47689dc69357a4d70545028e5",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_badaf",
                    table="regions_province",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="province",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('regions.province'); RETURN NULL;",
                    hash="5e4097a0f1a2f891e521d4902d8cca2f2d5f8266",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_f131d",
                    table="regions_province",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="province",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_provinceevent" ("as_of", "code", "code_system", "created_at", "grade", "id", "map_id", "name_en", "name_ko", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_en", "short_ko", "source_id", "succession_note_en", "succession_note_ko", "succession_status", "successor_id", "updated_at", "uuid", "valid_from", "valid_to", "version", "zone_id") SELECT new_values."as_of", new_values."code", new_values."code_system", new_values."created_at", new_values."grade", new_values."id", new_values."map_id", new_values."name_en", new_values."name_ko", new_values."origin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."short_en", new_values."short_ko", new_values."source_id", new_values."succession_note_en", new_values."succession_note_ko", new_values."succession_status", new_values."successor_id", new_values."updated_at", new_values."uuid", new_values."valid_from", new_values."valid_to", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="415f388b1b2a7d6311364158d12b17c8b79124b2",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6722a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="regions_province",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="province",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_provinceevent" ("as_of", "code", "code_system", "created_at", "grade", "id", "map_id", "name_en", "name_ko", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_en", "short_ko", "source_id", "succession_note_en", "succession_note_ko", "succession_status", "successor_id", "updated_at", "uuid", "valid_from", "valid_to", "version", "zone_id") SELECT new_values."as_of", new_values."code", new_values."code_system", new_values."created_at", new_values."grade", new_values."id", new_values."map_id", new_values."name_en", new_values."name_ko", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."short_en", new_values."short_ko", new_values."source_id", new_values."succession_note_en", new_values."succession_note_ko", new_values."succession_status", new_values."successor_id", new_values."updated_at", new_values."uuid", new_values."valid_from", new_values."valid_to", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b9ec508689d5ada3b4a66f2ec59c33b449c71667",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1763b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="regions_province",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="organisationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1c5197064bc9f9aebabf7bd2505393cb5f8ad4f2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8757e",
                    table="regions_organisationevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address_ko" IS DISTINCT FROM (NEW."address_ko") OR OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."biz_reg_no" IS DISTINCT FROM (NEW."biz_reg_no") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."founded_on" IS DISTINCT FROM (NEW."founded_on") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ko" IS DISTINCT FROM (NEW."name_ko") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."province_id" IS DISTINCT FROM (NEW."province_id") OR OLD."representative" IS DISTINCT FROM (NEW."representative") OR OLD."short_en" IS DISTINCT FROM (NEW."short_en") OR OLD."short_ko" IS DISTINCT FROM (NEW."short_ko") OR OLD."size_class" IS DISTINCT FROM (NEW."size_class") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to") OR OLD."website" IS DISTINCT FROM (NEW."website") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="a95b17f04be6d8734414cb7c3bb739508ef2d16d",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_8cfff",
                    table="regions_organisation",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('regions.organisation'); RETURN NULL;",
                    hash="6adc88971d1257e7cc5c4216483a9c2da45fce02",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_ab13a",
                    table="regions_organisation",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="count_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO core_counter (model, cell, n)\n    SELECT 'regions.organisation', cell, sum(n) FROM (SELECT jsonb_build_object('kind', \"kind\", 'zone_id', \"zone_id\", 'origin', \"origin\") AS cell, 1 AS n FROM new_values) AS changes GROUP BY cell HAVING sum(n) <> 0;\n    RETURN NULL;\n",
                    hash="13ad90b736f38d114ffb88d898d5464c42577bfe",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_count_insert_c8806",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="regions_organisation",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="count_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO core_counter (model, cell, n)\n    SELECT 'regions.organisation', cell, sum(n) FROM (SELECT jsonb_build_object('kind', \"kind\", 'zone_id', \"zone_id\", 'origin', \"origin\") AS cell, -1 AS n FROM old_values UNION ALL SELECT jsonb_build_object('kind', \"kind\", 'zone_id', \"zone_id\", 'origin', \"origin\") AS cell, 1 AS n FROM new_values) AS changes GROUP BY cell HAVING sum(n) <> 0;\n    RETURN NULL;\n",
                    hash="07e1980ffe93f8afd5d2c7da32c5c946d4010ff8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_count_update_e5e7a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="regions_organisation",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="count_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO core_counter (model, cell, n)\n    SELECT 'regions.organisation', cell, sum(n) FROM (SELECT jsonb_build_object('kind', \"kind\", 'zone_id', \"zone_id\", 'origin', \"origin\") AS cell, -1 AS n FROM old_values) AS changes GROUP BY cell HAVING sum(n) <> 0;\n    RETURN NULL;\n",
                    hash="b734c1ff8c7c645ad1d5ecb7c1ddb0b497ce9877",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_count_delete_75576",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="regions_organisation",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_organisationevent" ("address_ko", "as_of", "biz_reg_no", "created_at", "founded_on", "grade", "id", "key", "kind", "latitude", "longitude", "name_en", "name_ko", "origin", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "representative", "short_en", "short_ko", "size_class", "source_id", "updated_at", "uuid", "valid_from", "valid_to", "version", "website", "zone_id") SELECT new_values."address_ko", new_values."as_of", new_values."biz_reg_no", new_values."created_at", new_values."founded_on", new_values."grade", new_values."id", new_values."key", new_values."kind", new_values."latitude", new_values."longitude", new_values."name_en", new_values."name_ko", new_values."origin", new_values."parent_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."province_id", new_values."representative", new_values."short_en", new_values."short_ko", new_values."size_class", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."valid_from", new_values."valid_to", new_values."version", new_values."website", new_values."zone_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0a058adb899f0051e63f4cbf01b5575ba16954e1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0a1ab",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="regions_organisation",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_organisationevent" ("address_ko", "as_of", "biz_reg_no", "created_at", "founded_on", "grade", "id", "key", "kind", "latitude", "longitude", "name_en", "name_ko", "origin", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "representative", "short_en", "short_ko", "size_class", "source_id", "updated_at", "uuid", "valid_from", "valid_to", "version", "website", "zone_id") SELECT new_values."address_ko", new_values."as_of", new_values."biz_reg_no", new_values."created_at", new_values."founded_on", new_values."grade", new_values."id", new_values."key", new_values."kind", new_values."latitude", new_values."longitude", new_values."name_en", new_values."name_ko", new_values."origin", new_values."parent_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."province_id", new_values."representative", new_values."short_en", new_values."short_ko", new_values."size_class", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."valid_from", new_values."valid_to", new_values."version", new_values."website", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c342955ce831175a979fbce1cb7e421cead614bf",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6ea2f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="regions_organisation",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="membershipevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9cdd2ba5027a507e9d76541aca8374743543c1d0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f0667",
                    table="regions_membershipevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="30500409b64ac796a5c35fd92ccd9e99fefd0f1b",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_d724b",
                    table="regions_membership",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_membershipevent" ("created_at", "ends_on", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on", "updated_at", "user_id", "uuid", "version", "zone_id") SELECT new_values."created_at", new_values."ends_on", new_values."id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."starts_on", new_values."updated_at", new_values."user_id", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8615f2869052c0cab81540e36dfdd1e299097957",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cd000",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="regions_membership",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_membershipevent" ("created_at", "ends_on", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on", "updated_at", "user_id", "uuid", "version", "zone_id") SELECT new_values."created_at", new_values."ends_on", new_values."id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."starts_on", new_values."updated_at", new_values."user_id", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8b8618ced090bb87a439b290c78af0b13fdb01c8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0138b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="regions_membership",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="zoneevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d5de254dc347f06bf52cbfe5dd255c87f673cff5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d648d",
                    table="regions_zoneevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="zoneindustry",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."industry_id" IS DISTINCT FROM (NEW."industry_id") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="c4570bec14a7328fba94bfdd1d9cc2f6c8d6fb95",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_3f4fb",
                    table="regions_zoneindustry",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="zoneindustry",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('regions.zoneindustry'); RETURN NULL;",
                    hash="6f3a56442c3065d7628f37f81bffa9658f9ab07b",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_e9130",
                    table="regions_zoneindustry",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="zoneindustry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_zoneindustryevent" ("as_of", "created_at", "grade", "id", "industry_id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "updated_at", "uuid", "valid_from", "valid_to", "version", "zone_id") SELECT new_values."as_of", new_values."created_at", new_values."grade", new_values."id", new_values."industry_id", new_values."origin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."valid_from", new_values."valid_to", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="de2498dfbbcbf6a65f4d3a1e65cb4c38ae6bc506",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b6a90",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="regions_zoneindustry",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="zoneindustry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_zoneindustryevent" ("as_of", "created_at", "grade", "id", "industry_id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "updated_at", "uuid", "valid_from", "valid_to", "version", "zone_id") SELECT new_values."as_of", new_values."created_at", new_values."grade", new_values."id", new_values."industry_id", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."valid_from", new_values."valid_to", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b40ace2ed156f2400bc68129dde68a2109419c72",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8db35",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="regions_zoneindustry",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="zoneindustryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9805dabe479b1cdd3ce10b08cd34575f1e6ad888",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_670e5",
                    table="regions_zoneindustryevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="zonepartner",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."topic_en" IS DISTINCT FROM (NEW."topic_en") OR OLD."topic_ko" IS DISTINCT FROM (NEW."topic_ko") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="eac83ea9b4d7d607ad9ba5d23af99ae592300b20",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_ee109",
                    table="regions_zonepartner",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="zonepartner",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('regions.zonepartner'); RETURN NULL;",
                    hash="2bff1c3836042eac510688967275159c9c1ecbf6",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_52827",
                    table="regions_zonepartner",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="zonepartner",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_zonepartnerevent" ("as_of", "created_at", "grade", "id", "organisation_id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "topic_en", "topic_ko", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."created_at", new_values."grade", new_values."id", new_values."organisation_id", new_values."origin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source_id", new_values."topic_en", new_values."topic_ko", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0ef22f3c3e9ab6f1f7333b19ef823198632616b3",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a79cf",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="regions_zonepartner",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="zonepartner",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_zonepartnerevent" ("as_of", "created_at", "grade", "id", "organisation_id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "topic_en", "topic_ko", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."created_at", new_values."grade", new_values."id", new_values."organisation_id", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source_id", new_values."topic_en", new_values."topic_ko", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3d18914ae4e7e0bfe35a35dc88a2bde59d1039a6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4bc29",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="regions_zonepartner",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="zonepartnerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="688caf23fd26c1ebca4f5b6c154990242731d783",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_00ec1",
                    table="regions_zonepartnerevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
