"""Celery entry points: ids by keyword, one service call each, safe to run twice."""

from collections.abc import Mapping, Sequence

from axportal.calls.services import notices, previews, screening, similarities, subscriptions, timekeeping
from axportal.core import clock, outbox


@outbox.task(lease=15)
def notify_submitted(submission_id: int) -> None:
    """Owe the receipt by mail."""
    notices.owe_submitted(submission_id=submission_id)


@outbox.task(lease=15)
def notify_withdrawn(application_id: int, act: str) -> None:
    """Owe the confirmation of a withdrawal."""
    notices.owe_withdrawn(application_id=application_id, act=act)


@outbox.task(lease=15)
def notify_invited(member_id: int) -> None:
    """Owe a partner's invitation."""
    notices.owe_invitation(member_id=member_id)


@outbox.task(lease=15)
def notify_consent_withdrawn(consent_id: int) -> None:
    """Owe the news that a partner took its consent back."""
    notices.owe_consent_withdrawn(consent_id=consent_id)


@outbox.task(lease=15)
def notify_returned(request_id: int) -> None:
    """Owe the news that an application was sent back for correction."""
    notices.owe_returned(request_id=request_id)


@outbox.task(lease=15)
def notify_screened(application_id: int, act: str) -> None:
    """Owe the news that an application goes to review."""
    notices.owe_screened(application_id=application_id, act=act)


@outbox.task(lease=15)
def notify_excluded(application_id: int, act: str) -> None:
    """Owe the news that an application is left out, and for which rule."""
    notices.owe_excluded(application_id=application_id, act=act)


@outbox.task(lease=15)
def notify_lapsed(application_id: int, act: str) -> None:
    """Owe the news that nothing was corrected in time."""
    notices.owe_lapsed(application_id=application_id, act=act)


@outbox.task(lease=60)
def lapse_returns(period: str) -> None:
    """End the time for corrections that is over."""
    screening.lapse_returns(at=clock.now())


@outbox.task(lease=60)
def keep_time(period: str) -> None:
    """Remind before deadlines, and let calls go on after theirs."""
    timekeeping.keep_time(at=clock.now())


@outbox.task(lease=60)
def notify_closing(deadline_id: int, hours: int) -> None:
    """Owe a reminder to people whose draft is not handed in."""
    notices.owe_closing(deadline_id=deadline_id, hours=hours, at=clock.now())


@outbox.task(lease=60)
def notify_consents(deadline_id: int, hours: int) -> None:
    """Owe a reminder to partners whose consent is missing."""
    notices.owe_consents_missing(deadline_id=deadline_id, hours=hours, at=clock.now())


@outbox.task(lease=60)
def notify_corrected(rules_id: int) -> None:
    """Owe a mail about a corrected rule to everybody who has started an application."""
    notices.owe_corrected(rules_id=rules_id)


@outbox.task(lease=60)
def notify_cancelled(call_id: int) -> None:
    """Owe a mail about a cancelled call to everybody who has started an application."""
    notices.owe_cancelled(call_id=call_id)


@outbox.task(lease=60)
def notify_moved(deadline_id: int) -> None:
    """Owe a mail about a later deadline to everybody who has started an application."""
    notices.owe_moved(deadline_id=deadline_id)


@outbox.task(lease=60)
def scan_file(file_id: int) -> None:
    """Look for malware in an upload."""
    previews.scan_file(file_id=file_id, at=clock.now())


@outbox.task(lease=60, heavy=True)
def make_preview(file_id: int) -> None:
    """Draw the pages of an upload."""
    previews.make_preview(file_id=file_id, at=clock.now())


@outbox.task(lease=30, heavy=True, together=50)
def find_similar(submission_id: int, beside: Sequence[Mapping[str, int]] = ()) -> None:
    """Look for projects that say the same; after a rush, for many at a time."""
    ids = [submission_id, *(one["submission_id"] for one in beside)]
    similarities.find_similar(submission_ids=ids, at=clock.now())


@outbox.task(lease=15)
def question_subscriber(request_id: int) -> None:
    """Owe the question whether an address wants mails about calls."""
    subscriptions.owe_question(request_id=request_id, at=clock.now())


@outbox.task(lease=60)
def tell_subscribers(kind: str, cause_id: int, after: int) -> None:
    """Owe news of a call to the next subscribers."""
    subscriptions.tell_subscribers(kind=kind, cause_id=cause_id, after=after)


@outbox.task(lease=60)
def forget_requests(period: str) -> None:
    """Forget addresses whose owners did not answer."""
    subscriptions.forget_requests(at=clock.now())
