"""The made-up review: there once, true to the rules, and gone with one command."""

from datetime import timedelta

from django.db import transaction

from axportal.calls.models import Call
from axportal.calls.services import demonstration as calls
from axportal.core import clock, invariants
from axportal.core.models import OutboxRow
from axportal.reviews.models import Assignment, Person, Recusal, Reviewer, ReviewRound, SetAside, Tie
from axportal.reviews.selectors.scores import scores_of
from axportal.reviews.services import demonstration
from regions.services import demonstration as regions


def load(at, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("AXPORTAL_VAR", str(tmp_path))
    regions.load_demonstration(at=at)
    calls.load_demonstration(at=at)
    demonstration.load_demonstration(at=at)


def test_a_call_stands_in_review_and_loading_again_adds_nothing(db, monkeypatch, tmp_path, settings):
    at = clock.now()
    load(at, monkeypatch, tmp_path)
    demonstration.load_demonstration(at=at + timedelta(hours=1))
    call = Call.objects.get(number="AXL-2026-HN0")
    assert (call.status, call.is_demo) == ("reviewing", True)
    assert Reviewer.objects.count() == Reviewer.objects.filter(user__is_demo=True).count() == 20
    assert Tie.objects.count() == 8
    assert ReviewRound.objects.get().due_at > at
    assert Assignment.objects.count() == 20
    aside = SetAside.objects.get()
    assert (aside.recusal.kind, aside.recusal.tie.organisation.key) == ("shareholding", "demo-company-c")
    assert [len(one.sheets) for one in scores_of(call)] == [1, 2, 2, 2]
    assert Recusal.objects.filter(kind="shareholding").exists()
    mine = Assignment.objects.of_reviewer(Reviewer.objects.get(user__email__startswith="reviewer@").user)
    assert mine.exists()
    assert invariants.violations() == {}
    owed = OutboxRow.objects.filter(task__startswith="axportal.reviews.").exclude(task__endswith="deliver_mail")
    assert not owed.exists()


def test_everything_made_up_can_be_removed(committed_db, monkeypatch, tmp_path):
    load(clock.now(), monkeypatch, tmp_path)
    people = Person.objects.count()
    with transaction.atomic(using="owner"):
        assert demonstration.remove_demonstration(at=clock.now()) > 0
        assert calls.remove_demonstration(at=clock.now()) > 0
    assert people > 0
    assert not Person.objects.exists()
    assert not Reviewer.objects.exists()
    assert not ReviewRound.objects.exists()
    assert not Call.objects.exists()
    assert invariants.violations() == {}
