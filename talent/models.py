"""Gifted schools: where they stand, to whom they belong, and what was planned when."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from axportal.core import counters, text_search
from axportal.core.models import in_language
from regions.models import FactModel, Organisation, Province, RecordModel, Zone
from regions.querysets import FactQuerySet
from talent.querysets import GiftedSchoolQuerySet

COUNTED = ("status", "zone", "affiliated_institute", "school_origin", "publication", "origin")


@counters.counted(*COUNTED)
@pghistory.track(exclude=text_search.COLUMNS)
class GiftedSchool(RecordModel):
    """A gifted school. Its place and its affiliation are two things: KSA is KAIST's and stands in Busan."""

    class Kind(models.TextChoices):
        SCIENCE = "science", _("과학영재학교")
        SCIENCE_ARTS = "science_arts", _("과학예술영재학교")
        AI = "ai", _("AI 영재학교")

    class SchoolOrigin(models.TextChoices):
        EXISTING = "existing", _("기존")
        NEW = "new", _("신설")
        CONVERTED = "converted", _("전환")

    class Status(models.TextChoices):
        OPERATING = "operating", _("운영")
        PLANNED = "planned", _("계획")
        SOUGHT = "sought", _("추진")

    key = models.SlugField(max_length=80, unique=True, null=True, blank=True, editable=False)
    kind = models.CharField(_("종류"), max_length=15, choices=Kind.choices, blank=True)
    province = models.ForeignKey(
        Province, verbose_name=_("시도"), on_delete=models.PROTECT, related_name="gifted_schools"
    )
    zone = models.ForeignKey(
        Zone,
        verbose_name=_("권역(자리)"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="gifted_schools",
    )
    affiliated_institute = models.ForeignKey(
        Organisation,
        verbose_name=_("소속 과기원"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="gifted_schools",
        limit_choices_to={"kind": "institute"},
    )
    school_origin = models.CharField(_("신설·전환"), max_length=10, choices=SchoolOrigin.choices)
    status = models.CharField(_("상태"), max_length=10, choices=Status.choices)
    intake = models.PositiveIntegerField(_("모집인원(명)"), null=True, blank=True)
    capacity = models.PositiveIntegerField(_("정원(명)"), null=True, blank=True)
    entry_year_first = models.PositiveSmallIntegerField(_("첫 입학 연도"), null=True, blank=True)
    designated_year = models.PositiveSmallIntegerField(_("지정 연도"), null=True, blank=True)
    address_ko = models.CharField(_("주소"), max_length=300, blank=True)
    search_words = text_search.words_of("name_ko", "name_en", "address_ko")
    search_initials = text_search.initials_of("name_ko")

    objects = GiftedSchoolQuerySet.as_manager()
    record_slug = "schools"

    class Meta(RecordModel.Meta):
        ordering = ["name_ko", "id"]
        constraints = [
            *RecordModel.Meta.constraints,
            models.CheckConstraint(
                name="talent_giftedschool_status_known",
                condition=models.Q(status__in=["operating", "planned", "sought"]),
            ),
            models.CheckConstraint(
                name="talent_giftedschool_origin_of_school_known",
                condition=models.Q(school_origin__in=["existing", "new", "converted"]),
            ),
            models.CheckConstraint(
                name="talent_giftedschool_kind_known",
                condition=models.Q(kind__in=["", "science", "science_arts", "ai"]),
            ),
            models.CheckConstraint(
                name="talent_giftedschool_years_ordered",
                condition=models.Q(designated_year__isnull=True)
                | models.Q(entry_year_first__isnull=True)
                | models.Q(entry_year_first__gte=models.F("designated_year")),
                violation_error_message=_("첫 입학 연도는 지정 연도보다 앞설 수 없습니다."),
            ),
            models.CheckConstraint(
                name="talent_giftedschool_capacity_holds_intake",
                condition=models.Q(capacity__isnull=True)
                | models.Q(intake__isnull=True)
                | models.Q(capacity__gte=models.F("intake")),
                violation_error_message=_("정원은 한 해 모집인원보다 적을 수 없습니다."),
            ),
        ]
        indexes = [
            models.Index(fields=["name_ko", "id"], name="talent_giftedschool_name"),
            models.Index(fields=["updated_at", "id"], name="talent_giftedschool_updated"),
            *text_search.indexes("talent_giftedschool"),
        ]
        triggers = [*RecordModel.Meta.triggers, *counters.triggers(*COUNTED)]

    def audit_organisation_id(self) -> int | None:
        """Acts on a school belong to the institute it is affiliated to."""
        return self.affiliated_institute_id


@pghistory.track()
class SchoolMilestone(FactModel):
    """What was stated of a school at a date: cost, area, opening target. Later statements do not erase earlier ones."""

    class Kind(models.TextChoices):
        DESIGNATION = "designation", _("지정")
        OPENING_TARGET = "opening_target", _("개교 목표")
        TOTAL_COST = "total_cost", _("사업비")
        SITE = "site", _("자리")
        AREA = "area", _("넓이")
        LAW = "law", _("법적 근거")
        OTHER = "other", _("그 밖")

    school = models.ForeignKey(GiftedSchool, on_delete=models.CASCADE, related_name="milestones")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    label_ko = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    value_text_ko = models.CharField(max_length=500)
    value_text_en = models.CharField(max_length=500)
    value = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    unit_ko = models.CharField(max_length=40, blank=True)
    unit_en = models.CharField(max_length=40, blank=True)
    happened_on = models.DateField(null=True, blank=True)
    source_group = models.CharField(max_length=80, blank=True)

    objects = FactQuerySet.as_manager()

    class Meta(FactModel.Meta):
        ordering = ["school", "as_of", "id"]
        constraints = [
            *FactModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "kind", "label_ko", "source"],
                name="talent_schoolmilestone_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="talent_schoolmilestone_kind_known",
                condition=models.Q(
                    kind__in=["designation", "opening_target", "total_cost", "site", "area", "law", "other"]
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What it is about."""
        return in_language(self.label_ko, self.label_en)

    @property
    def value_text(self) -> str:
        """What was stated."""
        return in_language(self.value_text_ko, self.value_text_en)
