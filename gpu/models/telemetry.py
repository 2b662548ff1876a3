"""What was measured, rolled up. The raw rows stand in two tables by day that no model names: see migration 0004.

`gpu_nodesample` (cluster_id, node_id, type_name, observed_at, installed, in_service, allocated, stranded) holds one
line for each type of GPU in each report on a server; `gpu_gpusample` (cluster_id, device_id, observed_at,
active_permille, memory_used_mib, power_mw) one for each sample of a GPU. `None` is unknown, never zero.
"""

from datetime import timedelta

from django.db import models

from axportal.core import changes
from gpu.models.sites import Cluster, Device
from gpu.querysets import OfClusterQuerySet

BUCKET = 300
"""Seconds of the finest rollup; the others are an hour and a day."""
HOUR, DAY = 3600, 86_400
RESOLUTIONS = (BUCKET, HOUR, DAY)
FINE_KEPT = timedelta(days=100)
"""How long rollups of five minutes are kept; hours and days are for good."""


class Rollup(models.Model):
    """GPU-seconds of one site and type in one span of time: recomputed from what is below it, never added to.

    All sums cover what was seen alone, so they may be added over spans and sites; `expected` is what would have been
    seen without a gap, and `seen / expected` the coverage. A day is a day in Korea. A sum of which nothing is known is
    `None`. `measured` counts GPU-seconds with telemetry; of those whose server said in the same five minutes what jobs
    hold, `measured_allocated` is the part that jobs held and `active` the active part: idle-held is their difference.
    """

    id = models.BigAutoField(primary_key=True)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="rollups")
    type_name = models.CharField(max_length=100, blank=True)
    resolution = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    expected = models.BigIntegerField()
    seen = models.BigIntegerField()
    in_service = models.BigIntegerField(null=True)
    allocated = models.BigIntegerField(null=True)
    stranded = models.BigIntegerField(null=True)
    measured = models.BigIntegerField(null=True)
    measured_allocated = models.BigIntegerField(null=True)
    active = models.BigIntegerField(null=True)

    objects = OfClusterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cluster", "resolution", "starts_at", "type_name"], name="gpu_rollup_once"),
            models.CheckConstraint(name="gpu_rollup_resolution_known", condition=models.Q(resolution__in=RESOLUTIONS)),
            models.CheckConstraint(
                name="gpu_rollup_parts_of_the_whole",
                condition=models.Q(seen__lte=models.F("expected"))
                & models.Q(in_service__lte=models.F("seen"))
                & (models.Q(allocated__isnull=True) | models.Q(allocated__lte=models.F("seen"))),
            ),
        ]
        triggers = [changes.Note()]

    def __str__(self) -> str:
        return f"{self.starts_at} {self.type_name}"


class DeviceRollup(models.Model):
    """One GPU in one hour or day: active part in thousandths (mean, 95th percentile, most), energy, coverage."""

    id = models.BigAutoField(primary_key=True)
    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="rollups")
    resolution = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    samples = models.PositiveIntegerField()
    slots = models.PositiveIntegerField(help_text="Minutes with at least one sample.")
    mean_permille = models.PositiveSmallIntegerField(null=True)
    p95_permille = models.PositiveSmallIntegerField(null=True)
    most_permille = models.PositiveSmallIntegerField(null=True)
    energy_j = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device", "resolution", "starts_at"], name="gpu_devicerollup_once"),
            models.CheckConstraint(
                name="gpu_devicerollup_resolution_known", condition=models.Q(resolution__in=(HOUR, DAY))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at} {self.device_id}"


class DirtyBucket(models.Model):
    """Five minutes of a site in which something new was said: rolled up again, then forgotten."""

    id = models.BigAutoField(primary_key=True)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cluster", "starts_at"], name="gpu_dirtybucket_once")]

    def __str__(self) -> str:
        return str(self.starts_at)
