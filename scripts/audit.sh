#!/bin/sh
# Look for known kinds of holes: scripts/audit.sh [CHECK …] with tools in an environment of their own.
# ADVISORIES=FOLDER names a copy of an advisory database (OSV files) for the locks.
set -eu
cd "$(dirname "$0")/.."
base=${AXPORTAL_VAR:-$PWD/var}
tools="$base/audit/tools"
hash=$(.venv/bin/python -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' requirements/audit.lock)
if [ ! -e "$tools/.$hash" ]; then
    echo "installing requirements/audit.lock" >&2
    .venv/bin/python -m venv --clear "$tools"
    "$tools/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --only-binary :all: -r requirements/audit.lock
    : >"$tools/.$hash"
fi
exec "$tools/bin/python" -m scripts.audit "$@"
