"""The processes of a portal, in the order of their start."""

from __future__ import annotations

import functools
import hashlib
import http.client
import os
import signal
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from axportal.core.embedded import paths
from axportal.core.embedded.postgres import PostgresServer
from axportal.core.embedded.servers import Server
from axportal.core.embedded.valkey import ValkeyServer
from axportal.core.supervisor import ports
from axportal.core.supervisor.services import TERMINATE, Job, Service, Stage

#: What `--only` may name: the one-off preparation and the long-running processes.
PARTS = ("prepare", "web", "worker", "scheduler", "relay", "sealer", "archiver", "mail")
NEEDS_STATIC_FILES = {"web", "worker"}

#: A clean stop finishes what is under way: requests within 30 s, tasks within 60 s.
WEB_STOP = ((int(signal.SIGTERM), 35.0), (int(signal.SIGQUIT), 2.0))
WORKER_STOP = ((int(signal.SIGTERM), 60.0), (int(signal.SIGQUIT), 5.0))
#: gunicorn starts new workers from the files as they are now and ends the old ones after their request.
WEB_RENEW = ((int(signal.SIGHUP), 0.0),)


@dataclass(frozen=True)
class Options:
    """How this installation wants its processes."""

    only: Collection[str] = PARTS
    host: str = ports.LOOPBACK
    web_workers: int = 2
    task_workers: int = 2

    @classmethod
    def from_environment(cls, only: Collection[str] = PARTS) -> Options:
        """Read `AXPORTAL_BIND`, `AXPORTAL_WEB_WORKERS` and `AXPORTAL_TASK_WORKERS`."""
        return cls(
            only=only,
            host=os.environ.get("AXPORTAL_BIND") or ports.LOOPBACK,
            web_workers=int(os.environ.get("AXPORTAL_WEB_WORKERS") or 2),
            task_workers=int(os.environ.get("AXPORTAL_TASK_WORKERS") or 2),
        )


def stages(options: Options) -> list[Stage]:
    """Return what to start, stage by stage: servers, preparation, processes."""
    wanted = set(options.only)
    plan: list[Stage] = []
    if paths.uses_embedded_postgres():
        plan.append((server_service(PostgresServer()),))
    if paths.uses_embedded_redis():
        plan.append((server_service(ValkeyServer()),))
    if paths.uses_mail_catcher() and "mail" in wanted:
        plan.append((_mail_catcher(),))
    plan.extend(_jobs(wanted))
    if paths.backup_dir() is None:
        wanted.discard("archiver")
    processes = tuple(make(options) for name, make in PROCESSES.items() if name in wanted)
    return [*plan, processes] if processes else plan


def server_service(server: Server) -> Service:
    """Return an embedded server as a service."""
    return Service(
        name=server.name,
        argv=tuple(server.argv()),
        env=server.environment(),
        account=server.account,
        stop_steps=server.stop_steps,
        death_signal=server.death_signal,
        prepare=server.prepare,
        finish=server.bootstrap,
        ready=server.is_ready,
    )


def environment() -> Mapping[str, str]:
    """Return the environment of our own processes; paths in it do not depend on a working folder."""
    return os.environ | {
        "AXPORTAL_VAR": str(paths.state_dir()),
        "DJANGO_SETTINGS_MODULE": "axportal.settings",
        "PYTHONUNBUFFERED": "1",
    }


def _manage(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, str(paths.REPOSITORY / "manage.py"), *arguments)


def _own(name: str, argv: tuple[str, ...]) -> Service:
    return Service(name=name, argv=argv, env=environment(), cwd=paths.REPOSITORY, renew_steps=TERMINATE)


def _job(name: str, argv: tuple[str, ...]) -> Job:
    return Job(name=name, argv=argv, env=environment(), cwd=paths.REPOSITORY)


def _jobs(wanted: Collection[str]) -> list[Job]:
    jobs = []
    if NEEDS_STATIC_FILES & set(wanted):
        beside = _manage("collectstatic", "--noinput", "--verbosity", "0")  # open pages ask for the files before
        static = _job("static", (*beside, "--clear"))
        jobs.append(replace(static, argv_beside=beside, fingerprint=_static_fingerprint))
        fonts = str(paths.REPOSITORY / "scripts" / "fonts.py"), str(paths.fonts_dir())
        jobs.append(_job("fonts", (sys.executable, *fonts)))
    if "prepare" in wanted:
        jobs.append(_job("prepare", _manage("prepare")))
    return jobs


def _static_fingerprint() -> str:
    """Return a hash of what collectstatic reads: our built front end and the installed packages."""
    digest = hashlib.sha256((paths.REPOSITORY / "requirements" / "base.lock").read_bytes())
    built = paths.REPOSITORY / "frontend" / "dist"
    for file in sorted(file for file in built.rglob("*") if file.is_file()):
        status = file.stat()
        digest.update(f"{file.relative_to(built)}:{status.st_size}:{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _mail_catcher() -> Service:
    catcher = _own("mail", _manage("mailcatcher"))
    return replace(catcher, renew_steps=(), ready=lambda: ports.answers(ports.LOOPBACK, paths.mail_port()))


def _web(options: Options) -> Service:
    argv = (
        *(sys.executable, "-m", "gunicorn", "axportal.wsgi:application"),
        *("--config", "python:axportal.core.supervisor.gunicorn_conf"),
        *("--bind", f"{options.host}:{paths.site_port()}"),
        *("--workers", str(options.web_workers), "--worker-class", "sync"),
        *("--timeout", "60", "--graceful-timeout", "30", "--no-control-socket"),
    )
    probe = ports.LOOPBACK if options.host == "0.0.0.0" else options.host  # noqa: S104 - compared, not bound
    ready = functools.partial(is_portal_ready, probe, paths.site_port())
    return replace(_own("web", argv), stop_steps=WEB_STOP, renew_steps=WEB_RENEW, ready=ready, ready_seconds=120.0)


def _worker(options: Options) -> Service:
    argv = (
        *("nice", "-n", "5"),  # whoever waits for a page goes first
        *(sys.executable, "-m", "celery", "--app", "axportal", "worker", "--loglevel", "INFO"),
        *("--concurrency", str(options.task_workers), "--without-gossip", "--without-mingle"),
        *("--hostname", f"worker-{paths.state_key()}@%h"),
    )
    return replace(_own("worker", argv), stop_steps=WORKER_STOP, renew_steps=WORKER_STOP)


PROCESSES: Mapping[str, Callable[[Options], Service]] = {
    "web": _web,
    "worker": _worker,
    "scheduler": lambda options: _own("scheduler", _manage("scheduler")),
    "relay": lambda options: _own("relay", _manage("relay")),
    "sealer": lambda options: _own("sealer", _manage("sealer")),
    "archiver": lambda options: _own("archiver", _manage("archiver")),
}


def is_portal_ready(host: str, port: int) -> bool:
    """Tell whether `/readyz` says yes."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": f"127.0.0.1:{port}"})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def address() -> str:
    """Return the address of the site as people enter it."""
    return os.environ.get("SITE_URL", "").rstrip("/") or f"http://127.0.0.1:{paths.site_port()}"
