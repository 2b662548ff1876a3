"""Reads of calls and applications."""

from axportal.calls.selectors.arrival import arrival
from axportal.calls.selectors.calendars import turned
from axportal.calls.selectors.snapshots import canonical, differs_from, fingerprint, snapshot_of

__all__ = ["arrival", "canonical", "differs_from", "fingerprint", "snapshot_of", "turned"]
