"""A selection: a ranking with its line as it was reckoned once, who approved it, and what was told to whom."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from axportal.calls.models import Application, Call, CallRules
from axportal.core import changes, triggers
from axportal.core.models import BaseModel, WorkflowModel, in_language
from axportal.decisions.querysets import (
    BehindTheCurtainQuerySet,
    LetterFileQuerySet,
    LetterQuerySet,
    ToldQuerySet,
)

#: What was reckoned stays as it was reckoned; only where it stands moves on.
_FROZEN = """
    IF NEW.call_id <> OLD.call_id OR NEW.number <> OLD.number OR NEW.inputs <> OLD.inputs OR NEW.places <> OLD.places
       OR NEW.sha256 <> OLD.sha256 OR NEW.rules_id <> OLD.rules_id THEN
        RAISE EXCEPTION 'decisions_selection is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
"""
#: V7: nobody approves what they proposed, and nobody approves twice.
_OTHER_PERSON = """
    IF NEW.by_id IN (SELECT made_by_id FROM decisions_selection WHERE id = NEW.selection_id
                     UNION SELECT by_id FROM decisions_approval WHERE selection_id = NEW.selection_id) THEN
        RAISE EXCEPTION 'decisions_approval_other_person' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


@pghistory.track(exclude=["status_since"])
class Selection(BaseModel, WorkflowModel):
    """One version of who is selected. `inputs` are the raw points it was reckoned from, `places` what came of them."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("상신")
        CONFIRMED = "confirmed", _("1차 승인")
        APPROVED = "approved", _("최종 승인")
        RETURNED = "returned", _("돌려보냄")
        PUBLISHED = "published", _("통보함")
        SUPERSEDED = "superseded", _("다른 판으로 바뀜")

    class Cause(models.TextChoices):
        FIRST = "first", _("처음 선정")
        CORRECTION = "correction", _("점수 정정")
        OBJECTION = "objection", _("이의신청 인용")
        MOVED_UP = "moved_up", _("예비 승격")

    #: Waiting for a word or for its moment.
    AT_WORK = (Status.PROPOSED, Status.CONFIRMED, Status.APPROVED)
    #: Causes that people propose for; the portal alone moves the reserve up.
    PROPOSED = (Cause.FIRST, Cause.OBJECTION, Cause.CORRECTION)

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="selections")
    number = models.PositiveSmallIntegerField()
    cause = models.CharField(max_length=12, choices=Cause.choices, default=Cause.FIRST)
    rules = models.ForeignKey(CallRules, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PROPOSED, editable=False)
    inputs = models.JSONField()
    places = models.JSONField()
    sha256 = models.CharField(max_length=64)
    note = models.TextField(_("의견"), max_length=2000, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    publish_at = models.DateTimeField(_("알릴 때"))

    objects = BehindTheCurtainQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["call", "number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="decisions_selection_number_once"),
            models.UniqueConstraint(
                fields=["call"],
                condition=models.Q(status__in=["proposed", "confirmed", "approved"]),
                name="decisions_selection_one_at_work",
            ),
            models.UniqueConstraint(
                fields=["call"], condition=models.Q(status="published"), name="decisions_selection_one_in_force"
            ),
            models.CheckConstraint(
                name="decisions_selection_status_known",
                condition=models.Q(
                    status__in=["proposed", "confirmed", "approved", "returned", "published", "superseded"]
                ),
            ),
            models.CheckConstraint(
                name="decisions_selection_cause_known",
                condition=models.Q(cause__in=["first", "correction", "objection", "moved_up"]),
            ),
        ]
        triggers = [
            *BaseModel.Meta.triggers,
            pgtrigger.Trigger(
                name="frozen", when=pgtrigger.Before, operation=pgtrigger.Update, func=pgtrigger.Func(_FROZEN)
            ),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            changes.Note(),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} #{self.number}"

    def get_absolute_url(self) -> str:
        """The selection's page."""
        return reverse("decisions:selection-detail", kwargs={"uuid": self.uuid})

    def audit_organisation_id(self) -> int:
        """Acts on a selection belong to the institute that runs the call."""
        return self.call.organisation_id

    def audit_zone_id(self) -> int | None:
        """And to its zone."""
        return self.call.zone_id


