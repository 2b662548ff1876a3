"""A call for proposals: its dates, its rules as data, its questions and answers."""

from datetime import datetime

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from axportal.calls.querysets import CallQuerySet
from axportal.challenges.models import Challenge
from axportal.core import text_search, triggers
from axportal.core.models import BaseModel, in_language
from regions.models import FactModel, Organisation, Zone

_KEEP_CLOSES_AT = "UPDATE calls_call SET closes_at = NEW.closes_at WHERE id = NEW.call_id; RETURN NEW;"
_FROZEN = """
    IF OLD.frozen_at IS NOT NULL THEN
        RAISE EXCEPTION 'calls_callrules is frozen once published' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
"""


@pghistory.track(exclude=text_search.COLUMNS)
class Call(FactModel):
    """A call. Its status is what people decided; what dates decide (open, closed, objections) follows from them alone.

    `follows` is the call that this one goes on from: its next round, or its second announcement after a cancellation.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("작성 중")
        ANNOUNCED = "announced", _("공고됨")
        SCREENING = "screening", _("사전검토")
        REVIEWING = "reviewing", _("선정평가")
        DELIBERATING = "deliberating", _("심의")
        NOTIFIED = "notified", _("결과 통보")
        FINALISED = "finalised", _("확정")
        ARCHIVED = "archived", _("보관")
        CANCELLED = "cancelled", _("취소됨")

    class Phase(models.TextChoices):
        DRAFT = "draft", _("작성 중")
        ANNOUNCED = "announced", _("접수 예정")
        OPEN = "open", _("접수 중")
        CLOSED = "closed", _("접수 마감")
        SCREENING = "screening", _("사전검토")
        REVIEWING = "reviewing", _("선정평가")
        DELIBERATING = "deliberating", _("심의")
        OBJECTION_PERIOD = "objection_period", _("이의신청 기간")
        NOTIFIED = "notified", _("결과 통보")
        FINALISED = "finalised", _("확정")
        ARCHIVED = "archived", _("보관")
        CANCELLED = "cancelled", _("취소됨")

    class Following(models.TextChoices):
        ROUND = "round", _("다음 차수")
        REANNOUNCEMENT = "reannouncement", _("재공고")

    class Programme(models.TextChoices):
        JOINT_LAB = "joint_lab", _("산·학 AX 공동연구소")
        GIFTED_SCHOOL = "gifted_school", _("영재학교 전환")
        STARTUP = "startup", _("창업 지원")
        GPU = "gpu", _("GPU 공동활용")

    number = models.CharField(_("공고번호"), max_length=40, unique=True)
    title_ko = models.CharField(_("제목"), max_length=200)
    title_en = models.CharField(_("영어 제목"), max_length=200, blank=True)
    summary_ko = models.TextField(_("요약"), blank=True)
    summary_en = models.TextField(_("영어 요약"), blank=True)
    programme = models.CharField(_("사업"), max_length=20, choices=Programme.choices)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("주관 기관"), on_delete=models.PROTECT, related_name="calls"
    )
    zone = models.ForeignKey(
        Zone, verbose_name=_("권역"), on_delete=models.PROTECT, null=True, blank=True, related_name="calls"
    )
    status = models.CharField(_("상태"), max_length=12, choices=Status.choices, default=Status.DRAFT, editable=False)
    announced_at = models.DateTimeField(_("공고 시각"), null=True, blank=True, editable=False)
    opens_at = models.DateTimeField(_("접수 시작"))
    closes_at = models.DateTimeField(_("접수 마감"), null=True, blank=True, editable=False)
    notified_at = models.DateTimeField(_("결과를 알린 때"), null=True, blank=True, editable=False)
    objections_until = models.DateTimeField(_("이의신청 마감"), null=True, blank=True, editable=False)
    follows = models.ForeignKey(
        "self", verbose_name=_("앞선 공고"), on_delete=models.PROTECT, null=True, blank=True, related_name="followers"
    )
    following = models.CharField(_("이어지는 까닭"), max_length=15, choices=Following.choices, blank=True)
    round_number = models.PositiveSmallIntegerField(_("차수"), default=1)
    budget_won = models.BigIntegerField(_("예산"), null=True, blank=True)
    years_max = models.PositiveSmallIntegerField(_("최장 연차"), default=1)
    contact_ko = models.CharField(_("문의"), max_length=200, blank=True)
    contact_en = models.CharField(_("영어 문의"), max_length=200, blank=True)
    briefing_at = models.DateTimeField(_("설명회"), null=True, blank=True)
    briefing_ko = models.CharField(_("설명회 장소"), max_length=200, blank=True, db_default="")
    briefing_en = models.CharField(_("설명회 장소(영어)"), max_length=200, blank=True, db_default="")
    challenges = models.ManyToManyField(
        Challenge, verbose_name=_("공고로 이어진 난제"), related_name="calls", blank=True
    )
    challenges_chosen_at = models.DateTimeField(null=True, blank=True, editable=False)
    search_words = text_search.words_of("title_ko", "title_en", "summary_ko", "summary_en")
    search_initials = text_search.initials_of("title_ko")

    objects = CallQuerySet.as_manager()

    class Meta(FactModel.Meta):
        ordering = ["-opens_at", "-id"]
        indexes = [
            models.Index(fields=["status", "closes_at", "id"], name="calls_call_closes"),
            *text_search.indexes("calls_call"),
        ]
        constraints = [
            *FactModel.Meta.constraints,
            models.CheckConstraint(
                name="calls_call_status_known",
                condition=models.Q(
                    status__in=[
                        "draft",
                        "announced",
                        "screening",
                        "reviewing",
                        "deliberating",
                        "notified",
                        "finalised",
                        "archived",
                        "cancelled",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="calls_call_announced_with_dates",
                condition=models.Q(status__in=["draft", "cancelled"])
                | models.Q(announced_at__isnull=False, closes_at__isnull=False),
            ),
            models.CheckConstraint(
                name="calls_call_notified_with_objections",
                condition=~models.Q(status__in=["notified", "finalised", "archived"])
                | models.Q(notified_at__isnull=False, objections_until__gte=models.F("notified_at")),
            ),
            models.CheckConstraint(
                name="calls_call_follows_for_a_reason",
                condition=models.Q(follows__isnull=True, following="")
                | models.Q(follows__isnull=False, following__in=["round", "reannouncement"]),
            ),
            models.CheckConstraint(
                name="calls_call_opens_before_closing",
                condition=models.Q(closes_at__isnull=True) | models.Q(closes_at__gt=models.F("opens_at")),
            ),
            models.CheckConstraint(
                name="calls_call_budget_not_negative",
                condition=models.Q(budget_won__isnull=True) | models.Q(budget_won__gte=0),
            ),
            models.CheckConstraint(
                name="calls_call_years_in_range", condition=models.Q(years_max__gte=1, years_max__lte=10)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The call's page."""
        return reverse("calls:call-detail", kwargs={"uuid": self.uuid})

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return in_language(self.title_ko, self.title_en)

    @property
    def summary(self) -> str:
        """The summary in the reader's language."""
        return in_language(self.summary_ko, self.summary_en)

    @property
    def contact(self) -> str:
        """Whom to ask."""
        return in_language(self.contact_ko, self.contact_en)

    @property
    def briefing(self) -> str:
        """Where the call is explained to whoever comes."""
        return in_language(self.briefing_ko, self.briefing_en)

    def phase(self, *, at: datetime) -> "Call.Phase":
        """Where the call stands at that instant, to the second: it takes applications in [opens_at, closes_at)."""
        if self.status == self.Status.NOTIFIED and self.objections_until is not None and at < self.objections_until:
            return self.Phase.OBJECTION_PERIOD
        if self.status != self.Status.ANNOUNCED:
            return self.Phase(self.status)
        if at < self.opens_at:
            return self.Phase.ANNOUNCED
        return self.Phase.OPEN if self.closes_at is not None and at < self.closes_at else self.Phase.CLOSED

    def is_open(self, *, at: datetime) -> bool:
        """Whether an application that arrives at that instant is in time."""
        return self.phase(at=at) == self.Phase.OPEN


