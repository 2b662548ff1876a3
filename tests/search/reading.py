"""Pages as people read them."""

import re
from html.parser import HTMLParser
from typing import Any


class _Reader(HTMLParser):
    """Collects text, of which scripts and styles are no part."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        """Begin to be silent."""
        self._silent += tag in {"script", "style", "title"}
        self.pieces.append(" " if tag not in {"b", "mark", "a"} else "")

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        self._silent -= tag in {"script", "style", "title"}

    def handle_data(self, data: str) -> None:
        """Keep what is read."""
        if not self._silent:
            self.pieces.append(data)


def text_of(response: Any) -> str:
    """The text of a page, white space folded."""
    reader = _Reader()
    reader.feed(response.content.decode())
    return re.sub(r"\s+", " ", "".join(reader.pieces))
