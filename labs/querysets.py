"""Who sees and changes joint labs."""

from regions.querysets import RecordQuerySet


class JointLabQuerySet(RecordQuerySet):
    """Joint labs are kept by the institute that leads them."""

    keepers = ("institute",)
    roles = ("institute_admin",)
