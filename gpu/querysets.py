"""Who sees and changes GPU resources."""

from regions.querysets import OpenQuerySet, RecordQuerySet


class DataCentreQuerySet(RecordQuerySet):
    """A data centre is kept by its owner."""

    keepers = ("owner",)
    roles = ("institute_admin", "gpu_operator")


class GpuPoolQuerySet(RecordQuerySet):
    """A pool is kept by the owner of its data centre."""

    keepers = ("owner",)
    roles = ("institute_admin", "gpu_operator")


class GpuModelQuerySet(OpenQuerySet):
    """GPU models are open; platform administrators keep the list."""
