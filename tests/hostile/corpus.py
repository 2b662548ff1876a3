"""Hostile files, made anew for each run: none of them lies in the repository.

Each is (name, content, outcome): the code with which it is refused, or "taken" for what is kept unopened and only
ever handed out as an attachment.
"""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.calls.factories import PDF, archive

TAKEN, REFUSED = "taken", "refused"
SHEET = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
HWPX = {"mimetype": b"application/hwp+zip", "Contents/content.hpf": b"<package/>"}
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
SCRIPT = b"<html><script>alert(document.cookie)</script></html>"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
    + b"]><l>&j;</l>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
WIDE = b'<worksheet><dimension ref="A1:XFD1048576"/><sheetData/></worksheet>'
FORMULA = b'<worksheet><sheetData><row r="1"><c r="A1"><f>cmd|\' /C calc\'!A0</f></c></row></sheetData></worksheet>'


def sheet(**more: bytes) -> bytes:
    """A workbook with further members."""
    return archive({**SHEET, **{name.replace("__", "/"): content for name, content in more.items()}})


def bomb() -> bytes:
    """120 MiB of zeros in 120 kB."""
    return archive({**SHEET, "xl/media/zeros": b"\0" * 120 * 1024 * 1024})


def nested() -> bytes:
    """An archive in an archive, ten deep, ten times over."""
    inner = archive({"zeros": b"\0" * 10 * 1024 * 1024})
    for _depth in range(10):
        inner = archive({f"{n}.zip": inner for n in range(10)})
    return archive({**SHEET, "xl/media/more.zip": inner})


def overlapping() -> bytes:
    """A directory that names the same data 900 times, each time as 1 MiB."""
    data = zlib.compress(b"\0" * 1024 * 1024)[2:-4]
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(data), 1 << 20, 1, 0) + b"a" + data
    names = [*SHEET, *(f"m{n}" for n in range(900))]
    entries = b"".join(_entry(name, compressed=len(data), size=1 << 20) for name in names)
    return local + entries + _end(len(names), len(entries), len(local))


def lying() -> bytes:
    """A `mimetype` that its entry calls 20 bytes and that unpacks to 1 GiB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = b"".join(packer.compress(bytes(1 << 20)) for _mebibyte in range(1024)) + packer.flush()
    name = b"mimetype"
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(data), 20, len(name), 0) + name + data
    entry = _entry("mimetype", compressed=len(data), size=20)
    return local + entry + _end(1, len(entry), len(local))


def _entry(name: str, *, compressed: int, size: int, flags: int = 0, raw: bytes = b"") -> bytes:
    encoded = raw or name.encode()
    fields = (b"PK\1\2", 20, 20, flags, 8, 0, 0, 0, compressed, size, len(encoded), 0, 0, 0, 0, 0, 0)
    return struct.pack("<4s6H3L5H2L", *fields) + encoded


def _end(entries: int, size: int, offset: int) -> bytes:
    return struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, entries, entries, size, offset, 0)


def directory(*, raw: bytes = b"a", flags: int = 0, offset: int = 0) -> bytes:
    """An archive of nothing but a directory with one entry."""
    entry = _entry("", compressed=0, size=0, flags=flags, raw=raw)
    return entry + _end(1, len(entry), offset)


def broken_deflate() -> bytes:
    """A `mimetype` whose packed bytes are none."""
    name, data = b"mimetype", b"\xff" * 40
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(data), 20, len(name), 0) + name + data
    entry = _entry("mimetype", compressed=len(data), size=20)
    return local + entry + _end(1, len(entry), len(local))


def link() -> bytes:
    """A member that is a symbolic link to a file of the machine."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, content in HWPX.items():
            packed.writestr(name, content)
        info = zipfile.ZipInfo("link")
        info.external_attr = 0o120777 << 16
        packed.writestr(info, "/etc/passwd")
    return buffer.getvalue()


def encrypted() -> bytes:
    """A workbook whose entries say that they are encrypted."""
    content = bytearray(sheet())
    place = content.find(b"PK\1\2")
    while place >= 0:
        content[place + 8] |= 1
        place = content.find(b"PK\1\2", place + 4)
    return bytes(content)


