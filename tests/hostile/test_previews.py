"""Hostile files at the drawing of page images: little time and memory, in a process of its own, and never a fault."""

import resource
from pathlib import Path

import pytest

from axportal.calls.connectors import page_images
from axportal.calls.connectors.page_images import Drawn, NotDrawn
from tests.calls.pdfs import pdf, png

pytestmark = [pytest.mark.goal("R22"), pytest.mark.feature("I16")]
HOSTILE = {
    "a page of 5 km": (pdf(box="0 0 14400000 14400000"), "pdf"),
    "a page without size": (pdf(box="0 0 0 0"), "pdf"),
    "500 pages": (pdf(pages=500), "pdf"),
    "two million states": (pdf(content=b"q " * 2_000_000), "pdf"),
    "half a file": (pdf()[:200], "pdf"),
    "a head alone": (b"%PDF-1.7\n", "pdf"),
    "noise": (b"%PDF-1.7\n" + bytes(range(256)) * 1000, "pdf"),
    "an image of 900 million pixels": (png(30_000, 30_000), "png"),
    "another kind": (b"GIF89a" + b"\0" * 100, "png"),
}


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """How busy the machine is decides nothing here."""
    monkeypatch.setattr(page_images, "PATIENCE", 300)


def draw(content: bytes, kind: str, folder: Path) -> Drawn | None:
    source = folder / "source"
    source.write_bytes(content)
    try:
        return page_images.draw(source, kind, folder)
    except NotDrawn:
        return None


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_drawn_within_the_limits_or_not_at_all(name, tmp_path):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    drawn = draw(*HOSTILE[name], tmp_path)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime <= page_images.CPU_SECONDS + 1
    if drawn is not None:
        assert len(drawn.pages) <= page_images.MOST_PAGES
        assert max(max(page.width, page.height) for page in drawn.pages) <= page_images.LONGEST_SIDE
        assert all(page.image.read_bytes().startswith(b"\x89PNG") for page in drawn.pages)


def test_what_needs_more_memory_than_it_may_have_is_not_drawn(tmp_path):
    assert draw(*HOSTILE["two million states"], tmp_path) is None
    assert draw(*HOSTILE["an image of 900 million pixels"], tmp_path) is None
