"""Who sees and changes start-up centres and start-ups."""

from regions.querysets import RecordQuerySet


class StartupCentreQuerySet(RecordQuerySet):
    """A centre is kept by its institute."""

    keepers = ("institute",)
    roles = ("institute_admin", "centre_manager")


class StartupQuerySet(RecordQuerySet):
    """A start-up is kept by the institute of its centre."""

    keepers = ("institute",)
    roles = ("institute_admin", "centre_manager")
