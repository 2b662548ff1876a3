"""What a call's rules say of an opened round."""

from axportal.calls.rules.selection import ReviewRound as RoundRule
from axportal.calls.selectors import rules_in_force
from axportal.reviews.models import ReviewRound


def rule_of(review_round: ReviewRound) -> RoundRule:
    """The rule of this round. One query."""
    return rules_in_force(review_round.call).after.review.round_of(review_round.key)
