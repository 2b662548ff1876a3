"""Backups: the rows to the second, the stored files, what the installation is set to; encrypted, and put back.

Nothing of it runs in a request or in a worker: `manage.py archiver` is a process of its own, so that it goes on while
the broker, the workers or the web server are down (docs/decisions/0007-backups-beside-the-outbox.md).
"""
