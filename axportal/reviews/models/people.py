"""People who review or are named in applications, and the pool of reviewers."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from axportal.core.models import BaseModel
from axportal.reviews.querysets import PoolQuerySet, TieQuerySet
from regions.models import Organisation

RESEARCHER_NUMBER = r"^[0-9]{8,12}$"


@pghistory.track()
class Person(BaseModel):
    """Somebody to whom ties lead: a reviewer, a principal investigator, a partner's lead, a co-author.

    Told apart by the national researcher number; where none is known, by name and organisation.
    """

    name = models.CharField(_("이름"), max_length=100)
    researcher_no = models.CharField(_("국가연구자번호"), max_length=12, blank=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("소속"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(
        Organisation, verbose_name=_("연구실·학과"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit_name = models.CharField(_("가장 작은 부서"), max_length=200, blank=True)

    objects = TieQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["researcher_no"], condition=~models.Q(researcher_no=""), name="reviews_person_number_once"
            ),
            models.UniqueConstraint(
                fields=["name", "organisation"],
                condition=models.Q(researcher_no=""),
                name="reviews_person_nameless_number_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="reviews_person_number_form",
                condition=models.Q(researcher_no="") | models.Q(researcher_no__regex=RESEARCHER_NUMBER),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def unit_text(self) -> str:
        """The smallest unit, however it is recorded."""
        return self.unit.name if self.unit is not None else self.unit_name


@pghistory.track()
class Reviewer(BaseModel):
    """A person of the pool: what they know, when they can, and how much at once."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviewer")
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="reviewer")
    industry_codes = ArrayField(models.CharField(max_length=40), verbose_name=_("산업 분야"), default=list, blank=True)
    keywords = ArrayField(models.CharField(max_length=60), verbose_name=_("전문 핵심어"), default=list, blank=True)
    available_from = models.DateField(_("맡을 수 있는 첫날"), null=True, blank=True)
    available_until = models.DateField(_("맡을 수 있는 마지막 날"), null=True, blank=True)
    most_at_once = models.PositiveSmallIntegerField(_("한 번에 맡는 건수"), default=10)
    is_active = models.BooleanField(_("맡길 수 있음"), default=True)

    objects = PoolQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["person__name", "id"]
        constraints = [
            models.CheckConstraint(
                name="reviews_reviewer_dates_ordered",
                condition=models.Q(available_from__isnull=True)
                | models.Q(available_until__isnull=True)
                | models.Q(available_until__gte=models.F("available_from")),
            ),
            models.CheckConstraint(
                name="reviews_reviewer_most_in_range", condition=models.Q(most_at_once__gte=1, most_at_once__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return self.person.name

    def get_absolute_url(self) -> str:
        """The entry's page."""
        return reverse("reviews:reviewer-detail", kwargs={"uuid": self.uuid})

    def audit_organisation_id(self) -> int | None:
        """Acts on the pool belong to no applicant: the reviewer's employer may be one."""
        return None
