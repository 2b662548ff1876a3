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
        ("calls", "0002_search_columns"),
        ("challenges", "0001_initial"),
        ("regions", "0005_company_profiles"),
    ]

    operations = [
        triggers.RemoveTrigger(
            model_name="application",
            name="bump_version",
        ),
        triggers.RemoveTrigger(
            model_name="application",
            name="insert_insert",
        ),
        triggers.RemoveTrigger(
            model_name="application",
            name="update_update",
        ),
        triggers.RemoveTrigger(
            model_name="call",
            name="bump_version",
        ),
        triggers.RemoveTrigger(
            model_name="call",
            name="insert_insert",
        ),
        triggers.RemoveTrigger(
            model_name="call",
            name="update_update",
        ),
        triggers.RemoveTrigger(
            model_name="callrules",
            name="bump_version",
        ),
        triggers.RemoveTrigger(
            model_name="submission",
            name="bump_version",
        ),
        triggers.RemoveTrigger(
            model_name="submission",
            name="in_time",
        ),
        migrations.CreateModel(
            name="CallSubscription",
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
                ("email", models.EmailField(max_length=254, verbose_name="이메일")),
                (
                    "programme",
                    models.CharField(
                        blank=True,
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
                    "language",
                    models.CharField(
                        choices=[("ko", "한국어"), ("en", "English")], default="ko", max_length=2, verbose_name="언어"
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="regions.zone",
                        verbose_name="권역",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="calls_subscription_address_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FilePreview",
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
                ("state", models.CharField(choices=[("done", "그림"), ("failed", "그리지 못함")], max_length=6)),
                ("is_cut", models.BooleanField(default=False, help_text="The file has more pages than are drawn.")),
                ("made_at", models.DateTimeField()),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="preview", to="calls.applicationfile"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["done", "failed"])), name="calls_preview_state_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FileRelease",
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
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="calls.applicationfile"
                    ),
                ),
            ],
            options={
                "ordering": ["file", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="calls_release_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerConsent",
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
                ("kind", models.CharField(choices=[("given", "동의"), ("withdrawn", "동의를 거둠")], max_length=10)),
                ("text_version", models.CharField(max_length=20)),
                ("content", models.JSONField(help_text="What was consented to; of a withdrawal, nothing.")),
                (
                    "sha256",
                    models.CharField(
                        help_text="Of the content; of a withdrawal, of the consent taken back.", max_length=64
                    ),
                ),
                ("signature", models.JSONField(help_text="How it was signed, as the signing step tells it.")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="까닭")),
                ("signed_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="calls.application"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.organisation"
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["application", "organisation", "id"],
                "abstract": False,
                "indexes": [models.Index(fields=["application", "organisation", "-id"], name="calls_consent_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["given", "withdrawn"])), name="calls_consent_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="calls_consent_sha256_form"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PreviewPage",
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
                ("stored", models.CharField(max_length=200, unique=True)),
                ("sha256", models.CharField(max_length=64)),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                ("text", models.TextField(blank=True)),
                (
                    "preview",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pages", to="calls.filepreview"
                    ),
                ),
            ],
            options={
                "ordering": ["preview", "number"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("preview", "number"), name="calls_preview_page_once")],
            },
        ),
        migrations.CreateModel(
            name="ProjectDigest",
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
                ("summary", models.TextField()),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="digest", to="calls.application"
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="calls.submission"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReturnRequest",
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
                ("items", models.JSONField(help_text="What to correct: a list of sentences.")),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="return_requests",
                        to="calls.application",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="return_requests",
                        to="calls.submission",
                    ),
                ),
            ],
            options={
                "ordering": ["application", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("submission",), name="calls_return_once"),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("asked_at"))), name="calls_return_due_later"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScreeningFinding",
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
                ("rule", models.CharField(max_length=60)),
                (
                    "verdict",
                    models.CharField(
                        choices=[("pass", "맞음"), ("fail", "맞지 않음"), ("check", "확인 필요")],
                        max_length=5,
                        verbose_name="판정",
                    ),
                ),
                ("evidence", models.TextField(blank=True, max_length=2000, verbose_name="근거")),
                ("judged_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="calls.application"
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="calls.submission"
                    ),
                ),
            ],
            options={
                "ordering": ["submission", "rule", "id"],
                "abstract": False,
                "indexes": [models.Index(fields=["submission", "rule", "-id"], name="calls_finding_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["pass", "fail", "check"])),
                        name="calls_finding_verdict_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", "pass"), models.Q(("evidence", ""), _negated=True), _connector="OR"
                        ),
                        name="calls_finding_with_evidence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SimilarProject",
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
                    "percent",
                    models.PositiveSmallIntegerField(
                        help_text="Of the words of `submission`, found in `other` in a row."
                    ),
                ),
                ("passages", models.JSONField(help_text="A list of {field, mine, theirs}.")),
                ("found_at", models.DateTimeField()),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="similar_to", to="calls.submission"
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="similar", to="calls.submission"
                    ),
                ),
            ],
            options={
                "ordering": ["submission", "-percent", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "other"), name="calls_similar_once"),
                    models.CheckConstraint(condition=models.Q(("percent__lte", 100)), name="calls_similar_percent"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubscriptionRequest",
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
                ("email", models.EmailField(max_length=254, verbose_name="이메일")),
                (
                    "programme",
                    models.CharField(
                        blank=True,
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
                    "language",
                    models.CharField(
                        choices=[("ko", "한국어"), ("en", "English")], default="ko", max_length=2, verbose_name="언어"
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="regions.zone",
                        verbose_name="권역",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
                "indexes": [models.Index(fields=["email", "created_at"], name="calls_request_of_address")],
            },
        ),
        migrations.RemoveConstraint(
            model_name="application",
            name="calls_application_status_known",
        ),
        migrations.RemoveConstraint(
            model_name="application",
            name="calls_application_number_when_submitted",
        ),
        migrations.RemoveConstraint(
            model_name="call",
            name="calls_call_status_known",
        ),
        migrations.RemoveConstraint(
            model_name="call",
            name="calls_call_announced_with_dates",
        ),
        migrations.AddField(
            model_name="application",
            name="challenge",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="challenges.challenge",
                verbose_name="답하는 난제",
            ),
        ),
        migrations.AddField(
            model_name="applicationevent",
            name="challenge",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="challenges.challenge",
                verbose_name="답하는 난제",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="briefing_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="설명회"),
        ),
        migrations.AddField(
            model_name="call",
            name="briefing_en",
            field=models.CharField(blank=True, db_default="", max_length=200, verbose_name="설명회 장소(영어)"),
        ),
        migrations.AddField(
            model_name="call",
            name="briefing_ko",
            field=models.CharField(blank=True, db_default="", max_length=200, verbose_name="설명회 장소"),
        ),
        migrations.AddField(
            model_name="call",
            name="challenges",
            field=models.ManyToManyField(
                blank=True, related_name="calls", to="challenges.challenge", verbose_name="공고로 이어진 난제"
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="challenges_chosen_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="call",
            name="following",
            field=models.CharField(
                blank=True,
                choices=[("round", "다음 차수"), ("reannouncement", "재공고")],
                max_length=15,
                verbose_name="이어지는 까닭",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="follows",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followers",
                to="calls.call",
                verbose_name="앞선 공고",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="notified_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="결과를 알린 때"),
        ),
        migrations.AddField(
            model_name="call",
            name="objections_until",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="이의신청 마감"),
        ),
        migrations.AddField(
            model_name="call",
            name="round_number",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="차수"),
        ),
        migrations.AddField(
            model_name="callevent",
            name="briefing_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="설명회"),
        ),
        migrations.AddField(
            model_name="callevent",
            name="briefing_en",
            field=models.CharField(blank=True, db_default="", max_length=200, verbose_name="설명회 장소(영어)"),
        ),
        migrations.AddField(
            model_name="callevent",
            name="briefing_ko",
            field=models.CharField(blank=True, db_default="", max_length=200, verbose_name="설명회 장소"),
        ),
        migrations.AddField(
            model_name="callevent",
            name="challenges_chosen_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="callevent",
            name="following",
            field=models.CharField(
                blank=True,
                choices=[("round", "다음 차수"), ("reannouncement", "재공고")],
                max_length=15,
                verbose_name="이어지는 까닭",
            ),
        ),
        migrations.AddField(
            model_name="callevent",
            name="follows",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="calls.call",
                verbose_name="앞선 공고",
            ),
        ),
        migrations.AddField(
            model_name="callevent",
            name="notified_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="결과를 알린 때"),
        ),
        migrations.AddField(
            model_name="callevent",
            name="objections_until",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="이의신청 마감"),
        ),
        migrations.AddField(
            model_name="callevent",
            name="round_number",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="차수"),
        ),
        migrations.AddField(
            model_name="callrules",
            name="decided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="callrules",
            name="reason",
            field=models.CharField(blank=True, help_text="Of a correction: why it had to be.", max_length=500),
        ),
        migrations.AddField(
            model_name="submission",
            name="asked_won",
            field=models.BigIntegerField(
                default=0, help_text="Of all organisations and years.", verbose_name="신청한 정부지원금"
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="application",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "작성 중"),
                    ("submitted", "제출됨"),
                    ("returned", "보완 요청"),
                    ("screened", "사전검토 통과"),
                    ("excluded", "지원 제외"),
                    ("under_review", "평가 중"),
                    ("evaluated", "평가 마침"),
                    ("selected", "선정"),
                    ("reserve", "예비"),
                    ("not_selected", "미선정"),
                    ("declined", "선정 포기"),
                    ("withdrawn", "거둠"),
                ],
                default="draft",
                editable=False,
                max_length=15,
                verbose_name="상태",
            ),
        ),
        migrations.AlterField(
            model_name="applicationevent",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "작성 중"),
                    ("submitted", "제출됨"),
                    ("returned", "보완 요청"),
                    ("screened", "사전검토 통과"),
                    ("excluded", "지원 제외"),
                    ("under_review", "평가 중"),
                    ("evaluated", "평가 마침"),
                    ("selected", "선정"),
                    ("reserve", "예비"),
                    ("not_selected", "미선정"),
                    ("declined", "선정 포기"),
                    ("withdrawn", "거둠"),
                ],
                default="draft",
                editable=False,
                max_length=15,
                verbose_name="상태",
            ),
        ),
        migrations.AlterField(
            model_name="call",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "작성 중"),
                    ("announced", "공고됨"),
                    ("screening", "사전검토"),
                    ("reviewing", "선정평가"),
                    ("deliberating", "심의"),
                    ("notified", "결과 통보"),
                    ("finalised", "확정"),
                    ("archived", "보관"),
                    ("cancelled", "취소됨"),
                ],
                default="draft",
                editable=False,
                max_length=12,
                verbose_name="상태",
            ),
        ),
        migrations.AlterField(
            model_name="callevent",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "작성 중"),
                    ("announced", "공고됨"),
                    ("screening", "사전검토"),
                    ("reviewing", "선정평가"),
                    ("deliberating", "심의"),
                    ("notified", "결과 통보"),
                    ("finalised", "확정"),
                    ("archived", "보관"),
                    ("cancelled", "취소됨"),
                ],
                default="draft",
                editable=False,
                max_length=12,
                verbose_name="상태",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "draft",
                            "submitted",
                            "returned",
                            "screened",
                            "excluded",
                            "under_review",
                            "evaluated",
                            "selected",
                            "reserve",
                            "not_selected",
                            "declined",
                            "withdrawn",
                        ],
                    )
                ),
                name="calls_application_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["draft", "withdrawn"]), models.Q(("number", ""), _negated=True), _connector="OR"
                ),
                name="calls_application_number_when_submitted",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "draft",
                            "announced",
                            "screening",
                            "reviewing",
                            "deliberating",
                            "notified",
                            "finalised",
                            "archived",
                            "cancelled",
                        ],
                    )
                ),
                name="calls_call_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["draft", "cancelled"]),
                    models.Q(("announced_at__isnull", False), ("closes_at__isnull", False)),
                    _connector="OR",
                ),
                name="calls_call_announced_with_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["notified", "finalised", "archived"]), _negated=True),
                    models.Q(("notified_at__isnull", False), ("objections_until__gte", models.F("notified_at"))),
                    _connector="OR",
                ),
                name="calls_call_notified_with_objections",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("following", ""), ("follows__isnull", True)),
                    models.Q(("following__in", ["round", "reannouncement"]), ("follows__isnull", False)),
                    _connector="OR",
                ),
                name="calls_call_follows_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked_won__gte", 0)), name="calls_submission_asked_not_negative"
            ),
        ),
        triggers.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."challenge_id" IS DISTINCT FROM (NEW."challenge_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."started_by_id" IS DISTINCT FROM (NEW."started_by_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="5b75142e6ab745dc487eaae807ce5483d5e1bf53",
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
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "calls_applicationevent" ("call_id", "challenge_id", "created_at", "id", "number", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_by_id", "status", "updated_at", "uuid", "version") SELECT new_values."call_id", new_values."challenge_id", new_values."created_at", new_values."id", new_values."number", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."started_by_id", new_values."status", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d18b9242f7720ec02b9cdcb427451535246073eb",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "calls_applicationevent" ("call_id", "challenge_id", "created_at", "id", "number", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_by_id", "status", "updated_at", "uuid", "version") SELECT new_values."call_id", new_values."challenge_id", new_values."created_at", new_values."id", new_values."number", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."started_by_id", new_values."status", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="df27e5937660f634f2270f32af8bba403270542b",
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
            model_name="call",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."announced_at" IS DISTINCT FROM (NEW."announced_at") OR OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."briefing_at" IS DISTINCT FROM (NEW."briefing_at") OR OLD."briefing_en" IS DISTINCT FROM (NEW."briefing_en") OR OLD."briefing_ko" IS DISTINCT FROM (NEW."briefing_ko") OR OLD."budget_won" IS DISTINCT FROM (NEW."budget_won") OR OLD."challenges_chosen_at" IS DISTINCT FROM (NEW."challenges_chosen_at") OR OLD."closes_at" IS DISTINCT FROM (NEW."closes_at") OR OLD."contact_en" IS DISTINCT FROM (NEW."contact_en") OR OLD."contact_ko" IS DISTINCT FROM (NEW."contact_ko") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."following" IS DISTINCT FROM (NEW."following") OR OLD."follows_id" IS DISTINCT FROM (NEW."follows_id") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."notified_at" IS DISTINCT FROM (NEW."notified_at") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."objections_until" IS DISTINCT FROM (NEW."objections_until") OR OLD."opens_at" IS DISTINCT FROM (NEW."opens_at") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."programme" IS DISTINCT FROM (NEW."programme") OR OLD."round_number" IS DISTINCT FROM (NEW."round_number") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."summary_en" IS DISTINCT FROM (NEW."summary_en") OR OLD."summary_ko" IS DISTINCT FROM (NEW."summary_ko") OR OLD."title_en" IS DISTINCT FROM (NEW."title_en") OR OLD."title_ko" IS DISTINCT FROM (NEW."title_ko") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."years_max" IS DISTINCT FROM (NEW."years_max") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="095f0cc076f64fb45829a6d8c1eb58944ac45545",
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
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "calls_callevent" ("announced_at", "as_of", "briefing_at", "briefing_en", "briefing_ko", "budget_won", "challenges_chosen_at", "closes_at", "contact_en", "contact_ko", "created_at", "following", "follows_id", "grade", "id", "notified_at", "number", "objections_until", "opens_at", "organisation_id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "round_number", "source_id", "status", "summary_en", "summary_ko", "title_en", "title_ko", "updated_at", "uuid", "version", "years_max", "zone_id") SELECT new_values."announced_at", new_values."as_of", new_values."briefing_at", new_values."briefing_en", new_values."briefing_ko", new_values."budget_won", new_values."challenges_chosen_at", new_values."closes_at", new_values."contact_en", new_values."contact_ko", new_values."created_at", new_values."following", new_values."follows_id", new_values."grade", new_values."id", new_values."notified_at", new_values."number", new_values."objections_until", new_values."opens_at", new_values."organisation_id", new_values."origin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."programme", new_values."round_number", new_values."source_id", new_values."status", new_values."summary_en", new_values."summary_ko", new_values."title_en", new_values."title_ko", new_values."updated_at", new_values."uuid", new_values."version", new_values."years_max", new_values."zone_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c502389f44700e5baec2f6a542cb95bf02f4daf3",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "calls_callevent" ("announced_at", "as_of", "briefing_at", "briefing_en", "briefing_ko", "budget_won", "challenges_chosen_at", "closes_at", "contact_en", "contact_ko", "created_at", "following", "follows_id", "grade", "id", "notified_at", "number", "objections_until", "opens_at", "organisation_id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "round_number", "source_id", "status", "summary_en", "summary_ko", "title_en", "title_ko", "updated_at", "uuid", "version", "years_max", "zone_id") SELECT new_values."announced_at", new_values."as_of", new_values."briefing_at", new_values."briefing_en", new_values."briefing_ko", new_values."budget_won", new_values."challenges_chosen_at", new_values."closes_at", new_values."contact_en", new_values."contact_ko", new_values."created_at", new_values."following", new_values."follows_id", new_values."grade", new_values."id", new_values."notified_at", new_values."number", new_values."objections_until", new_values."opens_at", new_values."organisation_id", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."programme", new_values."round_number", new_values."source_id", new_values."status", new_values."summary_en", new_values."summary_ko", new_values."title_en", new_values."title_ko", new_values."updated_at", new_values."uuid", new_values."version", new_values."years_max", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."announced_at" IS DISTINCT FROM (new_values."announced_at") OR old_values."as_of" IS DISTINCT FROM (new_values."as_of") OR old_values."briefing_at" IS DISTINCT FROM (new_values."briefing_at") OR old_values."briefing_en" IS DISTINCT FROM (new_values."briefing_en") OR old_values."briefing_ko" IS DISTINCT FROM (new_values."briefing_ko") OR old_values."budget_won" IS DISTINCT FROM (new_values."budget_won") OR old_values."challenges_chosen_at" IS DISTINCT FROM (new_values."challenges_chosen_at") OR old_values."closes_at" IS DISTINCT FROM (new_values."closes_at") OR old_values."contact_en" IS DISTINCT FROM (new_values."contact_en") OR old_values."contact_ko" IS DISTINCT FROM (new_values."contact_ko") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."following" IS DISTINCT FROM (new_values."following") OR old_values."follows_id" IS DISTINCT FROM (new_values."follows_id") OR old_values."grade" IS DISTINCT FROM (new_values."grade") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."notified_at" IS DISTINCT FROM (new_values."notified_at") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."objections_until" IS DISTINCT FROM (new_values."objections_until") OR old_values."opens_at" IS DISTINCT FROM (new_values."opens_at") OR old_values."organisation_id" IS DISTINCT FROM (new_values."organisation_id") OR old_values."origin" IS DISTINCT FROM (new_values."origin") OR old_values."programme" IS DISTINCT FROM (new_values."programme") OR old_values."round_number" IS DISTINCT FROM (new_values."round_number") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."summary_en" IS DISTINCT FROM (new_values."summary_en") OR old_values."summary_ko" IS DISTINCT FROM (new_values."summary_ko") OR old_values."title_en" IS DISTINCT FROM (new_values."title_en") OR old_values."title_ko" IS DISTINCT FROM (new_values."title_ko") OR old_values."updated_at" IS DISTINCT FROM (new_values."updated_at") OR old_values."uuid" IS DISTINCT FROM (new_values."uuid") OR old_values."version" IS DISTINCT FROM (new_values."version") OR old_values."years_max" IS DISTINCT FROM (new_values."years_max") OR old_values."zone_id" IS DISTINCT FROM (new_values."zone_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="12f741f5a666cbfd815d6af18553d3c6ad9abbd6",
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
            model_name="callrules",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."frozen_at" IS DISTINCT FROM (NEW."frozen_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="edd4480cc5229f920e986d2da5c05722f5de19a1",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_5212a",
                    table="calls_callrules",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="submission",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."asked_won" IS DISTINCT FROM (NEW."asked_won") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."request_key" IS DISTINCT FROM (NEW."request_key") OR OLD."rules_id" IS DISTINCT FROM (NEW."rules_id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."snapshot" IS DISTINCT FROM (NEW."snapshot") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."submitted_by_id" IS DISTINCT FROM (NEW."submitted_by_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="5e17758fcd41ecb8c4607881763c237d3e74386f",
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
                name="in_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT EXISTS (\n        SELECT 1 FROM calls_application a JOIN calls_call c ON c.id = a.call_id\n        WHERE a.id = NEW.application_id AND c.status = 'announced' AND NEW.submitted_at >= c.opens_at\n          AND NEW.submitted_at < (SELECT d.closes_at FROM calls_calldeadline d WHERE d.call_id = c.id\n                                  ORDER BY d.id DESC LIMIT 1)\n    ) AND NOT EXISTS (\n        SELECT 1 FROM calls_application a JOIN calls_call c ON c.id = a.call_id\n          JOIN calls_returnrequest r ON r.application_id = a.id\n        WHERE a.id = NEW.application_id AND a.status = 'returned' AND c.status = 'screening'\n          AND r.id = (SELECT max(id) FROM calls_returnrequest WHERE application_id = a.id)\n          AND NEW.submitted_at >= r.asked_at AND NEW.submitted_at < r.due_at\n          AND NOT EXISTS (SELECT 1 FROM calls_submission s\n                          WHERE s.application_id = a.id AND s.id > r.submission_id)\n    ) THEN\n        RAISE EXCEPTION 'calls_submission_in_time' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                    hash="be4bd4f6be411d5c37735b73a03c87e1575839e7",
                    operation="INSERT",
                    pgid="pgtrigger_in_time_d063d",
                    table="calls_submission",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="callsubscription",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."programme" IS DISTINCT FROM (NEW."programme") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="dc5c78b02f6fc74114d0b63f2ad14a6ba5645f27",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_f3b72",
                    table="calls_callsubscription",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="filepreview",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."file_id" IS DISTINCT FROM (NEW."file_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_cut" IS DISTINCT FROM (NEW."is_cut") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="e4dc4681c489f4e03e876e37c71ce9ac0dd135f2",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_e3701",
                    table="calls_filepreview",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="filerelease",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."file_id" IS DISTINCT FROM (NEW."file_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="b386eeca3210c2dc1a0ab01ca03070f79d078992",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_07c9a",
                    table="calls_filerelease",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="filerelease",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="51fd7bfc2da42a0533a9e7f7a284f2f292361bc7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1ff80",
                    table="calls_filerelease",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="filerelease",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="482c9cea6e1f8afcb17cb006397d68855bd5a084",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_72d39",
                    table="calls_filerelease",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="partnerconsent",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."signature" IS DISTINCT FROM (NEW."signature") OR OLD."signed_at" IS DISTINCT FROM (NEW."signed_at") OR OLD."signed_by_id" IS DISTINCT FROM (NEW."signed_by_id") OR OLD."text_version" IS DISTINCT FROM (NEW."text_version") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="99365db7283b57b12f940d0ab8fc2b78296a19c5",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_7db00",
                    table="calls_partnerconsent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="partnerconsent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="e02de77dbb7fcafd8e538dd9d8f8ca9163cd9142",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8c125",
                    table="calls_partnerconsent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="partnerconsent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="86f10be90de78e3719c8f80bd99de7b4f5a3eddf",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_607d7",
                    table="calls_partnerconsent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="previewpage",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."height" IS DISTINCT FROM (NEW."height") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."preview_id" IS DISTINCT FROM (NEW."preview_id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."stored" IS DISTINCT FROM (NEW."stored") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."width" IS DISTINCT FROM (NEW."width"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="ed6a76e40fbb6e4cd7d54a7c96c8cae4e5ee6606",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_43aa4",
                    table="calls_previewpage",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="projectdigest",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."submission_id" IS DISTINCT FROM (NEW."submission_id") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="459eb3305b78329c49ec54a1efb78c9711deb7b5",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_0157f",
                    table="calls_projectdigest",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="returnrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."due_at" IS DISTINCT FROM (NEW."due_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."items" IS DISTINCT FROM (NEW."items") OR OLD."submission_id" IS DISTINCT FROM (NEW."submission_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="6da28a58a18a42a5b277da55ab8db2a240336856",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_9a5ad",
                    table="calls_returnrequest",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="returnrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="54a95d6b46f2780b92ce8c1ea1c85e67a0aa0602",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_79795",
                    table="calls_returnrequest",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="returnrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="5aa75b67be05edb0307f79af27466597cfe3a2a5",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_af047",
                    table="calls_returnrequest",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="screeningfinding",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."judged_at" IS DISTINCT FROM (NEW."judged_at") OR OLD."judged_by_id" IS DISTINCT FROM (NEW."judged_by_id") OR OLD."rule" IS DISTINCT FROM (NEW."rule") OR OLD."submission_id" IS DISTINCT FROM (NEW."submission_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."verdict" IS DISTINCT FROM (NEW."verdict"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="a8f3e48b219da0bd63f8c1ce1e19ea61767998af",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_23ee9",
                    table="calls_screeningfinding",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="screeningfinding",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="50a1c31f6b4b6a75192815bd47200eb82e63744f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ea0a3",
                    table="calls_screeningfinding",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="screeningfinding",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="974ec73cd2f287576cf2c355e0fe246dae948192",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_1fdf4",
                    table="calls_screeningfinding",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="similarproject",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."found_at" IS DISTINCT FROM (NEW."found_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."other_id" IS DISTINCT FROM (NEW."other_id") OR OLD."passages" IS DISTINCT FROM (NEW."passages") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."submission_id" IS DISTINCT FROM (NEW."submission_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="1e640687d63bbe5a4509fa5852c4dba2d332bc46",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_373f2",
                    table="calls_similarproject",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="similarproject",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="6c5b8c96314fd8016481f96ebef01ce63c15b0b2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_14701",
                    table="calls_similarproject",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="similarproject",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="9c451f0dbbb39e229e5f0ce002dac0ec98bf5bd6",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_6ac61",
                    table="calls_similarproject",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="subscriptionrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."programme" IS DISTINCT FROM (NEW."programme") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="bb3805e525ef38d0e3f252446c109290ed8b2f27",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_bb7a3",
                    table="calls_subscriptionrequest",
                    when="BEFORE",
                ),
            ),
        ),
    ]
