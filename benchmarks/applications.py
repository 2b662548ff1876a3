"""`python -m benchmarks.applications`, within `manage.py embedded --throwaway run`: what a large consortium costs.

The pages of an application with ten partners and fifty files beside those of the same application with one of each,
in turn, as its representative sees them: seconds of the median and statements.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from typing import Any

import django

from axportal.core.embedded import paths

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

PARTNERS, FILES = 10, 50
GOAL = 1.2
ROUNDS = 15
PAGES = ("", "project/", "partners/", "files/", "submit/")


def main() -> None:
    """Make both, ask for both in turn, print."""
    for command in (["prepare"], ["collectstatic", "--noinput"]):
        subprocess.run([sys.executable, str(paths.REPOSITORY / "manage.py"), *command, "--verbosity", "0"], check=True)
    settings.ALLOWED_HOSTS = ["testserver"]
    small, client = _application()
    measured: dict[str, tuple[list[tuple[float, int]], list[tuple[float, int]]]] = {page: ([], []) for page in PAGES}
    for _round in range(ROUNDS):
        for page in PAGES:
            measured[page][0].append(_asked(client, f"/applications/{small.uuid}/{page}"))
            with transaction.atomic():
                _grow(small)
                measured[page][1].append(_asked(client, f"/applications/{small.uuid}/{page}"))
                transaction.set_rollback(True)
    for page, (one, many) in measured.items():
        before, after = (statistics.median(seconds for seconds, _count in found) for found in (one, many))
        print(f"| application page `{page or '/'}` with {PARTNERS} partners and {FILES} files | {after * 1000:.0f} ms, "
              f"{many[-1][1]} statements | {after / before:.2f}× one of each ({before * 1000:.0f} ms, "
              f"{one[-1][1]} statements) | goal {GOAL}× |")  # fmt: skip


def _application() -> tuple[Any, Client]:
    """A draft of the demonstration with one partner and one file, and its writer."""
    from axportal.accounts.models import User
    from axportal.calls.models import Application

    application = Application.objects.filter(status="draft", call__number="AXL-2026-HN2").get()
    client = Client()
    writer = User.objects.get(pk=application.started_by_id)
    client.force_login(writer, backend="allauth.account.auth_backends.AuthenticationBackend")
    partners = application.members.exclude(role="lead").order_by("pk").values_list("pk", flat=True)
    application.members.filter(pk__in=list(partners[1:])).delete()
    _grow(application, partners=1, files=1)
    return application, client


def _grow(application: Any, *, partners: int = PARTNERS, files: int = FILES) -> None:
    """Partners and files up to these numbers, as rows."""
    from axportal.calls.models import ApplicationFile, ConsortiumMember
    from regions.models import Organisation

    there = application.members.exclude(role="lead").count()
    others = Organisation.objects.filter(kind="company").exclude(consortia__application=application)
    ConsortiumMember.objects.bulk_create(
        ConsortiumMember(application=application, organisation=organisation, role="joint")
        for organisation in others.order_by("pk")[: max(partners - there, 0)]
    )
    ApplicationFile.objects.bulk_create(
        ApplicationFile(
            application=application, organisation=application.organisation, document="plan", name=f"{number}.pdf",
            kind="pdf", size=1000, sha256="0" * 64, stored=f"bench/{number}", uploaded_by=application.started_by,
            uploaded_at=application.created_at,
        )
        for number in range(application.files.count(), files)
    )  # fmt: skip


def _asked(client: Client, address: str) -> tuple[float, int]:
    """Seconds and statements of one page."""
    with CaptureQueriesContext(connection) as captured:
        began = time.perf_counter()
        response = client.get(address)
        seconds = time.perf_counter() - began
    assert response.status_code == 200, (address, response.status_code)
    return seconds, len(captured)


if __name__ == "__main__":
    main()
