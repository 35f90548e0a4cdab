#!/bin/sh
# Runs the browser tests from a copy in WORK, where npm puts their packages: run.sh WORK
# DOCFINCH_INDEX and DOCFINCH_SERVE name the programs, CHROMIUM the browser (default: /usr/bin/chromium-headless-shell),
# DOCFINCH_MANUAL the folder of the manual (default: that of this tree).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=${1:?usage: run.sh WORK}

mkdir -p "$work"
rm -rf "$work/site" "$work/support" "$work"/*.test.mjs
cp -R "$here/site" "$here/support" "$here"/*.test.mjs "$work/"
if ! cmp -s "$here/package-lock.json" "$work/node_modules/.installed"; then
    cp "$here/package.json" "$here/package-lock.json" "$work/"
    (cd "$work" && npm ci --no-audit --no-fund)
    cp "$here/package-lock.json" "$work/node_modules/.installed"
fi
DOCFINCH_MANUAL=${DOCFINCH_MANUAL:-$here/../../docs-corpus/manual}
export DOCFINCH_MANUAL
cd "$work"
exec node --test --test-concurrency="$(nproc)" ./*.test.mjs
