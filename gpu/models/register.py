"""The register: data centres, GPU models, and how many of which stand where, by whose account."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from axportal.core import counters, text_search
from axportal.core.models import BaseModel, in_language
from gpu.querysets import DataCentreQuerySet, GpuModelQuerySet, GpuPoolQuerySet
from regions.models import FactModel, Organisation, Province, RecordModel, Zone
from regions.querysets import OpenQuerySet

COUNTED = ("zone", "owner", "gpu_model", "publication", "origin")


@pghistory.track(exclude=text_search.COLUMNS)
class DataCentre(RecordModel):
    """A place where GPUs stand."""

    class Kind(models.TextChoices):
        INSTITUTE = "institute", _("과학기술원")
        PUBLIC = "public", _("공공")
        PRIVATE = "private", _("민간")

    key = models.SlugField(max_length=80, unique=True, null=True, blank=True, editable=False)
    owner = models.ForeignKey(
        Organisation, verbose_name=_("운영 기관"), on_delete=models.PROTECT, related_name="data_centres"
    )
    province = models.ForeignKey(
        Province, verbose_name=_("시도"), on_delete=models.PROTECT, null=True, blank=True, related_name="data_centres"
    )
    zone = models.ForeignKey(
        Zone, verbose_name=_("권역"), on_delete=models.PROTECT, null=True, blank=True, related_name="data_centres"
    )
    kind = models.CharField(_("종류"), max_length=10, choices=Kind.choices, blank=True)
    opened_month = models.CharField(_("문을 연 때"), max_length=40, blank=True)
    search_words = text_search.words_of("name_ko", "name_en")
    search_initials = text_search.initials_of("name_ko")

    objects = DataCentreQuerySet.as_manager()
    record_slug = "data-centres"

    class Meta(RecordModel.Meta):
        ordering = ["name_ko", "id"]
        indexes = [
            models.Index(fields=["name_ko", "id"], name="gpu_datacentre_name"),
            *text_search.indexes("gpu_datacentre"),
        ]

    def audit_organisation_id(self) -> int:
        """Acts on a data centre belong to its owner."""
        return self.owner_id


@pghistory.track()
class GpuModel(FactModel):
    """A model of GPU. What is not known of it stays empty."""

    code = models.CharField(_("코드"), max_length=40, unique=True)
    name = models.CharField(_("이름"), max_length=100)
    vendor = models.CharField(_("제조사"), max_length=100, blank=True)
    memory_gib = models.PositiveIntegerField(_("메모리(GiB)"), null=True, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("나누기 전 모델"), on_delete=models.PROTECT, null=True, blank=True, related_name="slices"
    )
    parts = models.PositiveSmallIntegerField(_("나눈 수"), null=True, blank=True, help_text=_("하나는 나누기 전의 1/n"))

    objects = GpuModelQuerySet.as_manager()
    record_slug = "gpu-models"

    class Meta(FactModel.Meta):
        ordering = ["code"]
        constraints = [
            *FactModel.Meta.constraints,
            models.CheckConstraint(
                name="gpu_gpumodel_slice_of_something",
                condition=models.Q(parent__isnull=True, parts__isnull=True)
                | models.Q(parent__isnull=False, parts__gte=2),
                violation_error_message=_("나누기 전 모델과 나눈 수(2 이상)를 함께 적거나 함께 비워 주세요."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The model's page."""
        return reverse("records:detail", kwargs={"slug": self.record_slug, "uuid": self.uuid})


class GpuModelAlias(BaseModel):
    """What a scheduler or a monitor calls a model. Compared without case, blanks as dashes."""

    class Kind(models.TextChoices):
        SLURM = "slurm", "Slurm"
        DCGM = "dcgm", "DCGM"

    kind = models.CharField(_("쓰는 곳"), max_length=5, choices=Kind.choices)
    name = models.CharField(_("부르는 이름"), max_length=100)
    gpu_model = models.ForeignKey(GpuModel, on_delete=models.CASCADE, related_name="aliases")

    objects = OpenQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], name="gpu_gpumodelalias_once"),
            models.CheckConstraint(name="gpu_gpumodelalias_kind_known", condition=models.Q(kind__in=["slurm", "dcgm"])),
        ]

    def __str__(self) -> str:
        return self.name


class GpuWeight(BaseModel):
    """How many normalised GPU-hours an hour of a model counts, in thousandths, on which days."""

    gpu_model = models.ForeignKey(GpuModel, on_delete=models.CASCADE, related_name="weights")
    days = DateRangeField(_("적용 기간"))
    milli = models.PositiveIntegerField(_("환산값(1/1000)"))

    objects = OpenQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["gpu_model_id", "days"]
        constraints = [
            ExclusionConstraint(
                name="gpu_gpuweight_one_a_day",
                expressions=[("gpu_model", RangeOperators.EQUAL), ("days", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(name="gpu_gpuweight_some", condition=models.Q(milli__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.gpu_model_id} {self.milli}"


@counters.counted(*COUNTED)
@pghistory.track(exclude=text_search.COLUMNS)
class GpuPool(RecordModel):
    """How many GPUs of a model stand in a data centre, by one source.

    Rows of one `source_group` state the same thing differently: they stand side by side and are never added up.
    """

    key = models.SlugField(max_length=80, unique=True, null=True, blank=True, editable=False)
    data_centre = models.ForeignKey(
        DataCentre, verbose_name=_("데이터센터"), on_delete=models.PROTECT, related_name="pools"
    )
    owner = models.ForeignKey(
        Organisation, verbose_name=_("운영 기관"), on_delete=models.PROTECT, related_name="gpu_pools"
    )
    zone = models.ForeignKey(
        Zone, verbose_name=_("권역"), on_delete=models.PROTECT, null=True, blank=True, related_name="gpu_pools"
    )
    gpu_model = models.ForeignKey(
        GpuModel, verbose_name=_("GPU 모델"), on_delete=models.PROTECT, null=True, blank=True, related_name="pools"
    )
    count = models.PositiveIntegerField(_("GPU(장)"), null=True, blank=True)
    server_count = models.PositiveIntegerField(_("서버(대)"), null=True, blank=True)
    granularity = models.PositiveSmallIntegerField(_("배정 단위(장)"), null=True, blank=True)
    source_group = models.CharField(max_length=80, blank=True, editable=False)
    note_ko = models.CharField(_("알림"), max_length=300, blank=True)
    note_en = models.CharField(_("알림(영어)"), max_length=300, blank=True)
    search_words = text_search.words_of("name_ko", "name_en")
    search_initials = text_search.initials_of("name_ko")

    objects = GpuPoolQuerySet.as_manager()
    record_slug = "gpu-pools"

    class Meta(RecordModel.Meta):
        ordering = ["name_ko", "id"]
        indexes = [
            models.Index(fields=["name_ko", "id"], name="gpu_gpupool_name"),
            models.Index(fields=["updated_at", "id"], name="gpu_gpupool_updated"),
            *text_search.indexes("gpu_gpupool"),
        ]
        triggers = [*RecordModel.Meta.triggers, *counters.triggers(*COUNTED)]

    def audit_organisation_id(self) -> int:
        """Acts on a pool belong to the owner of its data centre."""
        return self.owner_id

    @property
    def note(self) -> str:
        """What to know about the figure."""
        return in_language(self.note_ko, self.note_en)