class CallDeadline(BaseModel):
    """A decision on the deadline. The newest is in force; rows are never changed or deleted."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="deadlines")
    closes_at = models.DateTimeField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    class Meta(BaseModel.Meta):
        ordering = ["call", "id"]
        triggers = [
            *BaseModel.Meta.triggers,
            triggers.append_only(),
            triggers.no_truncate(),
            pgtrigger.Trigger(
                name="keep_closes_at",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=pgtrigger.Func(_KEEP_CLOSES_AT),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.closes_at.isoformat()}"


class CallRules(BaseModel):
    """The rules of a call as data, by version. What is published never changes; a correction is a new version."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="rules")
    number = models.PositiveSmallIntegerField(default=1)
    body = models.JSONField(default=dict, help_text="See axportal.calls.rules.content.")
    frozen_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True, help_text="Of a correction: why it had to be.")

    class Meta(BaseModel.Meta):
        ordering = ["call", "number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="calls_call_rules_version_once")]
        triggers = [
            *BaseModel.Meta.triggers,
            pgtrigger.Trigger(
                name="frozen", when=pgtrigger.Before, operation=pgtrigger.Update, func=pgtrigger.Func(_FROZEN)
            ),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} v{self.number}"


class CallStage(BaseModel):
    """A step of what comes after the deadline, with its dates or its legal period."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField()
    name_ko = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    period_ko = models.CharField(max_length=100, blank=True, help_text="Instead of dates: within 10 days of notice.")
    period_en = models.CharField(max_length=100, blank=True)
    note_ko = models.CharField(max_length=200, blank=True)
    note_en = models.CharField(max_length=200, blank=True)
    basis_ko = models.CharField(max_length=100, blank=True, help_text="The law that says so.")
    basis_en = models.CharField(max_length=100, blank=True)

    class Meta(BaseModel.Meta):
        ordering = ["call", "position"]
        constraints = [models.UniqueConstraint(fields=["call", "position"], name="calls_call_stage_position_once")]

    def __str__(self) -> str:
        return in_language(self.name_ko, self.name_en)

    @property
    def period(self) -> str:
        """The period in words, where there are no dates."""
        return in_language(self.period_ko, self.period_en)

    @property
    def note(self) -> str:
        """What happens in it."""
        return in_language(self.note_ko, self.note_en)

    @property
    def basis(self) -> str:
        """The law behind it."""
        return in_language(self.basis_ko, self.basis_en)


class CallQuestion(BaseModel):
    """A question that was asked and its answer, published to all applicants alike."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)
    question_ko = models.CharField(max_length=300)
    question_en = models.CharField(max_length=300, blank=True)
    answer_ko = models.TextField()
    answer_en = models.TextField(blank=True)

    class Meta(BaseModel.Meta):
        ordering = ["call", "position", "id"]

    def __str__(self) -> str:
        return in_language(self.question_ko, self.question_en)

    @property
    def answer(self) -> str:
        """The answer in the reader's language."""
        return in_language(self.answer_ko, self.answer_en)


class CallCounter(models.Model):
    """The last receipt number given in a call; its row is locked while the next one is taken."""

    call = models.OneToOneField(Call, on_delete=models.PROTECT, primary_key=True, related_name="counter")
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.call_id}: {self.last}"
