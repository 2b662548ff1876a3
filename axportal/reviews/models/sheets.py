"""Score sheets: written by one reviewer, frozen at hand-in, set aside or corrected by rows of their own."""

import pgtrigger
from django.conf import settings
from django.db import models

from axportal.calls.models import Application
from axportal.core import triggers
from axportal.core.models import BaseModel
from axportal.reviews.models.assignments import Assignment, ReviewRound
from axportal.reviews.models.conflicts import Recusal
from axportal.reviews.querysets import OfApplicationQuerySet, OfSheetQuerySet, SheetQuerySet

# What was handed in stays as it was: a correction is a new row.
_FROZEN = """
    IF OLD.handed_in_at IS NOT NULL THEN
        RAISE EXCEPTION 'reviews_scoresheet is frozen once handed in' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
"""


class ScoreSheet(BaseModel):
    """Points and comments by criterion. `points` are decimals as text, so that nothing is rounded on the way."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="sheet")
    points = models.JSONField(default=dict)
    comments = models.JSONField(default=dict)
    overall_comment = models.TextField(blank=True)
    marks = models.JSONField(default=dict)
    handed_in_at = models.DateTimeField(null=True, editable=False)

    objects = SheetQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["assignment"]
        triggers = [
            *BaseModel.Meta.triggers,
            pgtrigger.Trigger(
                name="frozen", when=pgtrigger.Before, operation=pgtrigger.Update, func=pgtrigger.Func(_FROZEN)
            ),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            triggers.no_truncate(),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id}"

    def audit_organisation_id(self) -> int:
        """Of the institute that leads the review."""
        return self.assignment.application.call.organisation_id


class SetAside(BaseModel):
    """A handed-in sheet that does not count, and why: its reviewer turned out to have a conflict."""

    sheet = models.OneToOneField(ScoreSheet, on_delete=models.PROTECT, related_name="set_aside")
    recusal = models.ForeignKey(Recusal, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=1000)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects = OfSheetQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["sheet"]
        triggers = [*BaseModel.Meta.triggers, triggers.append_only(), triggers.no_truncate()]

    def __str__(self) -> str:
        return f"{self.sheet_id}"


class Correction(BaseModel):
    """What a handed-in sheet should have said. The newest counts; the sheet itself never changes."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField()
    points = models.JSONField()
    reason = models.CharField(max_length=1000)
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField()

    objects = OfSheetQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["sheet", "number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="reviews_correction_number_once")]
        triggers = [*BaseModel.Meta.triggers, triggers.append_only(), triggers.no_truncate()]

    def __str__(self) -> str:
        return f"{self.sheet_id} #{self.number}"


class Remark(BaseModel):
    """A word in the discussion of an application, among those who have handed in and those who lead the review."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="review_remarks")
    round = models.ForeignKey(ReviewRound, on_delete=models.PROTECT, related_name="remarks")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, null=True, related_name="remarks")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=3000)
    said_at = models.DateTimeField()

    objects = OfApplicationQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["application", "id"]
        triggers = [*BaseModel.Meta.triggers, triggers.append_only(), triggers.no_truncate()]

    def __str__(self) -> str:
        return f"{self.application_id} {self.said_at:%Y-%m-%d %H:%M}"

    def audit_organisation_id(self) -> int:
        """Of the institute that leads the review."""
        return self.application.call.organisation_id