class Approval(BaseModel):
    """One person's word on a selection: first within the programme, then outside the institute that leads."""

    class Level(models.IntegerChoices):
        PROGRAMME = 1, _("1차")
        MINISTRY = 2, _("최종")

    selection = models.ForeignKey(Selection, on_delete=models.PROTECT, related_name="approvals")
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    is_approved = models.BooleanField()
    reason = models.TextField(max_length=2000, blank=True)
    no_conflict = models.BooleanField(_("이해관계가 없다는 확인"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(BaseModel.Meta):
        ordering = ["selection", "level"]
        constraints = [
            models.UniqueConstraint(fields=["selection", "level"], name="decisions_approval_once"),
            models.CheckConstraint(name="decisions_approval_level_known", condition=models.Q(level__in=[1, 2])),
            models.CheckConstraint(
                name="decisions_approval_returned_with_reason",
                condition=models.Q(is_approved=True) | ~models.Q(reason=""),
            ),
        ]
        triggers = [
            *BaseModel.Meta.triggers,
            triggers.append_only(),
            triggers.no_truncate(),
            pgtrigger.Trigger(
                name="other_person",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=pgtrigger.Func(_OTHER_PERSON),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.selection_id} {self.level}"


class Decision(BaseModel):
    """What a published selection means for one application."""

    class Outcome(models.TextChoices):
        SELECTED = "selected", _("선정")
        RESERVE = "reserve", _("예비")
        NOT_SELECTED = "not_selected", _("미선정")

    selection = models.ForeignKey(Selection, on_delete=models.PROTECT, related_name="decisions")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    ground = models.CharField(max_length=20)
    rank = models.PositiveIntegerField()
    score = models.DecimalField(max_digits=8, decimal_places=4)
    decided_at = models.DateTimeField()

    objects = ToldQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["selection", "rank", "application"]
        constraints = [
            models.UniqueConstraint(fields=["selection", "application"], name="decisions_decision_once"),
            models.CheckConstraint(
                name="decisions_decision_outcome_known",
                condition=models.Q(outcome__in=["selected", "reserve", "not_selected"]),
            ),
        ]
        triggers = [*BaseModel.Meta.triggers, triggers.append_only(), triggers.no_truncate(), changes.Note()]

    def __str__(self) -> str:
        return f"{self.application_id} {self.outcome}"


class Letter(BaseModel):
    """The letter on a decision, in both languages, as it was issued."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="letter")
    subject_ko = models.CharField(max_length=300)
    subject_en = models.CharField(max_length=300)
    body_ko = models.TextField()
    body_en = models.TextField()
    sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField()

    objects = LetterQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["decision"]
        triggers = [*BaseModel.Meta.triggers, triggers.append_only(), triggers.no_truncate(), changes.Note()]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        """In the reader's language."""
        return in_language(self.subject_ko, self.subject_en)

    @property
    def body(self) -> str:
        """In the reader's language."""
        return in_language(self.body_ko, self.body_en)

    def get_absolute_url(self) -> str:
        """The letter's page."""
        return reverse("decisions:letter", kwargs={"uuid": self.uuid})


class LetterFile(BaseModel):
    """A letter as a file in one language, made by the worker from what was issued."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="files")
    language = models.CharField(max_length=2, choices=[("ko", _("한국어")), ("en", _("영어"))])
    name = models.CharField(max_length=200, unique=True)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    objects = LetterFileQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["letter", "language"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "language"], name="decisions_letter_file_once"),
            models.CheckConstraint(
                name="decisions_letter_file_language_known", condition=models.Q(language__in=["ko", "en"])
            ),
        ]
        triggers = [*BaseModel.Meta.triggers, triggers.append_only(), triggers.no_truncate()]

    def __str__(self) -> str:
        return self.name


class WhatIf(BaseModel):
    """Somebody tried other terms before a decision: which, and who would have changed. Kept, whatever came of it."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="what_ifs")
    terms = models.JSONField()
    changes = models.JSONField()
    tried_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    tried_at = models.DateTimeField()

    objects = BehindTheCurtainQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["call", "-id"]
        triggers = [*BaseModel.Meta.triggers, triggers.append_only(), triggers.no_truncate()]

    def __str__(self) -> str:
        return f"{self.call_id} {self.tried_at:%Y-%m-%d %H:%M}"
