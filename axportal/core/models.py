"""The base of every model, and the tables the house itself needs."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from axportal.core import triggers
from axportal.core.uuid7 import uuid7


class BaseModel(models.Model):
    """Serial key inside, UUIDv7 outside; `version` counts the row's changes and is raised by a trigger alone."""

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True
        triggers: ClassVar[list[Any]] = [triggers.BumpVersion()]


class WorkflowModel(models.Model):
    """An object that a workflow moves. `status_since` is when its present state began; the engine alone writes it.

    It repeats the time of the last step, so that lists need not look for it; versions and history leave it out.
    """

    status_since = models.DateTimeField(_("단계가 시작된 때"), db_default=Now(), editable=False)

    class Meta:
        abstract = True


class NamedModel(models.Model):
    """A name in Korean and, where one is known, in English."""

    name_ko = models.CharField(_("이름"), max_length=200)
    name_en = models.CharField(_("영어 이름"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language; Korean where no English name is recorded."""
        return in_language(self.name_ko, self.name_en)


def in_language(korean: str, english: str) -> str:
    """Of two wordings the one for the active language, the Korean where the English is missing."""
    return english if english and get_language() == "en" else korean


class OutboxRow(models.Model):
    """One piece of work owed, written in the transaction that caused it. Ids only, no personal data."""

    id = models.BigAutoField(primary_key=True)
    task = models.CharField(max_length=200)
    kwargs = models.JSONField(default=dict)
    dedup_key = models.CharField(max_length=300, unique=True)
    request_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    available_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    claim = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    last_error = models.TextField(default="", db_default="", blank=True)

    class Meta:
        db_table = "core_outbox"
        indexes = [
            models.Index(
                fields=["available_at"],
                name="core_outbox_due",
                condition=models.Q(done_at__isnull=True, dead_at__isnull=True),
            ),
            models.Index(fields=["done_at"], name="core_outbox_done", condition=models.Q(done_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="core_outbox_done_or_dead",
                condition=models.Q(done_at__isnull=True) | models.Q(dead_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.dedup_key


class MailDelivery(models.Model):
    """One mail owed to one address. Committed as `sending` before the server is called: at-least-once, never silent."""

    class State(models.TextChoices):
        WAITING = "waiting", _("대기")
        SENDING = "sending", _("보내는 중")
        SENT = "sent", _("보냄")
        FAILED = "failed", _("실패")

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid7, unique=True)
    dedup_key = models.CharField(max_length=300, unique=True)
    message_id = models.CharField(max_length=300, unique=True)
    recipient = models.EmailField(max_length=254)
    subject = models.CharField(max_length=300)
    body = models.TextField(help_text="Emptied once sent: it may carry a confirmation link.")
    unsubscribe_url = models.CharField(
        max_length=500, blank=True, default="", db_default="", help_text="One click; emptied once sent."
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    last_error = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="core_mail_state_known", condition=models.Q(state__in=["waiting", "sending", "sent", "failed"])
            ),
            models.CheckConstraint(
                name="core_mail_sent_when_sent",
                condition=models.Q(state="sent", sent_at__isnull=False) | ~models.Q(state="sent"),
            ),
        ]

    def __str__(self) -> str:
        return self.message_id


class MailHold(models.Model):
    """While one is not released, no mail leaves: after a restore a person decides about those that went out before."""

    id = models.BigAutoField(primary_key=True)
    reason = models.CharField(max_length=300)
    since = models.DateTimeField(db_default=Now())
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reason"], condition=models.Q(released_at__isnull=True), name="core_mailhold_once"
            )
        ]

    def __str__(self) -> str:
        return self.reason


class Upkeep(models.Model):
    """When each piece of upkeep was last done well, by whatever process; monitoring reads its age."""

    class Kind(models.TextChoices):
        BACKUP = "backup"
        STREAM = "stream"
        RESTORE_TEST = "restore_test"
        INVARIANTS = "invariants"

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, unique=True)
    at = models.DateTimeField()
    #: Rows that it found amiss, where it looks for any.
    found = models.PositiveIntegerField(db_default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="core_upkeep_kind_known",
                condition=models.Q(kind__in=["backup", "stream", "restore_test", "invariants"]),
            )
        ]

    def __str__(self) -> str:
        return self.kind


class Transition(models.Model):
    """One step of one object along its workflow; the steps of an object form a chain."""

    id = models.BigAutoField(primary_key=True)
    model = models.CharField(max_length=100)
    object_id = models.BigIntegerField()
    previous = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="next")
    name = models.CharField(max_length=60)
    source = models.CharField(max_length=40)
    target = models.CharField(max_length=40)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["model", "object_id", "id"], name="core_transition_object")]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "object_id"],
                condition=models.Q(previous__isnull=True),
                name="core_transition_one_beginning",
            )
        ]
        triggers = [triggers.append_only(), triggers.no_truncate()]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}: {self.source} → {self.target}"


class IdempotencyKey(models.Model):
    """An answer kept beside its effect, so that a repeated request gets the same answer and has no second effect."""

    id = models.BigAutoField(primary_key=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    method = models.CharField(max_length=10)
    path = models.CharField(max_length=500)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="core_idempotency_once")]

    def __str__(self) -> str:
        return self.key


class FileWalk(models.Model):
    """One walk over all stored files and their rows; the next slice goes on at `stage` after `after`."""

    id = models.BigAutoField(primary_key=True)
    period = models.CharField(max_length=100, unique=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    stage = models.CharField(max_length=100)
    after = models.TextField(blank=True)
    slices = models.PositiveIntegerField(default=0)
    rows = models.PositiveBigIntegerField(default=0)
    files = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.period


class FileFinding(models.Model):
    """One file that is not as its row says, has no row, or is missing."""

    class Kind(models.TextChoices):
        MISSING = "missing"
        CHANGED = "changed"
        UNREADABLE = "unreadable"
        STRAY = "stray"

    id = models.BigAutoField(primary_key=True)
    walk = models.ForeignKey(FileWalk, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["walk", "kind", "name"], name="core_file_finding_once"),
            models.CheckConstraint(
                name="core_file_finding_kind_known",
                condition=models.Q(kind__in=["missing", "changed", "unreadable", "stray"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


class CounterCell(models.Model):
    """How many rows of a model share these facet values. `delta` rows are written by triggers and folded later."""

    id = models.BigAutoField(primary_key=True)
    model = models.CharField(max_length=100)
    cell = models.JSONField()
    n = models.BigIntegerField()
    folded = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "core_counter"
        indexes = [models.Index(fields=["model", "folded"], name="core_counter_model")]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "cell"], condition=models.Q(folded=True), name="core_counter_one_folded"
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.cell}: {self.n}"


class Change(models.Model):
    """Notes that rows of a model changed; see `changes`. `total` is set on folded rows, else the id counts."""

    id = models.BigAutoField(primary_key=True)
    model = models.CharField(max_length=100)
    total = models.DecimalField(max_digits=40, decimal_places=0, null=True)

    class Meta:
        indexes = [models.Index(fields=["model"], name="core_change_model")]

    def __str__(self) -> str:
        return self.model


class HolidayChange(models.Model):
    """A day that is a holiday, or is none, whatever the calendar says: the government decided it at short notice."""

    id = models.BigAutoField(primary_key=True)
    day = models.DateField(unique=True)
    is_holiday = models.BooleanField()
    name_ko = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return f"{self.day} {self.name_ko}"
