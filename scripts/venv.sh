#!/bin/sh
# Make .venv and install one lock into it: scripts/venv.sh base|dev|build
# A marker with the lock's hash lets the next call do nothing.
set -eu
cd "$(dirname "$0")/.."
name=$1
lock="requirements/$name.lock"

find_python() {
    for candidate in "${PYTHON:-}" python3.11 python3 python3.12 python3.13; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Python 3.11 (with venv) is needed; name it with PYTHON=/path/to/python3.11" >&2
    exit 1
}

if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    python=$(find_python)
    echo "가상 환경을 만듭니다 / making the virtual environment (.venv) with $python"
    "$python" -m venv --clear .venv
fi
hash=$(.venv/bin/python -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$lock")
marker=".venv/.$name-$hash"
[ -e "$marker" ] && exit 0
echo "패키지를 설치합니다 / installing $lock"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --only-binary :all: -r "$lock"
rm -f ".venv/.$name-"*
: >"$marker"
