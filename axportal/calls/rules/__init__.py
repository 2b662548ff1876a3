"""The rules of calls and applications: they refuse or explain, and write nothing."""

from axportal.calls.rules.completeness import Progress, StepProgress, ensure_complete, progress_of
from axportal.calls.rules.content import Criterion, Document, RulesContent, read_rules
from axportal.calls.rules.deadlines import (
    ensure_announcement_is_long_enough,
    ensure_before_notice,
    ensure_deadline_can_move,
    ensure_in_time,
    ensure_may_change,
    ensure_open,
    holds,
)
from axportal.calls.rules.selection import AfterRules, read_after_rules
from axportal.calls.rules.soundness import ensure_publishable, ensure_sound
from axportal.calls.rules.standard import standard_rules
from axportal.calls.rules.steps import Field, Kind, Step, step_of, steps_of
from axportal.calls.rules.terms import read_terms, terms_of

__all__ = [
    "AfterRules",
    "Criterion",
    "Document",
    "Field",
    "Kind",
    "Progress",
    "RulesContent",
    "Step",
    "StepProgress",
    "ensure_announcement_is_long_enough",
    "ensure_before_notice",
    "ensure_complete",
    "ensure_deadline_can_move",
    "ensure_in_time",
    "ensure_may_change",
    "ensure_open",
    "ensure_publishable",
    "ensure_sound",
    "holds",
    "progress_of",
    "read_after_rules",
    "read_rules",
    "read_terms",
    "standard_rules",
    "step_of",
    "steps_of",
    "terms_of",
]
