"""Reading the dashboard's pages."""

import re
from html import unescape

CELL = re.compile(r'<td role="cell" class="(?P<kind>[a-z]*)">(?P<body>.*?)</td>', re.DOTALL)
FIGURE = re.compile(r'<a class="val" href="(?P<url>[^"]+)"[^>]*>(?P<text>.*?)</a>', re.DOTALL)


def figures(html: str) -> list[tuple[str, int]]:
    """Every linked figure of the matrix: its address and its number, beside figures included."""
    found = []
    for cell in CELL.finditer(html):
        for link in FIGURE.finditer(cell["body"]):
            digits = re.findall(r"[\d,]+", re.sub(r"<[^>]+>", "", link["text"]))
            found.append((unescape(link["url"]), int(digits[-1].replace(",", ""))))
    return found


def zone_heads(html: str) -> list[str]:
    """The zones of the matrix in the order of its columns."""
    return re.findall(r'<th scope="col"[^>]*>\s*<span class="zn z-(\w+)"', html)
