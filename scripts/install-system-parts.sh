#!/usr/bin/env bash
# Installs what the terminal pictures need: an SVG converter, an emoji painter, and fonts with box drawing, CJK
# and emoji.
#
#   scripts/install-system-parts.sh            installs what is missing (Debian, Ubuntu)
#   scripts/install-system-parts.sh --check    only says what is missing
#
# Exit code 0: all there. 1: something is missing (and could not be installed).
set -euo pipefail

missing() {
  command -v rsvg-convert >/dev/null || echo librsvg2-bin
  command -v pango-view >/dev/null || echo pango1.0-tools
  command -v fc-list >/dev/null || echo fontconfig
  local fonts
  fonts=$(fc-list : family 2>/dev/null || true)
  [[ $fonts == *"DejaVu Sans Mono"* ]] || echo fonts-dejavu-core
  [[ $fonts == *"Noto Sans Mono CJK SC"* ]] || echo fonts-noto-cjk
  [[ $fonts == *"Noto Color Emoji"* ]] || echo fonts-noto-color-emoji
}

mapfile -t needed < <(missing)
if [ ${#needed[@]} -eq 0 ]; then
  echo "system parts: all there"
  exit 0
fi
if [ "${1:-}" = --check ]; then
  echo "system parts missing: ${needed[*]} (scripts/install-system-parts.sh installs them)"
  exit 1
fi
if ! command -v apt-get >/dev/null; then
  echo "system parts missing, and there is no apt-get to install them: ${needed[*]}" >&2
  exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "system parts missing; install them as root: ${needed[*]}" >&2; exit 1; }
  as_root=(sudo)
fi
install=(env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${needed[@]}")
if ! { "${as_root[@]}" apt-get -qq update && "${as_root[@]}" "${install[@]}"; } >&2; then
  echo "system parts could not be installed: ${needed[*]}" >&2
  exit 1
fi
mapfile -t needed < <(missing)
if [ ${#needed[@]} -gt 0 ]; then
  echo "system parts installed, but still not found: ${needed[*]}" >&2
  exit 1
fi
echo "system parts: installed"
