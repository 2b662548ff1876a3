"""What `up`, `status` and the mail catcher tell and keep."""

import json
import os
import smtplib
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from axportal.core.embedded import paths
from axportal.core.embedded.errors import EmbeddedError
from axportal.core.supervisor import announce, plan, ports, status
from axportal.core.supervisor.mailcatcher import MailFolder

REPOSITORY = Path(__file__).resolve().parents[2]

CATCHER = "import asyncio, sys; from pathlib import Path; from axportal.core.supervisor.mailcatcher import serve; "
CATCHER += "asyncio.run(serve(Path(sys.argv[1]), '127.0.0.1', int(sys.argv[2])))"


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def state(tmp_path, monkeypatch):
    for name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SITE_URL", "AXPORTAL_BIND", "AXPORTAL_BACKUP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AXPORTAL_VAR", str(tmp_path))
    return tmp_path


def names(stages):
    return [
        [service.name for service in stage] if isinstance(stage, tuple) else f"job {stage.name}" for stage in stages
    ]


def test_everything_is_started_in_order(state):
    assert names(plan.stages(plan.Options())) == [
        ["postgres"],
        ["valkey"],
        ["mail"],
        "job static",
        "job fonts",
        "job prepare",
        ["web", "worker", "scheduler", "relay", "sealer"],
    ]


def test_where_backups_are_kept_the_archiver_runs(state, monkeypatch):
    monkeypatch.setenv("AXPORTAL_BACKUP", str(state / "backup"))
    assert names(plan.stages(plan.Options()))[-1] == ["web", "worker", "scheduler", "relay", "sealer", "archiver"]


def test_external_services_start_nothing_embedded(state, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example/ax")
    monkeypatch.setenv("REDIS_URL", "redis://redis.example/0")
    monkeypatch.setenv("EMAIL_URL", "smtp://mail.example")
    assert names(plan.stages(plan.Options(only=("relay", "sealer")))) == [["relay", "sealer"]]
    assert names(plan.stages(plan.Options(only=("worker",)))) == ["job static", "job fonts", ["worker"]]


def test_a_taken_port_gets_a_clear_message(taken_port):
    with pytest.raises(EmbeddedError) as refused:
        ports.ensure_free("127.0.0.1", taken_port)
    assert f"PORT={taken_port + 1} make run" in str(refused.value)


def test_the_mail_catcher_moves_to_a_free_port_and_settings_follow(state, taken_port):
    derived = paths.mail_port()
    assert 20000 <= derived < 30000
    paths.mail_port_file().write_text(str(taken_port))
    moved = ports.settle_mail_port()
    assert moved not in (taken_port, derived)
    assert paths.mail_port() == moved


def test_mails_become_files(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    catcher = subprocess.Popen([sys.executable, "-c", CATCHER, str(tmp_path / "mail"), str(port)], cwd=REPOSITORY)
    try:
        deadline = time.monotonic() + 15
        while not ports.answers("127.0.0.1", port):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        with smtplib.SMTP("127.0.0.1", port) as client:
            client.sendmail("a@example.org", ["b@example.org"], "Subject: 접수\n\n받았습니다".encode())
        (kept,) = (tmp_path / "mail").glob("*.eml")
        assert "받았습니다" in kept.read_text(encoding="utf-8")
        assert kept.stat().st_mode & 0o777 == 0o600
        assert kept.parent.stat().st_mode & 0o777 == 0o700
    finally:
        catcher.terminate()
        assert catcher.wait(10) == 0


def test_mail_files_sort_by_arrival(tmp_path):
    folder = MailFolder(tmp_path / "mail")
    kept = [folder.keep(b"%d" % number) for number in range(5)]
    assert sorted(kept) == kept


def test_status_tells_what_is_down(state):
    alive = status.ProcessStatus("web", os.getpid(), time.time() - 3725, 0)
    dead = status.ProcessStatus("worker", None, time.time(), 4)
    status.write(
        state, status.Status(os.getpid(), "ready", time.time(), "http://127.0.0.1:8000", str(state), [alive, dead])
    )
    found = status.read(state)
    assert not found.is_whole()
    lines = list(announce.status_lines(found))
    assert lines[0] == "AX 포털 / AX Portal  http://127.0.0.1:8000  ready"
    assert lines[3].split()[:3] == ["web", "running", str(os.getpid())]
    assert lines[3].split()[-2:] == ["1:02:05", "0"]
    assert lines[4].split()[:3] == ["worker", "DOWN", "-"]
    status.clear(state)
    assert status.read(state) is None


def test_signins_are_printed_as_the_loader_wrote_them(state):
    signins = [{"email": "a@example.org", "password": "비밀", "name_ko": "김하나", "role": "auditor"}]
    paths.demo_signins_file().write_text(json.dumps(signins), encoding="utf-8")
    read = announce.read_signins(paths.demo_signins_file())
    assert list(announce.signin_lines(read)) == ["  auditor  a@example.org  비밀  김하나"]
    lines = "\n".join(announce.ready_lines("http://127.0.0.1:8000", state, read, mail=True))
    assert "http://127.0.0.1:8000/demo/mail/" in lines


def test_not_running_is_said_with_exit_code_1(state):
    result = subprocess.run(
        [sys.executable, "manage.py", "status"], cwd=REPOSITORY, env=os.environ, capture_output=True, text=True
    )
    assert result.returncode == 1
    assert "not running" in result.stdout
