#!/bin/sh
# Make src/leafletgen/data/FOGRA39.icc again from the zlib-licensed FOGRA39L characterisation data
# (Debian: icc-profiles-free) with ArgyllCMS's colprof (Debian: argyll), in seconds. The
# same versions of both give the same bytes, since the date of making, in the profile's header, is set.
set -eu

target="$(cd "$(dirname "$0")/.." && pwd)/src/leafletgen/data/FOGRA39.icc"
command -v colprof >/dev/null || { echo "colprof is missing: apt-get install argyll" >&2; exit 5; }
data="$(find /usr/share/color -name 'FOGRA39L*.ti3' 2>/dev/null | head -n 1)"
[ -n "$data" ] || { echo "FOGRA39L.ti3 is missing: apt-get install icc-profiles-free" >&2; exit 5; }

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cp "$data" "$work/FOGRA39L.ti3"
cd "$work"
colprof -ql -l300 -L100 -kz -A leafletgen -M FOGRA39 -D "FOGRA39 (leafletgen)" \
  -C "zlib licence; Fogra FOGRA39L characterisation data" -O FOGRA39.icc FOGRA39L
# bytes 24 to 35: six numbers of two bytes, 2026-11-24 00:17:26
printf '\007\352\000\013\000\030\000\000\000\021\000\032' | dd of=FOGRA39.icc bs=1 seek=24 conv=notrunc 2>/dev/null
mv FOGRA39.icc "$target"
echo "$target"
