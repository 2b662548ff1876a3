"""Connectors: how each kind of scheduler and monitor is asked. They know no database."""
