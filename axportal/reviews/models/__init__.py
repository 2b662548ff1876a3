"""Reviewers and their ties, conflicts, rounds, assignments, pledges and score sheets."""

from axportal.reviews.models.assignments import Assignment, Plan, PlannedSeat, Pledge, ReviewRound
from axportal.reviews.models.conflicts import Challenge, Participant, Recusal
from axportal.reviews.models.people import Person, Reviewer
from axportal.reviews.models.sheets import Correction, Remark, ScoreSheet, SetAside
from axportal.reviews.models.ties import Tie

__all__ = [
    "Assignment",
    "Challenge",
    "Correction",
    "Participant",
    "Person",
    "Plan",
    "PlannedSeat",
    "Pledge",
    "Recusal",
    "Remark",
    "ReviewRound",
    "Reviewer",
    "ScoreSheet",
    "SetAside",
    "Tie",
]
