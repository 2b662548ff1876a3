#!/bin/sh
# Compare docs/openapi.yaml with the schema that the code gives; --write renews the file.
set -eu
cd "$(dirname "$0")/.."
if [ "${1:-}" = --write ]; then
    exec .venv/bin/python manage.py spectacular --api-version v1 --validate --fail-on-warn --file docs/openapi.yaml
fi
fresh=$(mktemp)
trap 'rm -f "$fresh"' EXIT
.venv/bin/python manage.py spectacular --api-version v1 --validate --fail-on-warn --file "$fresh"
diff -u docs/openapi.yaml "$fresh" || { echo "docs/openapi.yaml is out of date: make openapi"; exit 1; }
