"""Sites: the clusters that report to the portal, how they are reached, and what stands in them."""

from datetime import UTC, datetime
from typing import ClassVar

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from axportal.core import changes
from axportal.core.models import BaseModel
from axportal.core.uuid7 import uuid7
from gpu.models.register import DataCentre, GpuModel, GpuPool
from gpu.querysets import ClusterQuerySet, KeptByClusterQuerySet, OfClusterQuerySet
from regions.models import Organisation, RecordModel, Zone

UNTYPED = ""
"""The type of GPUs of which the site names no type."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""The report of a server that is known by its monitor alone."""


@pghistory.track()
class Cluster(RecordModel):
    """A site: GPUs under one scheduler, or a list that somebody keeps by hand.

    What reaches the portal of it comes by one connector; telemetry may come by a monitor beside it.
    """

    class Connector(models.TextChoices):
        SLURM_REST = "slurm_rest", _("Slurm REST")
        SLURM_SSH = "slurm_ssh", _("Slurm SSH")
        PUSH = "push", _("기관이 보냄")
        HAND = "hand", _("손으로 입력")

    class People(models.TextChoices):
        HIDDEN = "hidden", _("숨김")
        HASHED = "hashed", _("가명")
        SHOWN = "shown", _("이름 그대로")

    data_centre = models.ForeignKey(
        DataCentre, verbose_name=_("데이터센터"), on_delete=models.PROTECT, related_name="clusters"
    )
    owner = models.ForeignKey(
        Organisation, verbose_name=_("운영 기관"), on_delete=models.PROTECT, related_name="clusters"
    )
    zone = models.ForeignKey(
        Zone, verbose_name=_("권역"), on_delete=models.PROTECT, null=True, blank=True, related_name="clusters"
    )
    connector = models.CharField(_("연결 방법"), max_length=10, choices=Connector.choices)
    address = models.CharField(_("주소"), max_length=300, blank=True)
    account = models.CharField(_("계정"), max_length=64, blank=True)
    host_key = models.CharField(_("서버 공개키"), max_length=1000, blank=True)
    remote_name = models.CharField(_("Slurm 클러스터 이름"), max_length=64, blank=True)
    telemetry_address = models.CharField(_("Prometheus 주소"), max_length=300, blank=True)
    telemetry_match = models.CharField(_("Prometheus 라벨 조건"), max_length=300, blank=True)
    poll_seconds = models.PositiveIntegerField(_("읽는 주기(초)"), default=60)
    people = models.CharField(_("이용자 이름"), max_length=6, choices=People.choices, default=People.HIDDEN)
    capabilities = models.JSONField(default=dict, blank=True, editable=False)
    stopped_at = models.DateTimeField(_("읽기를 멈춘 때"), null=True, blank=True, editable=False)

    objects = ClusterQuerySet.as_manager()
    record_slug: ClassVar[str] = "gpu-sites"

    class Meta(RecordModel.Meta):
        ordering = ["name_ko", "id"]
        constraints = [
            *RecordModel.Meta.constraints,
            models.CheckConstraint(
                name="gpu_cluster_connector_known",
                condition=models.Q(connector__in=["slurm_rest", "slurm_ssh", "push", "hand"]),
            ),
            models.CheckConstraint(
                name="gpu_cluster_people_known", condition=models.Q(people__in=["hidden", "hashed", "shown"])
            ),
            models.CheckConstraint(
                name="gpu_cluster_poll_seconds_sane",
                # Rarer than the finest rollup there would be spans of it in which nothing was seen.
                condition=models.Q(poll_seconds__gte=5) & models.Q(poll_seconds__lte=300),
            ),
        ]

    def get_absolute_url(self) -> str:
        """The site's page."""
        return reverse("gpu:site", kwargs={"uuid": self.uuid})

    def audit_organisation_id(self) -> int:
        """Acts on a site belong to its owner."""
        return self.owner_id

    @property
    def is_polled(self) -> bool:
        """The portal reads it by itself."""
        return self.stopped_at is None and (
            self.connector in {self.Connector.SLURM_REST, self.Connector.SLURM_SSH} or bool(self.telemetry_address)
        )


class ConnectorSecret(BaseModel):
    """What a connector proves itself with: encrypted, never shown again."""

    class Purpose(models.TextChoices):
        SLURM_TOKEN = "slurm_token", _("Slurm 토큰")
        SSH_KEY = "ssh_key", _("SSH 개인키")
        TELEMETRY = "telemetry", _("Prometheus 토큰")

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="secrets")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    sealed = models.BinaryField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfClusterQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["cluster", "purpose"], name="gpu_connectorsecret_once"),
            models.CheckConstraint(
                name="gpu_connectorsecret_purpose_known",
                condition=models.Q(purpose__in=["slurm_token", "ssh_key", "telemetry"]),
            ),
        ]

    def __str__(self) -> str:
        return self.purpose


