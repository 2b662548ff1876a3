"""Sites that report their GPUs: how they are reached, what they said, what follows from it."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import axportal.core.uuid7
from axportal.core import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("gpu", "0002_search_columns"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("regions", "0005_company_profiles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Alert",
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
                            ("lost", "사이트 연결 끊김"),
                            ("stale", "자료가 늦음"),
                            ("refused", "인증 거부"),
                            ("coverage", "계측이 절반 미만"),
                            ("idle_held", "유휴보유 많음"),
                            ("discrepancy", "기록이 서로 다름"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "detail",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        default=list,
                        help_text="What it is about, as plain words.",
                        size=None,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-opened_at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uuid", models.UUIDField(default=axportal.core.uuid7.uuid7, unique=True)),
                ("key", models.CharField(help_text="The site's job and the time of this submission.", max_length=150)),
                ("job_id", models.CharField(max_length=100)),
                ("person", models.CharField(blank=True, max_length=100)),
                ("partition", models.CharField(blank=True, max_length=100)),
                ("state", models.CharField(max_length=40)),
                ("gpus", models.JSONField(default=dict, help_text="Type to count.")),
                (
                    "nodes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), blank=True, default=list, size=None
                    ),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("observed_at", models.DateTimeField()),
                ("digest", models.CharField(help_text="Of what the site said; equal: nothing new.", max_length=64)),
                (
                    "runaway_since",
                    models.DateTimeField(
                        blank=True, help_text="Runs by the accounting, unknown to the controller.", null=True
                    ),
                ),
            ],
            options={
                "ordering": ["cluster_id", "-started_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Cluster",
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
                    "connector",
                    models.CharField(
                        choices=[
                            ("slurm_rest", "Slurm REST"),
                            ("slurm_ssh", "Slurm SSH"),
                            ("push", "기관이 보냄"),
                            ("hand", "손으로 입력"),
                        ],
                        max_length=10,
                        verbose_name="연결 방법",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="주소")),
                ("account", models.CharField(blank=True, max_length=64, verbose_name="계정")),
                ("host_key", models.CharField(blank=True, max_length=1000, verbose_name="서버 공개키")),
                ("remote_name", models.CharField(blank=True, max_length=64, verbose_name="Slurm 클러스터 이름")),
                ("telemetry_address", models.CharField(blank=True, max_length=300, verbose_name="Prometheus 주소")),
                ("telemetry_match", models.CharField(blank=True, max_length=300, verbose_name="Prometheus 라벨 조건")),
                ("poll_seconds", models.PositiveIntegerField(default=60, verbose_name="읽는 주기(초)")),
                (
                    "people",
                    models.CharField(
                        choices=[("hidden", "숨김"), ("hashed", "가명"), ("shown", "이름 그대로")],
                        default="hidden",
                        max_length=6,
                        verbose_name="이용자 이름",
                    ),
                ),
                ("capabilities", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "stopped_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="읽기를 멈춘 때"),
                ),
            ],
            options={
                "ordering": ["name_ko", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ClusterEvent",
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
                    "connector",
                    models.CharField(
                        choices=[
                            ("slurm_rest", "Slurm REST"),
                            ("slurm_ssh", "Slurm SSH"),
                            ("push", "기관이 보냄"),
                            ("hand", "손으로 입력"),
                        ],
                        max_length=10,
                        verbose_name="연결 방법",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="주소")),
                ("account", models.CharField(blank=True, max_length=64, verbose_name="계정")),
                ("host_key", models.CharField(blank=True, max_length=1000, verbose_name="서버 공개키")),
                ("remote_name", models.CharField(blank=True, max_length=64, verbose_name="Slurm 클러스터 이름")),
                ("telemetry_address", models.CharField(blank=True, max_length=300, verbose_name="Prometheus 주소")),
                ("telemetry_match", models.CharField(blank=True, max_length=300, verbose_name="Prometheus 라벨 조건")),
                ("poll_seconds", models.PositiveIntegerField(default=60, verbose_name="읽는 주기(초)")),
                (
                    "people",
                    models.CharField(
                        choices=[("hidden", "숨김"), ("hashed", "가명"), ("shown", "이름 그대로")],
                        default="hidden",
                        max_length=6,
                        verbose_name="이용자 이름",
                    ),
                ),
                ("capabilities", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "stopped_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="읽기를 멈춘 때"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConnectorSecret",
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
                    "purpose",
                    models.CharField(
                        choices=[
                            ("slurm_token", "Slurm 토큰"),
                            ("ssh_key", "SSH 개인키"),
                            ("telemetry", "Prometheus 토큰"),
                        ],
                        max_length=12,
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Device",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "uid",
                    models.CharField(help_text="The GPU's UUID; for a slice with the slice's number.", max_length=100),
                ),
                ("index", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("model_name", models.CharField(blank=True, max_length=100)),
                ("mig_profile", models.CharField(blank=True, max_length=30)),
                ("island", models.CharField(blank=True, max_length=64)),
                ("observed_at", models.DateTimeField()),
                ("active_permille", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("memory_used_mib", models.PositiveIntegerField(blank=True, null=True)),
                ("memory_total_mib", models.PositiveIntegerField(blank=True, null=True)),
                ("power_mw", models.PositiveIntegerField(blank=True, null=True)),
            ],
            options={
                "ordering": ["node_id", "index", "uid"],
            },
        ),
        migrations.CreateModel(
            name="DeviceRollup",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("resolution", models.PositiveIntegerField()),
                ("starts_at", models.DateTimeField()),
                ("samples", models.PositiveIntegerField()),
                ("slots", models.PositiveIntegerField(help_text="Minutes with at least one sample.")),
                ("mean_permille", models.PositiveSmallIntegerField(null=True)),
                ("p95_permille", models.PositiveSmallIntegerField(null=True)),
                ("most_permille", models.PositiveSmallIntegerField(null=True)),
                ("energy_j", models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="DirtyBucket",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("starts_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Discrepancy",
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
                            ("accounting", "sreport와 다름"),
                            ("missing", "등록됐으나 보고되지 않음"),
                            ("unlisted", "보고됐으나 등록되지 않음"),
                            ("moved", "다른 곳에서 보고됨"),
                            ("runaway", "끝나지 않는 작업"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "key",
                    models.CharField(help_text="What it is about: a day, a model, a server, a job.", max_length=200),
                ),
                ("ours", models.BigIntegerField(blank=True, null=True)),
                ("theirs", models.BigIntegerField(blank=True, null=True)),
                ("rows", models.JSONField(blank=True, default=list, help_text="The rows that differ.")),
                ("found_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="설명")),
            ],
            options={
                "ordering": ["-found_at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GpuModelAlias",
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
                        choices=[("slurm", "Slurm"), ("dcgm", "DCGM")], max_length=5, verbose_name="쓰는 곳"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="부르는 이름")),
            ],
            options={
                "ordering": ["kind", "name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GpuWeight",
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
                ("days", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="적용 기간")),
                ("milli", models.PositiveIntegerField(verbose_name="환산값(1/1000)")),
            ],
            options={
                "ordering": ["gpu_model_id", "days"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IngestBatch",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uuid", models.UUIDField(default=axportal.core.uuid7.uuid7, unique=True)),
                ("way", models.CharField(choices=[("push", "기관이 보냄"), ("hand", "손으로 입력")], max_length=4)),
                ("key", models.CharField(max_length=100)),
                ("body_digest", models.CharField(max_length=64)),
                ("received_at", models.DateTimeField()),
                (
                    "as_of",
                    models.DateField(blank=True, help_text="What was written by hand is of that day.", null=True),
                ),
                ("accepted", models.PositiveIntegerField(default=0)),
                ("duplicate", models.PositiveIntegerField(default=0)),
                ("superseded", models.PositiveIntegerField(default=0)),
                ("rejected", models.PositiveIntegerField(default=0)),
                ("replays", models.PositiveIntegerField(default=0)),
                ("answer", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["-received_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                (
                    "person",
                    models.CharField(
                        blank=True, help_text="Name, pseudonym or nothing, as the site sets.", max_length=100
                    ),
                ),
                ("partition", models.CharField(blank=True, max_length=100)),
                ("state", models.CharField(max_length=40)),
                ("is_running", models.BooleanField()),
                (
                    "gpus",
                    models.JSONField(
                        default=dict, help_text="Type to count: held by a running job, asked by a waiting one."
                    ),
                ),
                (
                    "nodes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), blank=True, default=list, size=None
                    ),
                ),
                (
                    "devices",
                    models.JSONField(blank=True, default=dict, help_text="Server to indexes of GPUs, where known."),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("ends_at", models.DateTimeField(blank=True, help_text="By its limit.", null=True)),
                ("observed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["cluster_id", "-is_running", "submitted_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uuid", models.UUIDField(default=axportal.core.uuid7.uuid7, editable=False, unique=True)),
                ("name", models.CharField(max_length=100, verbose_name="서버")),
                (
                    "partitions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), blank=True, default=list, size=None
                    ),
                ),
                ("state", models.CharField(blank=True, max_length=200, verbose_name="상태")),
                ("in_service", models.BooleanField(null=True, verbose_name="가동")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="까닭")),
                ("reason_at", models.DateTimeField(blank=True, null=True)),
                ("cpus", models.PositiveIntegerField(blank=True, null=True)),
                ("cpus_allocated", models.PositiveIntegerField(blank=True, null=True)),
                ("island", models.CharField(blank=True, max_length=64, verbose_name="NVLink 묶음")),
                ("observed_at", models.DateTimeField(verbose_name="기준 시각")),
                ("first_seen_at", models.DateTimeField()),
                (
                    "missed",
                    models.PositiveSmallIntegerField(default=0, help_text="Whole snapshots in a row without it."),
                ),
                (
                    "bad_polls",
                    models.PositiveSmallIntegerField(default=0, help_text="Reports in a row out of service."),
                ),
                ("good_polls", models.PositiveSmallIntegerField(default=0, help_text="Reports in a row in service.")),
                ("unlisted_at", models.DateTimeField(blank=True, null=True)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="NodeGpus",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "type_name",
                    models.CharField(blank=True, help_text="As the site names it; empty: not named.", max_length=100),
                ),
                ("installed", models.PositiveIntegerField()),
                ("allocated", models.PositiveIntegerField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Outage",
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
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("gpus", models.PositiveIntegerField()),
                ("state", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("power", "전력 요금"),
                            ("cooling", "냉각"),
                            ("repair", "수리"),
                            ("maintenance", "점검"),
                            ("security", "보안"),
                            ("network", "네트워크"),
                            ("unknown", "모름"),
                        ],
                        default="unknown",
                        max_length=12,
                    ),
                ),
                ("is_confirmed", models.BooleanField(default=False, help_text="The times are the scheduler's own.")),
            ],
            options={
                "ordering": ["-started_at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Rollup",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("type_name", models.CharField(blank=True, max_length=100)),
                ("resolution", models.PositiveIntegerField()),
                ("starts_at", models.DateTimeField()),
                ("expected", models.BigIntegerField()),
                ("seen", models.BigIntegerField()),
                ("in_service", models.BigIntegerField()),
                ("allocated", models.BigIntegerField(null=True)),
                ("stranded", models.BigIntegerField(null=True)),
                ("measured", models.BigIntegerField(null=True)),
                ("measured_allocated", models.BigIntegerField(null=True)),
                ("active", models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="SiteAccount",
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
                ("name", models.CharField(max_length=100, verbose_name="계정")),
            ],
            options={
                "ordering": ["name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SiteToken",
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
                ("label", models.CharField(max_length=100, verbose_name="이름")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "streams",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), size=None, verbose_name="보낼 수 있는 것"
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="만료")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="폐기")),
                ("last_used_at", models.DateTimeField(blank=True, null=True, verbose_name="마지막 사용")),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StreamState",
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
                    "stream",
                    models.CharField(
                        choices=[
                            ("inventory", "서버"),
                            ("queue", "작업 대기열"),
                            ("usage", "사용 내역"),
                            ("events", "중단 이력"),
                            ("telemetry", "GPU 계측"),
                        ],
                        max_length=12,
                    ),
                ),
                ("next_at", models.DateTimeField(blank=True, help_text="When it is read again.", null=True)),
                (
                    "in_flight_until",
                    models.DateTimeField(blank=True, help_text="Somebody reads it until then.", null=True),
                ),
                ("last_try_at", models.DateTimeField(blank=True, null=True)),
                ("last_good_at", models.DateTimeField(blank=True, null=True)),
                ("observed_at", models.DateTimeField(blank=True, null=True)),
                ("failures", models.PositiveIntegerField(default=0, help_text="In a row.")),
                ("error_code", models.CharField(blank=True, max_length=40)),
                ("error_text", models.CharField(blank=True, max_length=1000)),
                (
                    "clock_offset_ms",
                    models.IntegerField(blank=True, help_text="The site's clock minus ours.", null=True),
                ),
                ("rows", models.PositiveIntegerField(blank=True, help_text="In the last good answer.", null=True)),
                ("last_answer", models.TextField(blank=True, help_text="The raw answer, cut, without secrets.")),
            ],
            options={
                "ordering": ["cluster_id", "stream"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UsageHour",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("type_name", models.CharField(blank=True, max_length=100)),
                ("hour", models.DateTimeField()),
                ("gpu_seconds", models.BigIntegerField()),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="datacentre",
            name="bump_version",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="datacentre",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="datacentre",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="gpumodel",
            name="bump_version",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="gpumodel",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="gpumodel",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="gpupool",
            name="bump_version",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="gpupool",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="gpupool",
            name="update_update",
        ),
        migrations.AddField(
            model_name="datacentre",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[("institute", "과학기술원"), ("public", "공공"), ("private", "민간")],
                max_length=10,
                verbose_name="종류",
            ),
        ),
        migrations.AddField(
            model_name="datacentreevent",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[("institute", "과학기술원"), ("public", "공공"), ("private", "민간")],
                max_length=10,
                verbose_name="종류",
            ),
        ),
        migrations.AddField(
            model_name="gpumodel",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="slices",
                to="gpu.gpumodel",
                verbose_name="나누기 전 모델",
            ),
        ),
        migrations.AddField(
            model_name="gpumodel",
            name="parts",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="하나는 나누기 전의 1/n", null=True, verbose_name="나눈 수"
            ),
        ),
        migrations.AddField(
            model_name="gpumodelevent",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="gpu.gpumodel",
                verbose_name="나누기 전 모델",
            ),
        ),
        migrations.AddField(
            model_name="gpumodelevent",
            name="parts",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="하나는 나누기 전의 1/n", null=True, verbose_name="나눈 수"
            ),
        ),
        migrations.AddField(
            model_name="gpupool",
            name="granularity",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="배정 단위(장)"),
        ),
        migrations.AddField(
            model_name="gpupoolevent",
            name="granularity",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="배정 단위(장)"),
        ),
        triggers.AddTrigger(
            model_name="datacentre",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ko" IS DISTINCT FROM (NEW."name_ko") OR OLD."opened_month" IS DISTINCT FROM (NEW."opened_month") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."province_id" IS DISTINCT FROM (NEW."province_id") OR OLD."publication" IS DISTINCT FROM (NEW."publication") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="f650a8be0bab4a5d3cd69392e5e01dc1129c924f",
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
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gpu_datacentreevent" ("as_of", "created_at", "grade", "id", "key", "kind", "name_en", "name_ko", "opened_month", "origin", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "publication", "source_id", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."created_at", new_values."grade", new_values."id", new_values."key", new_values."kind", new_values."name_en", new_values."name_ko", new_values."opened_month", new_values."origin", new_values."owner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."province_id", new_values."publication", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="443e8425adb88e03b80df37e31e364ca226f7c5f",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gpu_datacentreevent" ("as_of", "created_at", "grade", "id", "key", "kind", "name_en", "name_ko", "opened_month", "origin", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "publication", "source_id", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."created_at", new_values."grade", new_values."id", new_values."key", new_values."kind", new_values."name_en", new_values."name_ko", new_values."opened_month", new_values."origin", new_values."owner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."province_id", new_values."publication", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."as_of" IS DISTINCT FROM (new_values."as_of") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."grade" IS DISTINCT FROM (new_values."grade") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."key" IS DISTINCT FROM (new_values."key") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."name_en" IS DISTINCT FROM (new_values."name_en") OR old_values."name_ko" IS DISTINCT FROM (new_values."name_ko") OR old_values."opened_month" IS DISTINCT FROM (new_values."opened_month") OR old_values."origin" IS DISTINCT FROM (new_values."origin") OR old_values."owner_id" IS DISTINCT FROM (new_values."owner_id") OR old_values."province_id" IS DISTINCT FROM (new_values."province_id") OR old_values."publication" IS DISTINCT FROM (new_values."publication") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."updated_at" IS DISTINCT FROM (new_values."updated_at") OR old_values."uuid" IS DISTINCT FROM (new_values."uuid") OR old_values."version" IS DISTINCT FROM (new_values."version") OR old_values."zone_id" IS DISTINCT FROM (new_values."zone_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ff1799a7622faa2c53109684879db3a4218e57c2",
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
            model_name="gpumodel",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."memory_gib" IS DISTINCT FROM (NEW."memory_gib") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."parts" IS DISTINCT FROM (NEW."parts") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."vendor" IS DISTINCT FROM (NEW."vendor"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="9a90c73efb925f7b86dfdb87fd38b715d26ee5bf",
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
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gpu_gpumodelevent" ("as_of", "code", "created_at", "grade", "id", "memory_gib", "name", "origin", "parent_id", "parts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "updated_at", "uuid", "vendor", "version") SELECT new_values."as_of", new_values."code", new_values."created_at", new_values."grade", new_values."id", new_values."memory_gib", new_values."name", new_values."origin", new_values."parent_id", new_values."parts", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."vendor", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4fda2cfe3e8cc5b249d4dffb47f00d4731048e87",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gpu_gpumodelevent" ("as_of", "code", "created_at", "grade", "id", "memory_gib", "name", "origin", "parent_id", "parts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "updated_at", "uuid", "vendor", "version") SELECT new_values."as_of", new_values."code", new_values."created_at", new_values."grade", new_values."id", new_values."memory_gib", new_values."name", new_values."origin", new_values."parent_id", new_values."parts", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."vendor", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="036740ac12424be9f4c0f56501ab653f0588a576",
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
            model_name="gpupool",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."count" IS DISTINCT FROM (NEW."count") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."data_centre_id" IS DISTINCT FROM (NEW."data_centre_id") OR OLD."gpu_model_id" IS DISTINCT FROM (NEW."gpu_model_id") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."granularity" IS DISTINCT FROM (NEW."granularity") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ko" IS DISTINCT FROM (NEW."name_ko") OR OLD."note_en" IS DISTINCT FROM (NEW."note_en") OR OLD."note_ko" IS DISTINCT FROM (NEW."note_ko") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."publication" IS DISTINCT FROM (NEW."publication") OR OLD."server_count" IS DISTINCT FROM (NEW."server_count") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."source_group" IS DISTINCT FROM (NEW."source_group") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="603715ae469134d77a592b74aa605c94f42b1440",
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
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gpu_gpupoolevent" ("as_of", "count", "created_at", "data_centre_id", "gpu_model_id", "grade", "granularity", "id", "key", "name_en", "name_ko", "note_en", "note_ko", "origin", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication", "server_count", "source_group", "source_id", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."count", new_values."created_at", new_values."data_centre_id", new_values."gpu_model_id", new_values."grade", new_values."granularity", new_values."id", new_values."key", new_values."name_en", new_values."name_ko", new_values."note_en", new_values."note_ko", new_values."origin", new_values."owner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."publication", new_values."server_count", new_values."source_group", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a6a497eca95b582a3000d2b2431537f179492c7d",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gpu_gpupoolevent" ("as_of", "count", "created_at", "data_centre_id", "gpu_model_id", "grade", "granularity", "id", "key", "name_en", "name_ko", "note_en", "note_ko", "origin", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication", "server_count", "source_group", "source_id", "updated_at", "uuid", "version", "zone_id") SELECT new_values."as_of", new_values."count", new_values."created_at", new_values."data_centre_id", new_values."gpu_model_id", new_values."grade", new_values."granularity", new_values."id", new_values."key", new_values."name_en", new_values."name_ko", new_values."note_en", new_values."note_ko", new_values."origin", new_values."owner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."publication", new_values."server_count", new_values."source_group", new_values."source_id", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."as_of" IS DISTINCT FROM (new_values."as_of") OR old_values."count" IS DISTINCT FROM (new_values."count") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."data_centre_id" IS DISTINCT FROM (new_values."data_centre_id") OR old_values."gpu_model_id" IS DISTINCT FROM (new_values."gpu_model_id") OR old_values."grade" IS DISTINCT FROM (new_values."grade") OR old_values."granularity" IS DISTINCT FROM (new_values."granularity") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."key" IS DISTINCT FROM (new_values."key") OR old_values."name_en" IS DISTINCT FROM (new_values."name_en") OR old_values."name_ko" IS DISTINCT FROM (new_values."name_ko") OR old_values."note_en" IS DISTINCT FROM (new_values."note_en") OR old_values."note_ko" IS DISTINCT FROM (new_values."note_ko") OR old_values."origin" IS DISTINCT FROM (new_values."origin") OR old_values."owner_id" IS DISTINCT FROM (new_values."owner_id") OR old_values."publication" IS DISTINCT FROM (new_values."publication") OR old_values."server_count" IS DISTINCT FROM (new_values."server_count") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."source_group" IS DISTINCT FROM (new_values."source_group") OR old_values."updated_at" IS DISTINCT FROM (new_values."updated_at") OR old_values."uuid" IS DISTINCT FROM (new_values."uuid") OR old_values."version" IS DISTINCT FROM (new_values."version") OR old_values."zone_id" IS DISTINCT FROM (new_values."zone_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1ab07aae42486602c3d75add9fabe03e0c7ebd2d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_52ad6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="gpu_gpupool",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="gpumodel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("parent__isnull", True), ("parts__isnull", True)),
                    models.Q(("parent__isnull", False), ("parts__gte", 2)),
                    _connector="OR",
                ),
                name="gpu_gpumodel_slice_of_something",
            ),
        ),
        migrations.AddField(
            model_name="cluster",
            name="data_centre",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clusters",
                to="gpu.datacentre",
                verbose_name="데이터센터",
            ),
        ),
        migrations.AddField(
            model_name="cluster",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clusters",
                to="regions.organisation",
                verbose_name="운영 기관",
            ),
        ),
        migrations.AddField(
            model_name="cluster",
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
        migrations.AddField(
            model_name="cluster",
            name="zone",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clusters",
                to="regions.zone",
                verbose_name="권역",
            ),
        ),
        migrations.AddField(
            model_name="attempt",
            name="cluster",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="attempts", to="gpu.cluster"
            ),
        ),
        migrations.AddField(
            model_name="alert",
            name="cluster",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="alerts", to="gpu.cluster"
            ),
        ),
        migrations.AddField(
            model_name="clusterevent",
            name="data_centre",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="gpu.datacentre",
                verbose_name="데이터센터",
            ),
        ),
        migrations.AddField(
            model_name="clusterevent",
            name="owner",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="regions.organisation",
                verbose_name="운영 기관",
            ),
        ),
        migrations.AddField(
            model_name="clusterevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="clusterevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="gpu.cluster",
            ),
        ),
        migrations.AddField(
            model_name="clusterevent",
            name="source",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="clusterevent",
            name="zone",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="connectorsecret",
            name="cluster",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="secrets", to="gpu.cluster"
            ),
        ),
        migrations.AddField(
            model_name="connectorsecret",
            name="set_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="device",
            name="cluster",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="devices", to="gpu.cluster"
            ),
        ),
        migrations.AddField(
            model_name="device",
            name="gpu_model",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="gpu.gpumodel"
            ),
        ),
        migrations.AddField(
            model_name="devicerollup",
            name="device",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="rollups", to="gpu.device"
            ),
        ),
        migrations.AddField(
            model_name="dirtybucket",
            name="cluster",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="gpu.cluster"),
        ),
        migrations.AddField(
            model_name="discrepancy",
            name="cluster",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="discrepancies", to="gpu.cluster"
            ),
        ),
        migrations.AddField(
            model_name="gpumodelalias",
            name="gpu_model",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="aliases", to="gpu.gpumodel"
            ),
        ),
        migrations.AddField(
            model_name="gpuweight",
            name="gpu_model",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="weights", to="gpu.gpumodel"
            ),
        ),
        migrations.AddField(
            model_name="ingestbatch",
            name="cluster",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="batches", to="gpu.cluster"
            ),
        ),
        migrations.AddField(
            model_name="ingestbatch",
            name="received_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="job",
            name="cluster",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="jobs", to="gpu.cluster"),
        ),
        migrations.AddField(
            model_name="node",
            name="cluster",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="nodes", to="gpu.cluster"
            ),
        ),
        migrations.AddField(
            model_name="node",
            name="pool",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="nodes",
                to="gpu.gpupool",
            ),
        ),
        migrations.AddField(
            model_name="node",
            name="retired_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="device",
            name="node",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="devices", to="gpu.node"),
        ),
        migrations.AddField(
            model_name="nodegpus",
            name="gpu_model",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="gpu.gpumodel"
            ),
        ),
        migrations.AddField(
            model_name="nodegpus",
            name="node",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="gpus", to="gpu.node"),
        ),
        migrations.AddField(
            model_name="outage",
            name="cluster",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="outages", to="gpu.cluster"
            ),
        ),
        migrations.AddField(
            model_name="outage",
            name="node",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="outages", to="gpu.node"),
        ),
        migrations.AddField(
            model_name="rollup",
            name="cluster",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="rollups", to="gpu.cluster"
            ),
        ),
        migrations.AddField(
            model_name="siteaccount",
            name="cluster",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="accounts", to="gpu.cluster"
            ),
        ),
        migrations.AddField(
            model_name="siteaccount",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.organisation",
                verbose_name="기관",
            ),
        ),
        migrations.AddField(
            model_name="job",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="jobs", to="gpu.siteaccount"
            ),
        ),
        migrations.AddField(
            model_name="attempt",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="attempts", to="gpu.siteaccount"
            ),
        ),
        migrations.AddField(
            model_name="sitetoken",
            name="cluster",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="tokens", to="gpu.cluster"
            ),
        ),
        migrations.AddField(
            model_name="sitetoken",
            name="created_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="streamstate",
            name="cluster",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="streams", to="gpu.cluster"
            ),
        ),
        migrations.AddField(
            model_name="usagehour",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="usage_hours", to="gpu.siteaccount"
            ),
        ),
        migrations.AddField(
            model_name="usagehour",
            name="cluster",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="usage_hours", to="gpu.cluster"
            ),
        ),
        migrations.AddConstraint(
            model_name="cluster",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["reference", "demonstration", "entered"])),
                name="gpu_cluster_origin_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="cluster",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("origin", "reference"), _negated=True),
                    models.Q(
                        ("as_of__isnull", False), ("source__isnull", False), models.Q(("grade", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="gpu_cluster_reference_is_sourced",
            ),
        ),
        migrations.AddConstraint(
            model_name="cluster",
            constraint=models.CheckConstraint(
                condition=models.Q(("publication__in", ["draft", "published"])), name="gpu_cluster_publication_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="cluster",
            constraint=models.CheckConstraint(
                condition=models.Q(("connector__in", ["slurm_rest", "slurm_ssh", "push", "hand"])),
                name="gpu_cluster_connector_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="cluster",
            constraint=models.CheckConstraint(
                condition=models.Q(("people__in", ["hidden", "hashed", "shown"])), name="gpu_cluster_people_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="cluster",
            constraint=models.CheckConstraint(
                condition=models.Q(("poll_seconds__gte", 5), ("poll_seconds__lte", 3600)),
                name="gpu_cluster_poll_seconds_sane",
            ),
        ),
        triggers.AddTrigger(
            model_name="cluster",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."account" IS DISTINCT FROM (NEW."account") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."capabilities" IS DISTINCT FROM (NEW."capabilities") OR OLD."connector" IS DISTINCT FROM (NEW."connector") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."data_centre_id" IS DISTINCT FROM (NEW."data_centre_id") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."host_key" IS DISTINCT FROM (NEW."host_key") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_ko" IS DISTINCT FROM (NEW."name_ko") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."people" IS DISTINCT FROM (NEW."people") OR OLD."poll_seconds" IS DISTINCT FROM (NEW."poll_seconds") OR OLD."publication" IS DISTINCT FROM (NEW."publication") OR OLD."remote_name" IS DISTINCT FROM (NEW."remote_name") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."stopped_at" IS DISTINCT FROM (NEW."stopped_at") OR OLD."telemetry_address" IS DISTINCT FROM (NEW."telemetry_address") OR OLD."telemetry_match" IS DISTINCT FROM (NEW."telemetry_match") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="e56e0aaf678eacf0b6b9dcd8d1637d6af7d70182",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_b27b0",
                    table="gpu_cluster",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="cluster",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('gpu.cluster'); RETURN NULL;",
                    hash="e0cb00368d8b49b8a11e34d728920c496ee8a133",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_af983",
                    table="gpu_cluster",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="cluster",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gpu_clusterevent" ("account", "address", "as_of", "capabilities", "connector", "created_at", "data_centre_id", "grade", "host_key", "id", "name_en", "name_ko", "origin", "owner_id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_seconds", "publication", "remote_name", "source_id", "stopped_at", "telemetry_address", "telemetry_match", "updated_at", "uuid", "version", "zone_id") SELECT new_values."account", new_values."address", new_values."as_of", new_values."capabilities", new_values."connector", new_values."created_at", new_values."data_centre_id", new_values."grade", new_values."host_key", new_values."id", new_values."name_en", new_values."name_ko", new_values."origin", new_values."owner_id", new_values."people", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."poll_seconds", new_values."publication", new_values."remote_name", new_values."source_id", new_values."stopped_at", new_values."telemetry_address", new_values."telemetry_match", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="614a1fb13dd112a30d67ba8e4cc31299bec14d4b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c7af1",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="gpu_cluster",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="cluster",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gpu_clusterevent" ("account", "address", "as_of", "capabilities", "connector", "created_at", "data_centre_id", "grade", "host_key", "id", "name_en", "name_ko", "origin", "owner_id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_seconds", "publication", "remote_name", "source_id", "stopped_at", "telemetry_address", "telemetry_match", "updated_at", "uuid", "version", "zone_id") SELECT new_values."account", new_values."address", new_values."as_of", new_values."capabilities", new_values."connector", new_values."created_at", new_values."data_centre_id", new_values."grade", new_values."host_key", new_values."id", new_values."name_en", new_values."name_ko", new_values."origin", new_values."owner_id", new_values."people", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."poll_seconds", new_values."publication", new_values."remote_name", new_values."source_id", new_values."stopped_at", new_values."telemetry_address", new_values."telemetry_match", new_values."updated_at", new_values."uuid", new_values."version", new_values."zone_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="887f0bdaf6f95fae28f9cf73748f7b5a2093c77f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_df170",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="gpu_cluster",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)), fields=("cluster", "kind"), name="gpu_alert_one_open"
            ),
        ),
        triggers.AddTrigger(
            model_name="alert",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."cluster_id" IS DISTINCT FROM (NEW."cluster_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."detail" IS DISTINCT FROM (NEW."detail") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="4b7f1ca774658d996f014a6e3ff44afdcfcc3f37",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_e05fb",
                    table="gpu_alert",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="clusterevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8a767bfb1dceaacb1bc03396c0d3cc683cded584",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e46ef",
                    table="gpu_clusterevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="connectorsecret",
            constraint=models.UniqueConstraint(fields=("cluster", "purpose"), name="gpu_connectorsecret_once"),
        ),
        migrations.AddConstraint(
            model_name="connectorsecret",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", ["slurm_token", "ssh_key", "telemetry"])),
                name="gpu_connectorsecret_purpose_known",
            ),
        ),
        triggers.AddTrigger(
            model_name="connectorsecret",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."cluster_id" IS DISTINCT FROM (NEW."cluster_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."sealed" IS DISTINCT FROM (NEW."sealed") OR OLD."set_at" IS DISTINCT FROM (NEW."set_at") OR OLD."set_by_id" IS DISTINCT FROM (NEW."set_by_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="7320d6eb3ff07f8da98ce97864207ada82e90487",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_d00de",
                    table="gpu_connectorsecret",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="devicerollup",
            constraint=models.UniqueConstraint(
                fields=("device", "resolution", "starts_at"), name="gpu_devicerollup_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="devicerollup",
            constraint=models.CheckConstraint(
                condition=models.Q(("resolution__in", (3600, 86400))), name="gpu_devicerollup_resolution_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="dirtybucket",
            constraint=models.UniqueConstraint(fields=("cluster", "starts_at"), name="gpu_dirtybucket_once"),
        ),
        migrations.AddConstraint(
            model_name="discrepancy",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("cluster", "kind", "key"),
                name="gpu_discrepancy_one_open",
            ),
        ),
        triggers.AddTrigger(
            model_name="discrepancy",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."checked_at" IS DISTINCT FROM (NEW."checked_at") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."cluster_id" IS DISTINCT FROM (NEW."cluster_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."found_at" IS DISTINCT FROM (NEW."found_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."ours" IS DISTINCT FROM (NEW."ours") OR OLD."rows" IS DISTINCT FROM (NEW."rows") OR OLD."theirs" IS DISTINCT FROM (NEW."theirs") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="c5c5910f11f0b7893cb0042f44625ab6709eca5c",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_997b6",
                    table="gpu_discrepancy",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="gpumodelalias",
            constraint=models.UniqueConstraint(fields=("kind", "name"), name="gpu_gpumodelalias_once"),
        ),
        migrations.AddConstraint(
            model_name="gpumodelalias",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["slurm", "dcgm"])), name="gpu_gpumodelalias_kind_known"
            ),
        ),
        triggers.AddTrigger(
            model_name="gpumodelalias",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."gpu_model_id" IS DISTINCT FROM (NEW."gpu_model_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="f3bcccc0859343d22faf4b6823b1c61f6d17c584",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_c3926",
                    table="gpu_gpumodelalias",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="gpuweight",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("gpu_model", "="), ("days", "&&")], name="gpu_gpuweight_one_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="gpuweight",
            constraint=models.CheckConstraint(condition=models.Q(("milli__gt", 0)), name="gpu_gpuweight_some"),
        ),
        triggers.AddTrigger(
            model_name="gpuweight",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."days" IS DISTINCT FROM (NEW."days") OR OLD."gpu_model_id" IS DISTINCT FROM (NEW."gpu_model_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."milli" IS DISTINCT FROM (NEW."milli") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="1d7b2b51f6988c380c587f53fd92836e81492efa",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_ea28b",
                    table="gpu_gpuweight",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="ingestbatch",
            index=models.Index(fields=["cluster", "-received_at", "-id"], name="gpu_ingestbatch_newest"),
        ),
        migrations.AddConstraint(
            model_name="ingestbatch",
            constraint=models.UniqueConstraint(fields=("cluster", "key"), name="gpu_ingestbatch_once"),
        ),
        migrations.AddConstraint(
            model_name="node",
            constraint=models.UniqueConstraint(fields=("cluster", "name"), name="gpu_node_once"),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.UniqueConstraint(fields=("cluster", "uid"), name="gpu_device_once"),
        ),
        migrations.AddConstraint(
            model_name="nodegpus",
            constraint=models.UniqueConstraint(fields=("node", "type_name"), name="gpu_nodegpus_once"),
        ),
        migrations.AddConstraint(
            model_name="nodegpus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("allocated__isnull", True), ("allocated__lte", models.F("installed")), _connector="OR"
                ),
                name="gpu_nodegpus_no_more_than_there_are",
            ),
        ),
        migrations.AddConstraint(
            model_name="outage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("node",), name="gpu_outage_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="outage",
            constraint=models.UniqueConstraint(fields=("node", "started_at"), name="gpu_outage_once"),
        ),
        migrations.AddConstraint(
            model_name="outage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True), ("ended_at__gte", models.F("started_at")), _connector="OR"
                ),
                name="gpu_outage_ends_after_it_starts",
            ),
        ),
        triggers.AddTrigger(
            model_name="outage",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."cause" IS DISTINCT FROM (NEW."cause") OR OLD."cluster_id" IS DISTINCT FROM (NEW."cluster_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."gpus" IS DISTINCT FROM (NEW."gpus") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_confirmed" IS DISTINCT FROM (NEW."is_confirmed") OR OLD."node_id" IS DISTINCT FROM (NEW."node_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="c2777383be8da7a80c30be497f8ed1c7dd5f7428",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_66784",
                    table="gpu_outage",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="rollup",
            constraint=models.UniqueConstraint(
                fields=("cluster", "resolution", "starts_at", "type_name"), name="gpu_rollup_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="rollup",
            constraint=models.CheckConstraint(
                condition=models.Q(("resolution__in", (300, 3600, 86400))), name="gpu_rollup_resolution_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="rollup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("seen__lte", models.F("expected")),
                    ("in_service__lte", models.F("seen")),
                    models.Q(("allocated__isnull", True), ("allocated__lte", models.F("seen")), _connector="OR"),
                ),
                name="gpu_rollup_parts_of_the_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="siteaccount",
            constraint=models.UniqueConstraint(fields=("cluster", "name"), name="gpu_siteaccount_once"),
        ),
        triggers.AddTrigger(
            model_name="siteaccount",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."cluster_id" IS DISTINCT FROM (NEW."cluster_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="f8f64327b02f4d8866b250d18cb43c6cb434ce00",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_f154e",
                    table="gpu_siteaccount",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.UniqueConstraint(fields=("cluster", "key"), name="gpu_job_once"),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["cluster", "started_at"], name="gpu_attempt_started"),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)), fields=["cluster"], name="gpu_attempt_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(fields=("cluster", "key"), name="gpu_attempt_once"),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True),
                    ("started_at__isnull", True),
                    ("ended_at__gte", models.F("started_at")),
                    _connector="OR",
                ),
                name="gpu_attempt_ends_after_it_starts",
            ),
        ),
        triggers.AddTrigger(
            model_name="sitetoken",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."cluster_id" IS DISTINCT FROM (NEW."cluster_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."label" IS DISTINCT FROM (NEW."label") OR OLD."last_used_at" IS DISTINCT FROM (NEW."last_used_at") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."streams" IS DISTINCT FROM (NEW."streams") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="cecd2226b1b96d6e62151f4678c5e196cca2f853",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_ae38c",
                    table="gpu_sitetoken",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="streamstate",
            constraint=models.UniqueConstraint(fields=("cluster", "stream"), name="gpu_streamstate_once"),
        ),
        migrations.AddConstraint(
            model_name="streamstate",
            constraint=models.CheckConstraint(
                condition=models.Q(("stream__in", ["inventory", "queue", "usage", "events", "telemetry"])),
                name="gpu_streamstate_stream_known",
            ),
        ),
        triggers.AddTrigger(
            model_name="streamstate",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."clock_offset_ms" IS DISTINCT FROM (NEW."clock_offset_ms") OR OLD."cluster_id" IS DISTINCT FROM (NEW."cluster_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."error_code" IS DISTINCT FROM (NEW."error_code") OR OLD."error_text" IS DISTINCT FROM (NEW."error_text") OR OLD."failures" IS DISTINCT FROM (NEW."failures") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."in_flight_until" IS DISTINCT FROM (NEW."in_flight_until") OR OLD."last_answer" IS DISTINCT FROM (NEW."last_answer") OR OLD."last_good_at" IS DISTINCT FROM (NEW."last_good_at") OR OLD."last_try_at" IS DISTINCT FROM (NEW."last_try_at") OR OLD."next_at" IS DISTINCT FROM (NEW."next_at") OR OLD."observed_at" IS DISTINCT FROM (NEW."observed_at") OR OLD."rows" IS DISTINCT FROM (NEW."rows") OR OLD."stream" IS DISTINCT FROM (NEW."stream") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="f6c0309ab2b4e5fe97a3839f3a1341c4a0ddb442",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_43fac",
                    table="gpu_streamstate",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="usagehour",
            constraint=models.UniqueConstraint(
                fields=("cluster", "hour", "account", "type_name"), name="gpu_usagehour_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="usagehour",
            constraint=models.CheckConstraint(condition=models.Q(("gpu_seconds__gt", 0)), name="gpu_usagehour_some"),
        ),
    ]
