"""What people decided beside the score sheets: bonus and penalty, grounds that exclude, the order in a tie."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from axportal.calls.models import Application, Call
from axportal.core import triggers
from axportal.core.models import BaseModel
from axportal.decisions.querysets import BehindTheCurtainQuerySet, OfApplicationQuerySet


@pghistory.track()
class GrantedAdjustment(BaseModel):
    """A bonus or penalty of the call's rules, given to one application or refused, with its evidence."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="adjustments")
    key = models.CharField(_("가감점 항목"), max_length=40)
    is_granted = models.BooleanField(_("인정"))
    evidence = models.CharField(_("근거"), max_length=500)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects = OfApplicationQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["application", "key"]
        constraints = [
            models.UniqueConstraint(fields=["application", "key"], name="decisions_adjustment_once"),
            models.CheckConstraint(name="decisions_adjustment_with_evidence", condition=~models.Q(evidence="")),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.key}"

    def audit_zone_id(self) -> int | None:
        """Acts on it belong to the zone of the call."""
        return self.application.call.zone_id


@pghistory.track()
class Finding(BaseModel):
    """A ground on which the panel keeps an application out, whatever its points. Taken back rather than deleted."""

    class Kind(models.TextChoices):
        OUT_OF_SCOPE = "out_of_scope", _("공고의 범위에 맞지 않음")
        NOT_NEW = "not_new", _("이미 한 연구와 다르지 않음")
        ABSENT = "absent", _("연구책임자가 발표에 나오지 않음")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(_("사유"), max_length=15, choices=Kind.choices)
    reason = models.TextField(_("설명"), max_length=1000)
    found_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_back_reason = models.TextField(_("거둔 까닭"), max_length=1000, blank=True)

    objects = OfApplicationQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["application", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind"],
                condition=models.Q(taken_back_at__isnull=True),
                name="decisions_finding_once",
            ),
            models.CheckConstraint(
                name="decisions_finding_kind_known",
                condition=models.Q(kind__in=["out_of_scope", "not_new", "absent"]),
            ),
            models.CheckConstraint(name="decisions_finding_with_reason", condition=~models.Q(reason="")),
            models.CheckConstraint(
                name="decisions_finding_taken_back_with_reason",
                condition=models.Q(taken_back_at__isnull=True)
                | (models.Q(taken_back_by__isnull=False) & ~models.Q(taken_back_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind}"

    def audit_zone_id(self) -> int | None:
        """Acts on it belong to the zone of the call."""
        return self.application.call.zone_id


class TieOrder(BaseModel):
    """An order in which a panel put applications that points do not tell apart. The newest counts; none is changed."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="tie_orders")
    applications = models.JSONField(help_text="UUIDs, the better first.")
    reason = models.TextField(_("까닭"), max_length=1000)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects = BehindTheCurtainQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["call", "id"]
        constraints = [models.CheckConstraint(name="decisions_tie_with_reason", condition=~models.Q(reason=""))]
        triggers = [*BaseModel.Meta.triggers, triggers.append_only(), triggers.no_truncate()]

    def __str__(self) -> str:
        return f"{self.call_id} {len(self.applications)}"
