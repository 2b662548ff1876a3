"""Where facts come from: every fact row names its source, as-of date and grade, or is flagged as made up."""

from typing import Any, ClassVar

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from axportal.core import changes
from axportal.core.models import BaseModel, NamedModel, in_language
from regions.querysets import FactQuerySet, OpenQuerySet


class Source(BaseModel):
    """A publication that facts are taken from."""

    key = models.SlugField(max_length=40, unique=True)
    title = models.CharField(_("제목"), max_length=300)
    publisher = models.CharField(_("발행처"), max_length=200, blank=True)
    url = models.URLField(_("주소"), max_length=500, blank=True)
    published_on = models.DateField(_("발행일"), null=True, blank=True)
    note = models.CharField(_("메모"), max_length=500, blank=True)

    objects = OpenQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["key"]
        triggers: ClassVar[list[Any]] = [*BaseModel.Meta.triggers, changes.Note()]

    def __str__(self) -> str:
        return self.title


class FactModel(BaseModel):
    """A row that states something about the world, and how we know."""

    class Origin(models.TextChoices):
        REFERENCE = "reference", _("공개 자료")
        DEMONSTRATION = "demonstration", _("시연")
        ENTERED = "entered", _("기관 입력")

    class Grade(models.TextChoices):
        SEED = "S", _("전략 발표문")
        PUBLIC = "P", _("공개 보도·자료")
        LAW = "L", _("법령")
        DESIGN = "D", _("자체 정리")

    origin = models.CharField(
        _("자료 구분"), max_length=15, choices=Origin.choices, default=Origin.ENTERED, editable=False
    )
    source = models.ForeignKey(
        Source, verbose_name=_("출처"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    as_of = models.DateField(_("기준일"), null=True, blank=True)
    grade = models.CharField(_("등급"), max_length=1, choices=Grade.choices, blank=True)

    class Meta(BaseModel.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_origin_known",
                condition=models.Q(origin__in=["reference", "demonstration", "entered"]),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_reference_is_sourced",
                condition=~models.Q(origin="reference")
                | (models.Q(source__isnull=False, as_of__isnull=False) & ~models.Q(grade="")),
            ),
        ]
        triggers: ClassVar[list[Any]] = [*BaseModel.Meta.triggers, changes.Note()]

    @property
    def is_demo(self) -> bool:
        """Made up for demonstration."""
        return self.origin == self.Origin.DEMONSTRATION


class RecordModel(FactModel, NamedModel):
    """A record that an institute keeps: published for all or a draft for its own people.

    A subclass answers which organisation keeps it by an `organisation` foreign key or property path named in
    `RecordQuerySet.keeper`.
    """

    class Publication(models.TextChoices):
        DRAFT = "draft", _("작성 중")
        PUBLISHED = "published", _("공개")

    publication = models.CharField(_("공개"), max_length=10, choices=Publication.choices, default=Publication.DRAFT)

    #: The path segment of the record type.
    record_slug: ClassVar[str]

    class Meta(FactModel.Meta):
        abstract = True
        constraints = [
            *FactModel.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_publication_known",
                condition=models.Q(publication__in=["draft", "published"]),
            ),
        ]

    def get_absolute_url(self) -> str:
        """The record's page."""
        return reverse("records:detail", kwargs={"slug": self.record_slug, "uuid": self.uuid})


@pghistory.track()
class Statement(FactModel):
    """A dated sentence or figure about the strategy, a zone or an organisation. Disagreeing ones stand side by side."""

    key = models.SlugField(max_length=80, unique=True)
    topic = models.SlugField(max_length=40)
    zone = models.ForeignKey("regions.Zone", on_delete=models.PROTECT, null=True, blank=True, related_name="statements")
    organisation = models.ForeignKey(
        "regions.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    label_ko = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    text_ko = models.TextField()
    text_en = models.TextField()
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    unit_ko = models.CharField(max_length=40, blank=True)
    unit_en = models.CharField(max_length=40, blank=True)
    source_group = models.CharField(max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = FactQuerySet.as_manager()

    class Meta(FactModel.Meta):
        ordering = ["topic", "position", "key"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What it is about."""
        return in_language(self.label_ko, self.label_en)

    @property
    def text(self) -> str:
        """What is stated."""
        return in_language(self.text_ko, self.text_en)

    @property
    def unit(self) -> str:
        """The value's unit."""
        return in_language(self.unit_ko, self.unit_en)
