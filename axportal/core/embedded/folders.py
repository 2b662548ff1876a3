"""Folders that belong to the servers' account and to nobody else."""

from __future__ import annotations

import os
from pathlib import Path

from axportal.core.embedded import paths
from axportal.core.embedded.account import Account
from axportal.core.embedded.errors import EmbeddedError


def prepare_server_dir(account: Account | None) -> Path:
    """Make the folder above the servers' data; as root, one the account may pass through."""
    paths.ensure_state_dir()
    folder = paths.server_dir()
    if account is not None and folder != paths.state_dir():
        folder.mkdir(parents=True, exist_ok=True)
        for part in (paths.SHARED_ROOT, folder):
            part.chmod(0o755)
    return folder


def prepare_private_dir(folder: Path, account: Account | None) -> Path:
    """Make `folder` 0700 for the account, or refuse one that belongs to somebody else."""
    owner = account.uid if account else os.geteuid()
    if not os.path.lexists(folder):
        folder.mkdir(mode=0o700, parents=True)
        if account is not None:
            os.chown(folder, account.uid, account.gid)
    status = folder.lstat()
    if not folder.is_dir() or folder.is_symlink() or status.st_uid != owner:
        raise EmbeddedError(
            f"{folder} belongs to another account (uid {status.st_uid}, expected {owner}).\n"
            "Start as the account that made it, or choose another AXPORTAL_VAR."
        )
    folder.chmod(0o700)
    return folder
