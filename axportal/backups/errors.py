"""What can go wrong with a backup."""


class BackupError(RuntimeError):
    """A backup cannot be made or put back; the message says why and what to do."""
