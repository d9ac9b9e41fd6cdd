#!/usr/bin/env bash
# Importing a library for one signature check changes how deep the whole process may recurse.
# Who meets it: a web site or worker that checks a public random beacon (a draw of seats) inside its own process: whatever
# counts on Python's usual limit there no longer holds.
# Guess: `import py_ecc.bls` leaves `sys.getrecursionlimit()` at 1,000.
# Seen: py_ecc 8.0.0 sets it to 100,000 as the package is imported, and leaves it so. Its check works at 1,000.
# So: put the limit back after the import.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check py_ecc==8.0.0 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
import sys

before = sys.getrecursionlimit()
import py_ecc.bls

print(before, sys.getrecursionlimit())
assert (before, sys.getrecursionlimit()) == (1000, 100_000)
PY
