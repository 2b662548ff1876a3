"""Decisions over the API: the acts of the pages, by the same services."""
