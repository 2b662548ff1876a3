"""Which projects say the same: for staff who look for duplicate support."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from axportal.calls.models.applications import Application
from axportal.calls.models.submissions import Submission
from axportal.core import triggers
from axportal.core.models import BaseModel


class ProjectDigest(BaseModel):
    """What an application last handed in, as numbers for its runs of words; candidates share one.

    `summary` is that of the version before, which looks for candidates by it; it goes with the next one.
    """

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="digest")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    summary = models.TextField()
    runs = ArrayField(models.IntegerField(), null=True, help_text="None: written by the version before.")

    class Meta(BaseModel.Meta):
        # Without a list of pending entries, which every search would have to read through in a rush.
        indexes = [GinIndex(fields=["runs"], name="calls_digest_runs", fastupdate=False)]

    def __str__(self) -> str:
        return f"{self.application_id}"


class SimilarProject(BaseModel):
    """Two submissions with the words they share, found when the newer one came in."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="similar")
    other = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="similar_to")
    percent = models.PositiveSmallIntegerField(help_text="Of the words of `submission`, found in `other` in a row.")
    passages = models.JSONField(help_text="A list of {field, mine, theirs}.")
    found_at = models.DateTimeField()

    class Meta(BaseModel.Meta):
        ordering = ["submission", "-percent", "id"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "other"], name="calls_similar_once"),
            models.CheckConstraint(name="calls_similar_percent", condition=models.Q(percent__lte=100)),
        ]
        triggers = [*BaseModel.Meta.triggers, triggers.append_only(), triggers.no_truncate()]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.other_id} {self.percent}%"
