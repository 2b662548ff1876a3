"""Where the state lives and how the parts of the portal find each other. No Django here.

Every process works these out by itself from `AXPORTAL_VAR` and `PORT`, so that nothing has
to be handed from one to the next.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from urllib.parse import quote

from axportal.core.embedded.account import open_to_others, service_account

REPOSITORY = Path(__file__).resolve().parents[3]
DATABASE = "axportal"
SUPERUSER = "ax_super"
OWNER_ROLE = "ax_owner"
APP_ROLE = "ax_app"
READ_ROLE = "ax_read"
BACKUP_ROLE = "ax_backup"
DEFAULT_PORT = 8000

#: Home of clusters and binaries that the unprivileged account cannot reach in their own place.
SHARED_ROOT = Path("/var/lib/axportal")

#: The kernel allows 107 bytes; the rest is kept for lock files and for test servers beside it.
LONGEST_SOCKET_PATH = 90
POSTGRES_SOCKET_NAME = ".s.PGSQL.5432"
VALKEY_SOCKET_NAME = "valkey.sock"

#: Below the ephemeral range of Linux, above the well-known services.
MAIL_PORT_FIRST, MAIL_PORT_COUNT = 20000, 10000


def state_dir() -> Path:
    """Return the absolute folder of all local state: `AXPORTAL_VAR`, or `var` in the checkout."""
    return Path(os.environ.get("AXPORTAL_VAR") or REPOSITORY / "var").absolute()


def state_key() -> str:
    """Return a short name for the state folder, for places that several installations share."""
    return hashlib.sha256(os.fsencode(state_dir())).hexdigest()[:12]


def server_dir() -> Path:
    """Return the folder that holds the servers' data.

    This is the state folder, unless we are root and the servers' account may not enter it
    (a checkout below a 0700 home): then a folder of its own under `/var/lib/axportal`.
    """
    state = state_dir()
    if service_account() is None:
        return state
    moved = SHARED_ROOT / state_key()
    if moved.is_dir():  # data that once went there stays there, whatever the modes are now
        return moved
    return state if open_to_others(state) else moved


def run_dir() -> Path:
    """Return the folder of the sockets: short enough for the kernel, closed to other accounts.

    A comma would make libpq see two hosts in it, a quote would end PostgreSQL's setting.
    """
    folder = server_dir() / "run"
    longest = os.fsencode(folder / POSTGRES_SOCKET_NAME)
    if len(longest) <= LONGEST_SOCKET_PATH and not set(b',"') & set(longest):
        return folder
    return Path("/tmp") / f"axportal-{os.getuid()}-{state_key()}"  # noqa: S108 - owner and mode are verified before use


def postgres_dir() -> Path:
    """Return the data folder of the embedded cluster."""
    return server_dir() / "postgres"


def valkey_dir() -> Path:
    """Return the data folder of the embedded Valkey."""
    return server_dir() / "valkey"


def valkey_socket() -> Path:
    """Return the socket of the embedded Valkey."""
    return run_dir() / VALKEY_SOCKET_NAME


def postgres_url(role: str, database: str = DATABASE) -> str:
    """Return the URL of the embedded database for `role`, over its Unix socket.

    The folder goes into the query: libpq and django-environ both read it from there, while
    django-environ lower-cases a host and leaves it percent-encoded.
    """
    return f"postgres://{role}@/{database}?host={quote(str(run_dir()), safe='')}"


def broker_url() -> str:
    """Return Celery's URL of the embedded Valkey."""
    return f"redis+socket://{quote(str(valkey_socket()))}?virtual_host=0"


def cache_url() -> str:
    """Return redis-py's URL of the embedded Valkey; a database apart from the broker's."""
    return f"unix://{quote(str(valkey_socket()))}?db=1"


def site_port() -> int:
    """Return the port of the web server: `PORT`, or 8000."""
    return int(os.environ.get("PORT") or DEFAULT_PORT)


def mail_port_file() -> Path:
    """Return the file that names the mail catcher's port where the usual one was taken."""
    return state_dir() / "mail-port"


def mail_port() -> int:
    """Return the loopback port of the mail catcher: as noted by the supervisor, else derived."""
    noted = mail_port_file()
    if noted.is_file():
        return int(noted.read_text(encoding="ascii"))
    return MAIL_PORT_FIRST + int(state_key(), 16) % MAIL_PORT_COUNT


def mail_dir() -> Path:
    """Return the folder in which the mail catcher keeps each mail as an `.eml` file."""
    return state_dir() / "mail"


def log_dir() -> Path:
    """Return the folder of the processes' output."""
    return state_dir() / "log"


def fonts_dir() -> Path:
    """Return the folder of the TTF fonts that the PDF compiler reads."""
    return state_dir() / "fonts"


def demo_signins_file() -> Path:
    """Return the file in which the demonstration loader leaves the sign-ins, 0600."""
    return state_dir() / "demo-signins.json"


def demonstration_removed_file() -> Path:
    """Return the file that says that the demonstration data was removed and is not to come back."""
    return state_dir() / "demonstration-removed"


def uses_embedded_postgres() -> bool:
    """Tell whether no database is configured, so that we run our own."""
    return not os.environ.get("DATABASE_URL")


def uses_embedded_redis() -> bool:
    """Tell whether no Redis-protocol server is configured, so that we run our own."""
    return not os.environ.get("REDIS_URL")


def backup_dir() -> Path | None:
    """Return the folder of the backups, or None when none is configured, so that no archiver runs."""
    given = os.environ.get("AXPORTAL_BACKUP")
    return Path(given).absolute() if given else None


def uses_mail_catcher() -> bool:
    """Tell whether no mail server is configured, so that mails stay in the state folder."""
    return not os.environ.get("EMAIL_URL")


def demonstration() -> bool:
    """Tell whether demonstration data and sign-ins belong here.

    `AXPORTAL_DEMO` decides; unset, only an installation on nothing but embedded servers has them,
    until somebody removes them.
    """
    wish = os.environ.get("AXPORTAL_DEMO", "")
    if wish:
        return wish != "0"
    embedded = uses_embedded_postgres() and uses_embedded_redis()
    return embedded and not demonstration_removed_file().exists()


def secret_key() -> str:
    """Return `AXPORTAL_SECRET_KEY`, or a key made once for this state folder (0600)."""
    given = os.environ.get("AXPORTAL_SECRET_KEY")
    if given:
        return given
    file = state_dir() / "secret-key"
    if not file.exists():
        write_private(file, secrets.token_urlsafe(50))
    return file.read_text(encoding="ascii")


def write_private(file: Path, text: str) -> None:
    """Write a new 0600 file in one step; a file that another process made first is kept."""
    ensure_state_dir()
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write(text)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def ensure_state_dir() -> Path:
    """Make the state folder; as root it must let the servers' account pass through."""
    folder = state_dir()
    if not folder.is_dir():
        folder.mkdir(parents=True)
        folder.chmod(0o755)
    return folder
