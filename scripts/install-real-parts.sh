#!/usr/bin/env bash
# Installs what the tests in tests/faults/real need: real programs that carry or guard a shared folder.
#
#   scripts/install-real-parts.sh            installs what is missing (Debian, Ubuntu)
#   scripts/install-real-parts.sh --check    only says what is missing
#
# Exit code 0: all there. 1: something is missing (and could not be installed).
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/parts.sh"
PATH=$PATH:/usr/sbin:/sbin

missing() {
  command -v syncthing >/dev/null || echo syncthing
  command -v sshd >/dev/null || echo openssh-server
  command -v ssh >/dev/null && command -v ssh-keygen >/dev/null || echo openssh-client
  command -v useradd >/dev/null || echo passwd
  command -v setpriv >/dev/null || echo util-linux
  command -v git >/dev/null || echo git
}

provide "real parts" "${1:-}"
