"""Who acts for an organisation though not its representative: for a time, for named acts, by a document."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from axportal.core.models import BaseModel
from regions.models.organisations import Organisation
from regions.querysets import DelegationQuerySet


@pghistory.track()
class Delegation(BaseModel):
    """A power of attorney. It holds in [starts_at, ends_at) by the clock alone, and no longer once revoked.

    The delegate is an address: whoever has proved to own it acts, with or without an account on the day of the naming.
    """

    class Scan(models.TextChoices):
        NOT_SCANNED = "not_scanned", _("검사하지 않음")
        CLEAN = "clean", _("이상 없음")
        INFECTED = "infected", _("악성코드 발견")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="delegations")
    email = models.EmailField(_("위임받는 사람의 이메일"), max_length=254)
    name = models.CharField(_("위임받는 사람의 이름"), max_length=100)
    edits = models.BooleanField(_("쓰기"), default=False)
    signs = models.BooleanField(_("동의에 서명하기"), default=False)
    submits = models.BooleanField(_("내기와 거두기"), default=False)
    starts_at = models.DateTimeField(_("시작"))
    ends_at = models.DateTimeField(_("끝"))
    proof_name = models.CharField(_("위임장"), max_length=200)
    kind = models.CharField(max_length=10)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=200, unique=True)
    scan = models.CharField(max_length=12, choices=Scan.choices, default=Scan.NOT_SCANNED)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects = DelegationQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["organisation", "-id"]
        indexes = [models.Index(fields=["email", "ends_at"], name="regions_delegation_of")]
        constraints = [
            models.CheckConstraint(
                name="regions_delegation_of_an_act",
                condition=models.Q(edits=True) | models.Q(signs=True) | models.Q(submits=True),
            ),
            models.CheckConstraint(
                name="regions_delegation_dates_ordered", condition=models.Q(ends_at__gt=models.F("starts_at"))
            ),
            models.CheckConstraint(
                name="regions_delegation_email_lower", condition=models.Q(email=models.functions.Lower("email"))
            ),
            models.CheckConstraint(
                name="regions_delegation_revoked_by_whom",
                condition=models.Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="regions_delegation_scan_known", condition=models.Q(scan__in=["not_scanned", "clean", "infected"])
            ),
            models.CheckConstraint(
                name="regions_delegation_sha256_form", condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.email}"

    @property
    def acts(self) -> frozenset[str]:
        """The acts that are delegated: "edit", "sign", "submit"."""
        held = {"edit": self.edits, "sign": self.signs, "submit": self.submits}
        return frozenset(act for act, is_held in held.items() if is_held)
