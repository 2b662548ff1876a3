"""deploy/: what it starts exists, what it sets is documented, and what it limits fits the portal's own limits."""

import configparser
import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

from axportal.core.supervisor import plan

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
PORTAL = {name: service for name, service in COMPOSE["services"].items() if service.get("image") == "axportal"}
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
#: Of Python and the shell, not of the portal.
NOT_OURS = {"PATH", "PYTHONDONTWRITEBYTECODE"}


def documented() -> set[str]:
    """The variables of README's table."""
    rows = re.findall(r"^\| (`[A-Z].*?) \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([A-Z][A-Z0-9_]+)`", row)}


def assert_command(words: list[str]) -> None:
    """These words after `manage.py` mean something."""
    assert words[0] in get_commands(), words
    if words[0] == "up" and len(words) > 1:
        assert words[1] == "--only"
        assert set(words[2].split(",")) <= set(plan.PARTS), words


@pytest.mark.parametrize("name", PORTAL)
def test_each_service_runs_a_command_that_exists(name):
    assert_command(PORTAL[name]["command"])


def test_every_process_has_a_service():
    started = {part for service in PORTAL.values() for word in service["command"][1:] for part in word.split(",")}
    alone = {service["command"][0] for service in PORTAL.values()}
    assert set(plan.PROCESSES) <= started | alone
    assert "prepare" in alone


def test_services_name_what_is_declared():
    named = {volume.split(":")[0] for service in COMPOSE["services"].values() for volume in service.get("volumes", [])}
    assert {volume for volume in named if volume[0] not in "./"} == set(COMPOSE["volumes"])
    for service in COMPOSE["services"].values():
        assert set(service.get("depends_on", [])) <= set(COMPOSE["services"])
        assert set(service["networks"]) <= set(COMPOSE["networks"])
    assert [name for name, service in COMPOSE["services"].items() if "ports" in service] == ["proxy"]


def test_settings_are_documented_and_hold_no_secret():
    lines = (DEPLOY / "env.example").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert sorted(set(given) - documented()) == []
    assert [name for name in given if name.endswith(("_KEY", "_TOKEN", "_KEY_ID")) and given[name]] == []


def test_the_image_runs_commands_that_exist():
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    command = re.search(r"^CMD \[(.+)\]$", text, re.MULTILINE).group(1)
    assert_command(re.findall(r'"([^"]+)"', command))
    environment = re.search(r"^ENV (.+)$", text, re.MULTILINE).group(1)
    assert {pair.split("=")[0] for pair in environment.split()} <= documented() | NOT_OURS
    for target in re.findall(r"RUN make (\w+)", text):
        assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert re.search(r"^USER (?!root)", text, re.MULTILINE)


@pytest.mark.parametrize("file", UNITS, ids=lambda file: file.stem)
def test_units_start_commands_that_exist(file):
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read_string(file.read_text(encoding="utf-8"))
    service = unit["Service"]
    assert_command(service["ExecStart"].split("manage.py ")[1].split())
    assert service["Environment"].split("=")[0] in documented()
    longest = max(sum(seconds for _signal, seconds in steps) for steps in (plan.WEB_STOP, plan.WORKER_STOP))
    assert int(service["TimeoutStopSec"]) > longest
    assert service["User"] != "root"


def seconds(directive: str) -> int:
    """What the proxy's configuration says for a time."""
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    return int(re.search(rf"^\s*{directive} (\d+)s;", text, re.MULTILINE).group(1))


def test_the_proxy_waits_for_slow_clients_and_takes_the_largest_upload():
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert text.count("{") == text.count("}")
    largest = int(re.search(r"client_max_body_size (\d+)m;", text).group(1)) * 2**20
    assert settings.UPLOAD_MAX_BYTES < largest < settings.UPLOAD_MAX_BYTES * 1.2
    assert max(seconds("client_header_timeout"), seconds("client_body_timeout")) <= 15
    assert seconds("proxy_read_timeout") > 60  # gunicorn's own limit
    needed_lines = (
        "proxy_request_buffering on", "X-Forwarded-For $remote_addr", "X-Forwarded-Proto https",
        "limit_req zone=asks", "limit_conn per_address",
    )  # fmt: skip
    for needed in needed_lines:
        assert needed in text


def test_the_proxy_encrypts_as_recommended_and_redirects_no_program():
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert re.search(r"ssl_protocols (.+);", text).group(1) == "TLSv1.2 TLSv1.3"
    ciphers = re.search(r"ssl_ciphers (.+);", text).group(1).split(":")
    assert [one for one in ciphers if not re.match(r"ECDHE-\w+-(AES\d+-GCM|CHACHA20)", one)] == []
    plain = re.search(r"listen 80;(.+?)\n    }", text, re.DOTALL).group(1)
    assert "location /api/ { return 403; }" in plain
    for header in ("Strict-Transport-Security", "X-Content-Type-Options", "Content-Security-Policy"):
        assert re.search(rf"add_header {header} \$own_\w+ always;", text)
    assert "autoindex" not in text
    assert "charset utf-8;" in text


def test_the_history_of_the_source_does_not_run_along():
    assert re.search(r"rm -rf .*\.git\b", (DEPLOY / "Containerfile").read_text(encoding="utf-8"))
    for unit in UNITS:
        assert "InaccessiblePaths=-/srv/axportal/.git" in unit.read_text(encoding="utf-8")
