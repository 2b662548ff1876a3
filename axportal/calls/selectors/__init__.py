"""Reads of calls and applications."""

from axportal.calls.rules.fingerprints import canonical, fingerprint
from axportal.calls.selectors.arrival import arrival
from axportal.calls.selectors.calendars import turned
from axportal.calls.selectors.rules_in_force import InForce, read_version, rules_in_force
from axportal.calls.selectors.snapshots import differs_from, snapshot_of

__all__ = [
    "InForce",
    "arrival",
    "canonical",
    "differs_from",
    "fingerprint",
    "read_version",
    "rules_in_force",
    "snapshot_of",
    "turned",
]
