import django.contrib.postgres.fields
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
        ("pghistory", "0007_auto_20250421_0444"),
        ("regions", "0005_company_profiles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
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
                ("name", models.CharField(max_length=100, verbose_name="이름")),
                ("researcher_no", models.CharField(blank=True, max_length=12, verbose_name="국가연구자번호")),
                ("unit_name", models.CharField(blank=True, max_length=200, verbose_name="가장 작은 부서")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.organisation",
                        verbose_name="소속",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.organisation",
                        verbose_name="연구실·학과",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("researcher_no", ""), _negated=True),
                        fields=("researcher_no",),
                        name="reviews_person_number_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("researcher_no", "")),
                        fields=("name", "organisation"),
                        name="reviews_person_nameless_number_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("researcher_no", ""), ("researcher_no__regex", "^[0-9]{8,12}$"), _connector="OR"
                        ),
                        name="reviews_person_number_form",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reviewer",
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
                    "industry_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="산업 분야",
                    ),
                ),
                (
                    "keywords",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="전문 핵심어",
                    ),
                ),
                ("available_from", models.DateField(blank=True, null=True, verbose_name="맡을 수 있는 첫날")),
                ("available_until", models.DateField(blank=True, null=True, verbose_name="맡을 수 있는 마지막 날")),
                ("most_at_once", models.PositiveSmallIntegerField(default=10, verbose_name="한 번에 맡는 건수")),
                ("is_active", models.BooleanField(default=True, verbose_name="맡길 수 있음")),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviewer", to="reviews.person"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviewer",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["person__name", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("available_from__isnull", True),
                            ("available_until__isnull", True),
                            ("available_until__gte", models.F("available_from")),
                            _connector="OR",
                        ),
                        name="reviews_reviewer_dates_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("most_at_once__gte", 1), ("most_at_once__lte", 100)),
                        name="reviews_reviewer_most_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewRound",
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
                ("key", models.CharField(max_length=40)),
                ("due_at", models.DateTimeField(verbose_name="평가 마감")),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="review_rounds", to="calls.call"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["call", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("call", "key"), name="reviews_round_once"),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("opened_at"))),
                        name="reviews_round_due_after_opening",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
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
                    "status",
                    models.CharField(
                        choices=[
                            ("assigned", "배정됨"),
                            ("pledged", "평가 중"),
                            ("handed_in", "냄"),
                            ("ended", "빠짐"),
                        ],
                        default="assigned",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("assigned_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="calls.application"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="reviews.reviewer"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="reviews.reviewround",
                    ),
                ),
            ],
            options={
                "ordering": ["round", "application__number", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "ended"), _negated=True),
                        fields=("application", "reviewer", "round"),
                        name="reviews_assignment_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["assigned", "pledged", "handed_in", "ended"])),
                        name="reviews_assignment_status_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Challenge",
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
                ("person_name", models.CharField(max_length=100, verbose_name="이름")),
                ("affiliation", models.CharField(blank=True, max_length=200, verbose_name="소속")),
                ("reason", models.CharField(max_length=1000, verbose_name="까닭")),
                ("filed_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="challenges", to="calls.application"
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["application", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Participant",
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
                        choices=[("pi", "연구책임자"), ("lead", "기관 책임자"), ("member", "참여기관")], max_length=10
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="participants", to="calls.application"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="reviews.person",
                    ),
                ),
            ],
            options={
                "ordering": ["application", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "role", "person", "organisation"),
                        name="reviews_participant_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["pi", "lead", "member"])),
                        name="reviews_participant_role_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonEvent",
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
                ("name", models.CharField(max_length=100, verbose_name="이름")),
                ("researcher_no", models.CharField(blank=True, max_length=12, verbose_name="국가연구자번호")),
                ("unit_name", models.CharField(blank=True, max_length=200, verbose_name="가장 작은 부서")),
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
                        verbose_name="소속",
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
                        to="reviews.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.organisation",
                        verbose_name="연구실·학과",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Plan",
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
                    "status",
                    models.CharField(
                        choices=[
                            ("wanted", "계산 중"),
                            ("ready", "볼 수 있음"),
                            ("confirmed", "확정됨"),
                            ("dropped", "버림"),
                        ],
                        default="wanted",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("wanted_at", models.DateTimeField()),
                ("outcome", models.JSONField(default=dict)),
                (
                    "wanted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="reviews.reviewround"
                    ),
                ),
            ],
            options={
                "ordering": ["round", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["wanted", "ready", "confirmed", "dropped"])),
                        name="reviews_plan_status_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["wanted", "ready"])),
                        fields=("round",),
                        name="reviews_plan_one_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pledge",
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
                ("text_version", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("given_at", models.DateTimeField()),
                (
                    "assignment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pledge", to="reviews.assignment"
                    ),
                ),
            ],
            options={
                "ordering": ["assignment"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Tie",
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
                            ("employment", "고용"),
                            ("relative", "친족"),
                            ("co_author", "공동 논문"),
                            ("joint_patent", "공동 특허"),
                            ("shareholding", "지분 보유"),
                            ("advisory", "자문"),
                            ("laboratory", "같은 연구실"),
                        ],
                        max_length=15,
                        verbose_name="종류",
                    ),
                ),
                ("unit_name", models.CharField(blank=True, max_length=200, verbose_name="부서")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="시작")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="끝")),
                ("source", models.CharField(max_length=300, verbose_name="출처")),
                ("as_of", models.DateField(verbose_name="기준일")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.organisation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.organisation",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties_of_others",
                        to="reviews.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties",
                        to="reviews.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "kind"], name="reviews_tie_organisation"),
                    models.Index(fields=["source", "id"], name="reviews_tie_source"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "employment",
                                    "relative",
                                    "co_author",
                                    "joint_patent",
                                    "shareholding",
                                    "advisory",
                                    "laboratory",
                                ],
                            )
                        ),
                        name="reviews_tie_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("holder__isnull", True), ("person__isnull", False)),
                            models.Q(
                                ("holder__isnull", False),
                                ("kind__in", ["shareholding", "advisory"]),
                                ("person__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="reviews_tie_one_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", True), ("other__isnull", False)),
                            models.Q(("organisation__isnull", False), ("other__isnull", True)),
                            _connector="OR",
                        ),
                        name="reviews_tie_one_object",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("other__isnull", True),
                            models.Q(("other", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="reviews_tie_not_to_oneself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True),
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="reviews_tie_dates_ordered",
                    ),
                    models.UniqueConstraint(
                        fields=(
                            "kind",
                            "person",
                            "holder",
                            "other",
                            "organisation",
                            "unit_name",
                            "starts_on",
                            "ends_on",
                        ),
                        name="reviews_tie_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recusal",
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
                    "way",
                    models.CharField(
                        choices=[("excluded", "제척"), ("challenged", "기피"), ("stepped_down", "회피")], max_length=12
                    ),
                ),
                ("kind", models.CharField(blank=True, max_length=20)),
                ("reason", models.CharField(max_length=1000)),
                ("recorded_at", models.DateTimeField()),
                ("accepted", models.BooleanField(null=True)),
                ("excuse", models.CharField(blank=True, max_length=1000)),
                ("excused_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recusals", to="calls.application"
                    ),
                ),
                (
                    "challenge",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
                        to="reviews.challenge",
                    ),
                ),
                (
                    "excused_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recusals", to="reviews.reviewer"
                    ),
                ),
                (
                    "tie",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.tie"
                    ),
                ),
            ],
            options={
                "ordering": ["application", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "reviewer", "way", "kind"), name="reviews_recusal_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["excluded", "challenged", "stepped_down"])),
                        name="reviews_recusal_way_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "",
                                    "participant",
                                    "relative",
                                    "cross_review",
                                    "same_department",
                                    "same_laboratory",
                                    "employer",
                                    "former_employer",
                                    "co_author",
                                    "joint_patent",
                                    "shareholding",
                                    "advisory",
                                    "company_group",
                                    "official",
                                ],
                            )
                        ),
                        name="reviews_recusal_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way", "excluded"), _negated=True),
                            models.Q(("kind", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reviews_recusal_by_rule_names_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted__isnull", False), ("challenge__isnull", False), ("way", "challenged")),
                            models.Q(
                                ("accepted__isnull", True),
                                ("challenge__isnull", True),
                                models.Q(("way", "challenged"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reviews_recusal_challenge_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("excuse", ""), ("excused_at__isnull", True), ("excused_by__isnull", True)),
                            models.Q(
                                ("excused_at__isnull", False),
                                ("excused_by__isnull", False),
                                ("way", "excluded"),
                                models.Q(("excuse", ""), _negated=True),
                                models.Q(("kind__in", ("participant",)), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reviews_recusal_excuse_complete",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedSeat",
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
                ("grounds", models.JSONField(default=dict)),
                ("by_hand", models.BooleanField(default=False)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="calls.application"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="reviews.plan"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.reviewer"
                    ),
                ),
            ],
            options={
                "ordering": ["plan", "application", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "application", "reviewer"), name="reviews_planned_seat_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewerEvent",
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
                    "industry_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="산업 분야",
                    ),
                ),
                (
                    "keywords",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="전문 핵심어",
                    ),
                ),
                ("available_from", models.DateField(blank=True, null=True, verbose_name="맡을 수 있는 첫날")),
                ("available_until", models.DateField(blank=True, null=True, verbose_name="맡을 수 있는 마지막 날")),
                ("most_at_once", models.PositiveSmallIntegerField(default=10, verbose_name="한 번에 맡는 건수")),
                ("is_active", models.BooleanField(default=True, verbose_name="맡길 수 있음")),
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
                        to="reviews.reviewer",
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
            name="Remark",
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
                ("text", models.TextField(max_length=3000)),
                ("said_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_remarks",
                        to="calls.application",
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="reviews.assignment",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="reviews.reviewround"
                    ),
                ),
            ],
            options={
                "ordering": ["application", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AssignmentEvent",
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
                    "status",
                    models.CharField(
                        choices=[
                            ("assigned", "배정됨"),
                            ("pledged", "평가 중"),
                            ("handed_in", "냄"),
                            ("ended", "빠짐"),
                        ],
                        default="assigned",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("assigned_at", models.DateTimeField()),
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
                        to="reviews.assignment",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.reviewer",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.reviewround",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ScoreSheet",
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
                ("points", models.JSONField(default=dict)),
                ("comments", models.JSONField(default=dict)),
                ("overall_comment", models.TextField(blank=True)),
                ("marks", models.JSONField(default=dict)),
                ("handed_in_at", models.DateTimeField(editable=False, null=True)),
                (
                    "assignment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sheet", to="reviews.assignment"
                    ),
                ),
            ],
            options={
                "ordering": ["assignment"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Correction",
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
                ("points", models.JSONField()),
                ("reason", models.CharField(max_length=1000)),
                ("corrected_at", models.DateTimeField()),
                (
                    "corrected_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="reviews.scoresheet"
                    ),
                ),
            ],
            options={
                "ordering": ["sheet", "number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "number"), name="reviews_correction_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SetAside",
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
                ("reason", models.CharField(max_length=1000)),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "recusal",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.recusal"
                    ),
                ),
                (
                    "sheet",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="set_aside", to="reviews.scoresheet"
                    ),
                ),
            ],
            options={
                "ordering": ["sheet"],
                "abstract": False,
            },
        ),
        triggers.AddTrigger(
            model_name="challenge",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."affiliation" IS DISTINCT FROM (NEW."affiliation") OR OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."filed_at" IS DISTINCT FROM (NEW."filed_at") OR OLD."filed_by_id" IS DISTINCT FROM (NEW."filed_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."person_name" IS DISTINCT FROM (NEW."person_name") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="b30843351b0c10851605ca7587db1351b1bd2448",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_32848",
                    table="reviews_challenge",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="challenge",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="ff4e2a3df43037da03d89cec7fc6ebb8fc894980",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_16959",
                    table="reviews_challenge",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="challenge",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="01885af11c66afb5f42df33bee2be6a5b64c4736",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_b61b0",
                    table="reviews_challenge",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."researcher_no" IS DISTINCT FROM (NEW."researcher_no") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."unit_name" IS DISTINCT FROM (NEW."unit_name") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="ad8c1cabc25f24a1246f905c81a4cbe0c5d12b61",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_5ef47",
                    table="reviews_person",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_personevent" ("created_at", "id", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "researcher_no", "unit_id", "unit_name", "updated_at", "uuid", "version") SELECT new_values."created_at", new_values."id", new_values."name", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."researcher_no", new_values."unit_id", new_values."unit_name", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="df96d2066a7e3f6ffc186ae1574258e18ee5bcca",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_19acf",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reviews_person",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_personevent" ("created_at", "id", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "researcher_no", "unit_id", "unit_name", "updated_at", "uuid", "version") SELECT new_values."created_at", new_values."id", new_values."name", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."researcher_no", new_values."unit_id", new_values."unit_name", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="56e86dcd1f1b0476a72a2c1fe39fefe19a7b8258",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_333ff",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reviews_person",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="participant",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="d3744fc01f4d0292af2056b89d0c4fcf01195c82",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_9ab79",
                    table="reviews_participant",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="personevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e83f51a872e83d3e0f836c6f99d2ab8105df8b6e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a44cf",
                    table="reviews_personevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="pledge",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."assignment_id" IS DISTINCT FROM (NEW."assignment_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."given_at" IS DISTINCT FROM (NEW."given_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."text_version" IS DISTINCT FROM (NEW."text_version") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="e6aadee2534025a66861342e81349aebd5d57535",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_dfb94",
                    table="reviews_pledge",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="pledge",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="ab35be2c4a54f1a7d7b56c41f963cabdaf680061",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b1698",
                    table="reviews_pledge",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="pledge",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="e0f867f9d0905928ad0020d9534d669c78368241",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_f4075",
                    table="reviews_pledge",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="reviewer",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."available_from" IS DISTINCT FROM (NEW."available_from") OR OLD."available_until" IS DISTINCT FROM (NEW."available_until") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."industry_codes" IS DISTINCT FROM (NEW."industry_codes") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."keywords" IS DISTINCT FROM (NEW."keywords") OR OLD."most_at_once" IS DISTINCT FROM (NEW."most_at_once") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="37f866e5cb184a722a918922fb8d93215c5ffc80",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_a54ab",
                    table="reviews_reviewer",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="reviewer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_reviewerevent" ("available_from", "available_until", "created_at", "id", "industry_codes", "is_active", "keywords", "most_at_once", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "user_id", "uuid", "version") SELECT new_values."available_from", new_values."available_until", new_values."created_at", new_values."id", new_values."industry_codes", new_values."is_active", new_values."keywords", new_values."most_at_once", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."updated_at", new_values."user_id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="79439c1e5caf0630b0b320a3dce1f78519fb829f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b4532",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reviews_reviewer",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="reviewer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_reviewerevent" ("available_from", "available_until", "created_at", "id", "industry_codes", "is_active", "keywords", "most_at_once", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "user_id", "uuid", "version") SELECT new_values."available_from", new_values."available_until", new_values."created_at", new_values."id", new_values."industry_codes", new_values."is_active", new_values."keywords", new_values."most_at_once", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."updated_at", new_values."user_id", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="dd6a55f3e42cc9d8a8581b20b6ad6aa2b4d46afa",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1bf93",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reviews_reviewer",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="plannedseat",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."by_hand" IS DISTINCT FROM (NEW."by_hand") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."grounds" IS DISTINCT FROM (NEW."grounds") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."reviewer_id" IS DISTINCT FROM (NEW."reviewer_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="3905d9eef7cb7cd72b4240495022dfd1c66c8807",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_c547f",
                    table="reviews_plannedseat",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="reviewerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e7dc8908a442301c68dd79a6993330a41ab533d8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c49b7",
                    table="reviews_reviewerevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="reviewround",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."due_at" IS DISTINCT FROM (NEW."due_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."opened_by_id" IS DISTINCT FROM (NEW."opened_by_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="7013076ac56586f4c6ddd2cd39e176b61f479deb",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_888ac",
                    table="reviews_reviewround",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="reviewround",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('reviews.reviewround'); RETURN NULL;",
                    hash="dcb13b6283f3132926cc517f8f2ce5f6833ea4b7",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_8153e",
                    table="reviews_reviewround",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="remark",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."assignment_id" IS DISTINCT FROM (NEW."assignment_id") OR OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."round_id" IS DISTINCT FROM (NEW."round_id") OR OLD."said_at" IS DISTINCT FROM (NEW."said_at") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="6b2763fb6240abaeb8e97fa4ffc0029c04b25e01",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_c36a7",
                    table="reviews_remark",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="remark",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="d9cfd8097cf28ef0f8ff7221d016eb645f4a9fbe",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c6f66",
                    table="reviews_remark",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="remark",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="53ba2a6e8ecbd2913264ba5f47c74cf42e327691",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_698e1",
                    table="reviews_remark",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."round_id" IS DISTINCT FROM (NEW."round_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."wanted_at" IS DISTINCT FROM (NEW."wanted_at") OR OLD."wanted_by_id" IS DISTINCT FROM (NEW."wanted_by_id"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="056d617b6f0dd056da4cf01bddd8a1c0793561af",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_557ac",
                    table="reviews_plan",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="assignmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="feebff99e0d6001b083ee014107f90095e3646ba",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7edff",
                    table="reviews_assignmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."assigned_at" IS DISTINCT FROM (NEW."assigned_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."reviewer_id" IS DISTINCT FROM (NEW."reviewer_id") OR OLD."round_id" IS DISTINCT FROM (NEW."round_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="376752b8997a394fd705e04f5c760bae835e8b56",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_ba1a6",
                    table="reviews_assignment",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('reviews.assignment'); RETURN NULL;",
                    hash="776ce1687568e0c9de1336df99de09969fae8bbc",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_bca95",
                    table="reviews_assignment",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="no_conflict",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.status <> 'ended' AND EXISTS (\n        SELECT 1 FROM reviews_recusal r WHERE r.application_id = NEW.application_id\n          AND r.reviewer_id = NEW.reviewer_id AND r.excused_at IS NULL AND r.accepted IS DISTINCT FROM FALSE\n    ) THEN\n        RAISE EXCEPTION 'reviews_assignment_no_conflict' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                    hash="09224ebddbe833bb6ed0532de5ef6813b9e02218",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_no_conflict_d2bf7",
                    table="reviews_assignment",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_assignmentevent" ("application_id", "assigned_at", "created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "round_id", "status", "updated_at", "uuid", "version") SELECT new_values."application_id", new_values."assigned_at", new_values."created_at", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reviewer_id", new_values."round_id", new_values."status", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9e0168b65fc075400bb60ac656c87640b4cb3982",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_186a0",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reviews_assignment",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_assignmentevent" ("application_id", "assigned_at", "created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "round_id", "status", "updated_at", "uuid", "version") SELECT new_values."application_id", new_values."assigned_at", new_values."created_at", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reviewer_id", new_values."round_id", new_values."status", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2fb78302c9a35f8e8165d1e0133bcd7699d18fa6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e935e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reviews_assignment",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="scoresheet",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."assignment_id" IS DISTINCT FROM (NEW."assignment_id") OR OLD."comments" IS DISTINCT FROM (NEW."comments") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."handed_in_at" IS DISTINCT FROM (NEW."handed_in_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."marks" IS DISTINCT FROM (NEW."marks") OR OLD."overall_comment" IS DISTINCT FROM (NEW."overall_comment") OR OLD."points" IS DISTINCT FROM (NEW."points") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="0e4699e99dcb93fc2d7087c772f97f7dee616634",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_a8916",
                    table="reviews_scoresheet",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="scoresheet",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF OLD.handed_in_at IS NOT NULL THEN\n        RAISE EXCEPTION 'reviews_scoresheet is frozen once handed in' USING ERRCODE = 'insufficient_privilege';\n    END IF;\n    RETURN NEW;\n",
                    hash="40781d3ead703e2ccea89bb8d7640f92ec8aa2bc",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_b1fc6",
                    table="reviews_scoresheet",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="scoresheet",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="3c0c0c7af1ed9f978e0605d15524067bf23725e1",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_690e6",
                    table="reviews_scoresheet",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="scoresheet",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="46a18dd637fe9db0c5b1f506cb712cb5c74f6ab5",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_758a0",
                    table="reviews_scoresheet",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."corrected_at" IS DISTINCT FROM (NEW."corrected_at") OR OLD."corrected_by_id" IS DISTINCT FROM (NEW."corrected_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."points" IS DISTINCT FROM (NEW."points") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."sheet_id" IS DISTINCT FROM (NEW."sheet_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="598e14a136abe295d8dbc7312e6129669972aead",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_e0c71",
                    table="reviews_correction",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="e4aadcc3b1d9acb5c113b38f4bd11b8a22317b84",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4b765",
                    table="reviews_correction",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="587d14b43a238deeaa9d8558eab3684d63d2f4b4",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_e6316",
                    table="reviews_correction",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="setaside",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."recusal_id" IS DISTINCT FROM (NEW."recusal_id") OR OLD."sheet_id" IS DISTINCT FROM (NEW."sheet_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="1fad6130b1852db1d34796474e73a12161734842",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_89cad",
                    table="reviews_setaside",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="setaside",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="6c7ba99c5a52e834a800e49bab17fce35872a92e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c0cd3",
                    table="reviews_setaside",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="setaside",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';",
                    hash="5d6974396790c370c12369e8641d5169eabe69dc",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_60bba",
                    table="reviews_setaside",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="tie",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."holder_id" IS DISTINCT FROM (NEW."holder_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."other_id" IS DISTINCT FROM (NEW."other_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."unit_name" IS DISTINCT FROM (NEW."unit_name") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="d94ba2e2865cf7c0721d08a9d26a2eed51249658",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_d7249",
                    table="reviews_tie",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="recusal",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."accepted" IS DISTINCT FROM (NEW."accepted") OR OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."challenge_id" IS DISTINCT FROM (NEW."challenge_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."excuse" IS DISTINCT FROM (NEW."excuse") OR OLD."excused_at" IS DISTINCT FROM (NEW."excused_at") OR OLD."excused_by_id" IS DISTINCT FROM (NEW."excused_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."reviewer_id" IS DISTINCT FROM (NEW."reviewer_id") OR OLD."tie_id" IS DISTINCT FROM (NEW."tie_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."way" IS DISTINCT FROM (NEW."way"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="7a2be9bee4a0e009e336eaa2dfe4b0e7bf68b5e4",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_048f5",
                    table="reviews_recusal",
                    when="BEFORE",
                ),
            ),
        ),
    ]
