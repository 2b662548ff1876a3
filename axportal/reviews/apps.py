"""App configuration."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Reviewers, their ties and conflicts, assignments and score sheets."""

    name = "axportal.reviews"
    label = "reviews"
