"""Who sees and changes joint labs."""

from datetime import date, timedelta
from typing import Self

from regions.querysets import RecordQuerySet

#: A lab that is on its way to operation for longer needs a look.
WAITS_AT_MOST = timedelta(days=60)
ON_THE_WAY = ("reviewing", "agreeing")


class JointLabQuerySet(RecordQuerySet):
    """Joint labs are kept by the institute that leads them."""

    keepers = ("institute",)
    roles = ("institute_admin",)

    def late(self, *, on: date) -> Self:
        """Labs that are not ended and whose next milestone lies before that day."""
        return self.exclude(status="ended").filter(next_milestone_on__lt=on)
