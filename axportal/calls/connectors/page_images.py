"""Drawing the pages of an upload, in a process of its own that may use little time and memory.

Run as a program it is that process: it reads one file, writes `1.png`, `2.png`, … and `pages.json`, and knows nothing
of the portal: no settings, no database, no secrets.
"""

import json
import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CPU_SECONDS, MEMORY, PATIENCE = 10, 300 * 1024 * 1024, 25
MOST_PAGES, LONGEST_SIDE, LONGEST_TEXT = 40, 1400, 20_000
MOST_PIXELS = 40_000_000
LARGEST_OUTPUT = 20 * 1024 * 1024


class NotDrawn(Exception):
    """The file cannot be drawn, or not within the limits."""


class Starved(Exception):
    """The machine gave no time to draw in: to be tried again."""


@dataclass(frozen=True)
class Page:
    """A drawn page."""

    image: Path
    width: int
    height: int
    text: str


@dataclass(frozen=True)
class Drawn:
    """All pages that were drawn; `is_cut` when there are more."""

    pages: tuple[Page, ...]
    is_cut: bool


def draw(source: Path, kind: str, folder: Path) -> Drawn:
    """Draw the pages of `source` into `folder`. Raises `NotDrawn`, or `Starved` without a verdict.

    Run as a file and not as a module of the portal: its package would be read in, which takes longer than the drawing.
    """
    command = [sys.executable, "-I", str(Path(__file__).resolve()), str(source), kind, str(folder)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, on paths that we made
            command,
            cwd=folder,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired as error:
        raise Starved from error  # a file that only burns time meets its own limit
    listing = folder / "pages.json"
    if done.returncode != 0 or not listing.exists():
        raise NotDrawn(f"ended with {done.returncode}")
    told = json.loads(listing.read_text(encoding="utf-8"))
    pages = tuple(
        Page(folder / f"{number}.png", row["width"], row["height"], row["text"])
        for number, row in enumerate(told["pages"], start=1)
    )
    return Drawn(pages, told["is_cut"])


def _limit() -> None:
    """What follows runs on hostile input: little time, little memory, small files, no further processes."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_OUTPUT, LARGEST_OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _main(source: str, kind: str, folder: str) -> None:
    _limit()
    told = _draw_pdf(source, Path(folder)) if kind == "pdf" else _draw_image(source, Path(folder))
    (Path(folder) / "pages.json").write_text(json.dumps(told), encoding="utf-8")


def _draw_pdf(source: str, folder: Path) -> dict[str, Any]:
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(source)  # without forms: neither scripts nor fields are run or drawn
    rows = []
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        width, height = page.get_size()
        if width <= 0 or height <= 0:
            raise NotDrawn("a page without size")
        image = page.render(scale=min(2.0, LONGEST_SIDE / max(width, height))).to_pil()
        rows.append(_keep(image, folder / f"{number + 1}.png", page.get_textpage().get_text_bounded()))
        page.close()
    return {"pages": rows, "is_cut": len(document) > MOST_PAGES}


def _draw_image(source: str, folder: Path) -> dict[str, Any]:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow refuses twice this
    with Image.open(source, formats=("PNG", "JPEG")) as image:
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return {"pages": [_keep(image, folder / "1.png", "")], "is_cut": False}


def _keep(image: Any, target: Path, text: str) -> dict[str, Any]:
    """A new PNG with nothing in it but the pixels."""
    from PIL import Image

    plain = image.convert("RGB")
    fresh = Image.frombytes("RGB", plain.size, plain.tobytes())
    fresh.save(target, format="PNG")
    readable = "".join(letter for letter in text[:LONGEST_TEXT] if letter.isprintable() or letter in "\n\t")
    return {"width": fresh.width, "height": fresh.height, "text": readable.encode(errors="ignore").decode()}


if __name__ == "__main__":
    _main(*sys.argv[1:])
