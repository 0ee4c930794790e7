#!/bin/sh
# Make src/leafletgen/data/FOGRA39.icc again from the zlib-licensed FOGRA39L characterisation data
# (Debian: icc-profiles-free) with ArgyllCMS's colprof (Debian: argyll). It takes a few minutes.
set -eu

target="$(cd "$(dirname "$0")/.." && pwd)/src/leafletgen/data/FOGRA39.icc"
command -v colprof >/dev/null || { echo "colprof is missing: apt-get install argyll" >&2; exit 5; }
data="$(find /usr/share/color -name 'FOGRA39L*.ti3' 2>/dev/null | head -n 1)"
[ -n "$data" ] || { echo "FOGRA39L.ti3 is missing: apt-get install icc-profiles-free" >&2; exit 5; }

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cp "$data" "$work/FOGRA39L.ti3"
cd "$work"
colprof -ql -l300 -L100 -kz -M FOGRA39 -D "FOGRA39 (leafletgen)" -C "zlib" -O FOGRA39.icc FOGRA39L
mv FOGRA39.icc "$target"
echo "$target"
