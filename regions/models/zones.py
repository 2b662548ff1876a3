"""Zones of the strategy and the provinces in them, with validity dates: provinces merge, names change."""

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from axportal.core.models import NamedModel, in_language
from regions.models.facts import FactModel
from regions.querysets import OpenQuerySet


@pghistory.track()
class Zone(FactModel, NamedModel):
    """One of the four zones, led by one institute."""

    code = models.CharField(_("코드"), max_length=12, unique=True)
    slug = models.SlugField(max_length=20, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    lead = models.ForeignKey(
        "regions.Organisation",
        verbose_name=_("거점 과기원"),
        on_delete=models.PROTECT,
        null=True,
        related_name="led_zones",
    )

    objects = OpenQuerySet.as_manager()

    class Meta(FactModel.Meta):
        ordering = ["position"]

    def get_absolute_url(self) -> str:
        """The zone's page."""
        return reverse("zones:detail", kwargs={"slug": self.slug})


@pghistory.track()
class Province(FactModel, NamedModel):
    """A province (시도) within its validity; a merger links both old ones to their successor."""

    class Succession(models.TextChoices):
        NONE = "", _("없음")
        PLANNED = "planned", _("예정, 미확인")
        CONFIRMED = "confirmed", _("확정")

    code = models.CharField(_("법정동 코드"), max_length=10)
    code_system = models.CharField(_("코드 체계"), max_length=20, default="MOIS")
    short_ko = models.CharField(_("줄인 이름"), max_length=20)
    short_en = models.CharField(_("줄인 영어 이름"), max_length=40, blank=True)
    zone = models.ForeignKey(
        Zone, verbose_name=_("권역"), on_delete=models.PROTECT, null=True, blank=True, related_name="provinces"
    )
    map_id = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField(_("시작"), null=True, blank=True)
    valid_to = models.DateField(_("끝"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("이어받는 시도"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
    )
    succession_status = models.CharField(
        _("통합 상태"), max_length=10, choices=Succession.choices, default=Succession.NONE, blank=True
    )
    succession_note_ko = models.CharField(max_length=300, blank=True)
    succession_note_en = models.CharField(max_length=300, blank=True)

    objects = OpenQuerySet.as_manager()

    class Meta(FactModel.Meta):
        ordering = ["code"]
        constraints = [
            *FactModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["code_system", "code", "valid_from"], name="regions_province_code_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="regions_province_validity_ordered",
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
            ),
            models.CheckConstraint(
                name="regions_province_succession_known",
                condition=models.Q(succession_status__in=["", "planned", "confirmed"]),
            ),
        ]

    def get_absolute_url(self) -> str:
        """The province's page."""
        return reverse("records:detail", kwargs={"slug": "provinces", "uuid": self.uuid})

    @property
    def succession_note(self) -> str:
        """What is known of a merger."""
        return in_language(self.succession_note_ko, self.succession_note_en)
