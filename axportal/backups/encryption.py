"""Encryption in the `age` format: the portal knows the public halves of keys only, so it cannot read its own backups.

A backup can also be opened without the portal, by any program that knows the format.
"""

import gzip
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyrage
from django.conf import settings

from axportal.backups.errors import BackupError

SUFFIX = ".age"
_HINT = "manage.py backup --new-key FILE makes a key pair; set AXPORTAL_BACKUP_RECIPIENTS to its public half."


def recipients() -> list[pyrage.x25519.Recipient]:
    """The public keys that backups are made for. Raises `BackupError` when there is none or one is wrong."""
    given = settings.BACKUP_RECIPIENTS
    if not given:
        raise BackupError(f"AXPORTAL_BACKUP_RECIPIENTS is not set. {_HINT}")
    try:
        return [pyrage.x25519.Recipient.from_str(line) for line in given]
    except pyrage.RecipientError as error:
        raise BackupError(f"AXPORTAL_BACKUP_RECIPIENTS: {error}. {_HINT}") from error


def new_key(file: Path) -> str:
    """Write a new private key (0600), never over another; returns the public half."""
    identity = pyrage.x25519.Identity.generate()
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BackupError(f"{file}: {error.strerror}") from error
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(f"# public key: {identity.to_public()}\n{identity}\n")
    return str(identity.to_public())


def read_key(file: Path) -> pyrage.x25519.Identity:
    """The private key of a file as `new_key` or age-keygen writes it."""
    try:
        lines = file.read_text(encoding="ascii").splitlines()
        return pyrage.x25519.Identity.from_str(next(line for line in lines if line.startswith("AGE-SECRET-KEY-")))
    except (OSError, UnicodeDecodeError, StopIteration, pyrage.IdentityError) as error:
        raise BackupError(f"{file} holds no private key of a backup.") from error


@contextmanager
def put(target: Path) -> Iterator[IO[bytes]]:
    """Write a file beside its place and move it there whole and on the disk, or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with draft.open("wb") as handle:
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


class _Counting:
    """A file that is written to, and the SHA-256 of what was written."""

    def __init__(self, handle: IO[bytes]) -> None:
        self.handle = handle
        self.digest = hashlib.sha256()

    def write(self, content: bytes) -> int:
        """Write on."""
        self.digest.update(content)
        return self.handle.write(content)

    def flush(self) -> None:
        """Let go of what is held back."""
        self.handle.flush()


def seal(source: IO[bytes], target: Path) -> str:
    """Encrypt a stream into a file; returns the SHA-256 of what was written."""
    with put(target) as handle:
        counting = _Counting(handle)
        pyrage.encrypt_io(source, counting, recipients())
    return counting.digest.hexdigest()


def sealed_segment(content: bytes) -> bytes:
    """A segment of WAL as it is kept: compressed, since a young one is mostly zeros, and encrypted."""
    return pyrage.encrypt(gzip.compress(content, compresslevel=1), recipients())


def open_segment(source: Path, key: pyrage.x25519.Identity) -> bytes:
    """The segment that `sealed_segment` kept."""
    try:
        return gzip.decompress(pyrage.decrypt(source.read_bytes(), [key]))
    except pyrage.DecryptError as error:
        raise BackupError(f"{source} cannot be decrypted with this key: {error}") from error


def unseal(source: Path, target: IO[bytes], key: pyrage.x25519.Identity) -> None:
    """Decrypt a file into a stream."""
    try:
        with source.open("rb") as handle:
            pyrage.decrypt_io(handle, target, [key])
    except pyrage.DecryptError as error:
        raise BackupError(f"{source} cannot be decrypted with this key: {error}") from error
