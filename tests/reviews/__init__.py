"""Tests of reviewers, ties, conflicts, assignments and sheets."""
