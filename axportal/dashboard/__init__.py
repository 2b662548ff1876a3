"""The national dashboard: read-only pages over all programmes."""
