"""What ties people to people and to organisations, with its source and day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from axportal.core.models import BaseModel
from axportal.reviews.models.people import Person
from axportal.reviews.querysets import TieQuerySet
from regions.models import Organisation


class Tie(BaseModel):
    """One tie. Its subject is a person or, for shares and advice, an organisation; its object is one of both.

    Ties between two people are stored once and read both ways.
    """

    class Kind(models.TextChoices):
        EMPLOYMENT = "employment", _("고용")
        RELATIVE = "relative", _("친족")
        CO_AUTHOR = "co_author", _("공동 논문")
        JOINT_PATENT = "joint_patent", _("공동 특허")
        SHAREHOLDING = "shareholding", _("지분 보유")
        ADVISORY = "advisory", _("자문")
        LABORATORY = "laboratory", _("같은 연구실")

    kind = models.CharField(_("종류"), max_length=15, choices=Kind.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="ties")
    holder = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="ties_of_others")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    unit_name = models.CharField(_("부서"), max_length=200, blank=True)
    starts_on = models.DateField(_("시작"), null=True, blank=True)
    ends_on = models.DateField(_("끝"), null=True, blank=True)
    source = models.CharField(_("출처"), max_length=300)
    as_of = models.DateField(_("기준일"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TieQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["organisation", "kind"], name="reviews_tie_organisation"),
            models.Index(fields=["source", "id"], name="reviews_tie_source"),
        ]
        constraints = [
            models.CheckConstraint(
                name="reviews_tie_kind_known",
                condition=models.Q(
                    kind__in=[
                        "employment",
                        "relative",
                        "co_author",
                        "joint_patent",
                        "shareholding",
                        "advisory",
                        "laboratory",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="reviews_tie_one_subject",
                condition=models.Q(person__isnull=False, holder__isnull=True)
                | models.Q(person__isnull=True, holder__isnull=False, kind__in=["shareholding", "advisory"]),
            ),
            models.CheckConstraint(
                name="reviews_tie_one_object",
                condition=models.Q(other__isnull=False, organisation__isnull=True)
                | models.Q(other__isnull=True, organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="reviews_tie_not_to_oneself",
                condition=models.Q(other__isnull=True) | ~models.Q(other=models.F("person")),
            ),
            models.CheckConstraint(
                name="reviews_tie_dates_ordered",
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["kind", "person", "holder", "other", "organisation", "unit_name", "starts_on", "ends_on"],
                name="reviews_tie_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id or self.holder_id} {self.other_id or self.organisation_id}"

    def audit_organisation_id(self) -> int | None:
        """Acts on ties belong to no applicant."""
        return None
