"""What is written: one part for each step and organisation, with its own version and its kept revisions."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from axportal.calls.models.applications import Application
from axportal.calls.querysets import PartQuerySet
from axportal.core import triggers
from axportal.core.models import BaseModel
from regions.models import Organisation


class ApplicationPart(BaseModel):
    """The fields of one step, written for one organisation. `marks` tells who set each field last, and when."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="parts")
    step = models.CharField(max_length=20)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    fields = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)

    objects = PartQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["application", "step", "organisation"]
        constraints = [
            models.UniqueConstraint(fields=["application", "step", "organisation"], name="calls_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.step} {self.organisation_id}"

    def audit_organisation_id(self) -> int:
        """Acts on a part belong to the organisation it is written for."""
        return self.organisation_id


class PartRevision(BaseModel):
    """A part as it stood when its writer left the step or the application was handed in."""

    class Reason(models.TextChoices):
        STEP = "step", _("단계를 마침")
        SUBMISSION = "submission", _("제출")

    part = models.ForeignKey(ApplicationPart, on_delete=models.PROTECT, related_name="revisions")
    part_version = models.PositiveIntegerField()
    fields = models.JSONField()
    reason = models.CharField(max_length=12, choices=Reason.choices)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    class Meta(BaseModel.Meta):
        ordering = ["part", "part_version"]
        constraints = [
            models.UniqueConstraint(fields=["part", "part_version"], name="calls_part_revision_once"),
            models.CheckConstraint(
                name="calls_part_revision_reason_known", condition=models.Q(reason__in=["step", "submission"])
            ),
        ]
        triggers = [*BaseModel.Meta.triggers, triggers.append_only(), triggers.no_truncate()]

    def __str__(self) -> str:
        return f"{self.part_id} v{self.part_version}"
