"""What can go wrong with the servers and processes of an installation."""


class EmbeddedError(RuntimeError):
    """A server or process cannot be started; the message says why and what to do."""


class StateBusyError(EmbeddedError):
    """Another process already runs the servers of this state folder."""
