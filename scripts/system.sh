#!/bin/sh
# Make sure that Python (with venv) and Pango are there; install them where we may, else say how.
set -eu

debian="python3 python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
fedora="python3 pango harfbuzz"
macos="python pango"

has_python() { python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
has_library() { # a library's Debian name and its file; ldconfig is in /sbin, which not everybody has on PATH
  { PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -q "$1"; } ||
    ls /opt/homebrew/lib/"$2"* /usr/local/lib/"$2"* >/dev/null 2>&1
}
has_pango() { has_library 'libpangoft2-1\.0\.so' libpangoft2-1.0; }
complete() { has_python && has_pango; }

complete && exit 0

as_root=""
if command -v apt-get >/dev/null 2>&1; then
  if [ "$(id -u)" -eq 0 ]; then as_root="env"; elif sudo -n true 2>/dev/null; then as_root="sudo"; fi
fi
if [ -n "$as_root" ]; then
  echo "installing system packages: $debian"
  $as_root apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $debian >/dev/null
  complete && exit 0
fi

{
  has_python || echo "leafletgen needs Python 3.11 or newer, with venv."
  has_pango || echo "leafletgen needs Pango 1.50 or newer."
  echo "Install them, then type make again:"
  echo "  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install $debian"
  echo "  Fedora:          sudo dnf install $fedora"
  echo "  macOS:           brew install $macos"
} >&2
exit 5
