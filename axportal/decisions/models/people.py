"""Who somebody who approves or hears objections is among the people to whom ties lead."""

import pghistory
from django.conf import settings
from django.db import models

from axportal.core import changes
from axportal.core.models import BaseModel
from axportal.decisions.querysets import DeciderQuerySet
from axportal.reviews.models import Person


@pghistory.track()
class Decider(BaseModel):
    """A person with an account who decides, outside the pool of reviewers, where the same is known of each."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decider")
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="decider")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    objects = DeciderQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["id"]
        triggers = [*BaseModel.Meta.triggers, changes.Note()]

    def __str__(self) -> str:
        return str(self.person)

    def audit_organisation_id(self) -> int | None:
        """Acts on it belong to no applicant: a decider's employer may be one."""
        return None
