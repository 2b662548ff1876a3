"""GPU resources: what is registered, which sites report, and what they report."""

from gpu.models.register import DataCentre, GpuModel, GpuModelAlias, GpuPool, GpuWeight
from gpu.models.sites import Cluster, ConnectorSecret, Device, Node, NodeGpus, SiteAccount, SiteToken
from gpu.models.streams import IngestBatch, Snapshot, StreamState
from gpu.models.telemetry import DeviceRollup, DirtyBucket, Rollup
from gpu.models.troubles import Alert, Discrepancy, Outage
from gpu.models.usage import Attempt, Job, UsageHour

__all__ = [
    "Alert",
    "Attempt",
    "Cluster",
    "ConnectorSecret",
    "DataCentre",
    "Device",
    "DeviceRollup",
    "DirtyBucket",
    "Discrepancy",
    "GpuModel",
    "GpuModelAlias",
    "GpuPool",
    "GpuWeight",
    "IngestBatch",
    "Job",
    "Node",
    "NodeGpus",
    "Outage",
    "Rollup",
    "SiteAccount",
    "SiteToken",
    "Snapshot",
    "StreamState",
    "UsageHour",
]
