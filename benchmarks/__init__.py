"""Measures the portal beside the floor: what the same work costs without a framework. `make bench` runs it.

The figure is CPU time of the application and PostgreSQL together for one request, as a ratio to the floor's in the
same round, so that a busy or slower machine moves both. Nothing here runs in a test but the arithmetic.
"""
