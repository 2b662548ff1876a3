"""Made-up notices and a choice: there once, mailed to nobody, gone with the rest."""

import pytest

from axportal.core import clock, demonstration
from axportal.core.models import MailDelivery
from axportal.notices.models import Choice, Notice
from axportal.notices.rules.kinds import kinds
from axportal.notices.services.demonstration import NOTICES, load_demonstration


@pytest.mark.feature("B38")
def test_notices_are_there_once_and_mailed_to_nobody(demonstrated):
    load_demonstration(at=clock.now())
    mine = Notice.objects.filter(dedup_key__contains=":demonstration:")
    assert set(mine.values_list("kind", flat=True)) == {kind for kind, _subject, _read in NOTICES} <= set(kinds())
    assert all(notice.subject.startswith("시연") and notice.user.is_demo for notice in mine)
    assert Choice.objects.get().way == "daily"
    assert not MailDelivery.objects.filter(recipient=mine[0].user.email, subject__startswith="시연").exists()
    demonstration.remove(at=clock.now())
    assert (Notice.objects.count(), Choice.objects.count()) == (0, 0)
