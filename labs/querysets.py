"""Who sees and changes joint labs."""

from datetime import date
from typing import Self

from regions.querysets import RecordQuerySet


class JointLabQuerySet(RecordQuerySet):
    """Joint labs are kept by the institute that leads them."""

    keepers = ("institute",)
    roles = ("institute_admin",)

    def late(self, *, on: date) -> Self:
        """Labs that are not ended and whose next milestone lies before that day."""
        return self.exclude(status="ended").filter(next_milestone_on__lt=on)
