"""`make drill-disk`: the disk that holds the state fills up and gets room again.

Runs in a user and mount namespace of its own (`unshare`), where an ordinary user may mount a small file system; nobody
outside sees it. Where the kernel refuses that, the drill fails and says so.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

from tests.drills import check, faults
from tests.drills.installation import Installation
from tests.drills.run import Run
from tests.drills.yard import APPLICANTS, Yard
from tests.servers import ROOT
from tests.visitors import Visitor

GOALS = {"R17": "disk full: pages open, writes say why (503), nothing is damaged, all is back when there is room"}
SPARE_MB = 400  # beyond what the prepared portal holds
MB = 1024 * 1024
FULL, FULL_QUICK = 40.0, 15.0
BACK_WITHIN = 15.0
PAGES = ("/", "/labs/", "/calls/", "/api/v1/labs/", "/catalogue/")
NO_ROOM = "저장 공간"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def drill(run: Run) -> None:
    """Copy a portal to a small disk of a namespace, drill there, take over what was seen."""
    prepared, seen = run.folder / "prepared", run.folder / "seen.json"
    run.prepared(prepared)
    if os.geteuid() == 0:  # in the namespace only our own account is known
        subprocess.run(["chown", "-R", "0:0", prepared], check=True)
    used = int(subprocess.run(["du", "-sm", prepared], check=True, capture_output=True, text=True).stdout.split()[0])
    mount = run.folder / "disk"
    mount.mkdir()
    inside = [sys.executable, "-m", "tests.drills.disk", str(run.folder), str(run.seed), str(int(run.quick))]
    script = (
        f'mount -t tmpfs -o size={used + SPARE_MB}m,mode=0755 tmpfs "$0"'
        ' && exec unshare --user --map-user=1000 --map-group=1000 -- "$@"'
    )
    environment = {**os.environ, "AXPORTAL_VAR": str(mount / "state")}
    command = ["unshare", "-Urm", "sh", "-c", script, str(mount), *inside]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if not seen.exists():
        raise SystemExit(f"no user namespace with a disk of its own here (unshare: exit {done.returncode})")
    told = json.loads(seen.read_text())
    for name, value in told.pop("tally").items():
        setattr(run.tally, name, value)
    run.injections, run.recoveries = told["injections"], told["recoveries"]
    run.statements = [(goal, holds, what) for goal, holds, what in told["statements"]]


def main() -> None:
    """Inside: bring the portal onto the small disk, drill, write down what was seen."""
    folder, seed, quick = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "1"
    run = Run("disk", GOALS, seed, quick, Yard(folder), folder)
    state = folder / "disk" / "state"
    subprocess.run(["cp", "-a", folder / "prepared", state], check=True)
    portal = Installation(state)
    portal.up()
    try:
        inside(run, portal)
    finally:
        portal.end(15)
        seen = {
            "tally": asdict(run.tally),
            "injections": run.injections,
            "recoveries": run.recoveries,
            "statements": run.statements,
        }
        (folder / "seen.json").write_text(json.dumps(seen))


def inside(run: Run, portal: Installation) -> None:
    """Nearly full, full, room again."""
    person = json.loads((portal.folder / APPLICANTS).read_text())[-1]
    visitor = Visitor(portal.address).sign_in(person["email"], person["password"])
    ballast = portal.folder / "ballast"
    with run.clients(portal) as clients:
        clients.wait_for_yes()
        nearly_full(run, portal, visitor, person["application"], ballast)
        clients.wait_for_yes()
        since = time.time()
        full(run, portal, visitor, person["application"], ballast)
        statuses = sorted({one["status"] for one in clients.tries(after=since)})
        run.expect("R17", not {0, 500, 502} & set(statuses), f"clients were answered {statuses}, never by a failure")
        began = time.monotonic()
        ballast.unlink()
        clients.wait_for_yes()
        back = time.monotonic() - began
        run.recovered("room again: a submission is taken", back)
        run.expect("R17", back <= BACK_WITHIN, f"a submission is taken {back:.1f} s after there was room")
        status, _text = upload(visitor, person["application"])
        run.expect("R17", status == 200, f"a file is taken again: {status}")
    run.expect("R17", check.settle(run, portal, clients, senders_killed=1), "every answer is so, V1–V13 hold")
    checked = portal.query("SELECT count(*) FROM calls_submission")
    run.say(f"{checked[0][0]} submissions can be read")
    run.expect("R17", faults.seconds_until(portal.is_whole, within=10) < 10, "every process runs")


def fill(ballast: Path, *, leave: float) -> None:
    """Take all room but this share of the disk."""
    disk = shutil.disk_usage(ballast.parent)
    size = disk.free - int(disk.total * leave)
    with ballast.open("ab") as file:
        while size > 0:
            try:
                file.write(b"\1" * min(size, MB))
                file.flush()
            except OSError:
                return
            size -= MB


def nearly_full(run: Run, portal: Installation, visitor: Visitor, application: str, ballast: Path) -> None:
    """Below 5 %: files are refused with the reason, everything else goes on."""
    fill(ballast, leave=0.04)
    run.injected("4 % of the disk are left")
    status, text = upload(visitor, application)
    run.expect("R17", status == 503 and NO_ROOM in text, f"a file is refused and told why: {status}")
    pages = [faults.answers(portal, path) for path in PAGES]
    run.expect("R17", set(pages) == {200}, f"pages open: {pages}")


def full(run: Run, portal: Installation, visitor: Visitor, application: str, ballast: Path) -> None:
    """Not a byte left: reading goes on, a write is taken or says why."""
    fill(ballast, leave=0.0)
    run.injected("the disk is full")
    until = time.monotonic() + (FULL_QUICK if run.quick else FULL)
    pages: list[int] = []
    while time.monotonic() < until:
        fill(ballast, leave=0.0)  # what the servers give back is taken as well
        pages += [faults.answers(portal, path) for path in PAGES]
        time.sleep(0.2)
    status, text = upload(visitor, application)
    run.expect("R17", status == 503 and NO_ROOM in text, f"a file is refused and told why: {status}")
    read = pages.count(200) / len(pages)
    odd = sorted(set(pages) - {200, 503})
    run.expect("R17", read > 0.99 and not odd, f"{read:.1%} of {len(pages)} pages opened; else {odd or '503'}")


def upload(visitor: Visitor, application: str) -> tuple[int, str]:
    """Send a file as a browser does; the status and the page."""
    address = f"/applications/{application}/files/"
    form = visitor.get(address).hidden()
    values = {**form, "for": "plan", "plan-document": "plan"}
    page = visitor.send_file(f"{address}add/", values, "plan-file", "계획서.pdf", PDF)
    return page.status, page.text


if __name__ == "__main__":
    main()
