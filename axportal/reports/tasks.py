"""Celery entry points of the reports."""

from axportal.core import outbox
from axportal.reports import services


@outbox.long_task(lease=20)
def make_report(claim: outbox.Claim, run_id: int) -> None:
    """Make the files of one run; a run that was killed is taken up by another worker when the lease has run out."""
    services.make_report(claim=claim, run_id=run_id)
