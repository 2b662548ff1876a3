"""The portal's own PostgreSQL and Valkey, run from their wheels when no server is configured.

Nothing in this package imports Django: settings read `paths`, and the supervisor and the
test runner start the servers before Django is set up.
"""
