"""Writes: the schedule, holds, and the nightly work under them."""
