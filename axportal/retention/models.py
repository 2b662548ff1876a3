"""The schedule of keeping as data, holds that suspend it, and what was done under it."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from axportal.calls.models import Application, Call
from axportal.core import triggers
from axportal.core.models import BaseModel, in_language
from axportal.retention.querysets import HoldQuerySet, ReadersQuerySet


@pghistory.track()
class Period(BaseModel):
    """How long one kind of data is kept. The words come with the portal; the months are the operator's to set."""

    class Basis(models.TextChoices):
        LAW = "law", _("법령")
        OPERATOR = "operator", _("운영기관의 결정")

    class Action(models.TextChoices):
        DELETE = "delete", _("삭제")
        ANONYMISE = "anonymise", _("개인정보를 지움")

    key = models.CharField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField()
    what_ko = models.CharField(max_length=300)
    what_en = models.CharField(max_length=300)
    begins_ko = models.CharField(max_length=200)
    begins_en = models.CharField(max_length=200)
    effect_ko = models.CharField(max_length=500)
    effect_en = models.CharField(max_length=500)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    source_ko = models.CharField(max_length=300)
    source_en = models.CharField(max_length=300)
    action = models.CharField(max_length=10, choices=Action.choices)
    least_months = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField(_("기간(개월)"))

    objects = ReadersQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                name="retention_period_not_too_short", condition=models.Q(months__gte=models.F("least_months"))
            ),
            models.CheckConstraint(
                name="retention_period_action_known", condition=models.Q(action__in=["delete", "anonymise"])
            ),
            models.CheckConstraint(
                name="retention_period_basis_known", condition=models.Q(basis__in=["law", "operator"])
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def what(self) -> str:
        """Which data."""
        return in_language(self.what_ko, self.what_en)

    @property
    def begins(self) -> str:
        """From when the months count."""
        return in_language(self.begins_ko, self.begins_en)

    @property
    def effect(self) -> str:
        """What happens then, and what stays."""
        return in_language(self.effect_ko, self.effect_en)

    @property
    def source(self) -> str:
        """The article, or who decided it where."""
        return in_language(self.source_ko, self.source_en)


@pghistory.track()
class Hold(BaseModel):
    """Data of one call or one application stays, whatever the schedule says: a lawsuit, an audit, an investigation."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, blank=True, related_name="holds")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, null=True, blank=True, related_name="holds")
    reason = models.CharField(_("까닭"), max_length=500)
    until = models.DateField(_("언제까지"))
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_why = models.CharField(max_length=500, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="retention_hold_of_one_thing",
                condition=models.Q(call__isnull=True, application__isnull=False)
                | models.Q(call__isnull=False, application__isnull=True),
            ),
            models.CheckConstraint(name="retention_hold_with_reason", condition=~models.Q(reason="")),
            models.CheckConstraint(
                name="retention_hold_lifted_with_reason",
                condition=models.Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | (models.Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~models.Q(lifted_why="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of} {self.until}"

    @property
    def of(self) -> str:
        """What is held, by its public number."""
        if self.application is not None:
            return str(self.application)
        return self.call.number if self.call is not None else ""

    @property
    def is_demo(self) -> bool:
        """Of a made-up call."""
        call = self.application.call if self.application is not None else self.call
        return call is not None and call.is_demo


class Run(BaseModel):
    """One night's work: `counts` by period tells how many were done, held back and failed."""

    period = models.CharField(max_length=100, unique=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)

    objects = ReadersQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.period


class Erasure(BaseModel):
    """That the personal data of one application or person was erased, under which period, when and by which run."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="erasures")
    key = models.CharField(max_length=40)
    target_model = models.CharField(max_length=100)
    target_uuid = models.UUIDField()
    done_at = models.DateTimeField()

    objects = ReadersQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["key", "target_uuid"], name="retention_erasure_once")]
        triggers = [*BaseModel.Meta.triggers, triggers.append_only(), triggers.no_truncate()]

    def __str__(self) -> str:
        return f"{self.key} {self.target_uuid}"
