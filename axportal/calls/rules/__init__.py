"""The rules of calls and applications: they refuse or explain, and write nothing."""

from axportal.calls.rules.completeness import Progress, StepProgress, ensure_complete, progress_of
from axportal.calls.rules.content import Criterion, Document, RulesContent, read_rules
from axportal.calls.rules.deadlines import ensure_announcement_is_long_enough, ensure_deadline_can_move, ensure_open
from axportal.calls.rules.steps import Field, Kind, Step, step_of, steps_of

__all__ = [
    "Criterion",
    "Document",
    "Field",
    "Kind",
    "Progress",
    "RulesContent",
    "Step",
    "StepProgress",
    "ensure_announcement_is_long_enough",
    "ensure_complete",
    "ensure_deadline_can_move",
    "ensure_open",
    "progress_of",
    "read_rules",
    "step_of",
    "steps_of",
]
