"""Joint labs of industry and academia (산·학 AX 공동연구소)."""

from datetime import datetime

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from axportal.core import changes, counters, text_search
from axportal.core.models import BaseModel, WorkflowModel, in_language
from labs.querysets import ON_THE_WAY, WAITS_AT_MOST, JointLabQuerySet
from regions.models import Industry, Organisation, RecordModel, Zone

COUNTED = ("status", "zone", "institute", "industry", "publication", "origin")


@counters.counted(*COUNTED)
@pghistory.track(exclude=[*text_search.COLUMNS, "status_since"])
class JointLab(RecordModel, WorkflowModel):
    """Companies that hold industrial data and an institute that builds models, working as one team."""

    class Status(models.TextChoices):
        REVIEWING = "reviewing", _("심의")
        AGREEING = "agreeing", _("협약")
        OPERATING = "operating", _("운영")
        ENDED = "ended", _("종료")

    institute = models.ForeignKey(
        Organisation,
        verbose_name=_("주관 과기원"),
        on_delete=models.PROTECT,
        related_name="joint_labs",
        limit_choices_to={"kind": "institute"},
    )
    laboratory_ko = models.CharField(_("연구실·학과"), max_length=200, blank=True)
    laboratory_en = models.CharField(_("연구실·학과(영어)"), max_length=200, blank=True)
    zone = models.ForeignKey(Zone, verbose_name=_("권역"), on_delete=models.PROTECT, related_name="joint_labs")
    industry = models.ForeignKey(
        Industry,
        verbose_name=_("산업 분야"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="joint_labs",
    )
    status = models.CharField(
        _("단계"), max_length=10, choices=Status.choices, default=Status.REVIEWING, editable=False
    )
    started_on = models.DateField(_("시작일"), null=True, blank=True)
    ends_on = models.DateField(_("종료일"), null=True, blank=True)
    next_milestone_ko = models.CharField(_("다음 마일스톤"), max_length=200, blank=True)
    next_milestone_en = models.CharField(_("다음 마일스톤(영어)"), max_length=200, blank=True)
    next_milestone_on = models.DateField(_("마일스톤 날짜"), null=True, blank=True)
    company_share_won = models.BigIntegerField(_("기업 부담(원)"), null=True, blank=True)
    gpu_hours = models.PositiveIntegerField(_("GPU 배정(GPU-h)"), null=True, blank=True)
    summary_ko = models.TextField(_("소개"), max_length=3000, blank=True)
    summary_en = models.TextField(_("소개(영어)"), max_length=3000, blank=True)
    search_words = text_search.words_of("name_ko", "name_en", "laboratory_ko", "summary_ko")
    search_initials = text_search.initials_of("name_ko")

    objects = JointLabQuerySet.as_manager()
    record_slug = "labs"

    class Meta(RecordModel.Meta):
        ordering = ["name_ko", "id"]
        constraints = [
            *RecordModel.Meta.constraints,
            models.CheckConstraint(
                name="labs_jointlab_status_known",
                condition=models.Q(status__in=["reviewing", "agreeing", "operating", "ended"]),
            ),
            models.CheckConstraint(
                name="labs_jointlab_dates_ordered",
                condition=models.Q(ends_on__isnull=True)
                | models.Q(started_on__isnull=True)
                | models.Q(ends_on__gte=models.F("started_on")),
                violation_error_message=_("종료일은 시작일보다 앞설 수 없습니다."),
            ),
            models.CheckConstraint(
                name="labs_jointlab_share_not_negative",
                condition=models.Q(company_share_won__isnull=True) | models.Q(company_share_won__gte=0),
                violation_error_message=_("기업 부담은 0원 이상이어야 합니다."),
            ),
        ]
        indexes = [
            models.Index(fields=["name_ko", "id"], name="labs_jointlab_name"),
            models.Index(fields=["updated_at", "id"], name="labs_jointlab_updated"),
            models.Index(fields=["created_at", "id"], name="labs_jointlab_created"),
            models.Index(fields=["zone", "status", "name_ko", "id"], name="labs_jointlab_zone"),
            models.Index(fields=["status", "name_ko", "id"], name="labs_jointlab_status"),
            models.Index(fields=["institute", "name_ko", "id"], name="labs_jointlab_institute"),
            models.Index(fields=["industry", "name_ko", "id"], name="labs_jointlab_industry"),
            models.Index(fields=["next_milestone_on", "id"], name="labs_jointlab_milestone"),
            *text_search.indexes("labs_jointlab"),
        ]
        triggers = [*RecordModel.Meta.triggers, *counters.triggers(*COUNTED)]

    def audit_organisation_id(self) -> int:
        """Acts on a lab belong to the institute that leads it."""
        return self.institute_id

    def days_in_status(self, *, at: datetime) -> int:
        """For how many full days it has stood where it stands."""
        return (at - self.status_since).days

    def waits_too_long(self, *, at: datetime) -> bool:
        """Whether it has been on its way to operation for longer than it should."""
        return self.status in ON_THE_WAY and self.status_since < at - WAITS_AT_MOST

    @property
    def laboratory(self) -> str:
        """The laboratory or department."""
        return in_language(self.laboratory_ko, self.laboratory_en)

    @property
    def next_milestone(self) -> str:
        """What comes next."""
        return in_language(self.next_milestone_ko, self.next_milestone_en)

    @property
    def summary(self) -> str:
        """What the lab does."""
        return in_language(self.summary_ko, self.summary_en)

    @property
    def company_names(self) -> str:
        """The companies in it, for a list; prefetch `participants__company`."""
        return ", ".join(participant.company.short for participant in self.participants.all())


@pghistory.track()
class LabParticipant(BaseModel):
    """A company in a joint lab, within dates."""

    lab = models.ForeignKey(JointLab, on_delete=models.CASCADE, related_name="participants")
    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="lab_participations")
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta(BaseModel.Meta):
        ordering = ["id"]
        triggers = [*BaseModel.Meta.triggers, changes.Note()]
        constraints = [
            models.UniqueConstraint(fields=["lab", "company"], name="labs_participant_once"),
            models.CheckConstraint(
                name="labs_participant_dates_ordered",
                condition=models.Q(left_on__isnull=True)
                | models.Q(joined_on__isnull=True)
                | models.Q(left_on__gte=models.F("joined_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lab_id} · {self.company_id}"
