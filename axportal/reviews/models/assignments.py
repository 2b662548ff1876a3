"""Rounds of review, plans of who judges what, and the assignments that came of them."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from axportal.calls.models import Application, Call
from axportal.core import changes, triggers
from axportal.core.models import BaseModel
from axportal.reviews.models.people import Reviewer
from axportal.reviews.querysets import AssignmentQuerySet, LedQuerySet, OfAssignmentQuerySet, OfRoundQuerySet

# V7: whatever the code believes, the database seats nobody who has an open conflict with the application.
_NO_CONFLICT = """
    IF NEW.status <> 'ended' AND EXISTS (
        SELECT 1 FROM reviews_recusal r WHERE r.application_id = NEW.application_id
          AND r.reviewer_id = NEW.reviewer_id AND r.excused_at IS NULL AND r.accepted IS DISTINCT FROM FALSE
    ) THEN
        RAISE EXCEPTION 'reviews_assignment_no_conflict' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class ReviewRound(BaseModel):
    """A round of a call's review, by the key its rules give it. Sheets are due at `due_at`, taken until `closed_at`."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="review_rounds")
    key = models.CharField(max_length=40)
    due_at = models.DateTimeField(_("평가 마감"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = LedQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["call", "id"]
        constraints = [
            models.UniqueConstraint(fields=["call", "key"], name="reviews_round_once"),
            models.CheckConstraint(
                name="reviews_round_due_after_opening", condition=models.Q(due_at__gt=models.F("opened_at"))
            ),
        ]
        triggers = [*BaseModel.Meta.triggers, changes.Note()]

    def __str__(self) -> str:
        return f"{self.call_id} {self.key}"

    def audit_organisation_id(self) -> int:
        """Of the institute that leads the review."""
        return self.call.organisation_id


class Plan(BaseModel):
    """A proposal of who judges what in a round: worked out by the solver, changed by people, then confirmed or not."""

    class Status(models.TextChoices):
        WANTED = "wanted", _("계산 중")
        READY = "ready", _("볼 수 있음")
        CONFIRMED = "confirmed", _("확정됨")
        DROPPED = "dropped", _("버림")

    round = models.ForeignKey(ReviewRound, on_delete=models.PROTECT, related_name="plans")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WANTED, editable=False)
    wanted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    wanted_at = models.DateTimeField()
    outcome = models.JSONField(default=dict)

    objects = OfRoundQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["round", "id"]
        constraints = [
            models.CheckConstraint(
                name="reviews_plan_status_known",
                condition=models.Q(status__in=["wanted", "ready", "confirmed", "dropped"]),
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(status__in=["wanted", "ready"]),
                name="reviews_plan_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} #{self.pk}"

    def get_absolute_url(self) -> str:
        """The plan's page."""
        return reverse("reviews:plan", kwargs={"uuid": self.uuid})

    def audit_organisation_id(self) -> int:
        """Of the institute that leads the review."""
        return self.round.call.organisation_id


class PlannedSeat(BaseModel):
    """One pairing of a plan with what speaks for it; `by_hand` when a person put it there."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="seats")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="+")
    grounds = models.JSONField(default=dict)
    by_hand = models.BooleanField(default=False)

    class Meta(BaseModel.Meta):
        ordering = ["plan", "application", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "application", "reviewer"], name="reviews_planned_seat_once")
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.application_id} {self.reviewer_id}"


@pghistory.track()
class Assignment(BaseModel):
    """One reviewer's charge of one application in one round."""

    class Status(models.TextChoices):
        ASSIGNED = "assigned", _("배정됨")
        PLEDGED = "pledged", _("평가 중")
        HANDED_IN = "handed_in", _("냄")
        ENDED = "ended", _("빠짐")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="assignments")
    round = models.ForeignKey(ReviewRound, on_delete=models.PROTECT, related_name="assignments")
    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="assignments")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ASSIGNED, editable=False)
    assigned_at = models.DateTimeField()

    objects = AssignmentQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["round", "application__number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "reviewer", "round"],
                condition=~models.Q(status="ended"),
                name="reviews_assignment_once",
            ),
            models.CheckConstraint(
                name="reviews_assignment_status_known",
                condition=models.Q(status__in=["assigned", "pledged", "handed_in", "ended"]),
            ),
        ]
        triggers = [
            *BaseModel.Meta.triggers,
            changes.Note(),
            pgtrigger.Trigger(
                name="no_conflict",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=pgtrigger.Func(_NO_CONFLICT),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.reviewer_id}"

    def get_absolute_url(self) -> str:
        """The proposal beside its score sheet."""
        return reverse("reviews:sheet", kwargs={"uuid": self.uuid})

    def audit_organisation_id(self) -> int:
        """Acts on a review belong to the institute that leads it, never to the applicant."""
        return self.application.call.organisation_id

    def audit_zone_id(self) -> int | None:
        """And to the zone of its call."""
        return self.application.call.zone_id


class Pledge(BaseModel):
    """A reviewer's word, before the first look, to keep the secret and to have no conflict; the text as it was read."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="pledge")
    text_version = models.PositiveSmallIntegerField()
    text = models.TextField()
    given_at = models.DateTimeField()

    objects = OfAssignmentQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["assignment"]
        triggers = [*BaseModel.Meta.triggers, triggers.append_only(), triggers.no_truncate()]

    def __str__(self) -> str:
        return f"{self.assignment_id} v{self.text_version}"
