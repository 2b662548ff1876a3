"""What was handed in, and when: never changed, never deleted."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from axportal.calls.models.applications import Application
from axportal.calls.models.calls import CallRules
from axportal.calls.models.files import ApplicationFile
from axportal.calls.querysets import SubmissionQuerySet
from axportal.core import triggers
from axportal.core.models import BaseModel

# V2: whatever the code believes, the database takes nothing that arrived after the deadline in force, but for one
# correction of what screening sent back, while its clock runs.
_IN_TIME = """
    IF NOT EXISTS (
        SELECT 1 FROM calls_application a JOIN calls_call c ON c.id = a.call_id
        WHERE a.id = NEW.application_id AND c.status = 'announced' AND NEW.submitted_at >= c.opens_at
          AND NEW.submitted_at < (SELECT d.closes_at FROM calls_calldeadline d WHERE d.call_id = c.id
                                  ORDER BY d.id DESC LIMIT 1)
    ) AND NOT EXISTS (
        SELECT 1 FROM calls_application a JOIN calls_call c ON c.id = a.call_id
          JOIN calls_returnrequest r ON r.application_id = a.id
        WHERE a.id = NEW.application_id AND a.status = 'returned' AND c.status = 'screening'
          AND r.id = (SELECT max(id) FROM calls_returnrequest WHERE application_id = a.id)
          AND NEW.submitted_at >= r.asked_at AND NEW.submitted_at < r.due_at
          AND NOT EXISTS (SELECT 1 FROM calls_submission s
                          WHERE s.application_id = a.id AND s.id > r.submission_id)
    ) THEN
        RAISE EXCEPTION 'calls_submission_in_time' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class Submission(BaseModel):
    """One handing-in: the whole content with its fingerprint. The newest one in time counts."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    request_key = models.UUIDField(help_text="Of the form that was sent: a second click finds its first.")
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rules = models.ForeignKey(CallRules, on_delete=models.PROTECT, related_name="+")
    snapshot = models.JSONField()
    asked_won = models.BigIntegerField(_("신청한 정부지원금"), help_text="Of all organisations and years.")
    sha256 = models.CharField(max_length=64)
    files = models.ManyToManyField(ApplicationFile, related_name="submissions")

    objects = SubmissionQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="calls_submission_number_once"),
            models.UniqueConstraint(fields=["application", "request_key"], name="calls_submission_request_once"),
            models.CheckConstraint(name="calls_submission_asked_not_negative", condition=models.Q(asked_won__gte=0)),
            models.CheckConstraint(
                name="calls_submission_sha256_form", condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
        ]
        triggers = [
            *BaseModel.Meta.triggers,
            triggers.append_only(),
            triggers.no_truncate(),
            pgtrigger.Trigger(
                name="in_time", when=pgtrigger.Before, operation=pgtrigger.Insert, func=pgtrigger.Func(_IN_TIME)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} #{self.number}"

    def get_absolute_url(self) -> str:
        """The receipt."""
        return reverse("calls:receipt", kwargs={"uuid": self.application.uuid, "number": self.number})

    def audit_organisation_id(self) -> int:
        """Acts on a submission belong to the applicant."""
        return self.application.organisation_id

    def audit_zone_id(self) -> int | None:
        """And to the zone of its call."""
        return self.application.call.zone_id
