"""What is not as it should be: GPUs out of service, accounts that disagree, and who was told of what."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from axportal.core import changes
from axportal.core.models import BaseModel
from gpu.models.sites import Cluster, Node
from gpu.querysets import KeptByClusterQuerySet, OfClusterQuerySet


class Outage(BaseModel):
    """A server out of service. Open while `ended_at` is empty; the scheduler's own times correct ours later."""

    class Cause(models.TextChoices):
        """Domain facts, CMP: codes of down-time reasons."""

        POWER = "power", _("전력 요금")
        COOLING = "cooling", _("냉각")
        REPAIR = "repair", _("수리")
        MAINTENANCE = "maintenance", _("점검")
        SECURITY = "security", _("보안")
        NETWORK = "network", _("네트워크")
        UNKNOWN = "unknown", _("모름")

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="outages")
    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="outages")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    gpus = models.PositiveIntegerField()
    state = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    cause = models.CharField(max_length=12, choices=Cause.choices, default=Cause.UNKNOWN)
    is_confirmed = models.BooleanField(default=False, help_text="The times are the scheduler's own.")
    ends_by_report = models.BooleanField(
        default=False, help_text="The scheduler has not told the end of a time it told the start of: reports show it."
    )

    objects = OfClusterQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["node"], name="gpu_outage_one_open", condition=models.Q(ended_at__isnull=True)
            ),
            models.UniqueConstraint(fields=["node", "started_at"], name="gpu_outage_once"),
            models.CheckConstraint(
                name="gpu_outage_ends_after_it_starts",
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("started_at")),
            ),
        ]
        triggers = [*BaseModel.Meta.triggers, changes.Note()]

    def __str__(self) -> str:
        return f"{self.node_id} {self.started_at}"


class Discrepancy(BaseModel):
    """Two accounts of the same thing that disagree: work for the operator until they agree or somebody explains."""

    class Kind(models.TextChoices):
        ACCOUNTING = "accounting", _("sreport와 다름")
        MISSING = "missing", _("등록됐으나 보고되지 않음")
        UNLISTED = "unlisted", _("보고됐으나 등록되지 않음")
        MOVED = "moved", _("다른 곳에서 보고됨")
        RUNAWAY = "runaway", _("끝나지 않는 작업")

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="discrepancies")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=200, help_text="What it is about: a day, a model, a server, a job.")
    ours = models.BigIntegerField(null=True, blank=True)
    theirs = models.BigIntegerField(null=True, blank=True)
    rows = models.JSONField(default=list, blank=True, help_text="The rows that differ.")
    found_at = models.DateTimeField()
    checked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(_("설명"), max_length=500, blank=True)

    objects = KeptByClusterQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["-found_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "kind", "key"],
                name="gpu_discrepancy_one_open",
                condition=models.Q(closed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Alert(BaseModel):
    """Something that the operator and the portal are told once, and once more when it is over."""

    class Kind(models.TextChoices):
        LOST = "lost", _("사이트 연결 끊김")
        STALE = "stale", _("자료가 늦음")
        REFUSED = "refused", _("인증 거부")
        COVERAGE = "coverage", _("계측이 절반 미만")
        IDLE_HELD = "idle_held", _("유휴보유 많음")
        DISCREPANCY = "discrepancy", _("기록이 서로 다름")
        REJECTED = "rejected", _("쓸 수 없는 줄이 옴")

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="alerts")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    detail = ArrayField(models.CharField(max_length=100), default=list, help_text="What it is about, as plain words.")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="When people were told; never, while it flaps.")

    objects = KeptByClusterQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "kind"], name="gpu_alert_one_open", condition=models.Q(closed_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.kind
