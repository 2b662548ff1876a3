"""Report runs: ordered once, frozen, kept with their files, never overwritten."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from axportal.core.models import BaseModel
from axportal.reports.querysets import ReportFileQuerySet, ReportRunQuerySet
from regions.models import Organisation, Zone


class ReportRun(BaseModel):
    """One report: what was ordered, how far it is, the numbers it froze. `key` names the order with its data."""

    class Kind(models.TextChoices):
        ZONE_STATUS = "zone_status", _("권역별 추진 현황")

    class Status(models.TextChoices):
        QUEUED = "queued", _("기다림")
        RUNNING = "running", _("만드는 중")
        DONE = "done", _("끝")
        PARTIAL = "partial", _("일부만 됨")
        FAILED = "failed", _("실패")
        CANCELLED = "cancelled", _("멈춤")

    kind = models.CharField(_("종류"), max_length=20, choices=Kind.choices, default=Kind.ZONE_STATUS)
    zone = models.ForeignKey(Zone, verbose_name=_("권역"), on_delete=models.PROTECT, null=True, related_name="+")
    as_of = models.DateField(_("기준일"))
    is_kept_day = models.BooleanField(default=False, help_text="Made from the figures kept on `as_of`, not from now.")
    formats = models.JSONField(_("형식"), default=list)
    language = models.CharField(max_length=2, default="ko")
    key = models.CharField(max_length=64)
    series = models.CharField(max_length=120)
    revision = models.PositiveIntegerField(_("개정"))
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField(_("신청한 때"))
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.QUEUED)
    stages = models.JSONField(default=list)
    percent = models.PositiveSmallIntegerField(default=0)
    snapshot = models.JSONField(null=True)
    snapshot_at = models.DateTimeField(_("기준 시각"), null=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    failures = models.JSONField(default=dict, blank=True)
    finished_at = models.DateTimeField(null=True)

    objects = ReportRunQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["requested_by", "-id"], name="reports_run_own"),
            models.Index(fields=["organisation", "-id"], name="reports_run_organisation"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(status__in=["queued", "running", "done", "partial"]),
                name="reports_run_once",
            ),
            models.UniqueConstraint(fields=["series", "revision"], name="reports_run_revision_once"),
            models.CheckConstraint(
                name="reports_run_status_known",
                condition=models.Q(status__in=["queued", "running", "done", "partial", "failed", "cancelled"]),
            ),
            models.CheckConstraint(
                name="reports_run_finished_with_numbers",
                condition=~models.Q(status__in=["done", "partial"])
                | (models.Q(snapshot_at__isnull=False, finished_at__isnull=False) & ~models.Q(fingerprint="")),
            ),
            models.CheckConstraint(name="reports_run_percent_in_range", condition=models.Q(percent__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.as_of} r{self.revision}"

    def get_absolute_url(self) -> str:
        """The run's page."""
        return reverse("reports:run-detail", kwargs={"uuid": self.uuid})

    @property
    def is_under_way(self) -> bool:
        """Waiting or being made."""
        return self.status in {self.Status.QUEUED, self.Status.RUNNING}

    @property
    def scope_label(self) -> str:
        """Of which zones it tells."""
        return self.zone.name if self.zone is not None else str(_("네 권역"))


class ReportFile(BaseModel):
    """One finished file of a run, with what proves that it is unchanged."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        XLSX = "xlsx", "XLSX"

    run = models.ForeignKey(ReportRun, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=5, choices=Format.choices)
    name = models.CharField(max_length=200, unique=True)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    objects = ReportFileQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["format"]
        constraints = [
            models.UniqueConstraint(fields=["run", "format"], name="reports_file_once"),
            models.CheckConstraint(name="reports_file_format_known", condition=models.Q(format__in=["pdf", "xlsx"])),
            models.CheckConstraint(
                name="reports_file_sha256_form", condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def audit_organisation_id(self) -> int | None:
        """Acts on a file belong to the organisation of its run."""
        return self.run.organisation_id
