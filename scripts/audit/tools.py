"""The tools and how their answers become findings. Each returns what it did and what it found."""

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from scripts.audit.findings import Finding

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("axportal", "regions", "labs", "talent", "startups", "gpu")
PYTHON = ROOT / ".venv" / "bin" / "python"
TOOLS = Path(sys.executable).parent
BASELINE = ROOT / ".ci" / "secrets.baseline"
#: Matters of taste, or set on every connection of the owner (lock_timeout), not in each file.
SQUAWK_EXCLUDED = (
    "prefer-robust-stmts,prefer-bigint-over-int,prefer-bigint-over-smallint,prefer-text-field,"
    "require-lock-timeout,require-statement-timeout"
)
Result = tuple[str, list[Finding]]
Command = Sequence[str | Path]


def run(
    command: Command, *, codes: Sequence[int] = (0, 1), env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a tool; anything but the exit codes it gives for "found nothing" and "found something" stops the audit."""
    path = f"{TOOLS}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "PATH": path, **(env or {})},
    )  # fmt: skip
    if done.returncode not in codes:
        raise RuntimeError(f"{' '.join(map(str, command))}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done


def _relative(path: str) -> str:
    absolute = Path(path) if Path(path).is_absolute() else ROOT / path
    return str(absolute.relative_to(ROOT))


def ruff() -> Result:
    """Ruff's security rules, over everything."""
    done = run([PYTHON, "-m", "ruff", "check", "--select", "S", "--output-format", "json", "."])
    found = [Finding(row["code"], _relative(row["filename"]), row["message"]) for row in json.loads(done.stdout)]
    return "rules S over all Python", found


def bandit() -> Result:
    """Bandit over our packages. Where the code says why for ruff's rule of the same number, that is the reason."""
    done = run([TOOLS / "bandit", "-q", "-r", *PACKAGES, "scripts", "-f", "json"])
    rows = json.loads(done.stdout)["results"]
    found = [
        Finding(row["test_id"], _relative(row["filename"]), f"line {row['line_number']}: {row['issue_text']}")
        for row in rows
        if not _says_why(row)
    ]
    return f"{len(rows)} places, of which the code gives a reason for {len(rows) - len(found)}", found


def _says_why(row: Mapping[str, Any]) -> bool:
    lines = (ROOT / row["filename"]).read_text(encoding="utf-8").splitlines()
    marker = f"# noqa: S{row['test_id'].removeprefix('B')}"
    first, last = min(row["line_range"]), max(row["line_range"])
    return any(marker in line for line in lines[first - 1 : last + 4])


def semgrep() -> Result:
    """Our own rules over code and templates."""
    command: list[str | Path] = [
        TOOLS / "semgrep",
        "scan",
        "--metrics",
        "off",
        "--disable-version-check",
        "--quiet",
        "--json",
        "--timeout",  # a file that a busy machine did not get through would count as a finding
        "60",
    ]
    done = run([*command, "--config", ".ci/semgrep", *PACKAGES, "templates", "scripts"])
    answer = json.loads(done.stdout)
    found = [
        Finding(row["check_id"].rsplit(".", 1)[-1], row["path"], f"line {row['start']['line']}: {_message(row)}")
        for row in answer["results"]
    ]
    found += [Finding("unread", str(error.get("path", "")), str(error["message"])[:200]) for error in answer["errors"]]
    return f"own rules over {len(answer['paths']['scanned'])} files", found


def _message(row: Mapping[str, Any]) -> str:
    return str(row["extra"]["message"]).split("\n")[0]


def semgrep_rules() -> Result:
    """Each rule catches the lines of its fixture, and only those."""
    done = run([TOOLS / "semgrep", "scan", "--test", ".ci/semgrep", "--metrics", "off", "--disable-version-check"])
    last = [line for line in done.stdout.splitlines() if "tests" in line or "missed" in line]
    found = [] if done.returncode == 0 else [Finding("fixture", ".ci/semgrep", " ".join(last)[:300])]
    return next((line.strip() for line in last), "no answer"), found


def squawk(folder: Path) -> Result:
    """The SQL of each of our migrations, against locks that stop a running portal."""
    statements = folder / "sql"
    shutil.rmtree(statements, ignore_errors=True)
    statements.mkdir(parents=True)
    manage: list[str | Path] = [PYTHON, "manage.py", "embedded", "--throwaway", "run", "--"]
    own = {"AXPORTAL_VAR": str(folder), "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "axportal.settings"}
    run([*manage, PYTHON, "-m", "scripts.audit.migrations", statements], codes=(0,), env=own)
    files = sorted(statements.glob("*.sql"))
    options = ["--pg-version", "15", "--exclude", SQUAWK_EXCLUDED, "--reporter", "json"]
    done = run([TOOLS / "squawk", *options, *files])
    rows = json.loads(done.stdout)
    found = [
        Finding(row["rule_name"], Path(row["file"]).stem, f"line {row['line']}: {row['message'].splitlines()[0]}")
        for row in rows
    ]
    return f"{len(files)} migrations", found


def detect_secrets() -> Result:
    """Strings that look like secrets, in every tracked file, beyond the baseline."""
    tracked = run(["git", "ls-files"], codes=(0,)).stdout.split("\n")
    left_out = (".lock", "package-lock.json", ".woff2", ".png", BASELINE.name)
    files = [name for name in tracked if name and not name.endswith(left_out)]
    known = json.loads(BASELINE.read_text(encoding="utf-8"))
    done = run([TOOLS / "detect-secrets", "scan", "--exclude-lines", r"hash=", *files], codes=(0,))
    before = {(row["filename"], row["hashed_secret"]) for rows in known["results"].values() for row in rows}
    found = [
        Finding(row["type"], row["filename"], f"line {row['line_number']}")
        for rows in json.loads(done.stdout)["results"].values()
        for row in rows
        if (row["filename"], row["hashed_secret"]) not in before
    ]
    return f"{len(files)} files; {len(before)} known strings in the baseline", found


def sbom(folder: Path) -> Result:
    """The list of what is installed for running, as CycloneDX."""
    target = folder / "sbom.cdx.json"
    run([TOOLS / "cyclonedx-py", "environment", PYTHON, "--of", "JSON", "-o", target], codes=(0,))
    components = {row["name"].lower() for row in json.loads(target.read_text(encoding="utf-8")).get("components", [])}
    missing = {"django", "djangorestframework", "celery"} - components
    return f"{len(components)} components in {target}", [Finding("missing", name, "not listed") for name in missing]


def deploy_check(folder: Path) -> Result:
    """Django's checks for a deployment behind one proxy."""
    settings = {
        "AXPORTAL_VAR": str(folder),
        "AXPORTAL_SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_URL": "https://portal.example.org",
        "TRUSTED_PROXIES": "1",
    }
    check: list[str | Path] = [
        PYTHON,
        "manage.py",
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        "--database",
        "default",
    ]
    manage: list[str | Path] = [PYTHON, "manage.py", "embedded", "--throwaway", "run", "--"]
    done = run([*manage, *check], env=settings)
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith("?:") or "WARNING" in line]
    found = [Finding("check", "settings", line[:200]) for line in lines] if done.returncode else []
    return "as https behind one proxy", found or ([Finding("check", "settings", "failed")] if done.returncode else [])
