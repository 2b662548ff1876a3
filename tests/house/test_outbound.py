"""The product calls nobody: what could open a connection is imported by named modules only, each with its reason.

Addresses that people choose are asked by one client alone (gpu/connectors/client.py), and by OpenSSH with the same
check: both go only where AXPORTAL_CONNECTOR_NETWORKS allows it. Nothing else asks an address that somebody could set.
"""

import ast

import pytest

from tests.house.test_source import ROOT, parsed

pytestmark = pytest.mark.goal("R21")
#: Modules that can open a connection or start a program that does.
CLIENTS = {
    "aiohttp", "aiosmtpd", "asyncio", "boto3", "botocore", "ftplib", "http.client", "httpx", "imaplib", "paramiko",
    "poplib", "pycurl", "redis", "requests", "smtplib", "socket", "socketserver", "ssl", "subprocess", "telnetlib",
    "urllib.request", "urllib3", "websocket", "websockets", "xmlrpc", "zeep",
}  # fmt: skip
#: Where each is used, and why nobody from outside chooses where it leads.
ALLOWED = {
    "axportal/core/mail.py": {"smtplib": "names the faults of the mail server that EMAIL_URL names"},
    "axportal/core/cache.py": {"redis": "names the faults of the server that REDIS_URL names"},
    "axportal/core/embedded/valkey.py": {"redis": "asks the server that it started itself"},
    "axportal/core/embedded/postgres.py": {"subprocess": "starts the portal's own PostgreSQL"},
    "axportal/core/embedded/servers.py": {"subprocess": "runs the operator's command beside the servers"},
    "axportal/core/embedded/children.py": {"subprocess": "starts the portal's own servers"},
    "axportal/core/management/commands/embedded.py": {"socket": "asks the system for a free port"},
    "axportal/core/management/commands/mailcatcher.py": {"asyncio": "listens for the portal's own demonstration mail"},
    "axportal/core/supervisor/mailcatcher.py": {
        "asyncio": "listens for the portal's own demonstration mail",
        "aiosmtpd": "listens for the portal's own demonstration mail",
    },
    "axportal/core/postgres/silence.py": {"socket": "shuts down a connection to the database that has gone silent"},
    "axportal/core/supervisor/gunicorn_conf.py": {"socket": "names an option of the web server's own listeners"},
    "axportal/core/supervisor/ports.py": {"socket": "asks whether a port of its own is free"},
    "axportal/core/supervisor/plan.py": {"http.client": "asks the web server that it started itself, by loopback"},
    "axportal/calls/connectors/page_images.py": {"subprocess": "draws pages in a process of its own, under limits"},
    "gpu/connectors/client.py": {
        "http.client": "the one client: looks a name up once, inside the networks that the deployment declares",
        "socket": "connects to that very address",
        "ssl": "checks the certificate against the name",
    },
    "gpu/connectors/networks.py": {"socket": "looks a name up; connects to nothing"},
    "gpu/connectors/programs.py": {"subprocess": "runs ssh to an address that networks.py let through, under limits"},
    "axportal/core/scanning.py": {"socket": "asks the scanner that CLAMD_ADDRESS names"},
    "axportal/backups/restoring.py": {"subprocess": "runs PostgreSQL's own programs"},
    "axportal/backups/tools.py": {"subprocess": "runs PostgreSQL's own programs"},
}  # fmt: skip


def imported(tree: ast.Module) -> set[str]:
    """Every module and every name of a module that is imported, wherever it stands in the file."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def clients_of(tree: ast.Module) -> set[str]:
    """Which clients a module imports, by itself or by a part of them."""
    names = imported(tree)
    return {client for client in CLIENTS for name in names if name == client or name.startswith(f"{client}.")}


@pytest.mark.api10("API7", "API10")
def test_what_could_call_out_is_imported_where_it_is_named_only():
    found = {str(file.relative_to(ROOT)): clients_of(tree) for file, tree in parsed()}
    assert {file: clients for file, clients in found.items() if clients} == {
        file: set(clients) for file, clients in ALLOWED.items()
    }


@pytest.mark.parametrize("line", [
    "import requests", "from urllib import request", "from urllib.request import urlopen", "import http.client as h",
    "def f():\n    import socket", "from redis import Redis", "import urllib3.util",
])  # fmt: skip
@pytest.mark.api10("API7")
def test_no_way_of_importing_a_client_is_missed(line):
    assert clients_of(ast.parse(line))


@pytest.mark.api10("API7")
def test_no_client_comes_as_a_direct_dependency():
    """Packages that others need may hold clients; the portal itself asks for none."""
    wanted = (ROOT / "requirements" / "base.in").read_text(encoding="utf-8").lower()
    names = {line.split("#")[0].strip().split("[")[0].split("=")[0].split(">")[0].split("<")[0].split("~")[0].strip()
             for line in wanted.splitlines()}  # fmt: skip
    assert names & {"requests", "httpx", "aiohttp", "urllib3", "paramiko", "pycurl", "zeep", "websockets"} == set()


@pytest.mark.api10("API7")
def test_no_text_of_a_person_names_a_module_to_import():
    """`import_string` reads settings, never requests: else a client would be one form field away."""
    found = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file, tree in parsed()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"__import__", "eval", "exec"}
    ]
    assert found == []
