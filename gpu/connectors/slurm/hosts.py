"""The servers that the rows of one answer name."""

from gpu.connectors.errors import ConnectorError
from gpu.rules import hostlists


class Hosts:
    """Reads the host lists of one answer: made anew for each, as a few bytes may stand for thousands of names."""

    def __init__(self) -> None:
        self._reader = hostlists.Reader()

    def named(self, text: str) -> tuple[str, ...]:
        """The servers of a row. Raises ConnectorError for what is no host list and for too many of them together."""
        try:
            return self._reader.expand(text)
        except ValueError as error:
            raise ConnectorError("bad_answer", "a host list that cannot be read") from error
        except hostlists.TooManyError as error:
            raise ConnectorError("too_large", f"more than {hostlists.MOST_TOGETHER} names of servers") from error
