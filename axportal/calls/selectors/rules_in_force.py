"""The version of a call's rules that counts, read."""

from dataclasses import dataclass

from django.db.models import F

from axportal.calls.models import Call, CallRules
from axportal.calls.rules.content import RulesContent, read_rules
from axportal.calls.rules.selection import AfterRules, read_after_rules


@dataclass(frozen=True)
class InForce:
    """One version: its row, what it says up to the deadline, and what it says of the time after."""

    version: CallRules
    content: RulesContent
    after: AfterRules


def rules_in_force(call: Call) -> InForce:
    """The newest published version; of a call that is not announced, its draft. One query."""
    newest_frozen_first = call.rules.order_by(F("frozen_at").desc(nulls_last=True), "-number")
    return read_version(newest_frozen_first[0])


def read_version(version: CallRules) -> InForce:
    """Any one version."""
    return InForce(version, read_rules(version.body), read_after_rules(version.body))
