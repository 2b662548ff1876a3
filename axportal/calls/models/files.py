"""Files of an application. The stored name is a UUID; a file that is taken out stays for what was handed in with it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from axportal.calls.models.applications import Application
from axportal.calls.querysets import FileQuerySet
from axportal.core.models import BaseModel
from regions.models import Organisation


class ApplicationFile(BaseModel):
    """An uploaded file, kept in Django's default storage with its SHA-256."""

    class Scan(models.TextChoices):
        NOT_SCANNED = "not_scanned", _("검사하지 않음")
        CLEAN = "clean", _("이상 없음")
        INFECTED = "infected", _("악성코드 발견")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="files")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    document = models.CharField(_("서류"), max_length=40)
    name = models.CharField(_("파일 이름"), max_length=200)
    kind = models.CharField(_("종류"), max_length=10)
    size = models.PositiveBigIntegerField(_("크기"))
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=200, unique=True)
    scan = models.CharField(max_length=12, choices=Scan.choices, default=Scan.NOT_SCANNED)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = FileQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["application", "document", "id"]
        constraints = [
            models.CheckConstraint(
                name="calls_file_scan_known", condition=models.Q(scan__in=["not_scanned", "clean", "infected"])
            ),
            models.CheckConstraint(name="calls_file_sha256_form", condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return self.name

    def audit_zone_id(self) -> int | None:
        """Acts on a file belong to the zone of its call."""
        return self.application.call.zone_id
