"""Documents as PDF: tagged (PDF/UA-1), from our own fonts, the same bytes for the same data."""

import json
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont

from axportal.core.embedded import paths


def compile_pdf(template: Path, *, name: str, data: Mapping[str, Any], at: datetime) -> bytes:
    """The finished document. Data goes in as JSON under this name, never as source; nothing else is read.

    No system font, package or network is used. `at` is the document's time.
    """
    content = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(paths.fonts_dir())],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
        sys_inputs={name: _drawable(json.dumps(data, ensure_ascii=False))},
    )
    return bytes(content)


def _drawable(text: str) -> str:
    """The text with the printers' geta mark for characters no font of ours has: PDF/UA allows no empty boxes."""
    known = _characters()
    return "".join(char if ord(char) in known or _is_invisible(char) else "\N{GETA MARK}" for char in text)


def _is_invisible(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in {"Cc", "Cf"}


@lru_cache(maxsize=1)
def _characters() -> frozenset[int]:
    """The characters that our fonts have."""
    return frozenset(code for file in paths.fonts_dir().glob("*.ttf") for code in TTFont(file).getBestCmap())
