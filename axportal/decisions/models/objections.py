"""Objections to a decision: within the law's ten days, decided within thirty by people who did not decide before."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from axportal.calls.models import Application
from axportal.core import changes
from axportal.core.models import BaseModel, Transition, WorkflowModel
from axportal.decisions.models.selections import Decision, Selection
from axportal.decisions.querysets import ObjectionQuerySet

#: 국가연구개발혁신법 제14조제6항: nothing arrives before what it objects to, and none to a decision after the window,
#: whatever the code believes. Where the ten days after an exclusion end is the calendar's (core/periods.py) to say.
_IN_TIME = """
    IF NEW.decision_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM calls_application a JOIN calls_call c ON c.id = a.call_id
        WHERE a.id = NEW.application_id AND NEW.filed_at >= c.notified_at AND NEW.filed_at < c.objections_until
    ) OR NEW.exclusion_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM core_transition t
        WHERE t.id = NEW.exclusion_id AND t.model = 'calls.application' AND t.object_id = NEW.application_id
              AND t.name = 'exclude' AND NEW.filed_at >= t.at
    ) THEN
        RAISE EXCEPTION 'decisions_objection_in_time' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
#: Who approved or proposed the decision, or judged and excluded at the screening, does not decide the objection to it.
_DID_NOT_DECIDE = """
    IF NEW.{person} IS NOT NULL AND NEW.{person} IN (
        SELECT s.made_by_id FROM decisions_selection s JOIN decisions_decision d ON d.selection_id = s.id
        JOIN decisions_objection o ON o.decision_id = d.id WHERE o.id = {objection}
        UNION
        SELECT a.by_id FROM decisions_approval a JOIN decisions_decision d ON d.selection_id = a.selection_id
        JOIN decisions_objection o ON o.decision_id = d.id WHERE o.id = {objection}
        UNION
        SELECT t.actor_id FROM core_transition t JOIN decisions_objection o ON o.exclusion_id = t.id
        WHERE o.id = {objection} AND t.actor_id IS NOT NULL
        UNION
        SELECT f.judged_by_id FROM calls_screeningfinding f JOIN decisions_objection o
        ON o.application_id = f.application_id AND o.exclusion_id IS NOT NULL
        WHERE o.id = {objection} AND f.judged_by_id IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'decisions_objection_decided_before' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


@pghistory.track(exclude=["status_since"])
class Objection(BaseModel, WorkflowModel):
    """One objection of an applicant, to a decision that was told or to an exclusion at the screening.

    `due_at` is the end of the period for deciding it, `answered_by` the selection reckoned after it was upheld.
    """

    class Status(models.TextChoices):
        FILED = "filed", _("접수")
        HANDLING = "handling", _("심사 중")
        UPHELD = "upheld", _("인용")
        DISMISSED = "dismissed", _("기각")
        WITHDRAWN = "withdrawn", _("거둠")

    class Remedy(models.TextChoices):
        RECKON = "reckon", _("점수나 기록을 바로잡아 순위를 다시 셈함")
        READMIT = "readmit", _("제외를 거두고 평가에 다시 넣음")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="objections")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="objections")
    exclusion = models.ForeignKey(Transition, on_delete=models.PROTECT, null=True, related_name="+")
    ground = models.CharField(_("사유"), max_length=40)
    text = models.TextField(_("내용"), max_length=4000)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.FILED, editable=False)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    outcome_reason = models.TextField(_("결정 이유"), max_length=4000, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    remedy = models.CharField(_("따르는 일"), max_length=10, choices=Remedy.choices, blank=True, default="")
    answered_by = models.ForeignKey(Selection, on_delete=models.PROTECT, null=True, related_name="answers")

    objects = ObjectionQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=~models.Q(status="withdrawn"), name="decisions_objection_once"
            ),
            models.CheckConstraint(
                name="decisions_objection_status_known",
                condition=models.Q(status__in=["filed", "handling", "upheld", "dismissed", "withdrawn"]),
            ),
            models.CheckConstraint(
                name="decisions_objection_decided_with_reason",
                condition=~models.Q(status__in=["upheld", "dismissed"])
                | (models.Q(decided_at__isnull=False, decided_by__isnull=False) & ~models.Q(outcome_reason="")),
            ),
        ]
        triggers = [
            *BaseModel.Meta.triggers,
            pgtrigger.Trigger(
                name="in_time", when=pgtrigger.Before, operation=pgtrigger.Insert, func=pgtrigger.Func(_IN_TIME)
            ),
            pgtrigger.Trigger(
                name="did_not_decide",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=pgtrigger.Func(_DID_NOT_DECIDE.format(person="handler_id", objection="NEW.id")),
            ),
            changes.Note(),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.status}"

    def get_absolute_url(self) -> str:
        """The objection's page."""
        return reverse("decisions:objection-detail", kwargs={"uuid": self.uuid})

    def audit_organisation_id(self) -> int:
        """Acts on an objection belong to the applicant."""
        return self.application.organisation_id

    def audit_zone_id(self) -> int | None:
        """And to the zone of the call."""
        return self.application.call.zone_id


class ObjectionMember(BaseModel):
    """One of those who decide an objection together with its handler."""

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    class Meta(BaseModel.Meta):
        ordering = ["objection", "id"]
        constraints = [
            models.UniqueConstraint(fields=["objection", "user"], name="decisions_objection_member_once"),
        ]
        triggers = [
            *BaseModel.Meta.triggers,
            pgtrigger.Trigger(
                name="did_not_decide",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=pgtrigger.Func(_DID_NOT_DECIDE.format(person="user_id", objection="NEW.objection_id")),
            ),
            changes.Note(),
        ]

    def __str__(self) -> str:
        return f"{self.objection_id} {self.user_id}"
