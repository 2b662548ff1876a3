#!/bin/sh
# Pin every package with its hashes, for all platforms: scripts/lock.sh [--upgrade …]
set -eu
cd "$(dirname "$0")/../requirements"
for name in base build dev; do
    ../.venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --no-annotate "$@" -o "$name.lock" "$name.in"
done