PDF_SCRIPT = PDF.replace(b"<<>>", b"<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>")
FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip bomb": ("예산.xlsx", bomb, "archive_bomb"),
    "archives in archives": ("예산.xlsx", nested, TAKEN),
    "overlapping members": ("예산.xlsx", overlapping, "archive_bomb"),
    "a member that lies about its size": ("계획서.hwpx", lying, "file_disguised"),
    "broken packed bytes": ("계획서.hwpx", broken_deflate, "file_broken"),
    "a name that is no UTF-8": ("예산.xlsx", lambda: directory(raw=b"\xff\xfe", flags=0x800), "file_broken"),
    "a directory before the file": ("예산.xlsx", lambda: directory(offset=0xFFFFFFF0), "file_broken"),
    "a directory of 65,535": ("예산.xlsx", lambda: sheet()[:-22] + _end(65535, 10, 0), "archive_members"),
    "1,001 members": ("예산.xlsx", lambda: sheet(**{f"m{n}": b"" for n in range(1001)}), "archive_members"),
    "a path out of the archive": ("예산.xlsx", lambda: archive({**SHEET, "../../etc/cron.d/x": b"x"}), "archive_path"),
    "an absolute path": ("예산.xlsx", lambda: archive({**SHEET, "/etc/passwd": b"x"}), "archive_path"),
    "a path with backslashes": ("예산.xlsx", lambda: archive({**SHEET, "..\\..\\x": b"x"}), "archive_path"),
    "a drive letter": ("예산.xlsx", lambda: archive({**SHEET, "C:\\x": b"x"}), "archive_path"),
    "a symbolic link": ("계획서.hwpx", link, "archive_path"),
    "an encrypted archive": ("예산.xlsx", encrypted, "file_encrypted"),
    "macros": ("예산.xlsx", lambda: sheet(**{"xl__vbaProject.bin": b"x"}), "file_macros"),
    "a billion laughs": ("예산.xlsx", lambda: archive({**SHEET, "xl/workbook.xml": LAUGHS}), TAKEN),
    "an outside entity": ("예산.xlsx", lambda: archive({**SHEET, "xl/workbook.xml": OUTSIDE}), TAKEN),
    "a sheet of 17 thousand million cells": ("예산.xlsx", lambda: sheet(xl__worksheets__sheet1=WIDE), TAKEN),
    "a formula that starts programs": ("예산.xlsx", lambda: sheet(xl__worksheets__sheet1=FORMULA), TAKEN),
    "a PDF with a script": ("계획서.pdf", lambda: PDF_SCRIPT, TAKEN),
    "a PDF that is an archive too": ("계획서.pdf", lambda: PDF + archive({"x.html": SCRIPT}), TAKEN),
    "an image with a page behind it": ("그림.png", lambda: PNG + SCRIPT, TAKEN),
    "a GIF that is a page": ("그림.png", lambda: b"GIF89a/*" + SCRIPT, "file_disguised"),
    "a page called a PDF": ("계획서.pdf", lambda: SCRIPT, "file_disguised"),
    "an SVG with a script": (
        "그림.svg",
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "file_kind",
    ),
    "an SVG called a PNG": ("그림.png", lambda: b"<svg onload='alert(1)'/>", "file_disguised"),
    "a program": ("계획서.pdf.exe", lambda: b"MZ\x90\0", "file_kind"),
    "a program called a PDF": ("계획서.pdf", lambda: b"MZ\x90\0", "file_disguised"),
    "gzip called a PDF": ("계획서.pdf", lambda: gzip.compress(PDF), "file_disguised"),
    "gzip": ("계획서.pdf.gz", lambda: gzip.compress(PDF), "file_kind"),
    "nothing": ("계획서.pdf", lambda: b"", "file_empty"),
    "half a workbook": ("예산.xlsx", lambda: sheet()[:60], "file_broken"),
    "two letters": ("예산.xlsx", lambda: b"PK", "file_broken"),
    "a PDF of NUL": ("계획서.pdf", lambda: b"\0" * 4096, "file_disguised"),
}
#: Names of a harmless PDF, and what is left of them.
NAMES = {
    "a" * 5000 + ".pdf": REFUSED,
    "a" * 190 + ".pdf": "a" * 150 + ".pdf",
    "계획서\u202egpj.pdf": "계획서gpj.pdf",
    "../../../etc/cron.d/x.pdf": "x.pdf",
    "..\\..\\x.pdf": "x.pdf",
    "계획서\r\nSet-Cookie: a=b.pdf": REFUSED,
    "<img src=x onerror=alert(1)>.pdf": None,
    '"; filename="x.html.pdf': None,
    "\u200b\ufeff.pdf": REFUSED,
    "=cmd|' C calc'!A0.pdf": None,
}
