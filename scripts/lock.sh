#!/bin/sh
# Pin every package with its hashes, for all platforms: scripts/lock.sh [--upgrade …]
set -eu
cd "$(dirname "$0")/../requirements"
for name in base build dev audit; do
    # pip takes extras of the audit's tools as pinned only where the lock names them.
    extras=$([ "$name" = audit ] && echo --no-strip-extras || echo --strip-extras)
    ../.venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes "$extras" \
        --no-emit-index-url --no-header --no-annotate "$@" -o "$name.lock" "$name.in"
done
