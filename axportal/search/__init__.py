"""Read-only pages over many apps: home, zones, catalogue, search, sources."""
