"""What an organisation says of itself once for all its applications, and what an official has checked of it."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from axportal.core import triggers
from axportal.core.models import BaseModel
from regions.models.organisations import Membership, Organisation
from regions.querysets import CheckQuerySet, ProfileQuerySet


@pghistory.track()
class CompanyProfile(BaseModel):
    """Answers that every application asks for; the register's facts stand in the organisation itself."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="profile")
    contact_name = models.CharField(_("신청 담당자"), max_length=100, blank=True)
    contact_email = models.EmailField(_("담당자 이메일"), max_length=254, blank=True)
    contact_phone = models.CharField(_("담당자 전화"), max_length=30, blank=True)
    lead_person = models.CharField(_("기관 책임자"), max_length=100, blank=True)
    researchers = models.PositiveIntegerField(_("참여할 수 있는 연구자 수"), null=True, blank=True)
    employees = models.PositiveIntegerField(_("상시 근로자 수"), null=True, blank=True)
    sales_won = models.BigIntegerField(_("지난해 매출액(원)"), null=True, blank=True)
    laboratory_no = models.CharField(_("기업부설연구소 인정번호"), max_length=40, blank=True)

    objects = ProfileQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        constraints = [
            models.CheckConstraint(
                name="regions_profile_sales_not_negative",
                condition=models.Q(sales_won__isnull=True) | models.Q(sales_won__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation_id)


class OrganisationCheck(BaseModel):
    """An official has compared the organisation, or who represents it, with a document. Never rewritten."""

    class Subject(models.TextChoices):
        REGISTER = "register", _("사업자 등록")
        REPRESENTATIVE = "representative", _("대표 담당자")

    class Verdict(models.TextChoices):
        VERIFIED = "verified", _("확인함")
        REFUSED = "refused", _("확인하지 못함")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="checks")
    subject = models.CharField(_("확인한 것"), max_length=15, choices=Subject.choices)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="checks")
    verdict = models.CharField(_("결과"), max_length=10, choices=Verdict.choices)
    evidence = models.CharField(_("근거"), max_length=500)
    facts = models.JSONField(help_text="What was compared, as it stood: a later change asks for another check.")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    objects = CheckQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["organisation", "id"]
        constraints = [
            models.CheckConstraint(name="regions_check_evidence", condition=~models.Q(evidence="")),
            models.CheckConstraint(
                name="regions_check_verdict_known", condition=models.Q(verdict__in=["verified", "refused"])
            ),
            models.CheckConstraint(
                name="regions_check_of_whom",
                condition=models.Q(subject="register", membership__isnull=True)
                | models.Q(subject="representative", membership__isnull=False),
            ),
        ]
        triggers = [*BaseModel.Meta.triggers, triggers.append_only(), triggers.no_truncate()]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.subject} {self.verdict}"
