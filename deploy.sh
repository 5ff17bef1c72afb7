#!/bin/sh
# Deploy the shop: ./deploy.sh dev   or   ./deploy.sh prod
# It finds a Python, installs the project's own sam, and starts scripts/deployment/deploy.py.
set -eu
case $0 in */*) cd "${0%/*}" ;; esac
for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$name
        break
    fi
done
[ -n "${python:-}" ] || { echo "Missing: Python 3.11 or later (set PYTHON=/path/to/python3.11)" >&2; exit 1; }
command -v make >/dev/null || { echo "Missing: make (Debian: apt install make; macOS: xcode-select --install)" >&2; exit 1; }
[ $# -gt 0 ] || set -- dev
make --silent PYTHON="$python" .venv-sam/.done
exec .venv-sam/bin/python -m scripts.deployment.deploy "$@"
