"""What is made of an uploaded file for others to see: page images with their text; and who let an original leave."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from axportal.calls.models.files import ApplicationFile
from axportal.core import triggers
from axportal.core.models import BaseModel


class FilePreview(BaseModel):
    """A file drawn page by page, once; or that it could not be drawn."""

    class State(models.TextChoices):
        DONE = "done", _("그림")
        FAILED = "failed", _("그리지 못함")

    file = models.OneToOneField(ApplicationFile, on_delete=models.PROTECT, related_name="preview")
    state = models.CharField(max_length=6, choices=State.choices)
    is_cut = models.BooleanField(default=False, help_text="The file has more pages than are drawn.")
    made_at = models.DateTimeField()

    class Meta(BaseModel.Meta):
        constraints = [
            models.CheckConstraint(name="calls_preview_state_known", condition=models.Q(state__in=["done", "failed"]))
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.state}"


class PreviewPage(BaseModel):
    """One page: an image that the worker drew, and the text that stands on it."""

    preview = models.ForeignKey(FilePreview, on_delete=models.PROTECT, related_name="pages")
    number = models.PositiveSmallIntegerField()
    stored = models.CharField(max_length=200, unique=True)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)

    class Meta(BaseModel.Meta):
        ordering = ["preview", "number"]
        constraints = [models.UniqueConstraint(fields=["preview", "number"], name="calls_preview_page_once")]

    def __str__(self) -> str:
        return f"{self.preview_id} p{self.number}"


class FileRelease(BaseModel):
    """A decision that an original may be downloaded though nothing has looked for malware in it."""

    file = models.ForeignKey(ApplicationFile, on_delete=models.PROTECT, related_name="releases")
    reason = models.CharField(_("까닭"), max_length=500)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta(BaseModel.Meta):
        ordering = ["file", "id"]
        constraints = [models.CheckConstraint(name="calls_release_reason", condition=~models.Q(reason=""))]
        triggers = [*BaseModel.Meta.triggers, triggers.append_only(), triggers.no_truncate()]

    def __str__(self) -> str:
        return f"{self.file_id} {self.decided_at}"

    def audit_organisation_id(self) -> int:
        """Acts on a file belong to whoever uploaded it."""
        return self.file.organisation_id

    def audit_zone_id(self) -> int | None:
        """And to the zone of its call."""
        return self.file.application.call.zone_id
