"""Two of each process on the same services behave as one; work owed while the broker is away is not lost."""

import threading
from contextlib import ExitStack

import pytest
from django.db import connections, transaction

from axportal.audit import services as audit
from axportal.audit.models import Act
from axportal.core import mail
from axportal.core.management.commands.scheduler import owe_due_jobs
from axportal.core.models import MailDelivery, OutboxRow
from tests.mailbox import receiving
from tests.servers import free_port, portal, process, wait_ready, wait_until


def test_scheduled_work_is_owed_once_however_many_schedulers(committed_db):
    def schedule() -> None:
        owe_due_jobs()
        connections["default"].close()

    threads = [threading.Thread(target=schedule) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    owe_due_jobs()
    keys = list(OutboxRow.objects.values_list("dedup_key", flat=True))
    assert len(keys) == len(set(keys))
    jobs = [key.split(":")[0] for key in keys]
    assert {job: jobs.count(job) for job in jobs if not job.startswith("core.fold")} == {
        job: 1 for job in set(jobs) if not job.startswith("core.fold")
    }


@pytest.mark.goal("R12")
def test_two_of_each_process_work_as_one(committed_db, cast):
    """Mails owed once are sent once each by two relays and two workers; two sealers keep one chain."""
    with ExitStack() as stack:
        addresses = [stack.enter_context(portal(committed_db)) for _number in range(2)]
        smtp = free_port()
        for name in ("worker", "worker", "relay", "relay", "sealer", "sealer"):
            stack.enter_context(process(name, committed_db, EMAIL_URL=f"smtp://127.0.0.1:{smtp}"))
        received = stack.enter_context(receiving(smtp))
        for number in range(12):
            with transaction.atomic():
                mail.owe(key=f"many:{number}", recipient=f"p{number}@cast.example", subject="제목", body="본문")
                audit.record(actor=cast["auditor"], action="tests.thing.done", detail={"number": number})
        wait_until(lambda: MailDelivery.objects.filter(state="sent").count() == 12, within=60)
        wait_until(lambda: not Act.objects.filter(seq=None).exists(), within=30)
        for address in addresses:
            wait_ready(int(address.rsplit(":", 1)[1]))
    message_ids = [message["Message-ID"] for message in received]
    assert len(message_ids) == len(set(message_ids)) == 12
    assert sorted(Act.objects.values_list("seq", flat=True)) == list(range(1, Act.objects.count() + 1))
