"""The version after the next, for drills: the same code, and a migration that takes the column away."""
