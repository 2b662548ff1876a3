"""Consents of partners: signed, taken back, never rewritten; the newest row of an organisation counts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from axportal.calls.models.applications import Application
from axportal.calls.querysets import ConsentQuerySet
from axportal.core import triggers
from axportal.core.models import BaseModel
from regions.models import Organisation


class PartnerConsent(BaseModel):
    """What a partner's representative signed, with its hash; or that the consent was taken back."""

    class Kind(models.TextChoices):
        GIVEN = "given", _("동의")
        WITHDRAWN = "withdrawn", _("동의를 거둠")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="consents")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text_version = models.CharField(max_length=20)
    content = models.JSONField(help_text="What was consented to; of a withdrawal, nothing.")
    sha256 = models.CharField(max_length=64, help_text="Of the content; of a withdrawal, of the consent taken back.")
    signature = models.JSONField(help_text="How it was signed, as the signing step tells it.")
    reason = models.CharField(_("까닭"), max_length=500, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    objects = ConsentQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["application", "organisation", "id"]
        indexes = [models.Index(fields=["application", "organisation", "-id"], name="calls_consent_newest")]
        constraints = [
            models.CheckConstraint(
                name="calls_consent_kind_known", condition=models.Q(kind__in=["given", "withdrawn"])
            ),
            models.CheckConstraint(
                name="calls_consent_sha256_form", condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
        ]
        triggers = [*BaseModel.Meta.triggers, triggers.append_only(), triggers.no_truncate()]

    def __str__(self) -> str:
        return f"{self.application_id} {self.organisation_id} {self.kind}"

    def audit_zone_id(self) -> int | None:
        """Acts on a consent belong to the zone of its call."""
        return self.application.call.zone_id
