"""Reads of rankings and decisions."""
