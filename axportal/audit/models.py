"""The log of acts and of looks at personal data. Append-only in the database; sealed into a hash chain."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from axportal.audit.querysets import AccessQuerySet, ActQuerySet
from axportal.core import triggers
from axportal.core.uuid7 import uuid7

_SEAL_ONLY = """
    IF OLD.seq IS NOT NULL
       OR NEW.seq IS NULL OR NEW.prev_hash IS NULL OR NEW.hash IS NULL
       OR (to_jsonb(NEW) - 'seq' - 'prev_hash' - 'hash') <> (to_jsonb(OLD) - 'seq' - 'prev_hash' - 'hash') THEN
        RAISE EXCEPTION 'audit_act is append-only' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
"""


class Act(models.Model):
    """Who did what to which object, and when. `seq`, `prev_hash` and `hash` are given by the sealer, once."""

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid7, unique=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    request_id = models.UUIDField(null=True)
    action = models.CharField(max_length=100)
    target_model = models.CharField(max_length=100)
    target_id = models.BigIntegerField(null=True)
    target_uuid = models.UUIDField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    zone_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    seq = models.BigIntegerField(null=True, unique=True)
    prev_hash = models.CharField(max_length=64, null=True)  # noqa: DJ001 - NULL until sealed
    hash = models.CharField(max_length=64, null=True)  # noqa: DJ001 - NULL until sealed

    objects = ActQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="audit_act_unsealed", condition=models.Q(seq__isnull=True)),
            models.Index(fields=["target_model", "target_id", "id"], name="audit_act_target"),
            models.Index(fields=["organisation_id", "id"], name="audit_act_organisation"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="seal_only", when=pgtrigger.Before, operation=pgtrigger.Update, func=pgtrigger.Func(_SEAL_ONLY)
            ),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            triggers.no_truncate(),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target_uuid}"


class Access(models.Model):
    """A look at, or a download of, another person's data (class P2): who, when, from where, whose, what."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    address = models.GenericIPAddressField(null=True)
    request_id = models.UUIDField(null=True)
    subject_model = models.CharField(max_length=100)
    subject_uuid = models.UUIDField()
    organisation_id = models.BigIntegerField(null=True)
    what = models.CharField(max_length=100)
    reason = models.CharField(max_length=300, blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject_uuid", "id"], name="audit_access_subject")]
        triggers = [triggers.append_only(), triggers.no_truncate()]

    def __str__(self) -> str:
        return f"{self.what} {self.subject_uuid}"
