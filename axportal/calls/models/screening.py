"""What screening finds, and what it sends back: rows that are never changed. The newest finding of a rule counts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from axportal.calls.models.applications import Application
from axportal.calls.models.submissions import Submission
from axportal.calls.querysets import ScreeningQuerySet
from axportal.core import triggers
from axportal.core.models import BaseModel


class ScreeningFinding(BaseModel):
    """One rule judged on one submission. Without a person, the portal judged it."""

    class Verdict(models.TextChoices):
        PASS = "pass", _("맞음")
        FAIL = "fail", _("맞지 않음")
        CHECK = "check", _("확인 필요")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="findings")
    rule = models.CharField(max_length=60)
    verdict = models.CharField(_("판정"), max_length=5, choices=Verdict.choices)
    evidence = models.TextField(_("근거"), max_length=2000, blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField()

    objects = ScreeningQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["submission", "rule", "id"]
        indexes = [models.Index(fields=["submission", "rule", "-id"], name="calls_finding_newest")]
        constraints = [
            models.CheckConstraint(
                name="calls_finding_verdict_known", condition=models.Q(verdict__in=["pass", "fail", "check"])
            ),
            models.CheckConstraint(
                name="calls_finding_with_evidence", condition=models.Q(verdict="pass") | ~models.Q(evidence="")
            ),
        ]
        triggers = [*BaseModel.Meta.triggers, triggers.append_only(), triggers.no_truncate()]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.rule} {self.verdict}"

    def audit_organisation_id(self) -> int:
        """Acts on a finding belong to the applicant."""
        return self.application.organisation_id

    def audit_zone_id(self) -> int | None:
        """And to the zone of its call."""
        return self.application.call.zone_id


class ReturnRequest(BaseModel):
    """A submission sent back for correction, once, until `due_at`: the clock of a returned application."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="return_requests")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="return_requests")
    items = models.JSONField(help_text="What to correct: a list of sentences.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta(BaseModel.Meta):
        ordering = ["application", "id"]
        constraints = [
            models.UniqueConstraint(fields=["submission"], name="calls_return_once"),
            models.CheckConstraint(name="calls_return_due_later", condition=models.Q(due_at__gt=models.F("asked_at"))),
        ]
        triggers = [*BaseModel.Meta.triggers, triggers.append_only(), triggers.no_truncate()]

    def __str__(self) -> str:
        return f"{self.application_id} until {self.due_at}"

    def audit_organisation_id(self) -> int:
        """Acts on a request belong to the applicant."""
        return self.application.organisation_id

    def audit_zone_id(self) -> int | None:
        """And to the zone of its call."""
        return self.application.call.zone_id
