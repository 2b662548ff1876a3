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
        ("pghistory", "0007_auto_20250421_0444"),
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
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
                ("number", models.CharField(max_length=40, unique=True, verbose_name="공고번호")),
                ("title_ko", models.CharField(max_length=200, verbose_name="제목")),
                ("title_en", models.CharField(blank=True, max_length=200, verbose_name="영어 제목")),
                ("summary_ko", models.TextField(blank=True, verbose_name="요약")),
                ("summary_en", models.TextField(blank=True, verbose_name="영어 요약")),
                (
                    "programme",
                    models.CharField(
                        choices=[
                            ("joint_lab", "산·학 AX 공동연구소"),
                            ("gifted_school", "영재학교 전환"),
                            ("startup", "창업 지원"),
                            ("gpu", "GPU 공동활용"),
                        ],
                        max_length=20,
                        verbose_name="사업",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "작성 중"), ("announced", "공고됨"), ("cancelled", "취소됨")],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="상태",
                    ),
                ),
                ("announced_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="공고 시각")),
                ("opens_at", models.DateTimeField(verbose_name="접수 시작")),
                ("closes_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="접수 마감")),
                ("budget_won", models.BigIntegerField(blank=True, null=True, verbose_name="예산")),
                ("years_max", models.PositiveSmallIntegerField(default=1, verbose_name="최장 연차")),
                ("contact_ko", models.CharField(blank=True, max_length=200, verbose_name="문의")),
                ("contact_en", models.CharField(blank=True, max_length=200, verbose_name="영어 문의")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="regions.organisation",
                        verbose_name="주관 기관",
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
                        related_name="calls",
                        to="regions.zone",
                        verbose_name="권역",
                    ),
                ),
            ],
            options={
                "ordering": ["-opens_at", "-id"],
                "abstract": False,
                "indexes": [models.Index(fields=["status", "closes_at", "id"], name="calls_call_closes")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["reference", "demonstration", "entered"])),
                        name="calls_call_origin_known",
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
                        name="calls_call_reference_is_sourced",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "announced", "cancelled"])),
                        name="calls_call_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "announced"), _negated=True),
                            models.Q(("announced_at__isnull", False), ("closes_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="calls_call_announced_with_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_at__isnull", True), ("closes_at__gt", models.F("opens_at")), _connector="OR"
                        ),
                        name="calls_call_opens_before_closing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("budget_won__isnull", True), ("budget_won__gte", 0), _connector="OR"),
                        name="calls_call_budget_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("years_max__gte", 1), ("years_max__lte", 10)),
                        name="calls_call_years_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Application",
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
                ("number", models.CharField(blank=True, editable=False, max_length=50, verbose_name="접수번호")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "작성 중"), ("submitted", "제출됨"), ("withdrawn", "거둠")],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="상태",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="regions.organisation",
                        verbose_name="신청 기관",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="applications", to="calls.call"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "-id"], name="calls_application_applicant")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "withdrawn"), _negated=True),
                        fields=("call", "organisation"),
                        name="calls_application_one_live",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number",),
                        name="calls_application_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "submitted", "withdrawn"])),
                        name="calls_application_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "submitted"), _negated=True),
                            models.Q(("number", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="calls_application_number_when_submitted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationFile",
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
                ("document", models.CharField(max_length=40, verbose_name="서류")),
                ("name", models.CharField(max_length=200, verbose_name="파일 이름")),
                ("kind", models.CharField(max_length=10, verbose_name="종류")),
                ("size", models.PositiveBigIntegerField(verbose_name="크기")),
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
                ("uploaded_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="calls.application"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.organisation"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["application", "document", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scan__in", ["not_scanned", "clean", "infected"])),
                        name="calls_file_scan_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="calls_file_sha256_form"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationPart",
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
                ("step", models.CharField(max_length=20)),
                ("fields", models.JSONField(default=dict)),
                ("marks", models.JSONField(default=dict)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="calls.application"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["application", "step", "organisation"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("application", "step", "organisation"), name="calls_part_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CallCounter",
            fields=[
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="counter",
                        serialize=False,
                        to="calls.call",
                    ),
                ),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="ApplicationEvent",
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
                ("number", models.CharField(blank=True, editable=False, max_length=50, verbose_name="접수번호")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "작성 중"), ("submitted", "제출됨"), ("withdrawn", "거둠")],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="상태",
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
                        verbose_name="신청 기관",
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
                        to="calls.application",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="calls.call",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CallDeadline",
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
                ("closes_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deadlines", to="calls.call"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["call", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CallEvent",
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
                ("number", models.CharField(max_length=40, verbose_name="공고번호")),
                ("title_ko", models.CharField(max_length=200, verbose_name="제목")),
                ("title_en", models.CharField(blank=True, max_length=200, verbose_name="영어 제목")),
                ("summary_ko", models.TextField(blank=True, verbose_name="요약")),
                ("summary_en", models.TextField(blank=True, verbose_name="영어 요약")),
                (
                    "programme",
                    models.CharField(
                        choices=[
                            ("joint_lab", "산·학 AX 공동연구소"),
                            ("gifted_school", "영재학교 전환"),
                            ("startup", "창업 지원"),
                            ("gpu", "GPU 공동활용"),
                        ],
                        max_length=20,
                        verbose_name="사업",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "작성 중"), ("announced", "공고됨"), ("cancelled", "취소됨")],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="상태",
                    ),
                ),
                ("announced_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="공고 시각")),
                ("opens_at", models.DateTimeField(verbose_name="접수 시작")),
                ("closes_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="접수 마감")),
                ("budget_won", models.BigIntegerField(blank=True, null=True, verbose_name="예산")),
                ("years_max", models.PositiveSmallIntegerField(default=1, verbose_name="최장 연차")),
                ("contact_ko", models.CharField(blank=True, max_length=200, verbose_name="문의")),
                ("contact_en", models.CharField(blank=True, max_length=200, verbose_name="영어 문의")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.organisation",
                        verbose_name="주관 기관",
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
                        to="calls.call",
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
            name="CallQuestion",
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
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("question_ko", models.CharField(max_length=300)),
                ("question_en", models.CharField(blank=True, max_length=300)),
                ("answer_ko", models.TextField()),
                ("answer_en", models.TextField(blank=True)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="calls.call"
                    ),
                ),
            ],
            options={
                "ordering": ["call", "position", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CallRules",
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
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("body", models.JSONField(default=dict, help_text="See axportal.calls.rules.content.")),
                ("frozen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rules", to="calls.call"
                    ),
                ),
            ],
            options={
                "ordering": ["call", "number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("call", "number"), name="calls_call_rules_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CallStage",
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
                ("position", models.PositiveSmallIntegerField()),
                ("name_ko", models.CharField(max_length=100)),
                ("name_en", models.CharField(blank=True, max_length=100)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "period_ko",
                    models.CharField(
                        blank=True, help_text="Instead of dates: within 10 days of notice.", max_length=100
                    ),
                ),
                ("period_en", models.CharField(blank=True, max_length=100)),
                ("note_ko", models.CharField(blank=True, max_length=200)),
                ("note_en", models.CharField(blank=True, max_length=200)),
                ("basis_ko", models.CharField(blank=True, help_text="The law that says so.", max_length=100)),
                ("basis_en", models.CharField(blank=True, max_length=100)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stages", to="calls.call"
                    ),
                ),
            ],
            options={
                "ordering": ["call", "position"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("call", "position"), name="calls_call_stage_position_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsortiumMember",
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
                            ("lead", "주관연구개발기관"),
                            ("joint", "공동연구개발기관"),
                            ("commissioned", "위탁연구개발기관"),
                        ],
                        max_length=15,
                        verbose_name="역할",
                    ),
                ),
                ("gives_data", models.BooleanField(default=False, verbose_name="데이터 제공")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="담당자 이메일")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="calls.application"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consortia", to="regions.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["application", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "organisation"), name="calls_consortium_member_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "lead")), fields=("application",), name="calls_consortium_one_lead"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["lead", "joint", "commissioned"])),
                        name="calls_consortium_role_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsortiumMemberEvent",
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
                            ("lead", "주관연구개발기관"),
                            ("joint", "공동연구개발기관"),
                            ("commissioned", "위탁연구개발기관"),
                        ],
                        max_length=15,
                        verbose_name="역할",
                    ),
                ),
                ("gives_data", models.BooleanField(default=False, verbose_name="데이터 제공")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="담당자 이메일")),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="calls.application",
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
                        to="calls.consortiummember",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PartRevision",
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
                ("part_version", models.PositiveIntegerField()),
                ("fields", models.JSONField()),
                ("reason", models.CharField(choices=[("step", "단계를 마침"), ("submission", "제출")], max_length=12)),
                ("kept_at", models.DateTimeField()),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="calls.applicationpart",
                    ),
                ),
            ],
            options={
                "ordering": ["part", "part_version"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("part", "part_version"), name="calls_part_revision_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason__in", ["step", "submission"])),
                        name="calls_part_revision_reason_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
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
                ("number", models.PositiveSmallIntegerField()),
                (
                    "request_key",
                    models.UUIDField(help_text="Of the form that was sent: a second click finds its first."),
                ),
                ("submitted_at", models.DateTimeField()),
                ("snapshot", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="submissions", to="calls.application"
                    ),
                ),
                ("files", models.ManyToManyField(related_name="submissions", to="calls.applicationfile")),
                (
                    "rules",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="calls.callrules"
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["application", "number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("application", "number"), name="calls_submission_number_once"),
                    models.UniqueConstraint(
                        fields=("application", "request_key"), name="calls_submission_request_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="calls_submission_sha256_form"
                    ),
                ],
            },
        ),
        triggers.AddTrigger(
            model_name="applicationfile",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."document" IS DISTINCT FROM (NEW."document") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."removed_at" IS DISTINCT FROM (NEW."removed_at") OR OLD."scan" IS DISTINCT FROM (NEW."scan") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."stored" IS DISTINCT FROM (NEW."stored") OR OLD."uploaded_at" IS DISTINCT FROM (NEW."uploaded_at") OR OLD."uploaded_by_id" IS DISTINCT FROM (NEW."uploaded_by_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="f38a9c41d0153a10f734f02f663e83a7b945e44b",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_7b592",
                    table="calls_applicationfile",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="applicationpart",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."fields" IS DISTINCT FROM (NEW."fields") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."marks" IS DISTINCT FROM (NEW."marks") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."step" IS DISTINCT FROM (NEW."step") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="6ba66433289245bce06f358543ba33e566137a7a",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_21983",
                    table="calls_applicationpart",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="call",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."announced_at" IS DISTINCT FROM (NEW."announced_at") OR OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."budget_won" IS DISTINCT FROM (NEW."budget_won") OR OLD."closes_at" IS DISTINCT FROM (NEW."closes_at") OR OLD."contact_en" IS DISTINCT FROM (NEW."contact_en") OR OLD."contact_ko" IS DISTINCT FROM (NEW."contact_ko") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."opens_at" IS DISTINCT FROM (NEW."opens_at") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."programme" IS DISTINCT FROM (NEW."programme") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."summary_en" IS DISTINCT FROM (NEW."summary_en") OR OLD."summary_ko" IS DISTINCT FROM (NEW."summary_ko") OR OLD."title_en" IS DISTINCT FROM (NEW."title_en") OR OLD."title_ko" IS DISTINCT FROM (NEW."title_ko") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."years_max" IS DISTINCT FROM (NEW."years_max") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="aa2f58d3ccf63916e2f3e4f53d67ff810812c13b",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_02f8e",
                    table="calls_call",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="call",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('calls.call'); RETURN NULL;",
                    hash="eae4b236eb36b584d0c0cbd30ab67331d16c5f1e",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_6802c",
                    table="calls_call",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="call",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "calls_callevent" ("announced_at", "as_of", "budget_won", "closes_at", "contact_en", "contact_ko", "created_at", "grade", "id", "number", "opens_at", "organisation_id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "source_id", "status", "summary_en", "summary_ko", "title_en", "title_ko", "updated_at", "uuid", "version", "years_max", "zone_id") SELECT new_values."announced_at", new_values."as_of", new_values."budget_won", new_values."closes_at", new_values."contact_en", new_values."contact_ko", new_values."created_at", new_values."grade", new_values."id", new_values."number", new_values."opens_at", new_values."organisation_id", new_values."origin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."programme", new_values."source_id", new_values."status", new_values."summary_en", new_values."summary_ko", new_values."title_en", new_values."title_ko", new_values."updated_at", new_values."uuid", new_values."version", new_values."years_max", new_values."zone_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="349ea4bb347dd12cfc80b3bc7c847fbb78bd1a05",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ffd03",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="calls_call",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="call",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "calls_callevent" ("announced_at", "as_of", "budget_won", "closes_at", "contact_en", "contact_ko", "created_at", "grade", "id", "number", "opens_at", "organisation_id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "source_id", "status", "summary_en", "summary_ko", "title_en", "title_ko", "updated_at", "uuid", "version", "years_max", "zone_id") SELECT new_values."announced_at", new_values."as_of", new_values."budget_won", new_values."closes_at", new_values."contact_en", new_values."contact_ko", new_values."created_at", new_values."grade", new_values."id", new_values."number", new_values."opens_at", new_values."organisation_id", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."programme", new_values."source_id", new_values."status", new_values."summary_en", new_values."summary_ko", new_values."title_en", new_values."title_ko", new_values."updated_at", new_values."uuid", new_values."version", new_values."years_max", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d41edeefb87e0b41b69f2a4ddfe8979a82b6fcc6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_56a02",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="calls_call",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="applicationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6a0642a66310ef3a1e380246efe9b6c2be5c00f4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4a494",
                    table="calls_applicationevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."started_by_id" IS DISTINCT FROM (NEW."started_by_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="245f2b6e2765e8d8ec78aeee02580626926203c9",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_f066e",
                    table="calls_application",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('calls.application'); RETURN NULL;",
                    hash="98df9738f02256d83ca9e27250e62b8ef6f3034b",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_6c6d8",
                    table="calls_application",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "calls_applicationevent" ("call_id", "created_at", "id", "number", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_by_id", "status", "updated_at", "uuid", "version") SELECT new_values."call_id", new_values."created_at", new_values."id", new_values."number", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."started_by_id", new_values."status", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f198471e0cf53f70557db4b1a04790c1f645d821",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c08e0",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="calls_application",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "calls_applicationevent" ("call_id", "created_at", "id", "number", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_by_id", "status", "updated_at", "uuid", "version") SELECT new_values."call_id", new_values."created_at", new_values."id", new_values."number", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."started_by_id", new_values."status", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1bc3ccde4b0cca9da09e9087d440a78a25b9bbc2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cdc33",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="calls_application",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="calldeadline",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."closes_at" IS DISTINCT FROM (NEW."closes_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="22172fe16cbd1ec19137d7d00d924f7f2784dd0a",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_da3e9",
                    table="calls_calldeadline",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="calldeadline",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="3f01d80b1273276d952238619c4ec6916ec0358d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ff7b9",
                    table="calls_calldeadline",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="calldeadline",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="db79327c409e38c44ae2395bd070c4f486427bf3",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_8492e",
                    table="calls_calldeadline",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="calldeadline",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_closes_at",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE calls_call SET closes_at = NEW.closes_at WHERE id = NEW.call_id; RETURN NEW;",
                    hash="edbcf9c5301bb6208398fca77ab5bd994d5ae798",
                    operation="INSERT",
                    pgid="pgtrigger_keep_closes_at_7d0e3",
                    table="calls_calldeadline",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="callevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="97e55cd57798e273c902aa3011cdda4ceadcb815",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7177b",
                    table="calls_callevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="callquestion",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."answer_en" IS DISTINCT FROM (NEW."answer_en") OR OLD."answer_ko" IS DISTINCT FROM (NEW."answer_ko") OR OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."question_en" IS DISTINCT FROM (NEW."question_en") OR OLD."question_ko" IS DISTINCT FROM (NEW."question_ko") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="98053ea59921e7e933c7b0a47403d631ea62b4f0",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_c3811",
                    table="calls_callquestion",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="callrules",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."frozen_at" IS DISTINCT FROM (NEW."frozen_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="7bd0bd08a4fa32a02afbd023d840c8d92f475f32",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_5212a",
                    table="calls_callrules",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="callrules",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF OLD.frozen_at IS NOT NULL THEN\n        RAISE EXCEPTION 'calls_callrules is frozen once published' USING ERRCODE = 'insufficient_privilege';\n    END IF;\n    RETURN NEW;\n",
                    hash="3a4f336c4ceb5cfd3013fa41b912b2d0ea637b7f",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_43279",
                    table="calls_callrules",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="callrules",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="dd958315314c16f81a8c6ef8f3296732f6e0e0b8",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_21e86",
                    table="calls_callrules",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="callstage",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."basis_en" IS DISTINCT FROM (NEW."basis_en") OR OLD."basis_ko" IS DISTINCT FROM (NEW."basis_ko") OR OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ko" IS DISTINCT FROM (NEW."name_ko") OR OLD."note_en" IS DISTINCT FROM (NEW."note_en") OR OLD."note_ko" IS DISTINCT FROM (NEW."note_ko") OR OLD."period_en" IS DISTINCT FROM (NEW."period_en") OR OLD."period_ko" IS DISTINCT FROM (NEW."period_ko") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="30df62fedced08cfcf491fb448622065546ae408",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_ca590",
                    table="calls_callstage",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="consortiummember",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."gives_data" IS DISTINCT FROM (NEW."gives_data") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="aab5522c994bd0fc3d871057046bd1c9b53d8540",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_2f29d",
                    table="calls_consortiummember",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="consortiummember",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "calls_consortiummemberevent" ("application_id", "created_at", "email", "gives_data", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "updated_at", "uuid", "version") SELECT new_values."application_id", new_values."created_at", new_values."email", new_values."gives_data", new_values."id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1f4ad2d090fd667ebf892818825fe456b5947040",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f172b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="calls_consortiummember",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="consortiummember",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "calls_consortiummemberevent" ("application_id", "created_at", "email", "gives_data", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "updated_at", "uuid", "version") SELECT new_values."application_id", new_values."created_at", new_values."email", new_values."gives_data", new_values."id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="528f354988f32c3bc329dcbed9fc2332142e8d68",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4a6ce",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="calls_consortiummember",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="consortiummemberevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3064cedf594f99ad395424bacfb9a61a226d2b99",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_045e3",
                    table="calls_consortiummemberevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="partrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."fields" IS DISTINCT FROM (NEW."fields") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kept_at" IS DISTINCT FROM (NEW."kept_at") OR OLD."kept_by_id" IS DISTINCT FROM (NEW."kept_by_id") OR OLD."part_id" IS DISTINCT FROM (NEW."part_id") OR OLD."part_version" IS DISTINCT FROM (NEW."part_version") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="ae578120862ab74a4f89975dda8b4460032231ce",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_2b10b",
                    table="calls_partrevision",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="partrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="d4eeed819f4d6f9e7b2b69e2d6b70533e6ead5f8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_952db",
                    table="calls_partrevision",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="partrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="14b16de297ba2c667df14b5dbd4f196d94bd2865",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_7b68d",
                    table="calls_partrevision",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="submission",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."request_key" IS DISTINCT FROM (NEW."request_key") OR OLD."rules_id" IS DISTINCT FROM (NEW."rules_id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."snapshot" IS DISTINCT FROM (NEW."snapshot") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."submitted_by_id" IS DISTINCT FROM (NEW."submitted_by_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="65ca1560e4d8546f065b43ecf482ace79a698dfb",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_8a7c0",
                    table="calls_submission",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="submission",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="0791de1cbdb9bbc74d9b41a60dd43927bef737cf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b9143",
                    table="calls_submission",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="submission",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="dd31a2bdf18051e651ffa5ea337df3513d393b79",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_6ef48",
                    table="calls_submission",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="submission",
            trigger=pgtrigger.compiler.Trigger(
                name="in_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT EXISTS (\n        SELECT 1 FROM calls_application a JOIN calls_call c ON c.id = a.call_id\n        WHERE a.id = NEW.application_id AND c.status = 'announced' AND NEW.submitted_at >= c.opens_at\n          AND NEW.submitted_at < (SELECT d.closes_at FROM calls_calldeadline d WHERE d.call_id = c.id\n                                  ORDER BY d.id DESC LIMIT 1)\n    ) THEN\n        RAISE EXCEPTION 'calls_submission_in_time' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                    hash="d6d34435e1ed955cbbe2a999863e9db9721f4b6e",
                    operation="INSERT",
                    pgid="pgtrigger_in_time_d063d",
                    table="calls_submission",
                    when="BEFORE",
                ),
            ),
        ),
    ]
