"""Who takes part in an application, and why somebody stays out of its review."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from axportal.calls.models import Application
from axportal.calls.rules.selection import CONFLICT_KINDS, NEVER_EXCUSED
from axportal.core import triggers
from axportal.core.models import BaseModel
from axportal.reviews.models.people import Person, Reviewer
from axportal.reviews.models.ties import Tie
from axportal.reviews.querysets import OfApplicationQuerySet, RecusalQuerySet
from regions.models import Organisation


class Participant(BaseModel):
    """A person or an organisation that takes part in an application, as it was handed in."""

    class Role(models.TextChoices):
        PI = "pi", _("연구책임자")
        LEAD = "lead", _("기관 책임자")
        MEMBER = "member", _("참여기관")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="participants")
    role = models.CharField(max_length=10, choices=Role.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="participations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    objects = OfApplicationQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["application", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "role", "person", "organisation"],
                name="reviews_participant_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="reviews_participant_role_known", condition=models.Q(role__in=["pi", "lead", "member"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.role}"


class Challenge(BaseModel):
    """기피: an applicant names somebody who should not judge, and why. Written once; what became of it is a recusal.

    The applicant sees what they wrote and no more: whether that person reviews at all stays hidden.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="challenges")
    person_name = models.CharField(_("이름"), max_length=100)
    affiliation = models.CharField(_("소속"), max_length=200, blank=True)
    reason = models.CharField(_("까닭"), max_length=1000)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()

    objects = OfApplicationQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["application", "id"]
        triggers = [*BaseModel.Meta.triggers, triggers.append_only(), triggers.no_truncate()]

    def __str__(self) -> str:
        return f"{self.application_id} {self.person_name}"

    def audit_organisation_id(self) -> int:
        """Filed by the applicant, whose own act it is."""
        return self.application.organisation_id


class Recusal(BaseModel):
    """Why a reviewer stays out of an application: 제척 by rule, 기피 by challenge, 회피 by stepping down.

    An excuse (시행령 제27조제4항) lets the reviewer in all the same, except for one's own part in the proposal.
    """

    class Way(models.TextChoices):
        EXCLUDED = "excluded", _("제척")
        CHALLENGED = "challenged", _("기피")
        STEPPED_DOWN = "stepped_down", _("회피")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="recusals")
    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="recusals")
    way = models.CharField(max_length=12, choices=Way.choices)
    kind = models.CharField(max_length=20, blank=True)
    tie = models.ForeignKey(Tie, on_delete=models.PROTECT, null=True, related_name="+")
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, null=True, related_name="recusals")
    reason = models.CharField(max_length=1000)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    accepted = models.BooleanField(null=True)
    excuse = models.CharField(max_length=1000, blank=True)
    excused_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    excused_at = models.DateTimeField(null=True)

    objects = RecusalQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["application", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "reviewer", "way", "kind"], name="reviews_recusal_once"),
            models.CheckConstraint(
                name="reviews_recusal_way_known",
                condition=models.Q(way__in=["excluded", "challenged", "stepped_down"]),
            ),
            models.CheckConstraint(
                name="reviews_recusal_kind_known", condition=models.Q(kind__in=["", *CONFLICT_KINDS])
            ),
            models.CheckConstraint(
                name="reviews_recusal_by_rule_names_it",
                condition=~models.Q(way="excluded") | ~models.Q(kind=""),
            ),
            models.CheckConstraint(
                name="reviews_recusal_challenge_decided",
                condition=models.Q(way="challenged", challenge__isnull=False, accepted__isnull=False)
                | models.Q(challenge__isnull=True, accepted__isnull=True) & ~models.Q(way="challenged"),
            ),
            models.CheckConstraint(
                name="reviews_recusal_excuse_complete",
                condition=models.Q(excused_at__isnull=True, excused_by__isnull=True, excuse="")
                | models.Q(excused_at__isnull=False, excused_by__isnull=False, way="excluded")
                & ~models.Q(excuse="")
                & ~models.Q(kind__in=NEVER_EXCUSED),
            ),
        ]
        triggers = [*BaseModel.Meta.triggers]

    def __str__(self) -> str:
        return f"{self.application_id} {self.reviewer_id} {self.way} {self.kind}"

    def audit_organisation_id(self) -> int:
        """Acts on a review belong to the institute that leads it, never to the applicant."""
        return self.application.call.organisation_id

    def audit_zone_id(self) -> int | None:
        """And to the zone of its call."""
        return self.application.call.zone_id