class SiteToken(BaseModel):
    """What a site's own program sends data with. Only a digest is kept."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(_("이름"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    streams = ArrayField(models.CharField(max_length=12), verbose_name=_("보낼 수 있는 것"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(_("만료"))
    revoked_at = models.DateTimeField(_("폐기"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("마지막 사용"), null=True, blank=True)
    refusals = models.PositiveIntegerField(default=0, db_default=0, help_text="Times it was tried on another site.")
    refused_at = models.DateTimeField(null=True, blank=True)

    objects = KeptByClusterQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.label


class SiteAccount(BaseModel):
    """An account of a site's scheduler, and the organisation that it stands for where somebody said so."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="accounts")
    name = models.CharField(_("계정"), max_length=100)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("기관"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OfClusterQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["cluster", "name"], name="gpu_siteaccount_once")]
        triggers = [*BaseModel.Meta.triggers, changes.Note()]

    def __str__(self) -> str:
        return self.name


class Node(models.Model):
    """A server of a site, as last reported. `None` is unknown, never zero."""

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="nodes")
    name = models.CharField(_("서버"), max_length=100)
    pool = models.ForeignKey(GpuPool, on_delete=models.SET_NULL, null=True, blank=True, related_name="nodes")
    partitions = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    state = models.CharField(_("상태"), max_length=200, blank=True)
    in_service = models.BooleanField(_("가동"), null=True)
    reason = models.CharField(_("까닭"), max_length=500, blank=True)
    reason_at = models.DateTimeField(null=True, blank=True)
    cpus = models.PositiveIntegerField(null=True, blank=True)
    cpus_allocated = models.PositiveIntegerField(null=True, blank=True)
    island = models.CharField(_("NVLink 묶음"), max_length=64, blank=True)
    observed_at = models.DateTimeField(_("기준 시각"))
    digest = models.CharField(max_length=32, blank=True, editable=False, help_text="Of the report; equal: a repeat.")
    first_seen_at = models.DateTimeField()
    missed = models.PositiveSmallIntegerField(default=0, help_text="Whole snapshots since its report, up to 3.")
    bad_polls = models.PositiveSmallIntegerField(default=0, help_text="Reports in a row out of service, up to 2.")
    good_polls = models.PositiveSmallIntegerField(default=0, help_text="Reports in a row in service, up to 3.")
    unlisted_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OfClusterQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["cluster", "name"], name="gpu_node_once")]
        triggers = [changes.Note()]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The server's page."""
        return reverse("gpu:node", kwargs={"uuid": self.uuid})


class NodeGpus(models.Model):
    """How many GPUs of one type stand in a server, and how many of them jobs hold."""

    id = models.BigAutoField(primary_key=True)
    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="gpus")
    type_name = models.CharField(max_length=100, blank=True, help_text="As the site names it; empty: not named.")
    gpu_model = models.ForeignKey(GpuModel, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    installed = models.PositiveIntegerField()
    allocated = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["node", "type_name"], name="gpu_nodegpus_once"),
            models.CheckConstraint(
                name="gpu_nodegpus_no_more_than_there_are",
                condition=models.Q(allocated__isnull=True) | models.Q(allocated__lte=models.F("installed")),
            ),
        ]
        triggers = [changes.Note()]

    def __str__(self) -> str:
        return f"{self.type_name} {self.installed}"


class Device(models.Model):
    """One GPU, or one slice of a partitioned GPU, as a monitor names it, with its last sample."""

    id = models.BigAutoField(primary_key=True)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="devices")
    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="devices")
    uid = models.CharField(max_length=100, help_text="The GPU's UUID; for a slice with the slice's number.")
    index = models.PositiveSmallIntegerField(null=True, blank=True)
    model_name = models.CharField(max_length=100, blank=True)
    gpu_model = models.ForeignKey(GpuModel, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    mig_profile = models.CharField(max_length=30, blank=True)
    island = models.CharField(max_length=64, blank=True)
    observed_at = models.DateTimeField()
    active_permille = models.PositiveSmallIntegerField(null=True, blank=True)
    memory_used_mib = models.PositiveIntegerField(null=True, blank=True)
    memory_total_mib = models.PositiveIntegerField(null=True, blank=True)
    power_mw = models.PositiveIntegerField(null=True, blank=True)

    objects = OfClusterQuerySet.as_manager()

    class Meta:
        ordering = ["node_id", "index", "uid"]
        constraints = [models.UniqueConstraint(fields=["cluster", "uid"], name="gpu_device_once")]
        triggers = [changes.Note()]

    def __str__(self) -> str:
        return self.uid
