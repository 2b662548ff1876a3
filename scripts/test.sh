#!/bin/sh
# Run pytest on servers of its own: scripts/test.sh [--debian] [PYTEST ARGUMENT …]
# --debian takes PostgreSQL 15 and Redis 7.0 of Debian 12, as somebody else's servers. What a browser draws and how long a
# password is hashed are the same on any servers: those tests run once, in the whole suite.
set -eu
cd "$(dirname "$0")/.."
base=${AXPORTAL_VAR:-$PWD/var}
unset DATABASE_URL DATABASE_OWNER_URL DATABASE_READ_URL REDIS_URL EMAIL_URL SITE_URL AXPORTAL_DEMO AXPORTAL_SECRET_KEY
DJANGO_SETTINGS_MODULE=axportal.settings
export DJANGO_SETTINGS_MODULE

if [ "${1:-}" = --debian ]; then
    shift
    postgres=/usr/lib/postgresql/15/bin
    if [ ! -x "$postgres/postgres" ] || ! command -v redis-server >/dev/null; then
        scripts/apt.sh postgresql-15 redis-server
    fi
    AXPORTAL_VAR="$base/test-debian"
    set -- -m "not browser and not same_everywhere" "$@"
    servers="--postgres-bin $postgres --redis-server $(command -v redis-server)"
else
    AXPORTAL_VAR="$base/test"
    servers=
fi
export AXPORTAL_VAR

CHROMIUM=$(scripts/chromium.sh)
export CHROMIUM
.venv/bin/python scripts/fonts.py "$AXPORTAL_VAR/fonts"
.venv/bin/python manage.py collectstatic --noinput --clear --verbosity 0
# shellcheck disable=SC2086  # the servers' options are words without spaces
exec .venv/bin/python manage.py embedded --throwaway $servers run -- \
    .venv/bin/python -m pytest -n "${AXPORTAL_TEST_WORKERS:-3}" --dist loadfile --no-loadscope-reorder "$@"
