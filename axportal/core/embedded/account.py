"""Which account the servers run as: our own, or an unprivileged one when we are root."""

from __future__ import annotations

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

SERVICE_USER = "nobody"


@dataclass(frozen=True)
class Account:
    """An account a server is started under."""

    name: str
    uid: int
    gid: int


def service_account() -> Account | None:
    """Return the account the servers drop to, or None when they keep ours.

    PostgreSQL refuses to run as root, so a root supervisor gives both servers to `nobody`.
    """
    if os.geteuid() != 0:
        return None
    entry = pwd.getpwnam(SERVICE_USER)
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def open_to_others(path: Path) -> bool:
    """Tell whether any account may enter the existing part of `path`, a folder.

    Folders that do not exist yet do not count: whoever makes them gives them their mode.
    """
    folders = [folder for folder in (path, *path.parents) if folder.is_dir()]
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in folders)
