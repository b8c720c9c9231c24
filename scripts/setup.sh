#!/usr/bin/env bash
# Installs what Tongguan needs and is missing: Debian packages (with root or sudo) and a virtual environment.
#   scripts/setup.sh [--servers] [VENV]      VENV is .venv when not given
#   --servers: also the servers and the browser that the tests start for themselves; only "make test" needs them
set -eu
cd "$(dirname "$0")/.."
with_servers=no
if [ "${1:-}" = --servers ]; then
  with_servers=yes
  shift
fi
venv=${1:-.venv}
python=${PYTHON:-python3}

# second reader with its languages; fonts that sample papers are set in; what WeasyPrint draws with
packages="
  tesseract-ocr tesseract-ocr-chi-sim
  fonts-noto-cjk fonts-wqy-zenhei fonts-wqy-microhei fonts-arphic-uming fonts-arphic-ukai
  libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
"
server_packages="chromium postgresql rabbitmq-server redis-server"

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing_packages() {
  [ "$with_servers" = yes ] && packages="$packages $server_packages"
  for package in $packages; do
    is_installed "$package" || printf '%s ' "$package"
  done
}

install_packages() {
  root=$1; shift
  echo "Installing Debian packages: $*"
  $root env DEBIAN_FRONTEND=noninteractive apt-get update -q >/dev/null
  $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null
}

say_missing() {
  echo "Missing Debian packages: $*" >&2
  echo "Ask an administrator to run:  apt-get install $*" >&2
  exit 1
}

system_packages() {
  if ! command -v dpkg-query >/dev/null; then
    [ "$with_servers" = yes ] && echo "Not a Debian system: the tests also need $server_packages." >&2
    command -v tesseract >/dev/null && return
    echo "Not a Debian system: please install Tesseract (with chi_sim and eng), Pango, HarfBuzz and Chinese fonts." >&2
    exit 1
  fi
  missing=$(missing_packages)
  [ -z "$missing" ] && return
  if [ "$(id -u)" -eq 0 ]; then
    install_packages "" $missing
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    install_packages sudo $missing
  else
    say_missing $missing
  fi
}

python_environment() {
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python 3.11 or newer is needed; $python is $("$python" --version 2>&1)." >&2
    exit 1
  }
  [ -x "$venv/bin/pip" ] || "$python" -m venv --clear "$venv" || {
    echo "The virtual environment could not be made. On Debian:  apt-get install python3-venv" >&2
    exit 1
  }
  echo "Installing Python packages into $venv"
  "$venv/bin/pip" install -q --disable-pip-version-check -c constraints.txt -e '.[test]'
}

system_packages
python_environment
