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
        ("core", "0007_mail_unsubscribing"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("reviews", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decider",
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
                ("named_at", models.DateTimeField()),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decider", to="reviews.person"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decider", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DeciderEvent",
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
                ("named_at", models.DateTimeField()),
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
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.person",
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
                        to="decisions.decider",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Selection",
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
                    "status_since",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="단계가 시작된 때",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("first", "처음 선정"),
                            ("correction", "점수 정정"),
                            ("objection", "이의신청 인용"),
                            ("moved_up", "예비 승격"),
                        ],
                        default="first",
                        max_length=12,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "상신"),
                            ("confirmed", "1차 승인"),
                            ("approved", "최종 승인"),
                            ("returned", "돌려보냄"),
                            ("published", "통보함"),
                            ("superseded", "다른 판으로 바뀜"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("inputs", models.JSONField()),
                ("places", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="의견")),
                ("made_at", models.DateTimeField()),
                ("publish_at", models.DateTimeField(verbose_name="알릴 때")),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="selections", to="calls.call"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "rules",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="calls.callrules"
                    ),
                ),
            ],
            options={
                "ordering": ["call", "number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("call", "number"), name="decisions_selection_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["proposed", "confirmed", "approved"])),
                        fields=("call",),
                        name="decisions_selection_one_at_work",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "published")),
                        fields=("call",),
                        name="decisions_selection_one_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["proposed", "confirmed", "approved", "returned", "published", "superseded"])
                        ),
                        name="decisions_selection_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cause__in", ["first", "correction", "objection", "moved_up"])),
                        name="decisions_selection_cause_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
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
                    "outcome",
                    models.CharField(
                        choices=[("selected", "선정"), ("reserve", "예비"), ("not_selected", "미선정")], max_length=12
                    ),
                ),
                ("ground", models.CharField(max_length=20)),
                ("rank", models.PositiveIntegerField()),
                ("score", models.DecimalField(decimal_places=4, max_digits=8)),
                ("decided_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="calls.application"
                    ),
                ),
                (
                    "selection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="decisions.selection"
                    ),
                ),
            ],
            options={
                "ordering": ["selection", "rank", "application"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("selection", "application"), name="decisions_decision_once"),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["selected", "reserve", "not_selected"])),
                        name="decisions_decision_outcome_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("out_of_scope", "공고의 범위에 맞지 않음"),
                            ("not_new", "이미 한 연구와 다르지 않음"),
                            ("absent", "연구책임자가 발표에 나오지 않음"),
                        ],
                        max_length=15,
                        verbose_name="사유",
                    ),
                ),
                ("reason", models.TextField(max_length=1000, verbose_name="설명")),
                ("found_at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_reason", models.TextField(blank=True, max_length=1000, verbose_name="거둔 까닭")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="calls.application"
                    ),
                ),
                (
                    "found_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["application", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at__isnull", True)),
                        fields=("application", "kind"),
                        name="decisions_finding_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["out_of_scope", "not_new", "absent"])),
                        name="decisions_finding_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="decisions_finding_with_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_back_at__isnull", True),
                            models.Q(
                                ("taken_back_by__isnull", False), models.Q(("taken_back_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="decisions_finding_taken_back_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingEvent",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("out_of_scope", "공고의 범위에 맞지 않음"),
                            ("not_new", "이미 한 연구와 다르지 않음"),
                            ("absent", "연구책임자가 발표에 나오지 않음"),
                        ],
                        max_length=15,
                        verbose_name="사유",
                    ),
                ),
                ("reason", models.TextField(max_length=1000, verbose_name="설명")),
                ("found_at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_reason", models.TextField(blank=True, max_length=1000, verbose_name="거둔 까닭")),
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
                    "found_by",
                    models.ForeignKey(
                        db_constraint=False,
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
                        to="decisions.finding",
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        blank=True,
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
            name="GrantedAdjustment",
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
                ("key", models.CharField(max_length=40, verbose_name="가감점 항목")),
                ("is_granted", models.BooleanField(verbose_name="인정")),
                ("evidence", models.CharField(max_length=500, verbose_name="근거")),
                ("decided_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="adjustments", to="calls.application"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["application", "key"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("application", "key"), name="decisions_adjustment_once"),
                    models.CheckConstraint(
                        condition=models.Q(("evidence", ""), _negated=True), name="decisions_adjustment_with_evidence"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GrantedAdjustmentEvent",
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
                ("key", models.CharField(max_length=40, verbose_name="가감점 항목")),
                ("is_granted", models.BooleanField(verbose_name="인정")),
                ("evidence", models.CharField(max_length=500, verbose_name="근거")),
                ("decided_at", models.DateTimeField()),
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
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
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
                        to="decisions.grantedadjustment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Letter",
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
                ("subject_ko", models.CharField(max_length=300)),
                ("subject_en", models.CharField(max_length=300)),
                ("body_ko", models.TextField()),
                ("body_en", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("issued_at", models.DateTimeField()),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letter", to="decisions.decision"
                    ),
                ),
            ],
            options={
                "ordering": ["decision"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LetterFile",
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
                ("language", models.CharField(choices=[("ko", "한국어"), ("en", "영어")], max_length=2)),
                ("name", models.CharField(max_length=200, unique=True)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="decisions.letter"
                    ),
                ),
            ],
            options={
                "ordering": ["letter", "language"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("letter", "language"), name="decisions_letter_file_once"),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["ko", "en"])), name="decisions_letter_file_language_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
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
                    "status_since",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="단계가 시작된 때",
                    ),
                ),
                ("ground", models.CharField(max_length=40, verbose_name="사유")),
                ("text", models.TextField(max_length=4000, verbose_name="내용")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("filed", "접수"),
                            ("handling", "심사 중"),
                            ("upheld", "인용"),
                            ("dismissed", "기각"),
                            ("withdrawn", "거둠"),
                        ],
                        default="filed",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("filed_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("outcome_reason", models.TextField(blank=True, max_length=4000, verbose_name="결정 이유")),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "remedy",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reckon", "점수나 기록을 바로잡아 순위를 다시 셈함"),
                            ("readmit", "제외를 거두고 평가에 다시 넣음"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="따르는 일",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="calls.application"
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
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="decisions.decision",
                    ),
                ),
                (
                    "exclusion",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.transition"
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="decisions.selection",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "withdrawn"), _negated=True),
                        fields=("decision",),
                        name="decisions_objection_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["filed", "handling", "upheld", "dismissed", "withdrawn"])),
                        name="decisions_objection_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["upheld", "dismissed"]), _negated=True),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("outcome_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decisions_objection_decided_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjectionMember",
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
                ("named_at", models.DateTimeField()),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="decisions.objection"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["objection", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("objection", "user"), name="decisions_objection_member_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjectionEvent",
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
                ("ground", models.CharField(max_length=40, verbose_name="사유")),
                ("text", models.TextField(max_length=4000, verbose_name="내용")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("filed", "접수"),
                            ("handling", "심사 중"),
                            ("upheld", "인용"),
                            ("dismissed", "기각"),
                            ("withdrawn", "거둠"),
                        ],
                        default="filed",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("filed_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("outcome_reason", models.TextField(blank=True, max_length=4000, verbose_name="결정 이유")),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "remedy",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reckon", "점수나 기록을 바로잡아 순위를 다시 셈함"),
                            ("readmit", "제외를 거두고 평가에 다시 넣음"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="따르는 일",
                    ),
                ),
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
                    "decided_by",
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
                    "decision",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "exclusion",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="core.transition",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "handler",
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
                        to="decisions.objection",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="decisions.selection",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Approval",
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
                ("level", models.PositiveSmallIntegerField(choices=[(1, "1차"), (2, "최종")])),
                ("is_approved", models.BooleanField()),
                ("reason", models.TextField(blank=True, max_length=2000)),
                ("no_conflict", models.BooleanField(default=False, verbose_name="이해관계가 없다는 확인")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "selection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="approvals", to="decisions.selection"
                    ),
                ),
            ],
            options={
                "ordering": ["selection", "level"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("selection", "level"), name="decisions_approval_once"),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", [1, 2])), name="decisions_approval_level_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_approved", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="decisions_approval_returned_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SelectionEvent",
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
                ("number", models.PositiveSmallIntegerField()),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("first", "처음 선정"),
                            ("correction", "점수 정정"),
                            ("objection", "이의신청 인용"),
                            ("moved_up", "예비 승격"),
                        ],
                        default="first",
                        max_length=12,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "상신"),
                            ("confirmed", "1차 승인"),
                            ("approved", "최종 승인"),
                            ("returned", "돌려보냄"),
                            ("published", "통보함"),
                            ("superseded", "다른 판으로 바뀜"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("inputs", models.JSONField()),
                ("places", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="의견")),
                ("made_at", models.DateTimeField()),
                ("publish_at", models.DateTimeField(verbose_name="알릴 때")),
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
                (
                    "made_by",
                    models.ForeignKey(
                        db_constraint=False,
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
                        to="decisions.selection",
                    ),
                ),
                (
                    "rules",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="calls.callrules",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TieOrder",
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
                ("applications", models.JSONField(help_text="UUIDs, the better first.")),
                ("reason", models.TextField(max_length=1000, verbose_name="까닭")),
                ("decided_at", models.DateTimeField()),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tie_orders", to="calls.call"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["call", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="decisions_tie_with_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WhatIf",
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
                ("terms", models.JSONField()),
                ("changes", models.JSONField()),
                ("tried_at", models.DateTimeField()),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="what_ifs", to="calls.call"
                    ),
                ),
                (
                    "tried_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["call", "-id"],
                "abstract": False,
            },
        ),
        triggers.AddTrigger(
            model_name="decider",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."named_at" IS DISTINCT FROM (NEW."named_at") OR OLD."named_by_id" IS DISTINCT FROM (NEW."named_by_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="726ae40acdc0f5750d4de11b898d93502e5fa9b0",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_1ebb1",
                    table="decisions_decider",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="decider",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('decisions.decider'); RETURN NULL;",
                    hash="6063012d71bcd90a6be2bc5e872069618a4a6274",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_42277",
                    table="decisions_decider",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="decider",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "decisions_deciderevent" ("created_at", "id", "named_at", "named_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "user_id", "uuid", "version") SELECT new_values."created_at", new_values."id", new_values."named_at", new_values."named_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."updated_at", new_values."user_id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="199ab4e19b96f3629a7a8916ce29210ceebdd784",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b6ece",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="decisions_decider",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="decider",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "decisions_deciderevent" ("created_at", "id", "named_at", "named_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "user_id", "uuid", "version") SELECT new_values."created_at", new_values."id", new_values."named_at", new_values."named_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."updated_at", new_values."user_id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1c8802d06f22945d6668b882f386c20f5fa49b9f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a0275",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="decisions_decider",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="deciderevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8848b122a7b8559d3e63cab481b9a5fffb9af756",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_96215",
                    table="decisions_deciderevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."found_at" IS DISTINCT FROM (NEW."found_at") OR OLD."found_by_id" IS DISTINCT FROM (NEW."found_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."taken_back_at" IS DISTINCT FROM (NEW."taken_back_at") OR OLD."taken_back_by_id" IS DISTINCT FROM (NEW."taken_back_by_id") OR OLD."taken_back_reason" IS DISTINCT FROM (NEW."taken_back_reason") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="b854e6913680db6cdb31d3caa265ada1ab62ec4c",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_e6149",
                    table="decisions_finding",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "decisions_findingevent" ("application_id", "created_at", "found_at", "found_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "taken_back_at", "taken_back_by_id", "taken_back_reason", "updated_at", "uuid", "version") SELECT new_values."application_id", new_values."created_at", new_values."found_at", new_values."found_by_id", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."taken_back_at", new_values."taken_back_by_id", new_values."taken_back_reason", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0fc5798f116f500f217f7898219c573985dd8131",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_06007",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="decisions_finding",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "decisions_findingevent" ("application_id", "created_at", "found_at", "found_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "taken_back_at", "taken_back_by_id", "taken_back_reason", "updated_at", "uuid", "version") SELECT new_values."application_id", new_values."created_at", new_values."found_at", new_values."found_by_id", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."taken_back_at", new_values."taken_back_by_id", new_values."taken_back_reason", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="39404e963828997f0a7da8b918268c80fff6b594",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fbc54",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="decisions_finding",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="findingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f3ee267221cf04284f7e6becf022fc419c6cefe7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a0438",
                    table="decisions_findingevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="grantedadjustment",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_granted" IS DISTINCT FROM (NEW."is_granted") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="5212b4d4ff418b713e1501a687a28a842bdad1d1",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_ecf6a",
                    table="decisions_grantedadjustment",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="grantedadjustment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "decisions_grantedadjustmentevent" ("application_id", "created_at", "decided_at", "decided_by_id", "evidence", "id", "is_granted", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "uuid", "version") SELECT new_values."application_id", new_values."created_at", new_values."decided_at", new_values."decided_by_id", new_values."evidence", new_values."id", new_values."is_granted", new_values."key", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2b1190f9c06e4400ec65d2f0c603a0376c778bd0",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_aa3af",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="decisions_grantedadjustment",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="grantedadjustment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "decisions_grantedadjustmentevent" ("application_id", "created_at", "decided_at", "decided_by_id", "evidence", "id", "is_granted", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "uuid", "version") SELECT new_values."application_id", new_values."created_at", new_values."decided_at", new_values."decided_by_id", new_values."evidence", new_values."id", new_values."is_granted", new_values."key", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="fc9792defeeecbe9bf148d98d9f8a2650fbc0940",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1bd76",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="decisions_grantedadjustment",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="grantedadjustmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3712776f70d8dffe90f4c1af84f53395c0b2bda0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1e37a",
                    table="decisions_grantedadjustmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="letter",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."body_en" IS DISTINCT FROM (NEW."body_en") OR OLD."body_ko" IS DISTINCT FROM (NEW."body_ko") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_at" IS DISTINCT FROM (NEW."issued_at") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."subject_en" IS DISTINCT FROM (NEW."subject_en") OR OLD."subject_ko" IS DISTINCT FROM (NEW."subject_ko") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="6df8525596712bf25e487eb06008c8b556d0fa4d",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_52c9e",
                    table="decisions_letter",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="letter",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="630f85f4e8f974b7866173b10f269e144dc990bd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1a95c",
                    table="decisions_letter",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="letter",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="aa2aafee0d737d2de8f3f5a97e27b9c0ade2f9ec",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_31706",
                    table="decisions_letter",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="letter",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('decisions.letter'); RETURN NULL;",
                    hash="4720b10dd4e56fd4e1b4c37e49d6f5cf3a760efb",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_d0c94",
                    table="decisions_letter",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="letterfile",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."letter_id" IS DISTINCT FROM (NEW."letter_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="a6d36e599217165ac87acb64e97e445cd411baf8",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_c14e8",
                    table="decisions_letterfile",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="letterfile",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="0143bc771917aedfff15af70403cfe52583e9147",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_132b9",
                    table="decisions_letterfile",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="letterfile",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="34667d678a0992dbb55741cb4cb874fbdb6d0e7d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_c688f",
                    table="decisions_letterfile",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="objectionmember",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."named_at" IS DISTINCT FROM (NEW."named_at") OR OLD."named_by_id" IS DISTINCT FROM (NEW."named_by_id") OR OLD."objection_id" IS DISTINCT FROM (NEW."objection_id") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="b3b4ac3fa39532a0a91820b3c5aa7e957e88d6c7",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_7ba99",
                    table="decisions_objectionmember",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="objectionmember",
            trigger=pgtrigger.compiler.Trigger(
                name="did_not_decide",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.user_id IS NOT NULL AND NEW.user_id IN (\n        SELECT s.made_by_id FROM decisions_selection s JOIN decisions_decision d ON d.selection_id = s.id\n        JOIN decisions_objection o ON o.decision_id = d.id WHERE o.id = NEW.objection_id\n        UNION\n        SELECT a.by_id FROM decisions_approval a JOIN decisions_decision d ON d.selection_id = a.selection_id\n        JOIN decisions_objection o ON o.decision_id = d.id WHERE o.id = NEW.objection_id\n        UNION\n        SELECT t.actor_id FROM core_transition t JOIN decisions_objection o ON o.exclusion_id = t.id\n        WHERE o.id = NEW.objection_id AND t.actor_id IS NOT NULL\n        UNION\n        SELECT f.judged_by_id FROM calls_screeningfinding f JOIN decisions_objection o\n        ON o.application_id = f.application_id AND o.exclusion_id IS NOT NULL\n        WHERE o.id = NEW.objection_id AND f.judged_by_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'decisions_objection_decided_before' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                    hash="849d6eb5fb53a6a27190eab0d13a6ea856406a5a",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_did_not_decide_11594",
                    table="decisions_objectionmember",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="objectionmember",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('decisions.objectionmember'); RETURN NULL;",
                    hash="378f4cd3e5636e2fb6d41939d3efaf134567b1d4",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_bf5d7",
                    table="decisions_objectionmember",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="selection",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."cause" IS DISTINCT FROM (NEW."cause") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."inputs" IS DISTINCT FROM (NEW."inputs") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."places" IS DISTINCT FROM (NEW."places") OR OLD."publish_at" IS DISTINCT FROM (NEW."publish_at") OR OLD."rules_id" IS DISTINCT FROM (NEW."rules_id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="c7df98302c86bb952a98286562c5cb5178037f8c",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_24283",
                    table="decisions_selection",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="selection",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.call_id <> OLD.call_id OR NEW.number <> OLD.number OR NEW.inputs <> OLD.inputs OR NEW.places <> OLD.places\n       OR NEW.sha256 <> OLD.sha256 OR NEW.rules_id <> OLD.rules_id THEN\n        RAISE EXCEPTION 'decisions_selection is frozen' USING ERRCODE = 'insufficient_privilege';\n    END IF;\n    RETURN NEW;\n",
                    hash="5c353b3a91299ebe9970ce18ec6d3c6ea3c9a5e5",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_3f418",
                    table="decisions_selection",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="selection",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="0eafb44106035a83bb4b630774930be29e56b37c",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_13ce2",
                    table="decisions_selection",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="selection",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('decisions.selection'); RETURN NULL;",
                    hash="98a0a53ff48a2d02ff08e914f6e0a28a882bcb90",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_ed623",
                    table="decisions_selection",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="selection",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "decisions_selectionevent" ("call_id", "cause", "created_at", "id", "inputs", "made_at", "made_by_id", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "publish_at", "rules_id", "sha256", "status", "updated_at", "uuid", "version") SELECT new_values."call_id", new_values."cause", new_values."created_at", new_values."id", new_values."inputs", new_values."made_at", new_values."made_by_id", new_values."note", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."places", new_values."publish_at", new_values."rules_id", new_values."sha256", new_values."status", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f64590a4967a56904eb60f91422a2820259eb215",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c96bb",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="decisions_selection",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="selection",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "decisions_selectionevent" ("call_id", "cause", "created_at", "id", "inputs", "made_at", "made_by_id", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "publish_at", "rules_id", "sha256", "status", "updated_at", "uuid", "version") SELECT new_values."call_id", new_values."cause", new_values."created_at", new_values."id", new_values."inputs", new_values."made_at", new_values."made_by_id", new_values."note", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."places", new_values."publish_at", new_values."rules_id", new_values."sha256", new_values."status", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."call_id" IS DISTINCT FROM (new_values."call_id") OR old_values."cause" IS DISTINCT FROM (new_values."cause") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."inputs" IS DISTINCT FROM (new_values."inputs") OR old_values."made_at" IS DISTINCT FROM (new_values."made_at") OR old_values."made_by_id" IS DISTINCT FROM (new_values."made_by_id") OR old_values."note" IS DISTINCT FROM (new_values."note") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."places" IS DISTINCT FROM (new_values."places") OR old_values."publish_at" IS DISTINCT FROM (new_values."publish_at") OR old_values."rules_id" IS DISTINCT FROM (new_values."rules_id") OR old_values."sha256" IS DISTINCT FROM (new_values."sha256") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."updated_at" IS DISTINCT FROM (new_values."updated_at") OR old_values."uuid" IS DISTINCT FROM (new_values."uuid") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="21e5c67d52ec81b73dd7d7d8508db62459cbd7d6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ce905",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="decisions_selection",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="objectionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="98e5d1531ffb7eeb8ba4d6ca67612af5fb5f0d97",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a5744",
                    table="decisions_objectionevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."answered_by_id" IS DISTINCT FROM (NEW."answered_by_id") OR OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."due_at" IS DISTINCT FROM (NEW."due_at") OR OLD."exclusion_id" IS DISTINCT FROM (NEW."exclusion_id") OR OLD."filed_at" IS DISTINCT FROM (NEW."filed_at") OR OLD."filed_by_id" IS DISTINCT FROM (NEW."filed_by_id") OR OLD."ground" IS DISTINCT FROM (NEW."ground") OR OLD."handler_id" IS DISTINCT FROM (NEW."handler_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."outcome_reason" IS DISTINCT FROM (NEW."outcome_reason") OR OLD."remedy" IS DISTINCT FROM (NEW."remedy") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="b89a58063578cb221cb4b418beff23266c416eab",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_37573",
                    table="decisions_objection",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="in_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.decision_id IS NOT NULL AND NOT EXISTS (\n        SELECT 1 FROM calls_application a JOIN calls_call c ON c.id = a.call_id\n        WHERE a.id = NEW.application_id AND NEW.filed_at >= c.notified_at AND NEW.filed_at < c.objections_until\n    ) OR NEW.exclusion_id IS NOT NULL AND NOT EXISTS (\n        SELECT 1 FROM core_transition t\n        WHERE t.id = NEW.exclusion_id AND t.model = 'calls.application' AND t.object_id = NEW.application_id\n              AND t.name = 'exclude' AND NEW.filed_at >= t.at\n    ) THEN\n        RAISE EXCEPTION 'decisions_objection_in_time' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                    hash="bf0bf1912612398e004eb60df0a90ed2248ba076",
                    operation="INSERT",
                    pgid="pgtrigger_in_time_09509",
                    table="decisions_objection",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="did_not_decide",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.handler_id IS NOT NULL AND NEW.handler_id IN (\n        SELECT s.made_by_id FROM decisions_selection s JOIN decisions_decision d ON d.selection_id = s.id\n        JOIN decisions_objection o ON o.decision_id = d.id WHERE o.id = NEW.id\n        UNION\n        SELECT a.by_id FROM decisions_approval a JOIN decisions_decision d ON d.selection_id = a.selection_id\n        JOIN decisions_objection o ON o.decision_id = d.id WHERE o.id = NEW.id\n        UNION\n        SELECT t.actor_id FROM core_transition t JOIN decisions_objection o ON o.exclusion_id = t.id\n        WHERE o.id = NEW.id AND t.actor_id IS NOT NULL\n        UNION\n        SELECT f.judged_by_id FROM calls_screeningfinding f JOIN decisions_objection o\n        ON o.application_id = f.application_id AND o.exclusion_id IS NOT NULL\n        WHERE o.id = NEW.id AND f.judged_by_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'decisions_objection_decided_before' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                    hash="0d1fcf576ea34d1cd80c11e64d8f4b4949de7701",
                    operation="UPDATE",
                    pgid="pgtrigger_did_not_decide_a3d13",
                    table="decisions_objection",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('decisions.objection'); RETURN NULL;",
                    hash="cb57c5e10784d0ded317928d3921a9c385810154",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_e33d3",
                    table="decisions_objection",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "decisions_objectionevent" ("answered_by_id", "application_id", "created_at", "decided_at", "decided_by_id", "decision_id", "due_at", "exclusion_id", "filed_at", "filed_by_id", "ground", "handler_id", "id", "outcome_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remedy", "status", "text", "updated_at", "uuid", "version") SELECT new_values."answered_by_id", new_values."application_id", new_values."created_at", new_values."decided_at", new_values."decided_by_id", new_values."decision_id", new_values."due_at", new_values."exclusion_id", new_values."filed_at", new_values."filed_by_id", new_values."ground", new_values."handler_id", new_values."id", new_values."outcome_reason", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."remedy", new_values."status", new_values."text", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ba5de6be84a04f4564d3b47a1202207ad790a278",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_95309",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="decisions_objection",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "decisions_objectionevent" ("answered_by_id", "application_id", "created_at", "decided_at", "decided_by_id", "decision_id", "due_at", "exclusion_id", "filed_at", "filed_by_id", "ground", "handler_id", "id", "outcome_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remedy", "status", "text", "updated_at", "uuid", "version") SELECT new_values."answered_by_id", new_values."application_id", new_values."created_at", new_values."decided_at", new_values."decided_by_id", new_values."decision_id", new_values."due_at", new_values."exclusion_id", new_values."filed_at", new_values."filed_by_id", new_values."ground", new_values."handler_id", new_values."id", new_values."outcome_reason", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."remedy", new_values."status", new_values."text", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."answered_by_id" IS DISTINCT FROM (new_values."answered_by_id") OR old_values."application_id" IS DISTINCT FROM (new_values."application_id") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."decided_at" IS DISTINCT FROM (new_values."decided_at") OR old_values."decided_by_id" IS DISTINCT FROM (new_values."decided_by_id") OR old_values."decision_id" IS DISTINCT FROM (new_values."decision_id") OR old_values."due_at" IS DISTINCT FROM (new_values."due_at") OR old_values."exclusion_id" IS DISTINCT FROM (new_values."exclusion_id") OR old_values."filed_at" IS DISTINCT FROM (new_values."filed_at") OR old_values."filed_by_id" IS DISTINCT FROM (new_values."filed_by_id") OR old_values."ground" IS DISTINCT FROM (new_values."ground") OR old_values."handler_id" IS DISTINCT FROM (new_values."handler_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."outcome_reason" IS DISTINCT FROM (new_values."outcome_reason") OR old_values."remedy" IS DISTINCT FROM (new_values."remedy") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."text" IS DISTINCT FROM (new_values."text") OR old_values."updated_at" IS DISTINCT FROM (new_values."updated_at") OR old_values."uuid" IS DISTINCT FROM (new_values."uuid") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="99f65ae56013e95bd1c2e363148b464a9763d30e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ce745",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="decisions_objection",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."ground" IS DISTINCT FROM (NEW."ground") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."rank" IS DISTINCT FROM (NEW."rank") OR OLD."score" IS DISTINCT FROM (NEW."score") OR OLD."selection_id" IS DISTINCT FROM (NEW."selection_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="49766ecda0681b917c2f61f5e21ac8831f25176e",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_e0c45",
                    table="decisions_decision",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="bf9be50383bb8bc9e73705dba11bfcc066cd8c68",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8236e",
                    table="decisions_decision",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="bdbff8969b20cb637c41c92435e084ff662b8c9f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_5a1c6",
                    table="decisions_decision",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('decisions.decision'); RETURN NULL;",
                    hash="63a36f19db6193f26bd47befdde016ac6bdac566",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_26409",
                    table="decisions_decision",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_approved" IS DISTINCT FROM (NEW."is_approved") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."no_conflict" IS DISTINCT FROM (NEW."no_conflict") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."selection_id" IS DISTINCT FROM (NEW."selection_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="eb977ec6328c54ac5a0bc6a219ec2b6cb3539789",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_3f136",
                    table="decisions_approval",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="c7b4c5cb56355a0e9bd13a3fb75fbb590183215d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_acd3a",
                    table="decisions_approval",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="2708e839791422625f94fbcdc730e2ea784a6438",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_84809",
                    table="decisions_approval",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="other_person",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.by_id IN (SELECT made_by_id FROM decisions_selection WHERE id = NEW.selection_id\n                     UNION SELECT by_id FROM decisions_approval WHERE selection_id = NEW.selection_id) THEN\n        RAISE EXCEPTION 'decisions_approval_other_person' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                    hash="9835adc0628dc0369d6d2b8edabdb6c0442fec1c",
                    operation="INSERT",
                    pgid="pgtrigger_other_person_249e2",
                    table="decisions_approval",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="selectionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2724f12944c638c20ce7f5d2dc0cff1dbf38575e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cdeb7",
                    table="decisions_selectionevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="tieorder",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."applications" IS DISTINCT FROM (NEW."applications") OR OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="894cbd656c41841a73cbb0e128b360a61f78a177",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_bab78",
                    table="decisions_tieorder",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="tieorder",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="d0d014dde7a3bff932c07fea780e7539595febba",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_16be7",
                    table="decisions_tieorder",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="tieorder",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="bdad8138a5aac4a4376b9e12c998f04a30e39850",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_b6293",
                    table="decisions_tieorder",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="whatif",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."changes" IS DISTINCT FROM (NEW."changes") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."terms" IS DISTINCT FROM (NEW."terms") OR OLD."tried_at" IS DISTINCT FROM (NEW."tried_at") OR OLD."tried_by_id" IS DISTINCT FROM (NEW."tried_by_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="a0e8b22ebae6326f118f25dc780772faacf72e9d",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_fee45",
                    table="decisions_whatif",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="whatif",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="80d2f1411dfaa81404114950d58bbf16f06df977",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c3d08",
                    table="decisions_whatif",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="whatif",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="2ab6e2991ae0efd1879d17b3e6f85762c54f7997",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_09633",
                    table="decisions_whatif",
                    when="BEFORE",
                ),
            ),
        ),
    ]
