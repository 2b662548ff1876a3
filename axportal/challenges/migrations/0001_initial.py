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
        ("pghistory", "0007_auto_20250421_0444"),
        ("regions", "0004_sources_noted"),
    ]

    operations = [
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
                ("title_ko", models.CharField(max_length=200, verbose_name="제목")),
                ("title_en", models.CharField(blank=True, max_length=200, verbose_name="영어 제목")),
                ("summary_ko", models.TextField(max_length=3000, verbose_name="공개 요약")),
                ("summary_en", models.TextField(blank=True, max_length=3000, verbose_name="공개 요약(영어)")),
                (
                    "data_state",
                    models.CharField(
                        choices=[("none", "아직 없음"), ("partly", "일부 있음"), ("ready", "쓸 수 있게 정리됨")],
                        default="partly",
                        max_length=10,
                        verbose_name="데이터",
                    ),
                ),
                ("data_kind", models.CharField(blank=True, max_length=300, verbose_name="데이터의 형식과 크기")),
                (
                    "data_place",
                    models.CharField(
                        choices=[
                            ("on_site", "현장 안에서만"),
                            ("institute", "과기원 안에서"),
                            ("anywhere", "어디서나"),
                        ],
                        default="on_site",
                        max_length=10,
                        verbose_name="처리할 수 있는 곳",
                    ),
                ),
                (
                    "data_personal",
                    models.CharField(
                        choices=[
                            ("none", "개인정보 없음"),
                            ("pseudonymised", "가명정보"),
                            ("personal", "개인정보 있음"),
                        ],
                        default="none",
                        max_length=15,
                        verbose_name="개인정보",
                    ),
                ),
                (
                    "data_secrecy",
                    models.CharField(
                        choices=[("none", "비밀 아님"), ("trade_secret", "영업비밀"), ("security", "보안 대상")],
                        default="none",
                        max_length=15,
                        verbose_name="비밀",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "작성 중"),
                            ("open", "연구실을 찾는 중"),
                            ("matched", "짝을 찾음"),
                            ("closed", "마침"),
                            ("withdrawn", "거둠"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenges",
                        to="regions.organisation",
                        verbose_name="올린 기관",
                    ),
                ),
                (
                    "readers",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="regions.organisation", verbose_name="비공개 부분을 볼 기관"
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
                "ordering": ["-id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["reference", "demonstration", "entered"])),
                        name="challenges_challenge_origin_known",
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
                        name="challenges_challenge_reference_is_sourced",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "open", "matched", "closed", "withdrawn"])),
                        name="challenges_challenge_status_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChallengeEvent",
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
                ("title_ko", models.CharField(max_length=200, verbose_name="제목")),
                ("title_en", models.CharField(blank=True, max_length=200, verbose_name="영어 제목")),
                ("summary_ko", models.TextField(max_length=3000, verbose_name="공개 요약")),
                ("summary_en", models.TextField(blank=True, max_length=3000, verbose_name="공개 요약(영어)")),
                (
                    "data_state",
                    models.CharField(
                        choices=[("none", "아직 없음"), ("partly", "일부 있음"), ("ready", "쓸 수 있게 정리됨")],
                        default="partly",
                        max_length=10,
                        verbose_name="데이터",
                    ),
                ),
                ("data_kind", models.CharField(blank=True, max_length=300, verbose_name="데이터의 형식과 크기")),
                (
                    "data_place",
                    models.CharField(
                        choices=[
                            ("on_site", "현장 안에서만"),
                            ("institute", "과기원 안에서"),
                            ("anywhere", "어디서나"),
                        ],
                        default="on_site",
                        max_length=10,
                        verbose_name="처리할 수 있는 곳",
                    ),
                ),
                (
                    "data_personal",
                    models.CharField(
                        choices=[
                            ("none", "개인정보 없음"),
                            ("pseudonymised", "가명정보"),
                            ("personal", "개인정보 있음"),
                        ],
                        default="none",
                        max_length=15,
                        verbose_name="개인정보",
                    ),
                ),
                (
                    "data_secrecy",
                    models.CharField(
                        choices=[("none", "비밀 아님"), ("trade_secret", "영업비밀"), ("security", "보안 대상")],
                        default="none",
                        max_length=15,
                        verbose_name="비밀",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "작성 중"),
                            ("open", "연구실을 찾는 중"),
                            ("matched", "짝을 찾음"),
                            ("closed", "마침"),
                            ("withdrawn", "거둠"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
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
                        verbose_name="올린 기관",
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
                        to="challenges.challenge",
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
            name="ConfidentialPart",
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
                ("text", models.TextField(blank=True, max_length=10000, verbose_name="비공개 부분")),
                ("namings", models.PositiveIntegerField(default=0)),
                (
                    "challenge",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confidential",
                        to="challenges.challenge",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Interest",
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
                ("laboratory", models.CharField(max_length=200, verbose_name="연구실")),
                ("contact", models.EmailField(max_length=254, verbose_name="담당자 이메일")),
                ("message", models.TextField(max_length=3000, verbose_name="전하는 말")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("offered", "답을 기다림"),
                            ("accepted", "함께함"),
                            ("declined", "사양함"),
                            ("withdrawn", "거둠"),
                        ],
                        default="offered",
                        editable=False,
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                (
                    "challenge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="interests", to="challenges.challenge"
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interests",
                        to="regions.organisation",
                        verbose_name="기관",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "withdrawn"), _negated=True),
                        fields=("challenge", "organisation", "laboratory"),
                        name="challenges_interest_one_live",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["offered", "accepted", "declined", "withdrawn"])),
                        name="challenges_interest_status_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InterestEvent",
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
                ("laboratory", models.CharField(max_length=200, verbose_name="연구실")),
                ("contact", models.EmailField(max_length=254, verbose_name="담당자 이메일")),
                ("message", models.TextField(max_length=3000, verbose_name="전하는 말")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("offered", "답을 기다림"),
                            ("accepted", "함께함"),
                            ("declined", "사양함"),
                            ("withdrawn", "거둠"),
                        ],
                        default="offered",
                        editable=False,
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                (
                    "challenge",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="challenges.challenge",
                    ),
                ),
                (
                    "offered_by",
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
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.organisation",
                        verbose_name="기관",
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
                        to="challenges.interest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        triggers.AddTrigger(
            model_name="challenge",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."data_kind" IS DISTINCT FROM (NEW."data_kind") OR OLD."data_personal" IS DISTINCT FROM (NEW."data_personal") OR OLD."data_place" IS DISTINCT FROM (NEW."data_place") OR OLD."data_secrecy" IS DISTINCT FROM (NEW."data_secrecy") OR OLD."data_state" IS DISTINCT FROM (NEW."data_state") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."summary_en" IS DISTINCT FROM (NEW."summary_en") OR OLD."summary_ko" IS DISTINCT FROM (NEW."summary_ko") OR OLD."title_en" IS DISTINCT FROM (NEW."title_en") OR OLD."title_ko" IS DISTINCT FROM (NEW."title_ko") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="906f1c2306ea7ae39ff4d7fcd68b39302faa2164",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_734c1",
                    table="challenges_challenge",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="challenge",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('challenges.challenge'); RETURN NULL;",
                    hash="fd00b0bf910d5448d52985a3b4e745961111ed11",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_18e58",
                    table="challenges_challenge",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="challenge",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "challenges_challengeevent" ("as_of", "created_at", "data_kind", "data_personal", "data_place", "data_secrecy", "data_state", "grade", "id", "organisation_id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "status", "summary_en", "summary_ko", "title_en", "title_ko", "updated_at", "uuid", "version") SELECT new_values."as_of", new_values."created_at", new_values."data_kind", new_values."data_personal", new_values."data_place", new_values."data_secrecy", new_values."data_state", new_values."grade", new_values."id", new_values."organisation_id", new_values."origin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source_id", new_values."status", new_values."summary_en", new_values."summary_ko", new_values."title_en", new_values."title_ko", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1186058aa59801848bc2fae67ec271a019351a0b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3bd5a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="challenges_challenge",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="challenge",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "challenges_challengeevent" ("as_of", "created_at", "data_kind", "data_personal", "data_place", "data_secrecy", "data_state", "grade", "id", "organisation_id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "status", "summary_en", "summary_ko", "title_en", "title_ko", "updated_at", "uuid", "version") SELECT new_values."as_of", new_values."created_at", new_values."data_kind", new_values."data_personal", new_values."data_place", new_values."data_secrecy", new_values."data_state", new_values."grade", new_values."id", new_values."organisation_id", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source_id", new_values."status", new_values."summary_en", new_values."summary_ko", new_values."title_en", new_values."title_ko", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a6337aed1946960245392e6ec8cc562bea40f801",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_82eb0",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="challenges_challenge",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="challengeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="82348b6378ab9a5fa4d4cc4c0999bdb34b43ccff",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3d512",
                    table="challenges_challengeevent",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="confidentialpart",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."challenge_id" IS DISTINCT FROM (NEW."challenge_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."namings" IS DISTINCT FROM (NEW."namings") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="0052d5adde2d7a2a3ecb170358cbb72b549e0e77",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_300c3",
                    table="challenges_confidentialpart",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="interest",
            trigger=pgtrigger.compiler.Trigger(
                name="bump_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."challenge_id" IS DISTINCT FROM (NEW."challenge_id") OR OLD."contact" IS DISTINCT FROM (NEW."contact") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."laboratory" IS DISTINCT FROM (NEW."laboratory") OR OLD."message" IS DISTINCT FROM (NEW."message") OR OLD."offered_by_id" IS DISTINCT FROM (NEW."offered_by_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))',
                    func="NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;",
                    hash="c2083aee5cc60f223ff018a2fa12d0f39707d5d1",
                    operation="UPDATE",
                    pgid="pgtrigger_bump_version_c8d97",
                    table="challenges_interest",
                    when="BEFORE",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="interest",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "challenges_interestevent" ("challenge_id", "contact", "created_at", "id", "laboratory", "message", "offered_by_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "updated_at", "uuid", "version") SELECT new_values."challenge_id", new_values."contact", new_values."created_at", new_values."id", new_values."laboratory", new_values."message", new_values."offered_by_id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."status", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4e2000e244fdd5f7b6cbb006e9e13039fba74732",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bb87d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="challenges_interest",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="interest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "challenges_interestevent" ("challenge_id", "contact", "created_at", "id", "laboratory", "message", "offered_by_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "updated_at", "uuid", "version") SELECT new_values."challenge_id", new_values."contact", new_values."created_at", new_values."id", new_values."laboratory", new_values."message", new_values."offered_by_id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."status", new_values."updated_at", new_values."uuid", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="92e6ca7d34b11e76cc44c3ad5290a220f4dc47cc",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_be9f2",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="challenges_interest",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="interestevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0e19914f38883c11f1b4e33e0f4de85b6967dbfb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_63bba",
                    table="challenges_interestevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
