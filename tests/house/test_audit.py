"""The audit of known holes can fail: on the known-bad lock, on each kind of range, and never says "ok" unasked."""

import json
from pathlib import Path

import pytest

from scripts.audit import advisories
from scripts.audit.findings import Allowance, Finding, read_allowances, sort

ROOT = Path(__file__).resolve().parents[2]
RANGE = {"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "2.0"}, {"fixed": "2.0.6"}]}]}
LAST = {"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"last_affected": "1.5"}]}]}


@pytest.mark.goal("R30")
@pytest.mark.parametrize(
    ("version", "affected", "expected"),
    [
        ("1.9", RANGE, False),
        ("2.0", RANGE, True),
        ("2.0.5", RANGE, True),
        ("2.0.6", RANGE, False),
        ("2.0.10", RANGE, False),
        ("1.5", LAST, True),
        ("1.6", LAST, False),
        ("3.1", {"versions": ["3.1"]}, True),
    ],
)
def test_versions_are_compared_as_versions(version, affected, expected):
    assert advisories.is_affected(version, affected) is expected


@pytest.mark.goal("R30")
def test_every_line_of_the_known_bad_lock_is_found():
    packages = advisories.pinned(ROOT / ".ci" / "known-bad.lock")
    found = {finding.where for finding in advisories.holes(packages, advisories.read_source())}
    assert found == {f"{name}=={version}" for name, version in packages}
    assert len(packages) > 3


@pytest.mark.goal("R30")
def test_an_empty_snapshot_is_red(monkeypatch, tmp_path):
    empty = tmp_path / "empty.json"
    empty.write_text(json.dumps({"taken_on": "2026-01-01", "looked_up": [], "advisories": []}))
    monkeypatch.setattr(advisories, "SNAPSHOT", empty)
    _did, found, _left = advisories.check()
    assert {finding.rule for finding in found} == {"proof"}


@pytest.mark.goal("R30")
def test_our_locks_have_no_known_hole_and_unknown_packages_are_counted_as_not_checked():
    _did, found, left = advisories.check()
    outcome, _used = sort("advisories", "", found, read_allowances(ROOT / ".ci" / "audit-allow.toml"))
    assert outcome.open == []
    assert left.endswith("packages are in no advisory source at hand")


def test_a_folder_of_osv_files_takes_the_place_of_the_snapshot(monkeypatch, tmp_path):
    row = {"package": {"name": "Django"}, "versions": ["5.2.19"]}
    (tmp_path / "x.json").write_text(json.dumps({"id": "X-1", "affected": [row]}))
    monkeypatch.setenv("ADVISORIES", str(tmp_path))
    found = advisories.holes([("django", "5.2.19")], advisories.read_source())
    assert found == [Finding("X-1", "django==5.2.19", "known hole in this version")]


def test_what_is_allowed_is_allowed_for_its_file_only():
    allowance = Allowance("bandit", "B404", "a/*", "because it is so")
    outcome, used = sort(
        "bandit",
        "",
        [Finding("B404", "a/b.py", ""), Finding("B404", "c.py", ""), Finding("B1", "a/b.py", "")],
        [allowance],
    )
    assert ([one.where for one in outcome.open], len(outcome.allowed), used) == (["c.py", "a/b.py"], 1, {allowance})


def test_every_allowance_has_a_reason(tmp_path):
    assert read_allowances(ROOT / ".ci" / "audit-allow.toml")
    bare = tmp_path / "bare.toml"
    bare.write_text('[[allow]]\ncheck = "x"\nrule = "y"\nwhere = "z"\nreason = ""\n')
    with pytest.raises(SystemExit):
        read_allowances(bare)
