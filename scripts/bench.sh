#!/bin/sh
# Run `python -m benchmarks` on servers and data of its own, which go when it ends.
set -eu
cd "$(dirname "$0")/.."
unset DATABASE_URL DATABASE_OWNER_URL DATABASE_READ_URL REDIS_URL EMAIL_URL SITE_URL AXPORTAL_SECRET_KEY AXPORTAL_DEBUG
AXPORTAL_VAR=$(mktemp -d)
trap 'rm -rf "$AXPORTAL_VAR"' EXIT
chmod 755 "$AXPORTAL_VAR" # as root the servers run as somebody else, who has to pass through
export AXPORTAL_VAR AXPORTAL_DEMO=1 DJANGO_SETTINGS_MODULE=axportal.settings
.venv/bin/python manage.py embedded --throwaway run -- .venv/bin/python -m "${1:-benchmarks}"
