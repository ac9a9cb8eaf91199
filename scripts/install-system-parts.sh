#!/usr/bin/env bash
# Installs what the terminal pictures need: an SVG converter, an emoji painter, and fonts with box drawing, CJK
# and emoji.
#
#   scripts/install-system-parts.sh            installs what is missing (Debian, Ubuntu)
#   scripts/install-system-parts.sh --check    only says what is missing
#
# Exit code 0: all there. 1: something is missing (and could not be installed).
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/parts.sh"

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

provide "system parts" "${1:-}"
