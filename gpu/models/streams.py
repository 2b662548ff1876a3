"""Streams: what comes from a site in which kind, how far, and what was answered to what it sent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from axportal.core import changes
from axportal.core.models import BaseModel
from axportal.core.uuid7 import uuid7
from gpu.models.sites import Cluster
from gpu.querysets import KeptByClusterQuerySet


class Stream(models.TextChoices):
    """The kinds of data a site gives."""

    INVENTORY = "inventory", _("서버")
    QUEUE = "queue", _("작업 대기열")
    USAGE = "usage", _("사용 내역")
    EVENTS = "events", _("중단 이력")
    TELEMETRY = "telemetry", _("GPU 계측")


class StreamState(BaseModel):
    """How one stream of one site stands. `observed_at` is the time of the newest data, by the portal's clock."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="streams")
    stream = models.CharField(max_length=12, choices=Stream.choices)
    next_at = models.DateTimeField(null=True, blank=True, help_text="When it is read again.")
    in_flight_until = models.DateTimeField(null=True, blank=True, help_text="Somebody reads it until then.")
    last_try_at = models.DateTimeField(null=True, blank=True)
    last_good_at = models.DateTimeField(null=True, blank=True)
    observed_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0, help_text="In a row.")
    error_code = models.CharField(max_length=40, blank=True)
    error_text = models.CharField(max_length=1000, blank=True)
    clock_offset_ms = models.IntegerField(null=True, blank=True, help_text="The site's clock minus ours.")
    rows = models.PositiveIntegerField(null=True, blank=True, help_text="In the last good answer.")
    rejected = models.PositiveIntegerField(default=0, db_default=0, help_text="Of these, lines that cannot be used.")
    rejections = models.JSONField(default=list, blank=True, help_text="Why: code, how many, a few of their names.")
    span_seconds = models.PositiveIntegerField(
        null=True, blank=True, help_text="How much of the accounting is read in one go; empty: all that is wanted."
    )
    read_to = models.DateTimeField(
        null=True, blank=True, help_text="How far the accounting was read in parts; empty: no part is owed."
    )
    last_answer = models.TextField(blank=True, help_text="The raw answer, cut, without secrets.")

    objects = KeptByClusterQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["cluster_id", "stream"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "stream"], name="gpu_streamstate_once"),
            models.CheckConstraint(
                name="gpu_streamstate_stream_known",
                condition=models.Q(stream__in=["inventory", "queue", "usage", "events", "telemetry"]),
            ),
        ]
        triggers = [*BaseModel.Meta.triggers, changes.Note()]

    def __str__(self) -> str:
        return self.stream


class Snapshot(models.Model):
    """The time of a whole list that a site gave. What is missing in lists newer than its own report, is gone."""

    id = models.BigAutoField(primary_key=True)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="snapshots")
    stream = models.CharField(max_length=12, choices=Stream.choices)
    observed_at = models.DateTimeField()

    objects = KeptByClusterQuerySet.as_manager()

    class Meta:
        ordering = ["cluster_id", "stream", "-observed_at"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "stream", "observed_at"], name="gpu_snapshot_once"),
            models.CheckConstraint(
                name="gpu_snapshot_stream_known", condition=models.Q(stream__in=["inventory", "queue"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stream} {self.observed_at}"


class IngestBatch(models.Model):
    """Lines that came from a site in one go, and the answer. A repeat under the same key gets the same answer."""

    class Way(models.TextChoices):
        PUSH = "push", _("기관이 보냄")
        HAND = "hand", _("손으로 입력")

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid7, unique=True)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="batches")
    way = models.CharField(max_length=4, choices=Way.choices)
    key = models.CharField(max_length=100)
    body_digest = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    as_of = models.DateField(null=True, blank=True, help_text="What was written by hand is of that day.")
    accepted = models.PositiveIntegerField(default=0)
    duplicate = models.PositiveIntegerField(default=0)
    superseded = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    replays = models.PositiveIntegerField(default=0)
    answer = models.JSONField(default=dict)

    objects = KeptByClusterQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["cluster", "key"], name="gpu_ingestbatch_once")]
        indexes = [models.Index(fields=["cluster", "-received_at", "-id"], name="gpu_ingestbatch_newest")]

    def __str__(self) -> str:
        return self.key
