"""Use: what waits and runs now, every run there ever was, and its GPU-seconds hour by hour."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from axportal.core import changes
from axportal.core.uuid7 import uuid7
from gpu.models.sites import Cluster, SiteAccount
from gpu.querysets import OfClusterQuerySet


class Job(models.Model):
    """A job of the queue as last reported: waiting or running. Replaced by each whole snapshot."""

    id = models.BigAutoField(primary_key=True)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="jobs")
    key = models.CharField(max_length=100)
    account = models.ForeignKey(SiteAccount, on_delete=models.CASCADE, related_name="jobs")
    person = models.CharField(max_length=100, blank=True, help_text="Name, pseudonym or nothing, as the site sets.")
    partition = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=40)
    is_running = models.BooleanField()
    tasks = models.PositiveIntegerField(default=1, db_default=1, help_text="More than one: an array that waits as one.")
    gpus = models.JSONField(default=dict, help_text="Type to count: held by a running job, asked by all that waits.")
    nodes = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    devices = models.JSONField(default=dict, blank=True, help_text="Server to indexes of GPUs, where known.")
    reason = models.CharField(max_length=200, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True, help_text="By its limit.")
    observed_at = models.DateTimeField()
    digest = models.CharField(max_length=32, blank=True, help_text="Of what the site said; equal: a repeat.")

    objects = OfClusterQuerySet.as_manager()

    class Meta:
        ordering = ["cluster_id", "-is_running", "submitted_at", "id"]
        constraints = [models.UniqueConstraint(fields=["cluster", "key"], name="gpu_job_once")]
        triggers = [changes.Note()]

    def __str__(self) -> str:
        return self.key


class Attempt(models.Model):
    """One run of a job. A job that is queued again has several.

    Its GPU-seconds run from `started_at` to `ended_at`, or for one that still runs to `observed_at`: what nobody has
    seen yet is not counted.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid7, unique=True)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="attempts")
    key = models.CharField(max_length=150, help_text="The site's job and the time of this submission.")
    job_id = models.CharField(max_length=100)
    account = models.ForeignKey(SiteAccount, on_delete=models.CASCADE, related_name="attempts")
    person = models.CharField(max_length=100, blank=True)
    partition = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=40)
    gpus = models.JSONField(default=dict, help_text="Type to count.")
    nodes = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    observed_at = models.DateTimeField()
    digest = models.CharField(max_length=64, help_text="Of what the site said; equal: nothing new.")
    runaway_since = models.DateTimeField(
        null=True, blank=True, help_text="Runs by the accounting, unknown to the controller."
    )

    objects = OfClusterQuerySet.as_manager()

    class Meta:
        ordering = ["cluster_id", "-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "key"], name="gpu_attempt_once"),
            models.CheckConstraint(
                name="gpu_attempt_ends_after_it_starts",
                condition=models.Q(ended_at__isnull=True)
                | models.Q(started_at__isnull=True)
                | models.Q(ended_at__gte=models.F("started_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["cluster", "started_at"], name="gpu_attempt_started"),
            models.Index(fields=["cluster", "ended_at"], name="gpu_attempt_ended"),
            models.Index(fields=["cluster"], name="gpu_attempt_open", condition=models.Q(ended_at__isnull=True)),
        ]
        triggers = [changes.Note()]

    def __str__(self) -> str:
        return self.key


class UsageHour(models.Model):
    """GPU-seconds of one account and one type in one hour: recomputed from the attempts, never added to."""

    id = models.BigAutoField(primary_key=True)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="usage_hours")
    account = models.ForeignKey(SiteAccount, on_delete=models.CASCADE, related_name="usage_hours")
    type_name = models.CharField(max_length=100, blank=True)
    hour = models.DateTimeField()
    gpu_seconds = models.BigIntegerField()

    objects = OfClusterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cluster", "hour", "account", "type_name"], name="gpu_usagehour_once"),
            models.CheckConstraint(name="gpu_usagehour_some", condition=models.Q(gpu_seconds__gt=0)),
        ]
        triggers = [changes.Note()]

    def __str__(self) -> str:
        return f"{self.hour} {self.gpu_seconds}"
