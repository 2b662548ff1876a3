"""Celery entry points: ids by keyword, one service call each, safe to run twice."""

from axportal.core import clock, outbox
from axportal.decisions.services import aftermath, notices, papers, publication, reminding


@outbox.task(lease=60)
def publish_due(period: str) -> None:
    """Tell the results whose moment has come."""
    publication.publish_due(at=clock.now())


@outbox.task(lease=60)
def finalise_due(period: str) -> None:
    """Make final the calls whose window to object has closed."""
    aftermath.finalise_due(at=clock.now())


@outbox.task(lease=15)
def notify_decided(letter_id: int) -> None:
    """Owe the mail about a letter to each of the applicant's people."""
    notices.owe_decided(letter_id=letter_id)


@outbox.task(lease=15)
def notify_objection(objection_id: int, kind: str) -> None:
    """Owe the mail about an objection."""
    notices.owe_objection(objection_id=objection_id, kind=kind)


@outbox.task(lease=60, heavy=True)
def make_letter_files(letter_id: int) -> None:
    """Make the files of a letter in both languages."""
    papers.make_files(letter_id=letter_id, at=clock.now())


@outbox.task(lease=60)
def remind_due(period: str) -> None:
    """Owe reminders of objections that have to be decided."""
    reminding.remind_due(at=clock.now())


@outbox.task(lease=15)
def notify_objection_due(objection_id: int, status: str, mark: int) -> None:
    """Owe the reminder to who hears the objection, or may name somebody."""
    notices.owe_objection_due(objection_id=objection_id, status=status, mark=mark)
