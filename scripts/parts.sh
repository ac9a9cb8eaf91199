# Brings Debian packages; sourced by the scripts beside it.
#
#   provide NAME OPTION    NAME says what they are for in messages. The function `missing` prints the packages that are
#                          not there yet. OPTION --check: only say so.
#
# Exit code 0: all there. 1: something is missing (and could not be installed). Quick when all is there. No server that
# comes with a package is started.
provide() {
  local what=$1 option=${2:-} needed script
  script=scripts/$(basename "$0")
  mapfile -t needed < <(missing)
  if [ ${#needed[@]} -eq 0 ]; then
    echo "$what: all there"
    return
  fi
  if [ "$option" = --check ]; then
    echo "$what missing: ${needed[*]} ($script installs them)"
    return 1
  fi
  if ! command -v apt-get >/dev/null; then
    echo "$what missing, and there is no apt-get to install them: ${needed[*]}" >&2
    return 1
  fi
  if ! as_root install_packages "${needed[@]}" >&2; then
    echo "$what could not be installed: ${needed[*]}" >&2
    return 1
  fi
  mapfile -t needed < <(missing)
  if [ ${#needed[@]} -gt 0 ]; then
    echo "$what installed, but still not found: ${needed[*]}" >&2
    return 1
  fi
  echo "$what: installed"
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo bash -c "$(declare -f "$1"); \"\$@\"" - "$@"
  else
    echo "this needs root, and there is no sudo" >&2
    return 1
  fi
}

# Every package asks policy-rc.d before it starts a server (101: no). One for logins is not to start at the next boot either.
install_packages() {
  local policy=/usr/sbin/policy-rc.d done=0
  [ -e "$policy" ] && policy=
  [ -z "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy"; }
  apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" || done=1
  [ -z "$policy" ] || rm -f "$policy"
  if [[ " $* " == *" openssh-server "* ]] && command -v systemctl >/dev/null; then
    systemctl disable ssh.service ssh.socket || true
  fi
  return "$done"
}
