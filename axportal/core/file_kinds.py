"""Which uploads are taken: told by content and extension together; archives are judged by their directory, unopened."""

import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

import puremagic
from django.utils.translation import gettext as _

from axportal.core.errors import InvalidInput

KINDS = ("pdf", "hwpx", "xlsx", "png", "jpg")
LARGEST = 50 * 1024 * 1024
MOST_MEMBERS = 1000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_RATIO = 100
_SAME = {"jpeg": "jpg", "jfif": "jpg"}
_LARGEST_DIRECTORY = 1024 * 1024
_END_OF_DIRECTORY = b"PK\x05\x06"
_END_SEARCHED = 65557
_ENCRYPTED = 0x1
#: What `zipfile` raises on archives that somebody made to be odd. `ValueError` includes names that are no text.
_BROKEN = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError, struct.error, zlib.error,
)  # fmt: skip


@dataclass(frozen=True)
class _Directory:
    entries: int
    size: int


def refuse(sentence: str, code: str) -> InvalidInput:
    """The refusal of an upload, at its field."""
    return InvalidInput(sentence, code=code, fields={"file": [sentence]})


def kind_of(name: str, content: IO[bytes], size: int) -> str:
    """The kind of an upload, one of `KINDS`. Raises `InvalidInput` that says what to do instead."""
    extension = PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")
    extension = _SAME.get(extension, extension)
    if extension == "hwp":
        raise refuse(_(".hwp 파일은 받지 않습니다. HWPX나 PDF로 저장해 올려 주세요."), "file_hwp")
    if extension not in KINDS:
        raise refuse(_("PDF, HWPX, XLSX, PNG, JPG 파일을 올려 주세요."), "file_kind")
    if size > LARGEST:
        megabytes = -(-size // (1024 * 1024))
        sentence = _("파일이 50MB를 넘습니다(%(size)sMB). 나누어 올리거나 PDF로 줄여 주세요.") % {"size": megabytes}
        raise refuse(sentence, "file_too_large")
    if size == 0:
        raise refuse(_("빈 파일입니다. 파일을 다시 골라 주세요."), "file_empty")
    found = _found(content, size)
    content.seek(0)
    if found != extension:
        raise refuse(_("파일의 내용이 이름의 종류와 다릅니다. 프로그램에서 다시 저장해 올려 주세요."), "file_disguised")
    return extension


def _found(content: IO[bytes], size: int) -> str:
    content.seek(0)
    head = content.read(8192)
    if head.startswith(b"PK"):
        return _archive_kind(content, size)
    try:
        candidates = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    extensions = [candidate.extension.lstrip(".").lower() for candidate in candidates]
    return next((_SAME.get(one, one) for one in extensions if _SAME.get(one, one) in {"pdf", "png", "jpg"}), "")


def _archive_kind(content: IO[bytes], size: int) -> str:
    directory = _directory(content, size)
    if directory.entries > MOST_MEMBERS or directory.size > _LARGEST_DIRECTORY:
        raise refuse(_("묶음 안에 든 파일이 너무 많습니다."), "archive_members")
    try:
        with zipfile.ZipFile(content) as archive:
            members = archive.infolist()
            _ensure_harmless(members, size)
            names = {member.filename for member in members}
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise refuse(_("매크로가 든 파일은 받지 않습니다. 매크로를 빼고 저장해 올려 주세요."), "file_macros")
            if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
                return "xlsx"
            return "hwpx" if "mimetype" in names and _mimetype(archive) == b"application/hwp+zip" else ""
    except _BROKEN as error:
        raise refuse(_("파일이 깨져 있어 읽지 못했습니다. 다시 저장해 올려 주세요."), "file_broken") from error


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    """The beginning of the member: it may unpack to far more than its entry says."""
    if archive.getinfo("mimetype").compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return b""
    with archive.open("mimetype") as member:
        return member.read(100).strip()


def _directory(content: IO[bytes], size: int) -> _Directory:
    """Number of entries and size of an archive's directory, read from its end without parsing the entries."""
    content.seek(max(size - _END_SEARCHED, 0))
    tail = content.read()
    place = tail.rfind(_END_OF_DIRECTORY)
    if place < 0 or len(tail) < place + 22:
        raise refuse(_("파일이 깨져 있어 읽지 못했습니다. 다시 저장해 올려 주세요."), "file_broken")
    entries, directory_size = struct.unpack("<HL", tail[place + 10 : place + 16])
    content.seek(0)
    return _Directory(entries, directory_size)


def _ensure_harmless(members: list[zipfile.ZipInfo], size: int) -> None:
    if len(members) > MOST_MEMBERS:
        raise refuse(_("묶음 안에 든 파일이 너무 많습니다."), "archive_members")
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * size:
        raise refuse(_("풀었을 때 너무 커지는 파일입니다. PDF로 저장해 올려 주세요."), "archive_bomb")
    for member in members:
        parts = PurePosixPath(member.filename.replace("\\", "/")).parts
        is_link = stat.S_ISLNK(member.external_attr >> 16)
        if is_link or ".." in parts or member.filename.startswith(("/", "\\")) or ":" in member.filename:
            raise refuse(_("묶음 안에 밖을 가리키는 이름이 있습니다."), "archive_path")
        if member.flag_bits & _ENCRYPTED:
            raise refuse(_("암호가 걸린 파일은 받지 않습니다. 암호를 풀어 올려 주세요."), "file_encrypted")
