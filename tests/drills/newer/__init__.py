"""The next version of the portal, for drills: the same code, and a migration that adds a column."""
