#!/bin/sh
# Print the path of a Chromium for the browser tests; get one if there is none. Needs .venv with dev.lock.
set -eu
cd "$(dirname "$0")/.."

found() {
    for candidate in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
        [ -n "$candidate" ] || continue
        program=$(command -v "$candidate" 2>/dev/null) || continue
        if "$program" --version >/dev/null 2>&1; then # a snap stub answers with an error
            echo "$program"
            return 0
        fi
    done
    return 1
}

playwrights() {
    program=$(.venv/bin/python -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)') && "$program" --version >/dev/null 2>&1 && echo "$program"
}

found && exit 0
playwrights 2>/dev/null && exit 0
if command -v apt-get >/dev/null 2>&1 && scripts/apt.sh chromium >/dev/null 2>&1; then
    found && exit 0
fi
.venv/bin/python -m playwright install chromium >/dev/null 2>&1 || true
playwrights 2>/dev/null && exit 0
cat >&2 <<'MESSAGE'
The browser tests need a Chromium. Install one and run the tests again:
    sudo apt-get install chromium        (or: CHROMIUM=/path/to/chrome make test)
MESSAGE
exit 1
