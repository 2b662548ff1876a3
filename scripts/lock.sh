#!/bin/sh
# Pin every package with its hashes, for all platforms: scripts/lock.sh [--upgrade …]
set -eu
cd "$(dirname "$0")/../requirements"
for name in base build dev audit; do
    # Extras stay named: pip takes `coverage[toml]>=7` of another package for unpinned while the lock says
    # `coverage` alone, as soon as a newer coverage than the pinned one is out.
    ../.venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras \
        --no-emit-index-url --no-header --no-annotate "$@" -o "$name.lock" "$name.in"
done
